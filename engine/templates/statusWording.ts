import { pluralRules } from './formatters.ts';
import type { LanguageCode } from './languages/languages.ts';
import type { Counted } from './languages/texts.ts';
import { textsOf } from './languages/textsOf.ts';

/** How a status is told to a customer: a label, and a sentence. */
export type StatusWording = { readonly label: string | null; readonly sentence: string };

/** A word as shops keep it in their database: `awaiting-stock`, `wc-in_repair`. */
const CODE = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

function readable(word: string | null): string | null {
	if (word === null || !CODE.test(word)) return word;
	const words = word.replace(/^wc-/, '').replaceAll(/[-_]/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The plural form for so many parcels; none is one that is not known. */
export function parcelForm(language: LanguageCode, parcels: number): Intl.LDMLPluralRule {
	return pluralRules(language, {}).select(Math.max(1, parcels));
}

/**
 * The words for a canonical status; for one that has none, the store's own word.
 *
 * @param parcels how many a shipment has
 * @param payment of an order, as far as it is known
 */
export function statusWording(
	language: LanguageCode,
	of: 'order' | 'shipment',
	status: string | null,
	nativeStatus: string | null,
	parcels: number,
	payment: {
		readonly paymentStatus?: string | null;
		readonly refundedTotal?: number | null;
		readonly paidTotal?: number | null;
		readonly outstandingTotal?: number | null;
	} = {},
): StatusWording {
	const { orderStatus, shipmentStatus, news } = textsOf(language);
	if (of === 'shipment') {
		const words: Record<string, { label: string; sentence: Counted }> = shipmentStatus;
		if (status === null || !Object.hasOwn(words, status)) {
			return { label: readable(nativeStatus), sentence: news.parcel };
		}
		const { label, sentence } = words[status]!;
		const form = parcelForm(language, parcels);
		return { label, sentence: sentence[form] ?? sentence.other };
	}
	// "Refunded" of an order that gave no money back says something that did not happen.
	if (/^(partially_)?refunded$/.test(status ?? '') && payment.refundedTotal === 0) {
		return payment.paidTotal === 0 ? orderStatus.closed : orderStatus.refunding;
	}
	if (status === 'pending_payment') {
		const { paymentStatus, outstandingTotal } = payment;
		// The payment is promised: nobody waits for anything.
		if (paymentStatus === 'authorized' || outstandingTotal === 0) return orderStatus.authorized;
	}
	const words: Record<string, StatusWording> = orderStatus;
	if (status !== null && Object.hasOwn(words, status)) return words[status]!;
	return { label: readable(nativeStatus), sentence: news.order };
}
