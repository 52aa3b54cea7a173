import type { ShipmentStatus } from '../../events/statuses.ts';

type Row = {
	/** In API version 2, and what it is called there. */
	readonly id: number;
	readonly message: string;
	/** In version 3, where that is another word than the message in capitals. */
	readonly codes?: readonly string[];
	/** `null`: it says nothing of where the parcel is, so that what is known stays. */
	readonly status: ShipmentStatus | null;
};

/**
 * Every status of a parcel.
 *
 * @see https://panel.sendcloud.sc/api/v2/parcels/statuses, and the constants of Webador/sendcloud `Parcel.php`.
 *   Not verified: the codes of version 3, of which Sendcloud documents only ANNOUNCING, ANNOUNCEMENT_FAILED,
 *   READY_TO_SEND, DELIVERED and CANCELLED. Where a code is another one, the message decides.
 */
export const STATUSES: readonly Row[] = [
	{ id: 999, message: 'No label', status: 'pending' },
	{ id: 1001, message: 'Being announced', codes: ['ANNOUNCING'], status: 'pending' },
	{ id: 1, message: 'Announced', status: 'label_created' },
	{ id: 1000, message: 'Ready to send', status: 'label_created' },
	{ id: 13, message: 'Announced: not collected', status: 'label_created' },
	{
		id: 94,
		message: 'Parcel cancellation failed.',
		codes: ['CANCELLATION_FAILED'],
		status: 'label_created',
	},
	{ id: 3, message: 'En route to sorting center', status: 'in_transit' },
	{ id: 5, message: 'Sorted', status: 'in_transit' },
	{ id: 6, message: 'Not sorted', status: 'in_transit' },
	{ id: 7, message: 'Being sorted', status: 'in_transit' },
	{
		id: 22,
		message: 'Shipment picked up by driver',
		codes: ['PICKED_UP_BY_DRIVER'],
		status: 'in_transit',
	},
	{ id: 91, message: 'Parcel en route', codes: ['EN_ROUTE', 'IN_TRANSIT'], status: 'in_transit' },
	{ id: 62989, message: 'At customs', status: 'in_transit' },
	{
		id: 62990,
		message: 'At sorting centre',
		codes: ['AT_SORTING_CENTER'],
		status: 'in_transit',
	},
	{ id: 62993, message: 'Delivery method changed', status: 'in_transit' },
	{ id: 62995, message: 'Delivery address changed', status: 'in_transit' },
	{ id: 92, message: 'Driver en route', status: 'out_for_delivery' },
	{ id: 12, message: 'Awaiting customer pickup', status: 'ready_for_pickup' },
	{ id: 11, message: 'Delivered', status: 'delivered' },
	{
		id: 93,
		message: 'Shipment collected by customer',
		codes: ['COLLECTED_BY_CUSTOMER'],
		status: 'delivered',
	},
	{ id: 8, message: 'Delivery attempt failed', status: 'attempted' },
	{ id: 4, message: 'Delivery delayed', status: 'delayed' },
	{ id: 15, message: 'Error collecting', status: 'delayed' },
	{ id: 62994, message: 'Delivery date changed', status: 'delayed' },
	{ id: 80, message: 'Unable to deliver', status: 'failed' },
	{ id: 1002, message: 'Announcement failed', status: 'failed' },
	{ id: 62991, message: 'Refused by recipient', codes: ['REFUSED'], status: 'failed' },
	{ id: 62996, message: 'Exception', status: 'failed' },
	{ id: 62997, message: 'Address invalid', codes: ['INVALID_ADDRESS'], status: 'failed' },
	{ id: 62992, message: 'Returned to sender', status: 'returned' },
	{ id: 2000, message: 'Cancelled', codes: ['CANCELED'], status: 'cancelled' },
	{ id: 1998, message: 'Cancelled upstream', status: 'cancelled' },
	{ id: 1999, message: 'Cancellation requested', status: null },
	{
		id: 2001,
		message: 'Submitting cancellation request',
		codes: ['SUBMITTING_CANCELLATION'],
		status: null,
	},
	{
		id: 1337,
		message: 'Unknown status - check carrier track & trace page for more insights',
		codes: ['UNKNOWN', 'UNKNOWN_STATUS'],
		status: 'unknown',
	},
];

const byWord: ReadonlyMap<string, Row['status']> = new Map(
	STATUSES.flatMap(({ message, codes = [], status }) =>
		[message, ...codes].map((word) => [keyOf(word), status] as const),
	),
);

/** What a parcel's status says about it; without `status` where it says nothing of where the parcel is. */
export function statusFields({
	code,
	message,
}: {
	readonly code: string | null | undefined;
	readonly message: string | null | undefined;
}): { status?: ShipmentStatus; nativeStatus: string | null } {
	const nativeStatus = message ?? code ?? null;
	for (const word of [code, message]) {
		const known = word ? byWord.get(keyOf(word)) : undefined;
		if (known === null) return { nativeStatus };
		if (known !== undefined) return { status: known, nativeStatus };
	}
	return { status: 'unknown', nativeStatus };
}

/** Whether Sendcloud is about to cancel the parcel, or has. */
export const isCancelling = ({ code }: { readonly code: string | null | undefined }): boolean =>
	/^(CANCEL|SUBMITTING_CANCEL)/.test(code ?? '') && code !== 'CANCELLATION_FAILED';

/** Without what tells writings of one word apart: case, blanks and signs. */
function keyOf(word: string): string {
	return word.toLowerCase().replace(/[^a-z]/g, '');
}
