import {
	customerSchema,
	orderSchema,
	type Customer,
	type Order,
	type Product,
	type Shipment,
} from '../../core/events/entities.ts';
import { minus, total } from '../../core/money/amounts.ts';
import type { OrderStatus } from '../../core/events/statuses.ts';
import { addressOf, composeOrder, lineOf, type Basket } from './composeOrder.ts';
import { composeShipment, type ShipmentChange } from './composeShipment.ts';
import { Refused } from './refused.ts';
import { COUPON, sumUp } from './sumUp.ts';
import type { StoreState } from './storeState.ts';
import type { Message } from './webhookSender.ts';

export type StoreActions = ReturnType<typeof createStoreActions>;

/**
 * Everything that can happen in the shop. Each function changes the state, sends the messages that go
 * with the change, and gives the order, shipment, customer or product as it now is.
 *
 * @throws Refused
 */
export function createStoreActions(options: {
	readonly state: StoreState;
	readonly storeUrl: () => string;
	readonly now: () => Date;
	readonly send: (message: Message) => void;
}) {
	const { state, now, send, storeUrl } = options;

	/** Strictly later than the entity's last change: that is what receivers put changes in order by. */
	function touch(entity: { updatedAt: string | null }): string {
		const last = entity.updatedAt === null ? 0 : Date.parse(entity.updatedAt);
		entity.updatedAt = new Date(Math.max(now().getTime(), last + 1)).toISOString();
		return entity.updatedAt;
	}

	const tellOf = (name: string) => (type: string, entity: Order | Shipment | Customer | Product) =>
		send({ type, subject: name, timestamp: entity.updatedAt!, data: entity });
	const tellOrder = (type: string, order: Order) => tellOf(`Order ${order.number}`)(type, order);
	const tellShipment = (type: string, shipment: Shipment) =>
		tellOf(`Shipment of ${shipment.orderNumber}`)(type, shipment);

	function orderOf(id: string): Order {
		return found(state.orders, id, 'order');
	}

	function shipmentOf(orderId: string): Shipment {
		const shipment = state.shipments.findLast((candidate) => candidate.orderId === orderId);
		if (shipment === undefined) throw new Refused('This order has not been shipped yet.');
		return shipment;
	}

	function setOrderStatus(order: Order, status: Order['status']): void {
		order.status = status;
		order.nativeStatus = status;
		touch(order);
	}

	function setShipmentStatus(shipment: Shipment, status: Shipment['status']): void {
		shipment.status = status;
		shipment.nativeStatus = status;
		const at = touch(shipment);
		if (status === 'delivered') shipment.deliveredAt = at;
	}

	function customerFor(basket: Basket): Customer {
		const known = state.customers.find(({ email }) => email === basket.email);
		if (known !== undefined) return known;
		const at = now().toISOString();
		const customer = customerSchema.parse({
			id: `c-${state.customers.length + 1}`,
			status: 'enabled',
			nativeStatus: 'enabled',
			email: basket.email,
			firstName: basket.firstName,
			lastName: basket.lastName,
			phone: basket.phone ?? null,
			createdAt: at,
			updatedAt: at,
			billingAddress: addressOf(basket),
			shippingAddress: addressOf(basket),
		});
		state.customers.push(customer);
		tellOf(`${basket.firstName} ${basket.lastName}`)('customer.created', customer);
		return customer;
	}

	function setStock(id: string, quantity: number): Product {
		const product = found(state.products, id, 'product');
		const before = product.stockStatus;
		product.stockQuantity = quantity;
		product.stockStatus = quantity > 0 ? 'in_stock' : 'out_of_stock';
		touch(product);
		const message =
			before === product.stockStatus
				? 'product.updated'
				: quantity > 0
					? 'product.back_in_stock'
					: 'product.out_of_stock';
		tellOf(product.name ?? id)(message, product);
		return product;
	}

	function placeOrder(basket: Basket): Order {
		const items = basket.items ?? [{ productId: state.products[0]!.id, quantity: 1 }];
		if (items.length === 0) throw new Refused('The basket is empty.');
		const { coupon } = basket;
		if (coupon && coupon !== COUPON.code) {
			throw new Refused(`"${coupon}" is no coupon of this shop; ${COUPON.code} is.`);
		}
		const lines = items.map(({ productId, quantity }) => {
			const product = found(state.products, productId, 'product');
			const left = product.stockQuantity ?? 0;
			if (quantity <= left) return { product, quantity };
			throw new Refused(`There are ${left} of "${product.name}" left; ${quantity} were asked for.`);
		});
		const order = composeOrder({
			basket,
			lines,
			customerId: customerFor(basket).id,
			number: state.nextOrderNumber++,
			at: now().toISOString(),
			storeUrl: storeUrl(),
		});
		state.orders.push(order);
		tellOrder('order.created', order);
		for (const { product, quantity } of lines) {
			setStock(product.id, (product.stockQuantity ?? 0) - quantity);
		}
		return order;
	}

	function pay(orderId: string): Order {
		const order = orderOf(orderId);
		if (order.paymentStatus !== 'pending' || order.status === 'cancelled') {
			throw new Refused(`Order ${order.number} is ${order.status} and cannot be paid.`);
		}
		order.paymentStatus = 'paid';
		order.paidTotal = order.total;
		sumUp(order);
		setOrderStatus(order, 'processing');
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
		const product = found(state.products, productId, 'product');
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

	/** Gives money back; the order stays as it is. */
	function refund(orderId: string, amount: number, reason = 'Goodwill'): Order {
		const order = orderOf(orderId);
		const left = total([order.paidTotal ?? 0, minus(order.refundedTotal ?? 0)]);
		if (amount <= 0 || amount > left) {
			throw new Refused(`Of order ${order.number}, at most ${left.toFixed(2)} can be refunded.`);
		}
		giveBack(order, amount, reason);
		touch(order);
		tellOrder('order.refunded', order);
		return order;
	}

	function giveBack(order: Order, amount: number, reason: string): void {
		const { id, currency, refunds } = order;
		const refundId = `r-${id.slice(2)}${refunds.length === 0 ? '' : `-${refunds.length + 1}`}`;
		const createdAt = now().toISOString();
		order.refunds = [
			...refunds,
			{ id: refundId, amount, currency, reason, createdAt, lineItems: [] },
		];
		order.refundedTotal = total(order.refunds.map((each) => each.amount ?? 0));
		order.paymentStatus =
			order.refundedTotal === order.paidTotal ? 'refunded' : 'partially_refunded';
		sumUp(order);
	}

	function shipInTwo(orderId: string): Shipment {
		return ship(orderId, {}, 2);
	}

	function ship(orderId: string, tracking: ShipmentChange = {}, pieces = 1): Shipment {
		const order = orderOf(orderId);
		if (order.status !== 'processing') {
			throw new Refused(
				`Order ${order.number} is ${order.status}; only a paid order can be shipped.`,
			);
		}
		return sendParcel(order, tracking, pieces);
	}

	function sendParcel(order: Order, tracking: ShipmentChange, pieces = 1): Shipment {
		const before = state.shipments.filter(({ orderId }) => orderId === order.id).length;
		const at = now().toISOString();
		const shipment = composeShipment({
			order,
			parcel: before + 1,
			tracking,
			at,
			storeUrl: storeUrl(),
			pieces,
		});
		state.shipments.push(shipment);
		tellShipment('shipment.created', shipment);
		if (order.fulfillmentStatus !== 'fulfilled') {
			order.fulfillmentStatus = 'fulfilled';
			setOrderStatus(order, 'fulfilled');
			tellOrder('order.fulfilled', order);
		}
		return shipment;
	}

	/** The order's parcel with this number gets what is told of it; for a new number there is a new parcel. */
	function addTracking(
		orderId: string,
		tracking: ShipmentChange & { readonly trackingNumber: string },
	): { shipment: Shipment; isNew: boolean } {
		const order = orderOf(orderId);
		const known = state.shipments.find(
			(shipment) =>
				shipment.orderId === orderId && shipment.trackingNumber === tracking.trackingNumber,
		);
		if (known !== undefined) {
			return { shipment: changeShipment(known.id, tracking), isNew: false };
		}
		if ((order.paidTotal ?? 0) === 0 || order.status === 'cancelled') {
			throw new Refused(
				`Order ${order.number} is ${order.status}; only a paid order can be shipped.`,
			);
		}
		return { shipment: sendParcel(order, tracking), isNew: true };
	}

	function outForDelivery(orderId: string): Shipment {
		return changeShipment(shipmentOf(orderId).id, { status: 'out_for_delivery' });
	}

	function deliver(orderId: string): Shipment {
		const shipment = changeShipment(shipmentOf(orderId).id, { status: 'delivered' });
		changeOrder(orderId, { status: 'completed' });
		return shipment;
	}

	function cancel(orderId: string, reason = 'Cancelled by the merchant'): Order {
		const order = orderOf(orderId);
		if (['cancelled', 'completed'].includes(order.status)) {
			throw new Refused(`Order ${order.number} is ${order.status} and cannot be cancelled.`);
		}
		const left = total([order.paidTotal ?? 0, minus(order.refundedTotal ?? 0)]);
		if (left > 0) giveBack(order, left, reason);
		setOrderStatus(order, 'cancelled');
		order.cancelledAt = order.updatedAt;
		order.cancelReason = reason;
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
			setOrderStatus(order, status);
			if (status === 'completed') order.completedAt = order.updatedAt;
			tellOrder('order.status_changed', order);
		} else if (note !== undefined) {
			touch(order);
			tellOrder('order.updated', order);
		}
		return order;
	}

	/** As `changeOrder`. */
	function changeShipment(shipmentId: string, change: ShipmentChange): Shipment {
		const shipment = found(state.shipments, shipmentId, 'shipment');
		const { status = shipment.status, ...rest } = change;
		const moves = status !== shipment.status;
		const fields = Object.entries(rest) as Array<[keyof Shipment, string]>;
		const isNew = fields.some(([field, value]) => shipment[field] !== value);
		Object.assign(shipment, rest);
		if (moves) {
			setShipmentStatus(shipment, status);
			tellShipment(SHIPMENT_MESSAGES[status] ?? 'shipment.status_changed', shipment);
		} else if (isNew) {
			touch(shipment);
			tellShipment('shipment.updated', shipment);
		}
		return shipment;
	}

	return {
		placeOrder,
		pay,
		edit,
		refund,
		ship,
		shipInTwo,
		addTracking,
		outForDelivery,
		deliver,
		cancel,
		changeOrder,
		changeShipment,
		setStock,
	};
}

const SHIPMENT_MESSAGES: Partial<Record<Shipment['status'], string>> = {
	in_transit: 'shipment.in_transit',
	out_for_delivery: 'shipment.out_for_delivery',
	delivered: 'shipment.delivered',
	attempted: 'shipment.exception',
	delayed: 'shipment.exception',
	failed: 'shipment.exception',
	returned: 'shipment.exception',
	cancelled: 'shipment.cancelled',
};

function found<T extends { id: string }>(list: readonly T[], id: string, noun: string): T {
	const entity = list.find((candidate) => candidate.id === id);
	if (entity === undefined) throw new Refused(`This store has no ${noun} "${id}".`);
	return entity;
}
