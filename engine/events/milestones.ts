import type { TriggerCode } from './catalog.ts';
import type { Entities, Entity, LineItem, Order, Product, Shipment } from './entities.ts';
import type { EntityType } from './entityType.ts';

type Rule<E> = readonly [code: TriggerCode, reached: (before: E | null, after: E) => boolean];

/** True when `holds` of the new state and not of the old one. */
const reaches =
	<E>(holds: (entity: E) => boolean) =>
	(before: E | null, after: E) =>
		holds(after) && (before === null || !holds(before));

const isPaid = (order: Order) =>
	order.paidAt !== null ||
	order.paymentStatus === 'paid' ||
	(['partially_refunded', 'refunded'].includes(order.paymentStatus) && !isPaidInPart(order));

/** What was refunded need not have been paid in full: a deposit goes back as well. */
const isPaidInPart = ({ paidTotal, total }: Order) =>
	paidTotal !== null && total !== null && paidTotal < total;

const isFulfilled = (order: Order) =>
	order.fulfillmentStatus === 'fulfilled' || ['fulfilled', 'completed'].includes(order.status);

const refunded = (order: Order | null) => order?.refundedTotal ?? 0;

/** Refunds that gave money back. Shops also keep one for goods that nobody had paid for. */
const paidBack = (order: Order | null) =>
	(order?.refunds ?? []).filter(({ amount }) => (amount ?? 0) > 0).length;

/** "Refunded" as a word alone counts only where the store does not tell how much went back. */
const saysRefunded = (order: Order | null) =>
	order?.status === 'refunded' && order.refundedTotal !== 0;

/** How many pieces of a line were not taken out of the order again. */
const ordered = ({ quantity, removedQuantity }: LineItem) =>
	quantity === null ? null : quantity - (removedQuantity ?? 0);

/** The pieces of each line, whatever the order of the lines. */
const pieces = ({ lineItems }: Order) =>
	JSON.stringify(lineItems.map((line) => [line.id ?? line.name, ordered(line)]).toSorted());

/** An order that nothing was known to be in is being made, or has only now been told in full. */
const isEdited = (before: Order | null, after: Order) =>
	before !== null && before.lineItems.length > 0 && pieces(before) !== pieces(after);

const EXCEPTIONS: ReadonlySet<string> = new Set(['attempted', 'delayed', 'failed', 'returned']);

const hasStatus =
	(status: Shipment['status']) =>
	(shipment: Shipment): boolean =>
		shipment.status === status;

const hasArrived = hasStatus('delivered');

/** A parcel arrives once: what a carrier delivers after that has come back to the shop. */
const wasDelivered = (shipment: Shipment): boolean =>
	hasArrived(shipment) || shipment.deliveredAt !== null || shipment.status === 'returned';

const RULES: { readonly [T in EntityType]: ReadonlyArray<Rule<Entities[T]>> } = {
	Order: [
		[
			'order_cancelled',
			reaches((order) => order.status === 'cancelled' || order.cancelledAt !== null),
		],
		[
			'order_refunded',
			(before, after) =>
				paidBack(after) > paidBack(before) ||
				refunded(after) > refunded(before) ||
				(saysRefunded(after) && !saysRefunded(before)),
		],
		['order_fulfilled', reaches(isFulfilled)],
		['order_paid', reaches(isPaid)],
		['order_edited', isEdited],
	],
	Shipment: [
		[
			'shipment_delivered',
			(before, after) => hasArrived(after) && (before === null || !wasDelivered(before)),
		],
		['shipment_out_for_delivery', reaches(hasStatus('out_for_delivery'))],
		['shipment_in_transit', reaches(hasStatus('in_transit'))],
		[
			'shipment_exception',
			(before, after) => EXCEPTIONS.has(after.status) && before?.status !== after.status,
		],
		['shipment_cancelled', reaches(hasStatus('cancelled'))],
	],
	Customer: [],
	Product: [
		[
			'product_out_of_stock',
			(before, after) => after.stockStatus === 'out_of_stock' && isAvailable(before),
		],
		[
			'product_back_in_stock',
			(before, after) => before?.stockStatus === 'out_of_stock' && isAvailable(after),
		],
	],
};

function isAvailable(product: Product | null): boolean {
	return product?.stockStatus === 'in_stock' || product?.stockStatus === 'on_backorder';
}

/**
 * The states that an entity has reached with a change, as trigger codes, the most telling first.
 *
 * @param before `null` for a new entity: whatever state it is made in, it has just reached
 */
export function milestones(
	entityType: EntityType,
	before: Entity | null,
	after: Entity,
): TriggerCode[] {
	const rules = RULES[entityType] as ReadonlyArray<Rule<Entity>>;
	return rules.filter(([, reached]) => reached(before, after)).map(([code]) => code);
}
