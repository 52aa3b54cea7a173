import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entities } from '../../../core/events/entities.ts';
import { orderSums } from '../../../core/money/orderSums.ts';
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

const RECORDED = ['orders-create', 'orders-cancelled', 'orders-fulfilled', 'orders-updated-refund'];

const ORDERS: ReadonlyArray<readonly [name: string, order: Order]> = [
	...RECORDED.map((name) => [name, payloadOf(`shopify/${name}`)] as const),
	...ofCases,
];

let world: ShopifyShop;
beforeEach(async () => {
	world = await startShopifyShop();
});
afterEach(async () => await world.shop.close());

const MONEY = [
	'currency',
	'total',
	'taxesIncluded',
	'totalTax',
	'subtotal',
	'shippingTotal',
	'discountTotal',
	'fees',
	'refundedTotal',
	'paidTotal',
	'outstandingTotal',
	'roundingDifference',
	'status',
	'paymentStatus',
	'fulfillmentStatus',
] as const;

describe('for every recorded and public fixture of Shopify', () => {
	it.each(ORDERS)(
		'webhook and import give the same canonical entity, and its money adds up: %s',
		async (_name, payload) => {
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
			const one = told!.entity as Entities['Order'];
			const other = read[0]!.entity as Entities['Order'];
			for (const field of MONEY) expect([field, other[field]]).toEqual([field, one[field]]);
			const amounts = ({ refunds }: Entities['Order']) =>
				refunds!.map(({ id, amount, currency, reason, createdAt }) => ({
					id,
					amount,
					currency,
					reason,
					createdAt,
				}));
			expect(amounts(other)).toEqual(amounts(one));
			const names = ({ lineItems }: Entities['Order']) =>
				lineItems!.map(({ name, quantity, currentQuantity, removedQuantity, price, total }) => [
					name,
					quantity,
					currentQuantity,
					removedQuantity,
					price,
					total,
				]);
			expect(names(other)).toEqual(names(one));
			expect(one.roundingDifference).toBe(
				orderSums({ ...one, lineItems: one.lineItems }).roundingDifference,
			);
			expect(Math.max(...shop.api.costs)).toBeLessThanOrEqual(1_000);
		},
	);
});
