import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import {
	amount,
	line,
	listOf,
	reference,
	requiredId,
	text,
	timeInUtc,
	told,
} from '../payloadFields.ts';

export const shipmentPayload = z.object({
	entity_id: requiredId,
	order_id: reference,
	created_at: timeInUtc,
	updated_at: timeInUtc,
	tracks: listOf(z.object({ track_number: line, title: line, carrier_code: line })),
	items: listOf(
		z.object({
			entity_id: reference,
			product_id: reference,
			sku: text,
			name: text,
			qty: amount,
			price: amount,
		}),
	),
});

/** A carrier of Magento's own list says more than the title that a shop gave to it. */
const GENERAL: ReadonlySet<string> = new Set(['custom', '']);

/**
 * A shipment as the API has it: it exists once goods have left, and Magento knows no more of its way.
 *
 * @throws ZodError
 */
export function normaliseShipment(payload: unknown): Observation {
	const given = shipmentPayload.parse(payload);
	const tracks = (given.tracks ?? []).map(({ track_number, title, carrier_code: code }) => ({
		trackingNumber: track_number ?? null,
		carrier: GENERAL.has(code ?? '') ? (title ?? null) : (code ?? null),
	}));
	return {
		entityType: 'Shipment',
		id: given.entity_id,
		kind: 'upsert',
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes: [],
		entity: {
			id: given.entity_id,
			...told({ orderId: given.order_id }),
			status: 'shipped',
			...parcelsOf(tracks),
			...told({
				createdAt: given.created_at,
				updatedAt: given.updated_at,
				shippedAt: given.created_at,
				lineItems: given.items?.map((item) => ({
					id: item.entity_id ?? null,
					productId: item.product_id ?? null,
					sku: item.sku ?? null,
					name: item.name ?? null,
					quantity: item.qty ?? null,
					price: item.price ?? null,
				})),
			}),
		},
	};
}
