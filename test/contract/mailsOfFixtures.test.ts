import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { mailRows } from '../support/mailRows.ts';
import { caseShop, entityIn, mailOf, readCase } from '../support/shopCase.ts';
import { payloadOf, RECORDED_WOOCOMMERCE, recordedWooCommerce } from '../support/storePosts.ts';

type Body = Readonly<Record<string, unknown>>;
type Message = {
	readonly name: string;
	readonly slug: 'shopify' | 'woocommerce';
	readonly topic: string;
	readonly body: Body;
};

const namesIn = (folder: string) =>
	readdirSync(join(__dirname, '../fixtures', folder))
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace(/\.json$/, ''));

/** Every message about an order in the fixtures: with lines and a total. */
const MESSAGES: readonly Message[] = [
	...namesIn('shopify').map((name) => ({
		name,
		slug: 'shopify' as const,
		topic: name.replace('-', '/').replace(/-.*/, ''),
		body: payloadOf(`shopify/${name}`),
	})),
	...RECORDED_WOOCOMMERCE.map((name) => {
		const { body, headers } = recordedWooCommerce(name).post;
		const topic = headers['x-wc-webhook-topic'] ?? '';
		return { name, slug: 'woocommerce' as const, topic, body: bodyOf(body.toString('utf8')) };
	}),
	...namesIn('cases').flatMap((name): Message[] => {
		const { input, deliveries = [], order } = readCase(name);
		return [
			...(input?.messages ?? []).map(({ topic, body }, index) => ({
				name: `${name} ${index + 1}`,
				slug: input.provider,
				topic,
				body,
			})),
			...deliveries.map(({ topic, body }, index) => ({
				name: `${name} ${index + 1}`,
				slug: 'woocommerce' as const,
				topic,
				body: bodyOf(body),
			})),
			...(order
				? [{ name, slug: 'woocommerce' as const, topic: 'order.created', body: order as Body }]
				: []),
		];
	}),
].filter(({ topic, body }) => /^orders?[./]/.test(topic) && Array.isArray(body.line_items));

function bodyOf(text: string): Body {
	try {
		return JSON.parse(text) as Body;
	} catch {
		return {};
	}
}

/** What the shop itself says that the customer pays, in what the customer pays with. */
function shopsTotal({ slug, body }: Message): number {
	if (slug === 'woocommerce') return Number(body.total);
	const isRefunded = Array.isArray(body.refunds) && body.refunds.length > 0;
	const name = isRefunded ? 'total_price' : 'current_total_price';
	const set = (body[`${name}_set`] ?? body.total_price_set) as
		| { presentment_money?: { amount?: string } }
		| undefined;
	return Number(set?.presentment_money?.amount ?? body[name] ?? body.total_price);
}

/** Of an order in two currencies: whether its lines have amounts in one only. */
function tellsNoLines({ body }: Message): boolean {
	const [line] = body.line_items as Body[];
	const { currency, presentment_currency: paidIn } = body;
	return typeof paidIn === 'string' && paidIn !== currency && line?.price_set === undefined;
}

let database: OpenDatabase;
beforeEach(async () => {
	database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
});
afterEach(async () => await database.close());

describe('the mail about every order of the fixtures', () => {
	it('is made of each shop', () => {
		expect(new Set(MESSAGES.map(({ slug }) => slug)).size).toBe(2);
	});

	it.each(MESSAGES)(
		"$slug $name: shows the shop's total, and rows that make it",
		async (message) => {
			const shop = await caseShop(database, message.slug);
			const { items } = await shop.tell(message.topic, message.body);
			const about = items.filter((item) => item.event.entityType === 'Order');
			for (const item of about) {
				const { text, html } = mailOf(withAddress(item), 'order_confirmation');
				const rows = mailRows(text);
				const total = shopsTotal(message);
				const isEdited = entityIn(item, 'Order').lineItems!.some((line) => line.removedQuantity);
				// Then the total stands alone, or everything is in the shop's currency.
				if (tellsNoLines(message) && !rows.hasParts) continue;
				if (!isEdited) expect(rows.total).toBe(total);
				expect(rows.sum).toBe(rows.total);
				if (rows.subtotal !== undefined) expect(rows.lines).toBe(rows.subtotal);
				expect(html).not.toContain('undefined');
			}
		},
	);
});

/** The mail goes to somebody, also of an order without a customer. */
const withAddress = <T extends object>(item: T): T => ({
	...item,
	customer: { email: 'anna@example.com' },
});
