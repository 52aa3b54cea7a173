import { z } from 'zod/v4';
import { alpha2Of } from '../countryCodes.ts';
import { orderReferenceIn } from '../../parcels/orderKey.ts';
import type { ObservationOf } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import {
	addressOrNone,
	line,
	listOf,
	partOf,
	readTime,
	requiredId,
	text,
	time,
	told,
} from '../payloadFields.ts';
import { listedEntries } from '../refusedEntity.ts';
import { carrierNamed } from './couriers.ts';
import { statusFields } from './statuses.ts';

/** 32 characters, before 2024 24; or what somebody has chosen who has added the number. */
export const trackingId = requiredId.refine(isTrackingId, 'is no ID of a tracking');

/** Whether AfterShip can have a tracking of this ID: it is put into addresses. */
export function isTrackingId(id: string): boolean {
	return /^[\w-]{1,128}$/.test(id);
}

/** Of a day without an hour, or with one of an unknown place, the day: midnight in UTC, which all dates are written by. */
const day = z
	.unknown()
	.transform(
		(value) =>
			readTime(value, '') ??
			readTime(typeof value === 'string' ? `${value.slice(0, 10)}T00:00:00` : null, 'Z'),
	);

const customer = z.object({ name: line, email: line, phone_number: line });
const checkpoint = z.object({ message: line, created_at: time });

/**
 * A tracking. Carriers' times come with a zone, without one, or as bare days of the place: of what has happened, only
 * those with a zone are read.
 *
 * @see AfterShip/tracking-sdk-nodejs, `src/model/Tracking.ts`
 */
export const trackingData = z.object({
	id: trackingId,
	created_at: time,
	updated_at: time,
	tracking_number: line,
	slug: line,
	tag: line,
	subtag: line,
	return_to_sender: z.boolean().nullish().catch(null),
	order_id: line,
	order_number: line,
	title: line,
	shipment_type: line,
	shipment_pickup_date: time,
	shipment_delivery_date: time,
	latest_estimated_delivery: partOf(z.object({ datetime: day })),
	courier_tracking_link: text,
	destination_country_region: line,
	destination_state: line,
	destination_city: line,
	destination_postal_code: line,
	customers: listOf(customer),
	checkpoints: listOf(checkpoint),
});
export type AfterShipTracking = z.output<typeof trackingData>;

/** What `GET /trackings` gives. */
export const listedTrackings = z.object({
	trackings: listedEntries,
	pagination: partOf(
		z.object({ next_cursor: line, has_next_page: z.boolean().nullish().catch(null) }),
	),
});

export function observe(tracking: AfterShipTracking): ObservationOf<'Shipment'> {
	const { id, slug } = tracking;
	const status = statusFields(tracking);
	const isDelivered = status.status === 'delivered';
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		changedAt: tracking.updated_at ?? null,
		clock: 'record',
		topicCodes: [],
		isCarriersStatus: true,
		entity: {
			id,
			...told({
				orderNumber: orderNumberOf(tracking),
				orderId: ours(tracking.order_id),
				service: tracking.shipment_type,
			}),
			...status,
			...parcelsOf([
				{
					trackingNumber: tracking.tracking_number ?? null,
					trackingUrl: tracking.courier_tracking_link ?? null,
					carrier: carrierNamed(slug),
				},
			]),
			...told({
				createdAt: tracking.created_at,
				updatedAt: tracking.updated_at,
				shippedAt: tracking.shipment_pickup_date ?? undefined,
				// Of one that came back, the sender has it since then.
				deliveredAt: isDelivered ? (tracking.shipment_delivery_date ?? undefined) : undefined,
				estimatedDeliveryAt: tracking.latest_estimated_delivery?.datetime ?? undefined,
				message: lastMessageOf(tracking),
				customer: personIn(tracking),
			}),
			shippingAddress: addressIn(tracking),
		},
	};
}

/** A reference of ours leaves no doubt which order it is; any other one is the shop's own business. */
const ours = (orderId: string | null | undefined) =>
	orderReferenceIn(orderId) === null ? undefined : orderId;

/** Older ways into AfterShip put the order's number into the title, which else holds the tracking number. */
function orderNumberOf({
	order_number: orderNumber,
	title,
	tracking_number: tracking,
}: AfterShipTracking) {
	if (orderNumber) return orderNumber;
	return title && title !== tracking && /^#?\S*\d\S*$/.test(title) ? title : orderNumber;
}

/** What came last into AfterShip, for the carrier's own times may have no zone. */
function lastMessageOf({ checkpoints = [] }: AfterShipTracking) {
	const timed = checkpoints.map(({ message, created_at: at }) => ({ message, at: at ?? '' }));
	return timed.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).at(-1)?.message;
}

function personIn({ customers = [] }: AfterShipTracking) {
	const [first] = customers;
	if (!first) return undefined;
	const [firstName = null, ...rest] = first.name?.trim().split(/\s+/) ?? [];
	const lastName = rest.join(' ') || null;
	const { email = null, phone_number: phone = null } = first;
	return { id: null, email, firstName, lastName, phone };
}

function addressIn(tracking: AfterShipTracking) {
	return addressOrNone({
		...{ firstName: null, lastName: null, company: null, line1: null, line2: null, phone: null },
		city: tracking.destination_city,
		region: tracking.destination_state,
		postalCode: tracking.destination_postal_code,
		country: alpha2Of(tracking.destination_country_region),
	});
}
