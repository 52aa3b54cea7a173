import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { ObservationOf } from '../../events/observation.ts';
import type { StockStatus } from '../../events/statuses.ts';
import { sumOf } from '../../money/amounts.ts';
import { amount, listOf, partOf, requiredId, text, time, told } from '../payloadFields.ts';
import { productStatusOf } from './statuses.ts';
import { tagList } from './tagList.ts';

const variant = z.object({
	id: requiredId,
	sku: text,
	title: text,
	price: amount,
	compare_at_price: amount,
	inventory_quantity: amount,
	inventory_policy: text,
	inventory_management: text,
});
type Variant = z.output<typeof variant>;

const attributes = z.object({
	handle: text,
	product_type: text,
	body_html: text,
	options: listOf(z.object({ name: text, values: listOf(z.string()) })),
	published_at: time,
});

const productPayload = z.object({
	id: requiredId,
	title: text,
	vendor: text,
	status: text,
	created_at: time,
	updated_at: time,
	tags: tagList,
	image: partOf(z.object({ src: text })),
	variants: listOf(variant),
	variant_gids: listOf(z.unknown()),
});

/** @see https://shopify.dev/docs/api/admin-rest/latest/resources/product */
export function normaliseProduct(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
): ObservationOf<'Product'> {
	const given = productPayload.parse(payload);
	const first = given.variants?.[0];
	return {
		entityType: 'Product',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			name: given.title,
			sku: given.variants && (given.variants.length === 1 ? first?.sku : null),
			status: given.status === undefined ? undefined : productStatusOf(given.status),
			nativeStatus: given.status,
			price: first?.price,
			regularPrice: first && (first.compare_at_price ?? first.price),
			...stockOf(given),
			vendor: given.vendor,
			imageUrl: given.image === undefined ? undefined : (given.image?.src ?? null),
			createdAt: given.created_at,
			updatedAt: given.updated_at,
			variants: given.variants?.map((each) => ({
				id: each.id,
				sku: each.sku ?? null,
				name: each.title ?? null,
				price: each.price ?? null,
				stockQuantity: isCounted(each) ? (each.inventory_quantity ?? null) : null,
			})),
			tags: given.tags,
			attributes: told(attributes.parse(payload)),
		}),
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes,
	};
}

/** A product with very many variants comes with the first ones only: its stock is not known then. */
function stockOf({ variants, variant_gids: all }: z.output<typeof productPayload>): {
	stockStatus?: StockStatus;
	stockQuantity?: number | null;
} {
	if (variants === undefined || variants.length === 0) return {};
	if (all && all.length > variants.length) return { stockStatus: 'unknown', stockQuantity: null };
	const counted = variants.filter(isCounted);
	const stockQuantity = sumOf(counted.map((each) => each.inventory_quantity));
	const isAvailable =
		counted.length < variants.length || counted.some((each) => (each.inventory_quantity ?? 0) > 0);
	if (isAvailable) return { stockStatus: 'in_stock', stockQuantity };
	const isOrderable = counted.some((each) => each.inventory_policy === 'continue');
	return { stockStatus: isOrderable ? 'on_backorder' : 'out_of_stock', stockQuantity };
}

function isCounted({ inventory_management: by, inventory_quantity: quantity }: Variant): boolean {
	return by === undefined ? typeof quantity === 'number' : by !== null;
}
