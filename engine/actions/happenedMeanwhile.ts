import { fields, number, text, type Fields } from '../templates/itemFields.ts';
import type { Meanwhile } from '../messages/email/meanwhile.ts';
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
 * @returns `null` where nothing of what is named has happened, or nothing is known
 */
export async function happenedMeanwhile(
	{ db }: Pick<OpenDatabase, 'db'>,
	item: Fields,
	named: readonly Meanwhile[],
): Promise<string | null> {
	const guid = text(fields(item.integration)?.guid);
	const [order, shipment] = [fields(item.order), fields(item.shipment)];
	const orderId = text(order?.id) ?? text(shipment?.orderId);
	const shipmentId = text(shipment?.id);
	if (named.length === 0 || guid === null || (orderId === null && shipmentId === null)) return null;
	const rows = await db
		.selectFrom('snapshot')
		.select(['entityType', 'entityJson', 'deletedAt'])
		.where('integrationGuid', '=', guid)
		.where((eb) =>
			eb.or([
				eb.and({ entityType: 'Order', entityId: orderId ?? '' }),
				eb.and({ entityType: 'Shipment', entityId: shipmentId ?? '' }),
			]),
		)
		.execute();
	const now = (type: 'Order' | 'Shipment') => rows.find(({ entityType }) => entityType === type);
	const [nowOrder, nowShipment] = [now('Order'), now('Shipment')];
	if (named.includes('cancelled') && nowOrder && nowOrder.deletedAt !== null) {
		return 'the order was deleted meanwhile';
	}
	const happened = new Set([
		...(nowOrder ? becameOf(objectIn(nowOrder.entityJson), text(order?.status)) : []),
		...(text(objectIn(nowShipment?.entityJson).status) === 'returned' ? ['returned'] : []),
	]);
	const found = named.find((each) => happened.has(each));
	if (found === undefined) return null;
	return `the ${found === 'returned' ? 'parcel' : 'order'} was ${found} meanwhile`;
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

/** What another version has written may not be readable: then nothing is known. */
function objectIn(json: string | undefined): Fields {
	try {
		return fields(JSON.parse(json ?? '{}')) ?? {};
	} catch {
		return {};
	}
}
