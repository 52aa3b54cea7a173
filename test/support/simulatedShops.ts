import { newOrder } from './simulatedShopifyStore/newRecords.ts';
import { orderPayload } from './simulatedShopifyStore/payloads.ts';
import { startSimulatedShopifyStore } from './simulatedShopifyStore/startSimulatedShopifyStore.ts';
import { startSimulatedShop } from './simulatedWooCommerce/startSimulatedShop.ts';

/** A simulated shop of one kind, as the end-to-end tests use it. */
export type SimulatedShopOfAKind = {
	readonly provider: 'woocommerce' | 'shopify';
	readonly credentialType: string;
	readonly credential: Record<string, unknown>;
	/** Makes an order that waits for its payment; its id. The webhook is sent at once. */
	placeOrder(): Promise<string>;
	/** Marks an order as paid; its webhook is sent, and lost if nobody answers. */
	payOrder(id: string): Promise<void>;
	/** Lets the time pass in which the shop tries again what nobody has taken. */
	giveUp(): Promise<void>;
	/** The webhook of an order's last change comes late. The status of each answer. */
	sendAgain(id: string): Promise<number[]>;
	/** How many webhooks the shop has that work. */
	workingWebhooks(): number;
	/** Where they post to. */
	addresses(): string[];
	close(): Promise<void>;
};

export async function startWooCommerceShop(): Promise<SimulatedShopOfAKind> {
	const keys = { consumerKey: 'ck_of-this-test', consumerSecret: 'cs_of-this-test' };
	const shop = await startSimulatedShop({ ...keys, startedAt: new Date().toISOString() });
	const orderOf = (id: string) => shop.data.orders.find((order) => String(order.id) === id)!;
	/** A second for each change, so that they differ, and never behind the time. */
	const tick = () => {
		shop.data.tick();
		shop.data.now = new Date(Math.max(shop.data.now.getTime(), Date.now()));
	};
	return {
		provider: 'woocommerce',
		credentialType: 'commerceWooCommerceApi',
		credential: { storeUrl: shop.url, ...keys },
		async placeOrder() {
			tick();
			const order = shop.data.placeOrder();
			shop.queue.schedule('order.created', () => order);
			await shop.queue.run();
			return String(order.id);
		},
		async payOrder(id) {
			tick();
			const order = orderOf(id);
			const paidAt = shop.data.now.toISOString().slice(0, 19);
			shop.data.change(order, { status: 'processing', date_paid: paidAt, date_paid_gmt: paidAt });
			shop.queue.schedule('order.updated', () => order);
			await shop.queue.run();
		},
		async sendAgain(id) {
			const answers = await shop.deliver('order.updated', orderOf(id));
			return answers.map(({ status }) => status);
		},
		// WooCommerce never sends anything again.
		giveUp: async () => {},
		workingWebhooks: () => shop.webhooks.filter(({ status }) => status === 'active').length,
		addresses: () => [...new Set(shop.webhooks.map(({ delivery_url: url }) => url))],
		close: async () => await shop.close(),
	};
}

const RETRY_TIME_MS = 5 * 3_600_000;

export async function startShopifyShop(): Promise<SimulatedShopOfAKind> {
	const keys = { clientId: 'client-of-this-test', clientSecret: 'shpss_of-this-test' };
	let aheadMs = 0;
	const now = () => new Date(Date.now() + aheadMs);
	const shop = await startSimulatedShopifyStore({ ...keys, now, takesHttp: true });
	return {
		provider: 'shopify',
		credentialType: 'commerceShopifyApi',
		credential: { storeUrl: shop.url, authentication: 'clientCredentials', ...keys },
		async placeOrder() {
			const id = shop.state.newId();
			shop.state.addOrder(
				newOrder(id, now().getTime(), {
					financial: 'PENDING',
					outstanding: 9_470,
					number: id % 10_000,
				}),
			);
			await shop.deliveries.deliver();
			return String(id);
		},
		async payOrder(id) {
			const pay = (order: { financial: string; outstanding: number }) => {
				order.financial = 'PAID';
				order.outstanding = 0;
			};
			shop.state.changeOrder(Number(id), pay, 'orders/paid');
			await shop.deliveries.deliver();
		},
		async giveUp() {
			while (shop.deliveries.pending.length > 0) {
				aheadMs += RETRY_TIME_MS;
				await shop.deliveries.deliver();
			}
			aheadMs = 0;
		},
		async sendAgain(id) {
			for (const topic of ['orders/paid', 'orders/updated']) {
				shop.state.tell(topic, orderPayload(shop.state.orders.get(Number(id))!));
			}
			await shop.deliveries.deliver();
			return [shop.deliveries.pending.length === 0 ? 200 : 0];
		},
		workingWebhooks: () => shop.subscriptions.length,
		addresses: () => [...new Set(shop.subscriptions.map(({ uri }) => uri))],
		close: async () => await shop.close(),
	};
}
