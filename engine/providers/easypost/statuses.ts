import type { ShipmentStatus } from '../../events/statuses.ts';

type Row = {
	readonly status: string;
	/** The details of that status that mean this. Left out: every detail that stands in no other row. */
	readonly details?: readonly string[];
	readonly means: ShipmentStatus;
};

/**
 * Every status of a tracker. EasyPost does not say which detail belongs to which status, so that the status leads,
 * and a detail makes a difference only where one is named here.
 *
 * @see EasyPost/easypost-node `types/Tracker/TrackerStatus.d.ts`, `TrackerStatusDetail.d.ts`
 */
export const STATUSES: readonly Row[] = [
	{ status: 'unknown', means: 'pending' },
	{ status: 'pre_transit', means: 'label_created' },
	{
		status: 'in_transit',
		details: [
			'delayed',
			'weather_delay',
			'held',
			'missorted',
			'address_correction',
			'transit_exception',
		],
		means: 'delayed',
	},
	{ status: 'in_transit', details: ['delivery_exception', 'refused'], means: 'attempted' },
	{ status: 'in_transit', means: 'in_transit' },
	{ status: 'out_for_delivery', means: 'out_for_delivery' },
	{ status: 'available_for_pickup', means: 'ready_for_pickup' },
	{ status: 'delivered', means: 'delivered' },
	{ status: 'return_to_sender', means: 'returned' },
	{ status: 'failure', means: 'failed' },
	{ status: 'cancelled', means: 'cancelled' },
	// Not documented, but seen.
	{ status: 'canceled', means: 'cancelled' },
	{ status: 'error', means: 'unknown' },
];

/** Details that say no more than the status does. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['unknown', 'status_update', 'canceled']);

/** What a tracker's status says of the parcel; the native word is `in_transit: weather_delay`. */
export function statusFields({
	status,
	status_detail: detail,
}: {
	readonly status?: string | null | undefined;
	readonly status_detail?: string | null | undefined;
}): { status?: ShipmentStatus; nativeStatus?: string | null } {
	if (status === undefined) return {};
	if (status === null) return { status: 'unknown', nativeStatus: null };
	const rows = STATUSES.filter((row) => row.status === status);
	const row =
		rows.find(({ details }) => detail != null && details?.includes(detail)) ??
		rows.find(({ details }) => details === undefined);
	const says = detail != null && detail !== status && !SAYS_NOTHING.has(detail);
	return {
		status: row?.means ?? 'unknown',
		nativeStatus: says ? `${status}: ${detail}` : status,
	};
}
