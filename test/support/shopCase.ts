import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeItem, type CommerceItem } from '../../engine/deliveries/composeItem.ts';
import type { Entities } from '../../engine/events/entities.ts';
import type { Answer } from '../../engine/inbox/answer.ts';
import { type Integration } from '../../engine/inbox/integration.ts';
import type { StoredEvent } from '../../engine/inbox/inbox.ts';
import { storePage } from '../../engine/inbox/storePage.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { composeEmail } from '../../engine/messages/email/composeEmail.ts';
import { createRenderer } from '../../engine/templates/createRenderer.ts';
import type { TemplateName } from '../../engine/templates/templateNames.ts';
import type { StorePost } from '../../engine/providers/provider.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { WooCommerceCall } from '../../engine/providers/woocommerce/client.ts';
import { observeAnswer } from '../../engine/providers/woocommerce/observeAnswer.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from './testInbox.ts';

/** A file of fixtures/cases: what a real shop, or a public report, has sent. */
export type CaseFile = {
	readonly input: {
		readonly provider: 'shopify' | 'woocommerce';
		readonly messages: ReadonlyArray<{ topic: string; body: Record<string, unknown> }>;
		readonly template: TemplateName;
	};
	readonly deliveries: ReadonlyArray<{
		t: string;
		topic: string;
		headers: Record<string, unknown>;
		body: string;
	}>;
	readonly [more: string]: unknown;
};

const FOLDER = join(__dirname, '../fixtures/cases');

export const readCase = (name: string) =>
	JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as CaseFile;

/** What came of one message. */
export type Told = { readonly answer: Answer; readonly items: readonly CommerceItem[] };

/** A shop that is connected, and what it tells. Signatures are taken for right. */
export type CaseShop = {
	readonly integration: Integration;
	tell(topic: string, body: unknown): Promise<Told>;
	/** As it was recorded. */
	deliver(headers: Record<string, unknown>, body: string, at: string): Promise<Told>;
	/** As the import reads it: the shop's list has this order, which has these fulfillments. */
	list(order: unknown, more: { fulfillments: readonly unknown[] }): Promise<Pick<Told, 'items'>>;
};

/** @param connectedAt before everything that the shop tells */
export async function caseShop(
	database: OpenDatabase,
	slug: 'shopify' | 'woocommerce',
	connectedAt = '2020-01-01T00:00:00Z',
): Promise<CaseShop> {
	const provider = { ...providerOf(slug)!, verify: () => ({ valid: true }) as const };
	const integration = { ...INTEGRATION, provider: slug };
	await saveIntegration(database, integration, Date.parse(connectedAt));
	let received = 0;
	const take = async (post: StorePost): Promise<Told> => {
		const inbox = testInbox(database, testClock(post.receivedAt.getTime()), { warn: () => {} });
		const answer = await receive(inbox, { integration, provider, credentials: CREDENTIALS }, post);
		return { answer, items: answer.events.map((event) => itemOf(event, integration)) };
	};
	return {
		integration,
		async list(order, { fulfillments }) {
			const observations = await observedInList(order, fulfillments);
			const { events } = await storePage(
				testInbox(database, testClock(latestTimeIn(order) + 1_000), { warn: () => {} }),
				integration,
				'Order',
				observations,
				null,
				{ since: null, page: null, newest: null, completedAt: null },
				false,
			);
			return { items: events.map((event) => itemOf(event, integration)) };
		},
		async tell(topic, body) {
			received += 1;
			const receivedAt = new Date(latestTimeIn(body) + 1_000);
			return await take({
				headers: headersOf(slug, topic, String(received), receivedAt),
				body: Buffer.from(JSON.stringify(body)),
				receivedAt,
			});
		},
		async deliver(headers, body, at) {
			const entries = Object.entries(headers).map(([name, value]) => [
				name.toLowerCase(),
				String(value),
			]);
			return await take({
				headers: Object.fromEntries(entries) as Record<string, string>,
				body: Buffer.from(body),
				receivedAt: new Date(at),
			});
		},
	};
}

const CREDENTIALS = { storeUrl: INTEGRATION.storeUrl };

function headersOf(slug: string, topic: string, id: string, at: Date): Record<string, string> {
	return slug === 'shopify'
		? {
				'x-shopify-topic': topic,
				'x-shopify-event-id': id,
				'x-shopify-webhook-id': id,
				'x-shopify-shop-domain': new URL(INTEGRATION.storeUrl).host,
				'x-shopify-triggered-at': at.toISOString(),
			}
		: { 'x-wc-webhook-topic': topic, 'x-wc-webhook-id': '1', 'x-wc-webhook-delivery-id': id };
}

/** Everything that a body names as a time, the newest of it. */
function latestTimeIn(body: unknown): number {
	const times = [...JSON.stringify(body).matchAll(/"(\d{4}-\d\d-\d\dT[^"]+)"/g)].map(([, time]) =>
		Date.parse(/Z$|[+-]\d\d:\d\d$/.test(time!) ? time! : `${time}Z`),
	);
	return Math.max(Date.parse('2026-01-01T00:00:00Z'), ...times.filter(Number.isFinite));
}

const itemOf = (event: StoredEvent, integration: Integration) =>
	composeItem(event, integration, [], 1);

/** The entity of an item. */
export const entityIn = <T extends keyof Entities>(item: CommerceItem, type: T) =>
	item[type.toLowerCase()] as Entities[T];

/** The mail that a template makes of an item, as the customer reads it. */
export function mailOf(item: CommerceItem, template: TemplateName) {
	const { subject, html, text } = composeEmail(
		createRenderer(),
		item,
		{ template, recipient: { kind: 'customer' }, fromEmail: 'shop@example.com', locale: 'en-GB' },
		new Date(item.event.receivedAt),
	);
	return { subject, html: html ?? '', text };
}

/** The amounts of a text with their labels: `['Subtotal', 29.98]`. */
export function amountsIn(text: string): Array<readonly [label: string, amount: number]> {
	return [...text.matchAll(/^(.+?): (-?)(?:[A-Z]*[$€£¥]|[A-Z]{3})\s?(-?[\d,]+(?:\.\d+)?)$/gm)].map(
		([, label, minus, amount]) =>
			[label!, Number(`${minus}${amount!.replaceAll(',', '')}`)] as const,
	);
}

/** What the provider makes of an order in the answer of a shop that keeps fulfillments. */
async function observedInList(order: unknown, fulfillments: readonly unknown[]) {
	const call: WooCommerceCall = async () =>
		await Promise.resolve({ status: 200, headers: {}, body: fulfillments });
	const connection = {
		credentials: { ...CREDENTIALS, consumerKey: 'ck', consumerSecret: 'cs' },
		http: axiosStoreHttp(),
	};
	return await observeAnswer(call, connection, 'GET /orders', 'Order', order);
}
