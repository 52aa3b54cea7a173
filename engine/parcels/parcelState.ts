import type { TriggerCode } from '../events/catalog.ts';
import { AFTER_DELIVERY } from '../events/detectChange.ts';
import type { Shipment } from '../events/entities.ts';
import { milestones } from '../events/milestones.ts';
import type { ShipmentStatus } from '../events/statuses.ts';

/** What is known of a parcel, whoever has told it: the shop, a carrier, or both. */
export type ParcelState = {
	readonly status: ShipmentStatus;
	/** Whether it was delivered once. */
	readonly hasArrived: boolean;
	/** Whether a carrier has told of it. */
	readonly isCarriers: boolean;
	/** Whether the last word was a carrier's. */
	readonly isByCarrier: boolean;
};

type Told = Pick<Shipment, 'status' | 'deliveredAt'>;

/** The way of a parcel; what goes wrong on it has no place among these. */
const WAY: readonly ShipmentStatus[] = [
	...(['pending', 'label_created', 'shipped', 'in_transit'] as const),
	...(['out_for_delivery', 'ready_for_pickup', 'delivered'] as const),
];
const SHIPPED = WAY.indexOf('shipped');
const DELIVERED = WAY.indexOf('delivered');

/**
 * What is known of a parcel after somebody has told of it. A carrier knows where a parcel is; what a shop says of
 * one that a carrier tells of counts only where it is further on its way.
 *
 * @param known `null` where nobody has told of it before
 */
export function nextState(known: ParcelState | null, told: Told, isCarrier: boolean): ParcelState {
	if (known === null) {
		const { status, deliveredAt } = told;
		const hasArrived = status === 'delivered' || deliveredAt !== null;
		return { status, hasArrived, isCarriers: isCarrier, isByCarrier: isCarrier };
	}
	const isCarriers = known.isCarriers || isCarrier;
	if (!counts(known, told.status, isCarrier)) return { ...known, isCarriers };
	return {
		status: told.status,
		hasArrived: known.hasArrived || told.status === 'delivered' || told.deliveredAt !== null,
		isCarriers,
		isByCarrier: isCarrier,
	};
}

function counts(known: ParcelState, status: ShipmentStatus, isCarrier: boolean): boolean {
	if (status === 'unknown') return known.status === 'unknown';
	if (known.status === 'delivered' && !AFTER_DELIVERY.has(status)) return false;
	const [before, after] = [WAY.indexOf(known.status), WAY.indexOf(status)];
	// Of who tells it alone, each word counts: whether one is too late was decided by its time.
	if (known.isByCarrier === isCarrier) return true;
	if (isCarrier) return before < 0 || after < 0 || after >= before;
	if (!known.isCarriers) return true;
	if (status === 'cancelled') return before >= 0 && before <= SHIPPED;
	if (before < 0) return after === DELIVERED && known.status !== 'returned';
	return after > before;
}

/** What has happened to a parcel, as trigger codes, the most telling first; empty where nothing has. */
export function codesBetween(known: ParcelState, next: ParcelState): TriggerCode[] {
	const codes = milestones('Shipment', seen(known), seen(next));
	if (known.status !== next.status) codes.push('shipment_status_changed');
	return codes;
}

/** As the rules for triggers see it. */
const seen = ({ status, hasArrived }: ParcelState) =>
	({ status, deliveredAt: hasArrived ? '' : null }) as Shipment;
