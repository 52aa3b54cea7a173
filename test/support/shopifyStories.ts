import type { Order } from '../../engine/events/entities.ts';
import { isOddOrder } from '../../engine/money/oddOrder.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { importOrder } from './importedShopify.ts';
import { amountsIn, caseShop, entityIn, mailOf, type CaseShop, type Told } from './shopCase.ts';
import { shopifyOrder, sparse, type OrderSpec } from './shopifyOrder.ts';

/** One message about an order, and what comes of it. */
export type Step = {
	readonly order: Partial<OrderSpec>;
	/** What it fires. */
	readonly codes: readonly string[];
	/** What the order is then. */
	readonly is?: object;
	readonly topic?: string;
};

/** What a customer buys, and what becomes of it. */
export type Stories = Readonly<Record<string, readonly Step[]>>;

/** When the second message of a story comes. */
export const SECOND = '2026-03-01T11:00:00Z';

export const MUG = { id: 1, name: 'Mug', price: 20, quantity: 2 };
export const TEA = { id: 2, name: 'Tea', price: 30, quantity: 1 };
/** An order of 70 that is paid. */
export const PAID = { financial: 'paid', lines: [MUG, TEA] };
export const IN_DOLLARS = { paidIn: { currency: 'USD', rate: 1.1 } };
/** One of two mugs is given back. */
export const MUG_BACK = { line: 1, quantity: 1, restock: 'return', subtotal: 20 } as const;

export const SOLD = { topic: 'orders/create', codes: ['order_paid', 'order_created'] } as const;
export const PLACED = { topic: 'orders/create', codes: ['order_created'] } as const;
export const REFUNDED = ['order_refunded', 'order_status_changed', 'order_updated'];
export const EDITED = ['order_edited', 'order_updated'];

/** An amount in both currencies of a shop that has one. */
export function bag(amount: string) {
	const money = { amount, currency_code: 'EUR' };
	return { shop_money: money, presentment_money: money };
}

/** The message of a step, an hour after the one before. */
function bodyOf({ order }: Step, index: number): Record<string, unknown> {
	const at = new Date(Date.parse('2026-03-01T10:00:00Z') + index * 3_600_000).toISOString();
	const body = shopifyOrder({ at, financial: 'paid', lines: [], ...order });
	return { ...body, cancelled_at: body.cancelled_at === 'NOW' ? at : body.cancelled_at };
}

const orderCodes = (items: Told['items']) =>
	items.filter(({ event }) => event.entityType === 'Order').flatMap(({ event }) => event.codes);

/** What a customer reads adds up. */
function expectSums(item: Told['items'][number]): void {
	const order = entityIn(item, 'Order') as Order;
	expect([order.roundingDifference, order.presentment?.roundingDifference ?? 0]).toEqual([0, 0]);
	expect(isOddOrder(order)).toBe(false);
	const addressed = { ...item, customer: { email: 'ana@example.com' } } as unknown as typeof item;
	const rows = amountsIn(mailOf(addressed, 'order_confirmation').text);
	const total = Object.fromEntries(rows).Total;
	expect(total).toBe((order.presentment ?? order).total);
	const sum = rows
		.filter(([label]) => !/^(Total|Subtotal|Including tax)$/.test(label))
		.reduce((all, [, amount]) => all + amount, 0);
	expect(sum).toBeCloseTo(total!, 3);
}

/** The customer reads what this refund gave back, in what was paid with. */
function expectRefundMail(item: Told['items'][number], before: number): void {
	const order = entityIn(item, 'Order') as Order;
	const { text, html } = mailOf(item, 'refund_confirmation');
	const { refundedTotal } = order.presentment ?? order;
	expect(Object.fromEntries(amountsIn(text)).Refund).toBeCloseTo(refundedTotal! - before, 3);
	expect(text + html).not.toMatch(/[€$£¥]0(\.00)?\b(?!\.)/);
}

async function expectSteps(
	shop: CaseShop,
	bodies: ReadonlyArray<Record<string, unknown>>,
	steps: readonly Step[],
): Promise<void> {
	let last: Told['items'][number] | undefined;
	let refunded = 0;
	for (const [index, { topic = 'orders/updated', codes, is = {} }] of steps.entries()) {
		const { answer, items } = await shop.tell(topic, bodies[index]);
		expect(answer.status).toBe(200);
		expect([index, orderCodes(items)]).toEqual([index, codes]);
		last = items[0] ?? last;
		expect(entityIn(last!, 'Order')).toMatchObject(is);
		if (codes.length > 0) expectSums(last!);
		if (codes.includes('order_refunded')) expectRefundMail(last!, refunded);
		const { presentment, refundedTotal } = entityIn(last!, 'Order');
		refunded = (presentment?.refundedTotal ?? refundedTotal) || 0;
	}
}

/** Tells each story by messages, by sparse messages, and by the import. */
export function describeStories(about: string, stories: Stories): void {
	let database: OpenDatabase;
	beforeEach(async () => {
		database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
	});
	afterEach(async () => await database.close());

	const names = Object.keys(stories);

	describe(`${about}: every message fires what happened, and its sums are true`, () => {
		it.each(names)('%s', async (name) => {
			const steps = stories[name]!;
			await expectSteps(await caseShop(database, 'shopify'), steps.map(bodyOf), steps);
		});
	});

	describe(`${about}: the same where amounts are told in one currency alone`, () => {
		const inOne = ({ order: { paidIn } }: Step) => paidIn === undefined;
		it.each(names.filter((name) => stories[name]!.every(inOne)))('%s', async (name) => {
			const steps = stories[name]!;
			const bodies = steps.map((step, index) => sparse(bodyOf(step, index)));
			await expectSteps(await caseShop(database, 'shopify'), bodies, steps);
		});
	});

	describe(`${about}: the import tells the same, and nothing a second time`, () => {
		it.each(names)('%s', async (name) => {
			const shop = await caseShop(database, 'shopify');
			for (const [index, step] of stories[name]!.entries()) {
				const body = bodyOf(step, index);
				await shop.tell(step.topic ?? 'orders/updated', body);
				const found = await importOrder(database, shop.integration, body);
				expect(found.map(({ event, previous }) => [index, event.codes, previous])).toEqual([]);
				const alone = await importOrder(database, shop.integration, { ...body, id: 5002 });
				expect([index, orderCodes(alone)]).toEqual([index, step.codes]);
			}
		});
	});
}
