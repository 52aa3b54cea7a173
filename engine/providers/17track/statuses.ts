import type { ShipmentStatus } from '../../events/statuses.ts';

type Row = {
	readonly status: string;
	/** What 17TRACK puts behind the status: `InTransit_PickedUp`. Empty: the status is its own. */
	readonly parts: readonly string[];
	/** `null`: it says nothing of where the parcel is, so that what is known stays. */
	readonly means: ShipmentStatus | null;
};

/**
 * Every status of a number. The first row of a status also stands for what it has of finer ones that are not known
 * here.
 *
 * @see https://api.17track.net/en/doc?version=v2.4
 */
export const STATUSES: readonly Row[] = [
	{ status: 'NotFound', parts: ['Other', 'InvalidCode'], means: 'pending' },
	{ status: 'InfoReceived', parts: [''], means: 'label_created' },
	{
		status: 'InTransit',
		parts: ['Other', 'PickedUp', 'Departure', 'Arrival', 'CustomsProcessing', 'CustomsReleased'],
		means: 'in_transit',
	},
	{ status: 'InTransit', parts: ['CustomsRequiringInformation'], means: 'delayed' },
	{ status: 'AvailableForPickup', parts: ['Other'], means: 'ready_for_pickup' },
	{ status: 'OutForDelivery', parts: ['Other'], means: 'out_for_delivery' },
	{
		status: 'DeliveryFailure',
		parts: ['Other', 'NoBody', 'Security', 'Rejected', 'InvalidAddress'],
		means: 'attempted',
	},
	{ status: 'Delivered', parts: ['Other'], means: 'delivered' },
	{
		status: 'Exception',
		parts: ['Other', 'NoBody', 'Damage', 'Rejected', 'Lost', 'Destroyed'],
		means: 'failed',
	},
	{ status: 'Exception', parts: ['Delayed', 'Security'], means: 'delayed' },
	{ status: 'Exception', parts: ['Returning', 'Returned'], means: 'returned' },
	{ status: 'Exception', parts: ['Cancel'], means: 'cancelled' },
	// The carrier has said nothing for long.
	{ status: 'Expired', parts: ['Other'], means: null },
];

const byStatus: ReadonlyMap<string, Row['means']> = new Map(
	// The first row of a status wins.
	STATUSES.toReversed().map(({ status, means }) => [status, means] as const),
);
const byPart: ReadonlyMap<string, Row['means']> = new Map(
	STATUSES.flatMap(({ status, parts, means }) =>
		parts.map((part) => [part === '' ? status : `${status}_${part}`, means] as const),
	),
);

/** What the status of a number says; without `status` where it says nothing of where the parcel is. */
export function statusFields({
	status,
	sub_status: finer,
}: {
	readonly status: string | null | undefined;
	readonly sub_status: string | null | undefined;
}): { status?: ShipmentStatus; nativeStatus?: string } {
	const nativeStatus = finer ?? status ?? null;
	if (nativeStatus === null) return {};
	const known = byPart.get(finer ?? '') ?? byStatus.get(status ?? '');
	return known === null ? { nativeStatus } : { status: known ?? 'unknown', nativeStatus };
}
