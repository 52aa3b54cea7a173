import type { ShipmentStatus } from '../../events/statuses.ts';

type Row = {
	readonly status: string;
	/** The substatuses of that status that mean this. Left out: every one that stands in no other row. */
	readonly substatuses?: readonly string[];
	readonly means: ShipmentStatus;
};

/**
 * Every status of a tracking. Where a substatus is new, its status decides.
 *
 * @see https://docs.goshippo.com/docs/tracking/tracking#event-definitions
 */
export const STATUSES: readonly Row[] = [
	{ status: 'UNKNOWN', means: 'pending' },
	{ status: 'PRE_TRANSIT', means: 'label_created' },
	{ status: 'TRANSIT', substatuses: ['out_for_delivery'], means: 'out_for_delivery' },
	{ status: 'TRANSIT', substatuses: ['pickup_available'], means: 'ready_for_pickup' },
	{
		status: 'TRANSIT',
		substatuses: ['delivery_attempted', 'notice_left', 'location_inaccessible'],
		means: 'attempted',
	},
	{
		status: 'TRANSIT',
		substatuses: [
			'delayed',
			'package_held',
			'delivery_rescheduled',
			'reschedule_delivery',
			'address_issue',
			'contact_carrier',
			'package_damaged',
		],
		means: 'delayed',
	},
	{ status: 'TRANSIT', means: 'in_transit' },
	{ status: 'DELIVERED', means: 'delivered' },
	{ status: 'RETURNED', means: 'returned' },
	{ status: 'FAILURE', means: 'failed' },
];

/** Of a label: `status` of a transaction. @see goshippo/shippo-javascript-sdk `TransactionStatusEnum` */
export const TRANSACTION_STATUSES: Readonly<Record<string, ShipmentStatus>> = {
	WAITING: 'pending',
	QUEUED: 'pending',
	SUCCESS: 'label_created',
	ERROR: 'failed',
	REFUNDED: 'cancelled',
	REFUNDPENDING: 'cancelled',
	REFUNDREJECTED: 'label_created',
};
/** A `Map`: an object would also have a `constructor`. */
const byTransactionWord = new Map(Object.entries(TRANSACTION_STATUSES));

/** Substatuses that say no more than the status does. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['delivered', 'other']);

/** What a status says of the parcel; the native word is `TRANSIT: package_held`. */
export function statusFields(
	status: string | null,
	substatus: string | null,
): { status: ShipmentStatus; nativeStatus: string | null } {
	const rows = STATUSES.filter((row) => row.status === status);
	const row =
		rows.find(({ substatuses }) => substatus !== null && substatuses?.includes(substatus)) ??
		rows.find(({ substatuses }) => substatuses === undefined);
	const says = substatus !== null && !SAYS_NOTHING.has(substatus);
	return {
		status: row?.means ?? 'unknown',
		nativeStatus: status !== null && says ? `${status}: ${substatus}` : status,
	};
}

/** What a label's own status says of the parcel. */
export const transactionStatus = (
	word: string | null | undefined,
): { status: ShipmentStatus; nativeStatus: string | null } => ({
	status: byTransactionWord.get(word ?? '') ?? 'unknown',
	nativeStatus: word ?? null,
});
