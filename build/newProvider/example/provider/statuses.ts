import type {
	OrderStatus,
	PaymentStatus,
	ShipmentStatus,
} from '../../../../engine/events/statuses.ts';

/** Every status that an order of Sample Cart can have, and what it means. */
const ORDERS: Readonly<Record<string, readonly [OrderStatus, PaymentStatus]>> = {
	open: ['pending_payment', 'pending'],
	paid: ['processing', 'paid'],
	shipped: ['fulfilled', 'paid'],
	refunded: ['refunded', 'refunded'],
	cancelled: ['cancelled', 'voided'],
};

/** Every status that a shipment of Sample Cart can have. */
const SHIPMENTS: Readonly<Record<string, ShipmentStatus>> = {
	packed: 'label_created',
	moving: 'in_transit',
	at_the_door: 'out_for_delivery',
	delivered: 'delivered',
	lost: 'failed',
};

const knownIn = <T>(table: Readonly<Record<string, T>>, word: string | null | undefined) =>
	word && Object.hasOwn(table, word) ? table[word] : undefined;

/** A word that is not known is `unknown`, and stays beside it; an absent one tells nothing. */
export function orderStatusFields(word: string | null | undefined) {
	if (word === undefined) return {};
	const [status, paymentStatus] = knownIn(ORDERS, word) ?? (['unknown', 'unknown'] as const);
	return { status, paymentStatus, nativeStatus: word };
}

export function shipmentStatusFields(word: string | null | undefined) {
	if (word === undefined) return {};
	return { status: knownIn(SHIPMENTS, word) ?? ('unknown' as const), nativeStatus: word };
}
