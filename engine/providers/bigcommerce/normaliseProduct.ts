import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import type { ProductStatus, StockStatus } from '../../events/statuses.ts';
import { amount, line, listOf, partOf, requiredId, text, told } from '../payloadFields.ts';
import { storeTime } from './storeTime.ts';

const productPayload = z.object({
	id: requiredId,
	name: text,
	sku: line,
	price: amount,
	calculated_price: amount,
	inventory_level: amount,
	inventory_tracking: line,
	availability: line,
	is_visible: z.unknown(),
	custom_url: partOf(z.object({ url: line })),
	date_created: storeTime,
	date_modified: storeTime,
	images: listOf(z.object({ url_standard: line, is_thumbnail: z.unknown() })),
	variants: listOf(
		z.object({
			id: requiredId,
			sku: line,
			price: amount,
			calculated_price: amount,
			inventory_level: amount,
			option_values: listOf(z.object({ label: line })),
		}),
	),
});
type ProductPayload = z.output<typeof productPayload>;

/** `total_sold`, `view_count` and the reviews move by themselves with every visitor. */
const NO_ATTRIBUTES: ReadonlySet<string> = new Set([
	...Object.keys(productPayload.shape),
	'total_sold',
	'view_count',
	'reviews_count',
	'reviews_rating_sum',
	'base_variant_id',
]);
const ATTRIBUTES_TOO: readonly string[] = ['availability', 'inventory_tracking'];

/**
 * A product and its variants.
 *
 * @param storeUrl of the store; a product tells only its path there
 * @see https://developer.bigcommerce.com/docs/rest-catalog/products
 */
export function normaliseProduct(payload: unknown, storeUrl: string): ObservationOf<'Product'> {
	const given = productPayload.parse(payload);
	const { images, variants, custom_url: page } = given;
	const image = images?.find(({ is_thumbnail: isMain }) => isMain === true) ?? images?.[0];
	return {
		entityType: 'Product',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			name: given.name,
			sku: given.sku,
			...visibilityOf(given),
			price: given.calculated_price ?? given.price,
			regularPrice: given.price,
			...stockOf(given),
			url: page && (page.url?.startsWith('/') ? `${storeUrl}${page.url}` : null),
			imageUrl: images && (image?.url_standard ?? null),
			createdAt: given.date_created,
			updatedAt: given.date_modified,
			variants: variants?.map((variant) => ({
				id: variant.id,
				sku: variant.sku ?? null,
				name: nameOf(variant),
				price: variant.calculated_price ?? variant.price ?? null,
				stockQuantity:
					given.inventory_tracking === 'variant' ? (variant.inventory_level ?? null) : null,
			})),
			attributes: Object.fromEntries(
				Object.entries(payload as object).filter(
					([name]) => !NO_ATTRIBUTES.has(name) || ATTRIBUTES_TOO.includes(name),
				),
			),
		}),
		changedAt: given.date_modified ?? null,
		clock: 'record',
		topicCodes: [],
	};
}

function nameOf({ option_values: values = [] }: NonNullable<ProductPayload['variants']>[number]) {
	return values.flatMap(({ label }) => label ?? []).join(', ') || null;
}

function visibilityOf({ is_visible: isVisible }: ProductPayload): {
	status?: ProductStatus;
	nativeStatus?: string;
} {
	if (typeof isVisible !== 'boolean') return {};
	return isVisible
		? { status: 'active', nativeStatus: 'visible' }
		: { status: 'hidden', nativeStatus: 'hidden' };
}

/** Where a shop does not count, whatever can be bought is there. */
function stockOf({
	inventory_tracking: tracking,
	inventory_level: level,
	availability,
}: ProductPayload): { stockStatus?: StockStatus; stockQuantity?: number | null } {
	if (tracking === undefined && availability === undefined) return {};
	const isCounted = tracking === 'product' || tracking === 'variant';
	const stockQuantity = isCounted ? (level ?? null) : null;
	const isEmpty = isCounted && stockQuantity !== null && stockQuantity <= 0;
	if (availability === 'disabled' || (isEmpty && availability !== 'preorder')) {
		return { stockStatus: 'out_of_stock', stockQuantity };
	}
	return { stockStatus: isEmpty ? 'on_backorder' : 'in_stock', stockQuantity };
}
