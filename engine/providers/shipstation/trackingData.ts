import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import {
	LONGEST_LINE,
	line,
	listOf,
	readText,
	text,
	time,
	timeInUtc,
	told,
} from '../payloadFields.ts';
import { idOfLabel } from './labelData.ts';
import { carriersStatus } from './statuses.ts';

const event = z.object({ occurred_at: time, status_code: line });

/** What a carrier says of a label's parcel, in a message and in an answer alike. */
export const trackingData = z.object({
	status_code: z.string().max(LONGEST_LINE),
	status_detail_code: line,
	status_description: line,
	carrier_status_description: text,
	exception_description: text,
	ship_date: time,
	/** A day, written as its first moment; some carriers leave the zone out. */
	estimated_delivery_date: timeInUtc,
	/** FedEx tells it without a zone, when it would be some other moment: then its scan tells. */
	actual_delivery_date: time,
	events: listOf(event),
});
export type ShipStationTracking = z.output<typeof trackingData>;

/** When the carrier last said something, by what ShipStation has made UTC of; `null` where it did not. */
export function lastSaidAt({ events = [] }: Pick<ShipStationTracking, 'events'>): string | null {
	const times = events.flatMap(({ occurred_at: at }) => (at ? [at] : []));
	return times.toSorted().at(-1) ?? null;
}

/** When the carrier first said something with a code. */
function firstScanAt(
	{ events = [] }: Pick<ShipStationTracking, 'events'>,
	code: string,
): string | undefined {
	const scans = events.filter((one) => one.status_code?.toUpperCase() === code);
	return scans.flatMap(({ occurred_at: at }) => (at ? [at] : [])).toSorted()[0];
}

/**
 * Only of a label that is known: of a parcel that goes back to the shop the same is told, and labels of these are
 * not taken.
 */
export function observeTracking(
	labelId: string,
	tracking: ShipStationTracking,
): ObservationOf<'Shipment'> {
	const id = idOfLabel(labelId);
	const said = tracking.carrier_status_description;
	const status = carriersStatus({
		code: readText(tracking.status_code, LONGEST_LINE),
		detail: tracking.status_detail_code,
		description: tracking.status_description,
		said,
	});
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		changedAt: lastSaidAt(tracking),
		clock: 'status',
		topicCodes: [],
		onlyIfKnown: true,
		entity: {
			id,
			...status,
			...told({
				message: tracking.exception_description ?? said,
				shippedAt: tracking.ship_date ?? firstScanAt(tracking, 'IT'),
				estimatedDeliveryAt: tracking.estimated_delivery_date ?? undefined,
				deliveredAt:
					status.status === 'delivered'
						? (tracking.actual_delivery_date ?? firstScanAt(tracking, 'DE'))
						: undefined,
			}),
		},
	};
}
