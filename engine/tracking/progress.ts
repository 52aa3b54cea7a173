import type { LanguageCode } from '../templates/languages/languages.ts';
import { textsOf } from '../templates/languages/textsOf.ts';
import { text, type Fields } from '../templates/itemFields.ts';
import { markup, type Markup } from './markup.ts';

/** How far each status is; what is not here is on no line. */
const REACHED: Readonly<Record<string, number>> = {
	pending: 0,
	label_created: 1,
	shipped: 2,
	in_transit: 2,
	delayed: 2,
	out_for_delivery: 3,
	attempted: 3,
	ready_for_pickup: 3,
	delivered: 4,
};

/** What somebody should read before anything else. */
const PROBLEMS: ReadonlySet<string> = new Set([
	'delayed',
	'attempted',
	'failed',
	'returned',
	'cancelled',
]);
export const isProblem = (status: unknown): boolean => PROBLEMS.has(String(status));

/** How far a shipment is; `null` for one that goes on to nowhere. */
export function reachedBy(shipment: Fields): number | null {
	const status = text(shipment.status) ?? 'unknown';
	if (status !== 'unknown') return REACHED[status] ?? null;
	// In a store's own words, which we do not know: what has happened for sure.
	if (text(shipment.deliveredAt) !== null) return 4;
	return text(shipment.shippedAt) === null ? 0 : 2;
}

/** The way of a parcel from the order to the door, or to the shop where it is picked up. */
export function progressLine(language: LanguageCode, reached: number, isPickup: boolean): Markup {
	const { trackingPage, shipmentStatus, labels } = textsOf(language);
	const steps = [
		trackingPage.ordered,
		shipmentStatus.label_created.label,
		shipmentStatus.in_transit.label,
		shipmentStatus[isPickup ? 'ready_for_pickup' : 'out_for_delivery'].label,
		shipmentStatus.delivered.label,
	];
	return markup`<ol class="steps" aria-label="${labels.status}">${steps.map((step, index) => {
		if (index > reached) return markup`<li>${step}</li>`;
		return index === reached
			? markup`<li class="done" aria-current="step">${step}</li>`
			: markup`<li class="done">${step}</li>`;
	})}</ol>`;
}
