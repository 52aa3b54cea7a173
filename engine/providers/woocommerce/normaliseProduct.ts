import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { ObservationOf } from '../../events/observation.ts';
import {
	amount,
	listOf,
	readId,
	reference,
	requiredId,
	text,
	timeInUtc,
	told,
} from '../payloadFields.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';
import { attributesOf } from './attributesOf.ts';
import { decodedTexts, title } from './title.ts';
import { productStatusOf, stockStatusOf } from './statuses.ts';

const productPayload = z.object({
	id: requiredId,
	parent_id: reference,
	name: title,
	sku: text,
	status: text,
	price: amount,
	regular_price: amount,
	stock_status: text,
	stock_quantity: amount,
	permalink: text,
	images: listOf(z.object({ src: text })),
	date_created_gmt: timeInUtc,
	date_modified_gmt: timeInUtc,
	variations: listOf(z.unknown()),
	tags: listOf(z.object({ name: title })),
	brands: listOf(z.object({ name: title })),
});

/** Of images and brands the canonical product has the first only. */
const MAPPED: ReadonlySet<string> = new Set(
	Object.keys(productPayload.shape).filter((field) => field !== 'images' && field !== 'brands'),
);

/** Statuses of a product that nobody has saved yet, or that lies in the trash. */
const NOT_A_PRODUCT: ReadonlySet<string> = new Set(['auto-draft', 'importing', 'trash']);

/**
 * A product, or a variation of one: WooCommerce reports both in the same form, and names variations only
 * by their ids in the product.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#product-properties
 */
export function normaliseProduct(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
	restores: boolean,
	reading: StoreReading = AS_KNOWN,
): Array<ObservationOf<'Product'>> {
	const given = productPayload.parse(payload);
	if (given.status && NOT_A_PRODUCT.has(given.status)) return [];
	return [
		{
			entityType: 'Product',
			id: given.id,
			kind: 'upsert',
			entity: told({
				id: given.id,
				parentId: given.parent_id,
				name: given.name,
				sku: given.sku,
				status: given.status === undefined ? undefined : productStatusOf(given.status),
				nativeStatus: given.status,
				price: given.price,
				regularPrice: given.regular_price,
				stockStatus:
					given.stock_status === undefined ? undefined : stockStatusOf(given.stock_status),
				stockQuantity: given.stock_quantity,
				vendor: given.brands && (given.brands[0]?.name ?? null),
				url: given.permalink,
				imageUrl: given.images && (given.images[0]?.src ?? null),
				createdAt: given.date_created_gmt,
				updatedAt: given.date_modified_gmt,
				variants: given.variations?.flatMap((variation) => {
					const id = readId(variation);
					return id === null ? [] : [{ id }];
				}),
				tags: given.tags?.flatMap(({ name }) => name ?? []),
				attributes: withReadableTerms(attributesOf(payload as object, MAPPED, reading)),
			}),
			changedAt: given.date_modified_gmt ?? null,
			clock: 'record',
			topicCodes,
			// Each variation has a message of its own: the product is made once.
			...(given.parent_id ? { isNeverCreated: true } : {}),
			...(restores ? { restores } : {}),
		},
	];
}

/** What WordPress keeps as terms, whose names are encoded: `Salt &amp; Pepper`. */
const TERMS: ReadonlySet<string> = new Set(['attributes', 'categories', 'default_attributes']);

const withReadableTerms = (attributes: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(
		Object.entries(attributes).map(([name, value]) => [
			name,
			TERMS.has(name) ? decodedTexts(value) : value,
		]),
	);
