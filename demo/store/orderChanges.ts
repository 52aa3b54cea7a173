import { orderSchema, type Order } from '../../engine/events/entities.ts';
import type { OrderStatus } from '../../engine/events/statuses.ts';
import type { Books } from './books.ts';
import { lineOf } from './composeOrder.ts';
import { Refused } from './refused.ts';
import type { Refunds } from './refunds.ts';
import type { ShipmentChanges } from './shipmentChanges.ts';
import type { Stock } from './stock.ts';
import { sumUp } from './sumUp.ts';

export type OrderChanges = ReturnType<typeof keepOrders>;

/** What the merchant does with an order, but for its money and its parcels. */
export function keepOrders(
	books: Books,
	{ setStock, giveBack, leftOf, changeShipment }: Stock & Refunds & ShipmentChanges,
) {
	const { state, orderOf, productOf, setStatus, touch, tellOrder } = books;

	function pay(orderId: string): Order {
		const order = orderOf(orderId);
		if (order.paymentStatus !== 'pending' || order.status === 'cancelled') {
			throw new Refused(`Order ${order.number} is ${order.status} and cannot be paid.`);
		}
		order.paymentStatus = 'paid';
		order.paidTotal = order.total;
		sumUp(order);
		setStatus(order, 'processing');
		order.paidAt = order.updatedAt;
		tellOrder('order.paid', order);
		return order;
	}

	/** Sets how many pieces of a product are in an order: 0 takes it out, a new one is added. */
	function edit(orderId: string, productId: string, quantity: number): Order {
		const order = orderOf(orderId);
		if (['cancelled', 'completed', 'fulfilled'].includes(order.status)) {
			throw new Refused(`Order ${order.number} is ${order.status} and cannot be edited.`);
		}
		const product = productOf(productId);
		const line = order.lineItems.find((candidate) => candidate.productId === productId);
		const before = (line?.quantity ?? 0) - (line?.removedQuantity ?? 0);
		const left = product.stockQuantity ?? 0;
		if (quantity - before > left) throw new Refused(`There are ${left} of "${product.name}" left.`);
		if (quantity === before) return order;
		if (line === undefined) {
			const id = `${order.id.slice(2)}-${order.lineItems.length + 1}`;
			order.lineItems = orderSchema.shape.lineItems.parse([
				...order.lineItems,
				lineOf(id, { product, quantity }),
			]);
		} else {
			line.quantity = Math.max(line.quantity ?? 0, quantity);
			line.removedQuantity = line.quantity - quantity;
		}
		sumUp(order);
		touch(order);
		tellOrder('order.edited', order);
		setStock(productId, left + before - quantity);
		return order;
	}

	function cancel(orderId: string, reason = 'Cancelled by the merchant'): Order {
		const order = orderOf(orderId);
		if (['cancelled', 'completed'].includes(order.status)) {
			throw new Refused(`Order ${order.number} is ${order.status} and cannot be cancelled.`);
		}
		const left = leftOf(order);
		if (left > 0) giveBack(order, left, reason);
		setStatus(order, 'cancelled');
		order.cancelledAt = order.updatedAt;
		order.cancelReason = reason;
		order.outstandingTotal = 0;
		tellOrder('order.cancelled', order);
		const shipment = state.shipments.findLast((candidate) => candidate.orderId === orderId);
		if (shipment !== undefined) changeShipment(shipment.id, { status: 'cancelled' });
		for (const { productId, currentQuantity } of order.lineItems) {
			const product = state.products.find(({ id }) => id === productId);
			if (product !== undefined) setStock(product.id, product.stockQuantity! + currentQuantity!);
		}
		return order;
	}

	/** What the order is already changes nothing. A note is one for the shop's staff. */
	function changeOrder(
		orderId: string,
		{ status, note }: { status?: OrderStatus; note?: string },
	): Order {
		const order = orderOf(orderId);
		const moves = status !== undefined && status !== order.status;
		if (note !== undefined) {
			const { staffNotes = [] } = order.attributes as { staffNotes?: string[] };
			order.attributes = { ...order.attributes, staffNotes: [...staffNotes, note] };
		}
		if (moves && status === 'cancelled') return cancel(orderId);
		if (moves) {
			setStatus(order, status);
			if (status === 'completed') order.completedAt = order.updatedAt;
			tellOrder('order.status_changed', order);
		} else if (note !== undefined) {
			touch(order);
			tellOrder('order.updated', order);
		}
		return order;
	}

	return { pay, edit, cancel, changeOrder };
}
