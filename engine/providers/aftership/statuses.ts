import type { ShipmentStatus } from '../../events/statuses.ts';

type Row = {
	/** What AfterShip calls the status, and the numbers of the finer ones that it has: `InTransit_007`. */
	readonly tag: string;
	readonly subtags: readonly string[];
	/** `null`: it says nothing of where the parcel is, so that what is known stays. */
	readonly status: ShipmentStatus | null;
};

/**
 * Every status of a tracking. The first row of a tag also stands for what it has of finer ones that are not known
 * here.
 *
 * @see https://www.aftership.com/docs/tracking/enum/delivery-sub-statuses. Not verified: what some of the numbers
 *   of InTransit, OutForDelivery and Exception_012 are called.
 */
export const STATUSES: readonly Row[] = [
	{ tag: 'Pending', subtags: ['001', '002', '003', '004', '005', '006'], status: 'pending' },
	{ tag: 'InfoReceived', subtags: ['001'], status: 'label_created' },
	{
		tag: 'InTransit',
		subtags: ['001', '002', '003', '004', '005', '006', '007', '008', '009'],
		status: 'in_transit',
	},
	{ tag: 'OutForDelivery', subtags: ['001', '003', '004'], status: 'out_for_delivery' },
	{ tag: 'AvailableForPickup', subtags: ['001'], status: 'ready_for_pickup' },
	{ tag: 'Delivered', subtags: ['001', '002', '003', '004'], status: 'delivered' },
	{ tag: 'AttemptFail', subtags: ['001', '002', '003'], status: 'attempted' },
	// Something went wrong, moved away, refused, wrong address, not collected, rejected by the carrier, damaged, lost.
	{
		tag: 'Exception',
		subtags: ['001', '002', '003', '007', '008', '009', '012', '013'],
		status: 'failed',
	},
	// Held by the customs, delayed, held until something is paid.
	{ tag: 'Exception', subtags: ['004', '005', '006'], status: 'delayed' },
	// On its way back, and back.
	{ tag: 'Exception', subtags: ['010', '011'], status: 'returned' },
	// The carrier has said nothing for 30 days.
	{ tag: 'Expired', subtags: ['001'], status: null },
];

const byTag: ReadonlyMap<string, Row['status']> = new Map(
	// The first row of a tag wins.
	STATUSES.toReversed().map(({ tag, status }) => [tag, status] as const),
);
const bySubtag: ReadonlyMap<string, Row['status']> = new Map(
	STATUSES.flatMap(({ tag, subtags, status }) =>
		subtags.map((number) => [`${tag}_${number}`, status] as const),
	),
);

/** What a tracking's status says; without `status` where it says nothing of where the parcel is. */
export function statusFields({
	tag,
	subtag,
	return_to_sender: isTurnedBack,
}: {
	readonly tag: string | null | undefined;
	readonly subtag: string | null | undefined;
	readonly return_to_sender?: boolean | null | undefined;
}): { status?: ShipmentStatus; nativeStatus?: string } {
	const nativeStatus = subtag ?? tag ?? null;
	if (nativeStatus === null) return {};
	const known = bySubtag.get(subtag ?? '') ?? byTag.get(tag ?? '');
	if (known === null) return { nativeStatus };
	// The carrier has said before that it goes back: who has got it is the sender.
	if (known === 'delivered' && isTurnedBack) return { status: 'returned', nativeStatus };
	return { status: known ?? 'unknown', nativeStatus };
}
