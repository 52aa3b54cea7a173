import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { orderReferenceIn } from '../../parcels/orderKey.ts';
import { parcelsOf } from '../parcels.ts';
import {
	addressOrNone,
	amount,
	line,
	listOf,
	partOf,
	requiredId,
	text,
	time,
	told,
} from '../payloadFields.ts';
import { carrierOfKey } from './carrierKeys.ts';
import { parcelId } from './parcelId.ts';
import { statusFields } from './statuses.ts';

/** What every answer and message calls a number. */
export const followed = z.object({
	number: requiredId.refine((number) => /^[A-Z0-9-]{5,50}$/i.test(number), 'is no tracking number'),
	carrier: z
		.union([
			z.number(),
			z
				.string()
				.regex(/^\d{1,9}$/)
				.transform(Number),
		])
		.pipe(z.int().min(0).max(999_999_999)),
});

const address = z.object({ country: line, state: line, city: line, postal_code: line });
const event = z.object({ time_utc: time, description: text });

/**
 * A number, and what is known of it. Only times in UTC are read.
 *
 * @see https://api.17track.net/en/doc?version=v2.4, wksw/17track-golang-sdk `models/v2/track.go`
 */
export const trackData = followed.extend({
	tag: line,
	destination_country: line,
	destination_city: line,
	destination_postal_code: line,
	track_info: partOf(
		z.object({
			latest_status: partOf(z.object({ status: line, sub_status: line })),
			latest_event: partOf(event),
			milestone: listOf(z.object({ key_stage: line, time_utc: time })),
			time_metrics: partOf(
				z.object({ estimated_delivery_date: partOf(z.object({ from: time, to: time })) }),
			),
			misc_info: partOf(z.object({ service_type: line })),
			shipping_info: partOf(z.object({ recipient_address: partOf(address) })),
			tracking: partOf(
				z.object({
					providers: listOf(
						z.object({
							provider: partOf(z.object({ key: amount, name: line })),
							latest_sync_time: time,
						}),
					),
				}),
			),
		}),
	),
});
export type TrackData = z.output<typeof trackData>;

export function observe(track: TrackData): ObservationOf<'Shipment'> {
	const { number, tag, track_info: info } = track;
	const id = parcelId(track);
	const event = info?.latest_event;
	const status = statusOf(track);
	const isDelivered = status.status === 'delivered';
	const expected = info?.time_metrics?.estimated_delivery_date;
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		changedAt: syncedAt(track) ?? event?.time_utc ?? null,
		clock: 'record',
		topicCodes: [],
		isCarriersStatus: true,
		entity: {
			id,
			...orderIn(tag),
			...told({ service: info?.misc_info?.service_type ?? undefined }),
			...status,
			...parcelsOf([{ trackingNumber: number, carrier: carrierIn(track) }]),
			...told({
				createdAt: beganAt(track),
				updatedAt: event?.time_utc ?? undefined,
				shippedAt: reachedAt(track, 'PickedUp'),
				// Of one that came back, the sender has it since then.
				deliveredAt: isDelivered ? reachedAt(track, 'Delivered') : undefined,
				estimatedDeliveryAt: expected?.to ?? expected?.from ?? undefined,
				message: event?.description ?? undefined,
			}),
			shippingAddress: addressIn(track),
		},
	};
}

/** Of a number that its carrier has said goes back: who has got it in the end is the sender. */
function statusOf(track: TrackData): ReturnType<typeof statusFields> {
	const { track_info: info } = track;
	if (!info?.latest_status) return {};
	const status = statusFields(info.latest_status);
	const isTurnedBack = reachedAt(track, 'Returning') ?? reachedAt(track, 'Returned');
	return status.status === 'delivered' && isTurnedBack ? { ...status, status: 'returned' } : status;
}

/** When 17TRACK last heard of the number. Carriers' own times may go backwards, where two of them carry a parcel. */
function syncedAt({ track_info: info }: TrackData): string | undefined {
	const times = info?.tracking?.providers?.flatMap(({ latest_sync_time: at }) => at ?? []) ?? [];
	return times.toSorted().at(-1);
}

/** The tag is what was given along with the number: our own reference leaves no doubt, and else it names the order. */
function orderIn(tag: string | null | undefined) {
	if (!tag) return {};
	if (orderReferenceIn(tag) !== null) return { orderId: tag };
	return /^#?\S*\d\S*$/.test(tag) ? { orderNumber: tag } : {};
}

function carrierIn({ carrier, track_info: info }: TrackData): string | null {
	const ours = carrierOfKey(carrier);
	if (ours !== null) return ours;
	const named = info?.tracking?.providers?.flatMap(({ provider }) => provider ?? []) ?? [];
	return (named.find(({ key }) => key === carrier) ?? named[0])?.name ?? null;
}

/** When its carrier was first told of the parcel: when the number was added here, 17TRACK does not tell. */
const beganAt = ({ track_info: info }: TrackData) =>
	info?.milestone
		?.flatMap(({ time_utc: at }) => at ?? [])
		.toSorted()
		.at(0);

const reachedAt = ({ track_info: info }: TrackData, stage: string) =>
	info?.milestone?.find(({ key_stage: reached }) => reached === stage)?.time_utc ?? undefined;

function addressIn(track: TrackData) {
	const told = track.track_info?.shipping_info?.recipient_address;
	return addressOrNone({
		...{ firstName: null, lastName: null, company: null, line1: null, line2: null, phone: null },
		city: track.destination_city ?? told?.city,
		region: told?.state,
		postalCode: track.destination_postal_code ?? told?.postal_code,
		country: track.destination_country ?? told?.country,
	});
}
