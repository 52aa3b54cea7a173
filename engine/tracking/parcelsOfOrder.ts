import { SHIPMENT_STATUSES } from '../events/statuses.ts';
import { nextState } from '../parcels/parcelState.ts';
import { list, text, type Fields } from '../templates/itemFields.ts';

/** Of a shipment's past. `at` is epoch milliseconds. */
export type TrackedStatus = { readonly at: number; readonly status: string };

/** A shipment as its customer sees it. */
export type TrackedParcel = {
	readonly shipment: Fields;
	/** What became of it, the newest first. */
	readonly history: readonly TrackedStatus[];
};

/** A shipment as it is known, and what its events have told. */
export type KnownShipment = {
	readonly shipment: Fields;
	readonly statusChangedAt: number;
	/** Whether a carrier has told it, and not the shop. */
	readonly isCarriers?: boolean;
	readonly earlier: ReadonlyArray<{ readonly at: number; readonly status: string | null }>;
};

/** Times that a shipment keeps when its events are long gone. */
const KEPT_TIMES = [
	['shippedAt', 'shipped'],
	['deliveredAt', 'delivered'],
] as const;
/** Whatever a carrier has said of one parcel. */
const MOST_TOLD = 30;

/**
 * The parcels of an order, the newest first. One that two systems have told is shown once, as the one of them says whose
 * word counts; one that was cancelled is left out where there are others.
 */
export function parcelsOfOrder(known: readonly KnownShipment[]): TrackedParcel[] {
	const distinct = Map.groupBy(
		known,
		({ shipment }) => numberOf(shipment) ?? `shipment ${text(shipment.id)}`,
	);
	const all = [...distinct.values()].map(believed);
	const alive = all.filter(({ shipment }) => shipment.status !== 'cancelled');
	return (alive.length > 0 ? alive : all).map((each) => ({
		shipment: each.shipment,
		history: historyOf(each),
	}));
}

/** What all ways to write a tracking number have in common; of a shipment with several, all of them. */
function numberOf({ parcels, trackingNumber }: Fields): string | null {
	const numbers = [...list(parcels).map((parcel) => parcel.trackingNumber), trackingNumber]
		.map(
			(number) =>
				text(number)
					?.toUpperCase()
					.replaceAll(/[^\p{L}\p{N}]/gu, '') ?? '',
		)
		.filter((number) => number !== '');
	return numbers.length === 0 ? null : [...new Set(numbers)].toSorted().join(' ');
}

/** Of several that tell the same parcel, the one whose word counts. */
function believed(same: readonly KnownShipment[]): KnownShipment {
	const by = (isCarriers: boolean) =>
		same
			.filter((each) => (each.isCarriers ?? false) === isCarriers)
			.toSorted((one, other) => progressOf(other) - progressOf(one))
			.slice(0, 1);
	const [[shops], [carriers]] = [by(false), by(true)];
	if (carriers === undefined || shops === undefined) return (carriers ?? shops)!;
	const shopsWord = nextState(null, toldBy(shops), false);
	return nextState(shopsWord, toldBy(carriers), true).isByCarrier ? carriers : shops;
}

function toldBy({ shipment }: KnownShipment) {
	const status = SHIPMENT_STATUSES.find((each) => each === shipment.status) ?? 'unknown';
	return { status, deliveredAt: text(shipment.deliveredAt) };
}

/** How far a status is on the way; what went wrong says more than any step. */
const KNOWS = [
	...['unknown', 'pending', 'label_created', 'cancelled', 'shipped', 'in_transit', 'delayed'],
	...['attempted', 'out_for_delivery', 'ready_for_pickup', 'failed', 'returned', 'delivered'],
];
const progressOf = ({ shipment }: KnownShipment) => KNOWS.indexOf(text(shipment.status) ?? '');

function historyOf({ shipment, statusChangedAt, earlier }: KnownShipment): TrackedStatus[] {
	const told = earlier.flatMap(({ at, status }) => (status === null ? [] : [{ at, status }]));
	const add = (status: string | null, at: number) => {
		const isTold = status === null || told.some((each) => each.status === status);
		if (!isTold && Number.isFinite(at)) told.push({ at, status });
	};
	for (const [field, status] of KEPT_TIMES) add(status, Date.parse(text(shipment[field]) ?? ''));
	add(text(shipment.status), statusChangedAt);
	return told
		.filter(({ status }) => status !== 'unknown')
		.toSorted((one, other) => one.at - other.at)
		.filter(({ status }, index, all) => status !== all[index - 1]?.status)
		.toReversed()
		.slice(0, MOST_TOLD);
}
