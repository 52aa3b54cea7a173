import type { Shipment } from '../events/entities.ts';
import type { StoredEvent } from '../inbox/inbox.ts';
import { codesBetween, nextState, type ParcelState } from './parcelState.ts';

/** What tells where a parcel is, and nothing else. */
const OF_STATUS = ['status', 'nativeStatus', 'shippedAt', 'deliveredAt', 'message'];

/** What is known of a parcel after an event of a shipment. One that was taken back is cancelled. */
export function stateAfter(
	before: ParcelState | null,
	{ codes, entity, previous }: StoredEvent,
	isCarrier: boolean,
): ParcelState {
	// A new address says nothing of where the parcel is by now.
	if (before !== null && previous !== null && !('status' in previous)) return before;
	const { status, deliveredAt } = entity as Shipment;
	const isTakenBack = codes[0] === 'shipment_cancelled';
	return nextState(before, { status: isTakenBack ? 'cancelled' : status, deliveredAt }, isCarrier);
}

/**
 * What a report fires about parcels that others tell as well: only what nobody has told before.
 *
 * @param states what was known of the parcels and what is known now; `null` of one that nobody else has told
 * @returns `null` where the report fires nothing, for it says only what is known already
 */
export function firedCodes(
	event: Pick<StoredEvent, 'codes' | 'previous'>,
	states: ReadonlyArray<readonly [before: ParcelState, after: ParcelState] | null>,
): StoredEvent['codes'] | null {
	const { codes, previous } = event;
	if (states.includes(null)) return codes;
	const fired = [...new Set(states.flatMap((pair) => codesBetween(...pair!)))];
	if (fired.length === 0 && previous !== null) {
		const isOfStatus = Object.keys(previous).every((field) => OF_STATUS.includes(field));
		const hasMoved = 'status' in previous;
		if (isOfStatus && hasMoved) return null;
	}
	const [first = 'shipment_updated', ...others] = fired;
	return first === 'shipment_updated' ? [first] : [first, ...others, 'shipment_updated'];
}
