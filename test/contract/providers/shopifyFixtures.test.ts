import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommerceItem } from '../../../engine/deliveries/composeItem.ts';
import { orderSchema, type Entities } from '../../../engine/events/entities.ts';
import { orderSums } from '../../../engine/money/orderSums.ts';
import { amountsIn, mailOf } from '../../support/shopCase.ts';
import { startShopifyShop, type ShopifyShop } from '../../support/shopifyShop.ts';
import { payloadOf } from '../../support/storePosts.ts';

type Order = Readonly<Record<string, unknown>>;

const CASES = join(__dirname, '../../fixtures/cases');

/** The Admin API always tells both: what a message leaves out cannot be put into the shop. */
const tellsBothCurrencies = (order: Order) =>
	order.currency === order.presentment_currency || Boolean(order.total_price_set);

const ofCases = readdirSync(CASES)
	.filter((file) => file.includes('-shopify-'))
	.flatMap((file) => {
		const { input } = JSON.parse(readFileSync(join(CASES, file), 'utf8')) as {
			input: { messages?: ReadonlyArray<{ topic: string; body: Order }> };
		};
		return (input.messages ?? [])
			.filter(({ topic, body }) => topic.startsWith('orders/') && tellsBothCurrencies(body))
			.map(({ body }, index) => [`${file}, message ${index + 1}`, body] as const);
	});

const RECORDED = readdirSync(join(__dirname, '../../fixtures/shopify'))
	.filter((file) => file.startsWith('orders-'))
	.map((file) => [file, payloadOf(`shopify/${file.replace('.json', '')}`)] as const)
	.filter(([, { line_items: lines }]) => Array.isArray(lines));

const ORDERS: ReadonlyArray<readonly [name: string, order: Order]> = [...RECORDED, ...ofCases];

let world: ShopifyShop;
beforeEach(async () => {
	world = await startShopifyShop();
});
afterEach(async () => await world.shop.close());

/** What the message leaves out, the Admin API tells all the same. */
const TOLD_BY_IMPORT_ALONE = ['attributes', 'url'];

const whole = (entity: object) => orderSchema.parse(entity);
const others = (order: object) =>
	Object.fromEntries(
		Object.entries(order).filter(([field]) => !TOLD_BY_IMPORT_ALONE.includes(field)),
	);

/** Whether all that one of them knows is the same in the other: messages of reports leave fields out. */
function expectAgreement(one: unknown, other: unknown, place = 'order'): void {
	if (one === null || one === undefined) return;
	if (typeof one !== 'object') {
		expect([place, other]).toEqual([place, one]);
		return;
	}
	if (Array.isArray(one)) expect([place, (other as unknown[]).length]).toEqual([place, one.length]);
	for (const [field, value] of Object.entries(one)) {
		expectAgreement(value, (other as Record<string, unknown>)[field], `${place}.${field}`);
	}
}

/** The rows of the mail that an order makes, and the total in it. */
function mailRows(order: Entities['Order']) {
	const event = { id: 'e', code: 'order_created', codes: ['order_created'], receivedAt: AT };
	const item = { event, order, customer: { email: 'mara@example.com' }, previous: null };
	const { text } = mailOf(item as unknown as CommerceItem, 'order_confirmation');
	const rows = amountsIn(text);
	return {
		total: Object.fromEntries(rows).Total,
		sum: rows
			.filter(([label]) => !/^(Total|Subtotal|Including tax)$/.test(label))
			.reduce((all, [, amount]) => all + amount, 0),
	};
}

const AT = '2026-11-23T20:31:07.000Z';

describe("for every recorded and public fixture of Shopify, webhook and import give the same canonical entity, the money invariant holds, and the rendered mail's rows sum to its total", () => {
	it.each(ORDERS)('%s', async (_name, payload) => {
		const { shop, provider, connection } = world;
		shop.state.recorded.push(payload);
		const [told] = provider.normalise({
			kind: 'message',
			topic: 'orders/updated',
			receiptKey: 'x',
			occurredAt: null,
			payload,
		});
		const read = await provider.readEntity(connection, 'Order', String(payload.id));
		const one = whole(told!.entity);
		const other = whole(read[0]!.entity);
		if (RECORDED.some(([, recorded]) => recorded === payload)) {
			expect(others(other)).toEqual(others(one));
		}
		expectAgreement(others(told!.entity), others(other));
		expect(Math.max(...shop.api.costs)).toBeLessThanOrEqual(1_000);
		for (const order of [one, other]) {
			expect([order.roundingDifference, order.presentment?.roundingDifference ?? 0]).toEqual([
				0, 0,
			]);
			expect(orderSums(order).roundingDifference).toBe(0);
			const { sum, total } = mailRows(order);
			// Of a message that tells no lines in the currency of the customer, the total stands alone.
			expect(total).toBe((order.presentment ?? order).total);
			if (order.presentment?.subtotal === null) continue;
			expect(sum).toBeCloseTo(total!, 3);
		}
	});
});
