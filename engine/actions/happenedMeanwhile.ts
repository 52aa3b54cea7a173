import { fields, number, orderIdIn, text, type Fields } from '../templates/itemFields.ts';
import { MEANWHILE, type Meanwhile } from '../messages/email/meanwhile.ts';
import { ActionError } from './actionError.ts';
import { knownNow } from './knownNow.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

const PAID = ['paid', 'partially_refunded', 'refunded'];
const GOING_ON = [
	'processing',
	'partially_fulfilled',
	'ready_for_pickup',
	'fulfilled',
	'completed',
];

/**
 * Why a mail has no point any more, by what is known of the order and the shipment of an item now.
 *
 * @param item as a trigger emits it
 * @param named as the form has it: values of `MEANWHILE`
 * @returns `null` where nothing of what is named has happened, or nothing is known
 * @throws ActionError for a word that is none of them
 */
export async function happenedMeanwhile(
	database: Pick<OpenDatabase, 'db'>,
	item: Fields,
	named: unknown,
): Promise<string | null> {
	const reasons = meanwhileIn(named);
	if (reasons.length === 0) return null;
	const known = await knownNow(database, item, {
		Order: orderIdIn(item),
		Shipment: text(fields(item.shipment)?.id),
	});
	const [order, shipment] = [known.get('Order'), known.get('Shipment')];
	if (reasons.includes('cancelled') && order?.isDeleted) return 'the order was deleted meanwhile';
	const happened = new Set([
		...(order ? becameOf(order.entity, text(fields(item.order)?.status)) : []),
		...(text(shipment?.entity.status) === 'returned' ? ['returned'] : []),
	]);
	const found = reasons.find((each) => happened.has(each));
	if (found === undefined) return null;
	return `the ${found === 'returned' ? 'parcel' : 'order'} was ${found} meanwhile`;
}

function meanwhileIn(given: unknown): Meanwhile[] {
	const words: unknown[] = [given ?? []].flat();
	const wrong = words.find((word) => !Object.hasOwn(MEANWHILE, String(word)));
	if (wrong === undefined) return words as Meanwhile[];
	throw new ActionError(
		'setup',
		`Skip If Meanwhile: "${String(wrong).slice(0, 40)}" is none of ${Object.keys(MEANWHILE).join(', ')}.`,
	);
}

/** @param before the status at the time of the event; `null` where that is not known */
function becameOf(order: Fields, before: string | null): Meanwhile[] {
	const [status, payment] = [text(order.status), text(order.paymentStatus)];
	const paid = number(order.paidTotal);
	const [whole, refunded] = [paid ?? number(order.total), number(order.refundedTotal) ?? 0];
	const isPaid =
		PAID.includes(payment ?? '') ||
		((paid ?? 0) > 0 && number(order.outstandingTotal) === 0) ||
		// A shop that tells no payments goes on with an order once that is paid.
		(before === 'pending_payment' && GOING_ON.includes(status ?? ''));
	const isRefunded =
		status === 'refunded' ||
		payment === 'refunded' ||
		(whole !== null && refunded > 0 && refunded >= whole);
	return [
		...(status === 'cancelled' || status === 'failed' ? (['cancelled'] as const) : []),
		...(isPaid ? (['paid'] as const) : []),
		...(isRefunded ? (['refunded'] as const) : []),
	];
}
