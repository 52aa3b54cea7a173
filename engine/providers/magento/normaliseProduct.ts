import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import type { ProductStatus } from '../../events/statuses.ts';
import { amount, line, partOf, requiredId, timeInUtc, told } from '../payloadFields.ts';
import type { StoreViews } from './storeViews.ts';

const productPayload = z.object({
	id: requiredId,
	sku: line,
	name: line,
	price: amount,
	status: line,
	type_id: line,
	created_at: timeInUtc,
	updated_at: timeInUtc,
	extension_attributes: partOf(
		z.object({
			stock_item: partOf(
				z.object({ qty: amount, is_in_stock: z.unknown(), manage_stock: z.unknown() }),
			),
		}),
	),
});

const STATUSES: ReadonlyMap<string, ProductStatus> = new Map([
	['1', 'active'],
	['2', 'draft'],
]);

/**
 * A product as the API has it. What the API tells of the stock stands in single products; lists may leave it out, and
 * then it is not told.
 *
 * @throws ZodError
 */
export function normaliseProduct(payload: unknown, { currency }: StoreViews): Observation {
	const given = productPayload.parse(payload);
	const stock = given.extension_attributes?.stock_item;
	return {
		entityType: 'Product',
		id: given.id,
		kind: 'upsert',
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes: [],
		entity: {
			id: given.id,
			status: STATUSES.get(given.status ?? '') ?? 'unknown',
			...told({
				nativeStatus: given.status,
				sku: given.sku,
				name: given.name,
				price: given.price,
				createdAt: given.created_at,
				updatedAt: given.updated_at,
			}),
			currency,
			...(stock && {
				stockQuantity: stock.manage_stock === false ? null : (stock.qty ?? null),
				stockStatus:
					stock.is_in_stock === true
						? ('in_stock' as const)
						: stock.is_in_stock === false
							? ('out_of_stock' as const)
							: ('unknown' as const),
			}),
		},
	};
}
