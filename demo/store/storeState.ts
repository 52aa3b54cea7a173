import type { Customer, Order, Product, Shipment } from '../../engine/events/entities.ts';

/** An address that the store posts to. */
export type Webhook = {
	readonly id: string;
	readonly url: string;
	/** Message types wanted; left out: all. */
	readonly events?: readonly string[];
	/** False after the receiver has answered 410 Gone. */
	enabled: boolean;
};

export type Attempt = { readonly at: string; readonly answer: string; readonly ok: boolean };

/** One message for one webhook, with every attempt to deliver it. */
export type Delivery = {
	/** The message's id: the same at every attempt. */
	readonly id: string;
	readonly webhookId: string;
	readonly url: string;
	readonly type: string;
	/** What it is about, for a person: `Order #1001`. */
	readonly subject: string;
	readonly body: string;
	status: 'pending' | 'delivered' | 'failed';
	attempts: Attempt[];
	nextAttemptAt: string | null;
};

/** All that the store knows, as it is kept in its file. Newest last in each list. */
export type StoreState = {
	orders: Order[];
	shipments: Shipment[];
	customers: Customer[];
	products: Product[];
	webhooks: Webhook[];
	deliveries: Delivery[];
	nextOrderNumber: number;
};

/** The lists of entities by their name in the API. */
export const COLLECTIONS = ['orders', 'shipments', 'customers', 'products'] as const;
export type Collection = (typeof COLLECTIONS)[number];
