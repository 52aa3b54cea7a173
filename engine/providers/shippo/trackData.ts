import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { orderIn, type NamedOrder } from '../orderIn.ts';
import { parcelsOf } from '../parcels.ts';
import {
	addressOrNone,
	line,
	listOf,
	partOf,
	reference,
	text,
	time,
	told,
} from '../payloadFields.ts';
import { carrierNameOf, isCarrierWord } from './carriers.ts';
import { statusFields } from './statuses.ts';

const scan = z.object({
	object_id: line,
	object_created: time,
	object_updated: time,
	status: line,
	substatus: partOf(z.object({ code: line })),
	status_details: text,
	status_date: time,
});
export type Scan = z.output<typeof scan>;

const address = z.object({ city: line, state: line, zip: line, country: line });

/** What Shippo knows of one number. */
export const trackData = z.object({
	carrier: z.string().refine(isCarrierWord, 'is no word of Shippo for a carrier'),
	tracking_number: z.string().trim().min(1).max(120),
	/** What the order is, where somebody has said so. */
	metadata: line,
	/** Of the label, where that was bought at Shippo. */
	transaction: reference,
	servicelevel: partOf(z.object({ name: line })),
	eta: time,
	address_to: partOf(address),
	/** `null` until the carrier has said something. */
	tracking_status: scan.nullish(),
	tracking_history: listOf(scan),
});
export type Track = z.output<typeof trackData>;

/** Shippo gives a parcel no id: a number belongs to one carrier, and is used again by others. */
export const idOf = ({ carrier, tracking_number: number }: Track): string => `${carrier}/${number}`;

/** @returns `null` for what is not the id of a parcel */
export function pathOf(id: string): string | null {
	const [, carrier = '', number = ''] = /^([a-z0-9_]+)\/(.{1,120})$/.exec(id) ?? [];
	return isCarrierWord(carrier) && !/^\.+$/.test(number)
		? `/tracks/${carrier}/${encodeURIComponent(number)}`
		: null;
}

/** @param order what is known of the order beside what `metadata` says */
export function observe(track: Track, order: NamedOrder = {}): ObservationOf<'Shipment'> {
	const {
		carrier,
		tracking_status: now,
		tracking_history: history = [],
		eta,
		address_to: to,
	} = track;
	const id = idOf(track);
	const scans = [...history, ...(now ? [now] : [])].toSorted(byDate);
	const first = (status: string) => scans.find((each) => each.status === status)?.status_date;
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		// When Shippo has heard of it: of two scans, the one that it has recorded later is what is so now.
		changedAt: now?.object_updated ?? now?.object_created ?? now?.status_date ?? null,
		clock: 'record',
		topicCodes: [],
		isCarriersStatus: true,
		entity: {
			id,
			...orderIn(track.metadata),
			...order,
			...statusOf(now),
			...told({ service: track.servicelevel?.name }),
			...parcelsOf([{ trackingNumber: track.tracking_number, carrier: carrierNameOf(carrier) }]),
			...told({
				createdAt: earliest(scans),
				updatedAt: now?.object_updated,
				shippedAt: first('TRANSIT'),
				estimatedDeliveryAt: eta,
				deliveredAt: first('DELIVERED'),
				message: now?.status_details,
			}),
			...(to && {
				shippingAddress: addressOrNone({
					...{ firstName: null, lastName: null, company: null, line1: null, line2: null },
					...{ city: to.city, region: to.state, postalCode: to.zip, country: to.country },
					phone: null,
				}),
			}),
		},
	};
}

/**
 * Whether the carrier has said nothing of a label that was bought at Shippo: then what Shippo says of the label itself
 * is more.
 */
export const isOnlyLabel = ({ transaction, tracking_status: now }: Track): boolean =>
	Boolean(transaction) && (now?.status ?? 'UNKNOWN') === 'UNKNOWN';

/** Nothing said yet is what Shippo itself calls unknown later. */
export const statusOf = (now: Scan | null | undefined) =>
	now
		? statusFields(now.status ?? null, now.substatus?.code ?? null)
		: statusFields('UNKNOWN', null);

/** Whether the parcel has just become what it is: before, another status was the last one. */
export function hasMoved({ tracking_status: now, tracking_history: history = [] }: Track): boolean {
	if (!now?.status_date) return false;
	const before = history
		.filter(({ status_date: at }) => at != null && at < now.status_date!)
		.toSorted(byDate)
		.at(-1);
	return before === undefined || statusOf(before).status !== statusOf(now).status;
}

const byDate = (one: Scan, other: Scan) =>
	(one.status_date ?? '').localeCompare(other.status_date ?? '');

/** When Shippo has first heard of the parcel. */
const earliest = (scans: readonly Scan[]) =>
	scans
		.map(({ object_created: at }) => at ?? undefined)
		.filter((at) => at !== undefined)
		.toSorted()[0];
