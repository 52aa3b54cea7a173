import { z } from 'zod/v4';
import type { ObservationOf, ShipmentList } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import { listIn, listOf, readNumber, text } from '../payloadFields.ts';
import { told } from '../told.ts';
import type { OrderPayload } from './normaliseOrder.ts';
import { fulfillmentPrefix } from './observeFulfillments.ts';
import { orderMeta } from './orderMeta.ts';

/** Where the Shipment Tracking extension, and those that copy it, keep an order's tracking numbers. */
const TRACKING_META = '_wc_shipment_tracking_items';

/** Of one order: each is an entity of its own. */
const MOST_SHIPMENTS = 500;

/**
 * The names of Shipment Tracking, then those that Advanced Shipment Tracking and the REST answers of both
 * have beside them.
 */
const trackingItem = z.object({
	tracking_id: text,
	tracking_provider: text,
	custom_tracking_provider: text,
	formatted_tracking_provider: text,
	custom_tracking_link: text,
	tracking_link: text,
	formatted_tracking_link: text,
	ast_tracking_link: text,
	tracking_url: text,
	tracking_number: text,
	date_shipped: z.unknown(),
});
type TrackingItem = z.output<typeof trackingItem>;

/** The day of shipping has no time of day, and is local: so much can lie between it and the change. */
const NEW_WITHIN_MS = 2 * 24 * 60 * 60_000;

/** What an order tells of its tracking numbers. */
export type ToldTracking = {
	readonly shipments: ReadonlyArray<ObservationOf<'Shipment'>>;
	/** `undefined` where the order does not tell what it has. */
	readonly list: ShipmentList | undefined;
};

/**
 * A shipment for each tracking number of an order. Whose it is and where it goes, the order tells, and is
 * filled in from there. The meta is gone with the last number.
 *
 * @see https://woocommerce.com/document/shipment-tracking/
 */
export function observeTracking(
	{ id, meta_data: meta }: Pick<OrderPayload, 'id' | 'meta_data'>,
	order: ObservationOf<'Order'>,
): ToldTracking {
	const lists = orderMeta(meta, TRACKING_META)?.map(itemsIn);
	const shipments = (lists ?? [])
		.flatMap((list) => list?.items ?? [])
		.slice(0, MOST_SHIPMENTS)
		.flatMap((item) => shipmentOf(id, item, order));
	const isAll = lists?.every((list) => list?.isWhole === true) === true;
	return {
		shipments,
		list: isAll
			? {
					prefix: `${id}-`,
					exceptPrefix: fulfillmentPrefix(id),
					ids: shipments.map((shipment) => shipment.id),
				}
			: undefined,
	};
}

/** Of half a list nobody can say what is no more in it. */
function itemsIn(value: unknown): { items: TrackingItem[]; isWhole: boolean } | undefined {
	const given = value === null || value === '' || value === false ? [] : listIn(value);
	if (given === undefined) return undefined;
	const items = (listOf(trackingItem, MOST_SHIPMENTS).parse(given) ?? []).filter(nameOf);
	return { items, isWhole: items.length === given.length };
}

const nameOf = (item: TrackingItem) => item.tracking_id ?? item.tracking_number ?? null;

function shipmentOf(
	orderId: string,
	item: TrackingItem,
	{ changedAt }: ObservationOf<'Order'>,
): Array<ObservationOf<'Shipment'>> {
	const id = `${orderId}-${nameOf(item)}`;
	const shippedAt = dayOf(item.date_shipped);
	const parcel = {
		trackingNumber: item.tracking_number,
		trackingUrl: linkOf(item),
		carrier: carrierOf(item),
	};
	return [
		{
			entityType: 'Shipment',
			id,
			kind: 'upsert',
			entity: told({
				id,
				orderId,
				status: 'shipped' as const,
				...parcelsOf([parcel]),
				shippedAt,
			}),
			changedAt,
			clock: 'record',
			topicCodes: isNewShipment(shippedAt, changedAt) ? ['shipment_created'] : [],
		},
	];
}

/** `custom` and the like stand for "see the other field". */
function carrierOf(item: TrackingItem): string | null {
	const { tracking_provider: slug, custom_tracking_provider: custom } = item;
	const isNoName = slug == null || /^(custom|other)$/i.test(slug);
	return (
		(isNoName ? (custom ?? item.formatted_tracking_provider) : slug) ??
		item.formatted_tracking_provider ??
		null
	);
}

/** One that the merchant has typed goes before one that a plugin has made. */
function linkOf(item: TrackingItem): string | null {
	const links = [
		item.custom_tracking_link,
		item.tracking_link,
		item.formatted_tracking_link,
		item.ast_tracking_link,
		item.tracking_url,
	];
	return links.find((link) => link != null && /^https?:\/\/[^\s%{}]+$/i.test(link)) ?? null;
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
