import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulatedWooCommerce } from '../../test/support/simulatedWooCommerce.ts';
import type { Post } from './postAll.ts';

const RECORDED = join(
	import.meta.dirname,
	'../../test/fixtures/woocommerce/018-order.created.json',
);
/** Which statuses its orders can have. */
const STATUSES = '/wc/v3/reports/orders/totals';
const TOPIC = 'order.created';
/** Longer than it takes to post them: a shop never tells of the future. */
const OLDEST_MS = 3_600_000;

/** A WooCommerce shop on this machine, in which n8n registers webhooks. */
export type BenchShop = {
	readonly url: string;
	readonly consumerKey: string;
	readonly consumerSecret: string;
	/** Where webhooks for new orders post to. */
	addresses(): string[];
	/**
	 * Posts about so many new orders, as the webhook of this address sends them.
	 *
	 * @param changes what is different from the recorded order
	 */
	newOrders(count: number, address: string, changes?: Readonly<Record<string, unknown>>): Post[];
	close(): Promise<void>;
};

export async function startShop(): Promise<BenchShop> {
	const keys = { consumerKey: 'ck_of-the-bench', consumerSecret: 'cs_of-the-bench' };
	const shop = await startSimulatedWooCommerce({
		...keys,
		routes: async ({ path }) =>
			path === STATUSES
				? { status: 200, json: [{ slug: 'pending', name: 'Pending payment' }] }
				: null,
		intercept({ headers }) {
			// As behind a server that speaks https: n8n's own nodes cannot sign, as WooCommerce wants without.
			headers['x-forwarded-proto'] = 'https';
			return false;
		},
	});
	const { body } = JSON.parse(readFileSync(RECORDED, 'utf8')) as { body: string };
	const recorded = JSON.parse(body) as { billing: object };
	const webhooks = () => shop.webhooks.filter(({ topic }) => topic === TOPIC);
	let lastId = 1_000_000;

	const newOrder = () => {
		lastId += 1;
		const at = new Date(Date.now() - OLDEST_MS + (lastId % OLDEST_MS)).toISOString().slice(0, 19);
		return {
			...recorded,
			id: lastId,
			number: String(lastId),
			customer_id: lastId,
			billing: { ...recorded.billing, email: `customer-${lastId}@example.com` },
			date_created: at,
			date_created_gmt: at,
			date_modified: at,
			date_modified_gmt: at,
		};
	};

	return {
		url: shop.url,
		...keys,
		addresses: () => webhooks().map((webhook) => webhook.delivery_url),
		newOrders(count, address, changes) {
			const webhook = webhooks().find((each) => each.delivery_url === address);
			if (webhook === undefined) throw new Error(`The shop has no webhook for ${address}.`);
			return Array.from({ length: count }, () => {
				const order = JSON.stringify({ ...newOrder(), ...changes });
				return {
					body: order,
					headers: {
						'content-type': 'application/json',
						'user-agent': 'WooCommerce/11.0.1 Hookshot (WordPress/6.7)',
						'x-wc-webhook-source': `${shop.url}/`,
						'x-wc-webhook-topic': TOPIC,
						'x-wc-webhook-resource': 'order',
						'x-wc-webhook-event': 'created',
						'x-wc-webhook-signature': createHmac('sha256', webhook.secret)
							.update(order)
							.digest('base64'),
						'x-wc-webhook-id': String(webhook.id),
						'x-wc-webhook-delivery-id': randomUUID(),
					},
				};
			});
		},
		close: async () => await shop.close(),
	};
}
