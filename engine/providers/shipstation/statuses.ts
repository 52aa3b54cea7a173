import type { ShipmentStatus } from '../../events/statuses.ts';

/** What a code of a carrier's report says; `null`: nothing of where the parcel is, so that what is known stays. */
type Meaning = ShipmentStatus | null;

type Row = {
	/** `status_code`, and what ShipStation calls it. */
	readonly code: string;
	readonly name: string;
	readonly status: Meaning;
	/** Values of `status_detail_code` with which it says something else. */
	readonly details?: Readonly<Record<string, Meaning>>;
};

const DELAYS = {
	CARRIER_DELAYS: 'delayed',
	DELAYED_NOT_CARRIER: 'delayed',
	HELD_BY_CARRIER: 'delayed',
	HELD_BY_CARRIER_FOR_CLEARANCE_PRE_PROCESSING: 'delayed',
	HELD_BY_CUSTOMS: 'delayed',
} as const;

/**
 * Every `status_code`, by the complete list of `status_detail_code`.
 *
 * @see https://github.com/ShipEngine/shipengine-openapi `status_code`, `status_detail_code`
 */
export const STATUSES: readonly Row[] = [
	{ code: 'UN', name: 'Unknown', status: null },
	{ code: 'NY', name: 'Not Yet In System', status: 'label_created' },
	{
		code: 'AC',
		name: 'Accepted',
		status: 'label_created',
		details: {
			DROPPED_OFF: 'in_transit',
			PICKED_UP: 'in_transit',
			RECEIVED_BY_CARRIER: 'in_transit',
			RECD_BY_CARRIER_NO_ELEC_ADVICE: 'in_transit',
		},
	},
	{
		code: 'IT',
		name: 'In Transit',
		status: 'in_transit',
		details: {
			...DELAYS,
			OUT_FOR_DELIVERY: 'out_for_delivery',
			DELIVERY_RESCHEDULED: 'delayed',
			INCORRECT_DECLARATION: 'delayed',
			MISROUTED: 'delayed',
		},
	},
	{ code: 'AT', name: 'Delivery Attempt', status: 'attempted' },
	{ code: 'SP', name: 'Delivered To Collection Location', status: 'ready_for_pickup' },
	{ code: 'DE', name: 'Delivered', status: 'delivered' },
	{
		code: 'EX',
		name: 'Exception',
		status: 'failed',
		details: {
			...DELAYS,
			ADDRESS_QUERY: 'delayed',
			DUTY_NOT_PAID: 'delayed',
			PICKUP_FAILED: 'delayed',
			NO_ACCESS_TO_RECIPIENTS_ADDRESS: 'attempted',
			COD_AMOUNT_NOT_PAID: 'attempted',
			CUSTOMER_IDENTIFICATION_FAILED: 'attempted',
			RETURN_TO_SENDER: 'returned',
			UNDELIVERABLE_RETURNED_TO_SENDER: 'returned',
			NOT_COLLECTED_FROM_PICKUP_POINT: 'returned',
			CANCELLED: 'cancelled',
			TRACKING_EXPIRED: null,
		},
	},
];

/** Of a label before its carrier has said anything, and what ShipStation calls it. */
export const LABEL_STATUSES: Readonly<Record<string, ShipmentStatus>> = {
	processing: 'pending',
	completed: 'label_created',
	error: 'failed',
	voided: 'cancelled',
};

/** A `Map`: an object would also have a `constructor`. */
const byCode: ReadonlyMap<string, Row> = new Map(STATUSES.map((row) => [row.code, row]));
const byLabelWord: ReadonlyMap<string, ShipmentStatus> = new Map(Object.entries(LABEL_STATUSES));

type Told = { status?: ShipmentStatus; nativeStatus: string | null };
type Word = string | null | undefined;

/**
 * What a carrier's report says of the parcel; without `status` where it says nothing of where the parcel is.
 *
 * @param said in the carrier's words. UPS tells of the last day by these alone
 */
export function carriersStatus(report: {
	readonly code: Word;
	readonly detail: Word;
	readonly description: Word;
	readonly said: Word;
}): Told {
	const { code, detail, description, said } = report;
	const nativeStatus = detail ?? description ?? code ?? null;
	const row = byCode.get(code?.toUpperCase() ?? '');
	if (row === undefined) return { status: 'unknown', nativeStatus };
	const ofDetail = new Map(Object.entries(row.details ?? {})).get(detail?.toUpperCase() ?? '');
	if (ofDetail === null || (ofDetail === undefined && row.status === null)) return { nativeStatus };
	if (ofDetail !== undefined) return { status: ofDetail, nativeStatus };
	if (row.code === 'IT' && /^out for delivery(?: today)?$/i.test(said?.trim() ?? '')) {
		return { status: 'out_for_delivery', nativeStatus };
	}
	return { status: row.status!, nativeStatus };
}

/** What a label says of the parcel. @param tracked what its carrier has said, in one word */
export function labelStatus(word: Word, tracked?: Word): Told {
	const status = byLabelWord.get(word?.toLowerCase() ?? '') ?? 'unknown';
	const hasArrived = status === 'label_created' && tracked?.toLowerCase() === 'delivered';
	return hasArrived
		? { status: 'delivered', nativeStatus: 'delivered' }
		: { status, nativeStatus: word ?? null };
}
