import type { ShipmentStatus } from '../../events/statuses.ts';

type Row = {
	/** In API version 2, and what it is called in both versions. */
	readonly id: number;
	readonly message: string;
	/** In version 3, and what else it has been called there. */
	readonly codes: readonly [string, ...string[]];
	/** `null`: it says nothing of where the parcel is, so that what is known stays. */
	readonly status: ShipmentStatus | null;
};

/**
 * Every status of a parcel. Where a code is another one, the message decides.
 *
 * @see https://panel.sendcloud.sc/api/v2/parcels/statuses and https://panel.sendcloud.sc/api/v3/parcels/statuses,
 *   of which three who asked them write down the same 35.
 */
export const STATUSES: readonly Row[] = [
	{ id: 999, message: 'No label', codes: ['NO_LABEL'], status: 'pending' },
	{ id: 1001, message: 'Being announced', codes: ['ANNOUNCING'], status: 'pending' },
	{ id: 1, message: 'Announced', codes: ['ANNOUNCED'], status: 'label_created' },
	{ id: 1000, message: 'Ready to send', codes: ['READY_TO_SEND'], status: 'label_created' },
	{
		id: 13,
		message: 'Announced: not collected',
		codes: ['ANNOUNCED_UNCOLLECTED'],
		status: 'label_created',
	},
	{
		id: 94,
		message: 'Parcel cancellation failed.',
		codes: ['CANCELLATION_FAILED'],
		status: 'label_created',
	},
	{ id: 3, message: 'En route to sorting center', codes: ['TO_SORTING'], status: 'in_transit' },
	{ id: 5, message: 'Sorted', codes: ['SORTED'], status: 'in_transit' },
	{ id: 6, message: 'Not sorted', codes: ['UNSORTED'], status: 'in_transit' },
	{ id: 7, message: 'Being sorted', codes: ['SORTING'], status: 'in_transit' },
	{
		id: 22,
		message: 'Shipment picked up by driver',
		codes: ['PICKED_UP_BY_DRIVER'],
		status: 'in_transit',
	},
	{
		id: 91,
		message: 'Parcel en route',
		codes: ['SHIPMENT_ON_ROUTE', 'EN_ROUTE', 'IN_TRANSIT'],
		status: 'in_transit',
	},
	{ id: 62989, message: 'At customs', codes: ['AT_CUSTOMS'], status: 'in_transit' },
	{
		id: 62990,
		message: 'At sorting centre',
		codes: ['AT_SORTING_CENTRE', 'AT_SORTING_CENTER'],
		status: 'in_transit',
	},
	{
		id: 62993,
		message: 'Delivery method changed',
		codes: ['DELIVERY_METHOD_CHANGED'],
		status: 'in_transit',
	},
	{
		id: 62995,
		message: 'Delivery address changed',
		codes: ['DELIVERY_ADDRESS_CHANGED'],
		status: 'in_transit',
	},
	{ id: 92, message: 'Driver en route', codes: ['DRIVER_ON_ROUTE'], status: 'out_for_delivery' },
	{
		id: 12,
		message: 'Awaiting customer pickup',
		codes: ['AWAITING_CUSTOMER_PICKUP'],
		status: 'ready_for_pickup',
	},
	{ id: 11, message: 'Delivered', codes: ['DELIVERED'], status: 'delivered' },
	{
		id: 93,
		message: 'Shipment collected by customer',
		codes: ['COLLECTED_BY_CUSTOMER'],
		status: 'delivered',
	},
	{ id: 8, message: 'Delivery attempt failed', codes: ['DELIVERY_FAILED'], status: 'attempted' },
	{ id: 4, message: 'Delivery delayed', codes: ['DELAYED'], status: 'delayed' },
	{ id: 15, message: 'Error collecting', codes: ['COLLECT_ERROR'], status: 'delayed' },
	{
		id: 62994,
		message: 'Delivery date changed',
		codes: ['DELIVERY_DATE_CHANGED'],
		status: 'delayed',
	},
	{ id: 80, message: 'Unable to deliver', codes: ['UNDELIVERABLE'], status: 'failed' },
	{ id: 1002, message: 'Announcement failed', codes: ['ANNOUNCEMENT_FAILED'], status: 'failed' },
	{
		id: 62991,
		message: 'Refused by recipient',
		codes: ['REFUSED_BY_RECIPIENT', 'REFUSED'],
		status: 'failed',
	},
	{ id: 62996, message: 'Exception', codes: ['EXCEPTION'], status: 'failed' },
	{
		id: 62997,
		message: 'Address invalid',
		codes: ['ADDRESS_INVALID', 'INVALID_ADDRESS'],
		status: 'failed',
	},
	{ id: 62992, message: 'Returned to sender', codes: ['RETURNED_TO_SENDER'], status: 'returned' },
	{ id: 2000, message: 'Cancelled', codes: ['CANCELLED', 'CANCELED'], status: 'cancelled' },
	{ id: 1998, message: 'Cancelled upstream', codes: ['CANCELLED_UPSTREAM'], status: 'cancelled' },
	{ id: 1999, message: 'Cancellation requested', codes: ['CANCELLING'], status: null },
	{
		id: 2001,
		message: 'Submitting cancellation request',
		codes: ['CANCELLING_UPSTREAM', 'SUBMITTING_CANCELLATION'],
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
	STATUSES.flatMap(({ message, codes, status }) =>
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
}): { status?: ShipmentStatus; nativeStatus?: string } {
	const nativeStatus = message ?? code ?? null;
	if (nativeStatus === null) return {};
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
