import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { listOf, readNumber, text } from '../payloadFields.ts';
import { told } from '../told.ts';
import { metaOf } from './attributesOf.ts';
import type { OrderPayload } from './normaliseOrder.ts';

/** Where the Shipment Tracking extension, and those that copy it, keep an order's tracking numbers. */
const TRACKING_META = '_wc_shipment_tracking_items';

/** Of one order: each is an entity of its own. */
const MOST_SHIPMENTS = 500;

const trackingItem = z.object({
	tracking_id: text,
	tracking_provider: text,
	custom_tracking_provider: text,
	custom_tracking_link: text,
	tracking_number: text,
	date_shipped: z.unknown(),
});

/** The day of shipping has no time of day, and is local: so much can lie between it and the change. */
const NEW_WITHIN_MS = 2 * 24 * 60 * 60_000;

/**
 * A shipment for each tracking number of an order. Whose it is and where it goes, the order tells, and is
 * filled in from there.
 *
 * @see https://woocommerce.com/document/shipment-tracking/
 */
export function observeTracking(
	{ id, meta_data: meta }: Pick<OrderPayload, 'id' | 'meta_data'>,
	order: ObservationOf<'Order'>,
): Array<ObservationOf<'Shipment'>> {
	const items = listOf(trackingItem, MOST_SHIPMENTS).parse(
		metaOf(meta, (key) => key === TRACKING_META)[TRACKING_META],
	);
	return (items ?? []).flatMap((item) => {
		const name = item.tracking_id ?? item.tracking_number;
		if (!name) return [];
		const shippedAt = dayOf(item.date_shipped);
		return [
			{
				entityType: 'Shipment' as const,
				id: `${id}-${name}`,
				kind: 'upsert' as const,
				entity: told({
					id: `${id}-${name}`,
					orderId: id,
					status: 'shipped' as const,
					carrier: item.tracking_provider ?? item.custom_tracking_provider ?? null,
					trackingNumber: item.tracking_number ?? null,
					trackingUrl: item.custom_tracking_link ?? null,
					shippedAt,
				}),
				changedAt: order.changedAt,
				clock: 'record' as const,
				topicCodes: isNewShipment(shippedAt, order.changedAt)
					? (['shipment_created'] as const)
					: [],
			},
		];
	});
}

/**
 * A tracking number has no time of its own. One that was shipped long before the order's last change was
 * there already when the shop was connected.
 */
export function isNewShipment(shippedAt: string | null, changedAt: string | null): boolean {
	if (shippedAt === null || changedAt === null) return true;
	return Date.parse(changedAt) - Date.parse(shippedAt) <= NEW_WITHIN_MS;
}

/** Unix seconds, as a number or a text, or `2026-11-23`. */
function dayOf(given: unknown): string | null {
	const seconds = readNumber(given);
	const isDay = typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given);
	const milliseconds =
		seconds === null ? (isDay ? Date.parse(given) : Number.NaN) : seconds * 1_000;
	if (!(milliseconds > 0 && milliseconds < Date.UTC(9999, 11, 31))) return null;
	return new Date(milliseconds).toISOString();
}
