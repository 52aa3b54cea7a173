import type { CustomerRecord, FulfillmentRecord, OrderRecord, ProductRecord } from './records.ts';
import {
	customerPayload,
	fulfillmentEventPayload,
	fulfillmentPayload,
	orderPayload,
	productPayload,
} from './payloads.ts';

/** A message that the shop has to send: its body is made when it happens, and not renewed. */
export type Happening = { readonly topic: string; readonly payload: object };

/** The shop's books. Every change moves the time of the record and is told by webhooks. */
export type ShopState = {
	readonly orders: Map<number, OrderRecord>;
	/** Orders as messages have told them. */
	readonly recorded: Array<Readonly<Record<string, unknown>>>;
	readonly customers: Map<number, CustomerRecord>;
	readonly products: Map<number, ProductRecord>;
	/** Work that the shop does later, by its id. */
	readonly jobs: Map<string, { orderId: number; looksLeft: number; errors: string[] }>;
	newId(): number;
	now(): number;
	addOrder(order: OrderRecord): OrderRecord;
	addCustomer(customer: CustomerRecord): CustomerRecord;
	addProduct(product: ProductRecord): ProductRecord;
	/** Changes an order, and tells it under these topics. */
	changeOrder(id: number, change: (order: OrderRecord) => void, ...topics: string[]): OrderRecord;
	changeCustomer(id: number, change: (customer: CustomerRecord) => void): CustomerRecord;
	changeProduct(id: number, change: (product: ProductRecord) => void): ProductRecord;
	changeFulfillment(
		id: number,
		change: (fulfillment: FulfillmentRecord) => void,
	): FulfillmentRecord;
	/** A carrier's report, or one by an app. */
	report(
		fulfillmentId: number,
		report: { status: string; message?: string | null; estimatedDeliveryAt?: number | null },
		happenedAt: number,
	): number;
	findFulfillment(id: number): { order: OrderRecord; fulfillment: FulfillmentRecord } | null;
	tell(topic: string, payload: object): void;
};

export function createShopState(now: () => Date, tell: ShopState['tell']): ShopState {
	const orders = new Map<number, OrderRecord>();
	const customers = new Map<number, CustomerRecord>();
	const products = new Map<number, ProductRecord>();
	let lastId = 9_000_000_000_000;

	const state: ShopState = {
		orders,
		recorded: [],
		customers,
		products,
		jobs: new Map(),
		newId: () => (lastId += 1),
		now: () => now().getTime(),
		tell,
		addOrder(order) {
			orders.set(order.id, order);
			tell('orders/create', orderPayload(order));
			return order;
		},
		addCustomer(customer) {
			customers.set(customer.id, customer);
			tell('customers/create', customerPayload(customer));
			return customer;
		},
		addProduct(product) {
			products.set(product.id, product);
			tell('products/create', productPayload(product));
			return product;
		},
		changeOrder(id, change, ...topics) {
			const order = orders.get(id)!;
			change(order);
			order.updatedAt = state.now();
			for (const topic of [...topics, 'orders/updated']) tell(topic, orderPayload(order));
			return order;
		},
		changeCustomer(id, change) {
			const customer = customers.get(id)!;
			change(customer);
			customer.updatedAt = state.now();
			tell('customers/update', customerPayload(customer));
			return customer;
		},
		changeProduct(id, change) {
			const product = products.get(id)!;
			change(product);
			product.updatedAt = state.now();
			tell('products/update', productPayload(product));
			return product;
		},
		findFulfillment(id) {
			for (const order of orders.values()) {
				const fulfillment = order.fulfillments.find((each) => each.id === id);
				if (fulfillment) return { order, fulfillment };
			}
			return null;
		},
		changeFulfillment(id, change) {
			const { order, fulfillment } = state.findFulfillment(id)!;
			change(fulfillment);
			fulfillment.updatedAt = state.now();
			order.updatedAt = state.now();
			tell('fulfillments/update', fulfillmentPayload(order, fulfillment));
			tell('orders/updated', orderPayload(order));
			return fulfillment;
		},
		report(fulfillmentId, { status, message = null, estimatedDeliveryAt = null }, happenedAt) {
			const id = state.newId();
			const event = { id, status, message, happenedAt, estimatedDeliveryAt };
			const { order, fulfillment } = state.findFulfillment(fulfillmentId)!;
			tell('fulfillment_events/create', fulfillmentEventPayload(order, fulfillment, event));
			state.changeFulfillment(fulfillmentId, ({ events }) => void events.push(event));
			return id;
		},
	};
	return state;
}
