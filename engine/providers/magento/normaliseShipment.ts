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
	tracks: listOf(
		z.object({ track_number: line, title: line, carrier_code: line, created_at: timeInUtc }),
	),
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

/** Of Magento's own carriers the code is certain. That of a module may be any word; what the customer sees is the title. */
const OWN: ReadonlySet<string> = new Set(['dhl', 'fedex', 'ups', 'usps']);
/** None of a list, and the title that a number gets whose carrier nobody has named: Magento wants both. */
export const UNNAMED = { carrier_code: 'custom', title: 'Parcel' } as const;

function carrierIn(code: string | null, title: string | null): string | null {
	if (code !== null && OWN.has(code)) return code;
	if (code !== null && code !== UNNAMED.carrier_code) return title ?? code;
	return title === UNNAMED.title ? null : title;
}

/**
 * A shipment as the API has it: it exists once goods have left, and Magento knows no more of its way.
 *
 * @throws ZodError
 */
export function normaliseShipment(payload: unknown): Observation {
	const given = shipmentPayload.parse(payload);
	const tracks = (given.tracks ?? []).map(({ track_number, title, carrier_code: code }) => ({
		trackingNumber: track_number ?? null,
		carrier: carrierIn(code ?? null, title ?? null),
	}));
	// A number that is added moves no time of the shipment.
	const changedAt = [given.updated_at, ...(given.tracks ?? []).map((track) => track.created_at)]
		.flatMap((time) => time ?? [])
		.toSorted()
		.at(-1);
	return {
		entityType: 'Shipment',
		id: given.entity_id,
		kind: 'upsert',
		changedAt: changedAt ?? null,
		clock: 'record',
		topicCodes: [],
		entity: {
			id: given.entity_id,
			...told({ orderId: given.order_id }),
			status: 'shipped',
			...parcelsOf(tracks),
			...told({
				createdAt: given.created_at,
				updatedAt: changedAt,
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
