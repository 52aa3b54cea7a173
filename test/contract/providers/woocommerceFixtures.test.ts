import type { Entities } from '../../../engine/events/entities.ts';
import { ENTITY_SCHEMAS } from '../../../engine/events/entities.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { orderSums } from '../../../engine/money/orderSums.ts';
import { readingOf } from '../../../engine/providers/storeReading.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { openState } from '../../../engine/state/openState.ts';
import { mailRows } from '../../support/mailRows.ts';
import { httpsInFront } from '../../support/providerWorlds.ts';
import { caseShop, mailOf } from '../../support/shopCase.ts';
import type { Stored } from '../../support/simulatedWooCommerce/collection.ts';
import { startWooWorld, type WooWorld } from '../../support/simulatedWooCommerce/wooWorld.ts';
import { wooCommercePayloads, type Payload } from '../../support/wooCommercePayloads.ts';

const PAYLOADS = wooCommercePayloads();
const LISTS = { Order: 'orders', Customer: 'customers', Product: 'products' } as const;

let world: WooWorld;
let database: OpenDatabase;
beforeEach(async () => {
	world = await startWooWorld();
	database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
});
afterEach(async () => {
	await world.shop.close();
	await database.close();
});

/** The shop by https, as customers and its API are reached. */
const connection = () => ({
	credentials: {
		...world.connection.credentials,
		storeUrl: world.shop.url.replace('http:', 'https:'),
	},
	http: httpsInFront,
});

/** WordPress names its pages by what it is asked by, which for its queue is http. */
const bySchemeOf = (payload: Payload, scheme: 'http' | 'https'): Payload =>
	typeof payload.payment_url === 'string'
		? { ...payload, payment_url: payload.payment_url.replace(/^https?:/, `${scheme}:`) }
		: payload;

function toldByWebhook(topic: string, payload: Payload): Observation[] {
	return world.provider.normalise(
		{ kind: 'message', topic, receiptKey: 'x', occurredAt: null, payload },
		readingOf(connection().credentials),
	);
}

/** All that is compared with what is known, and makes events. */
const known = (observations: readonly Observation[]) =>
	observations.map(({ entityType, id, kind, entity, changedAt, clock, ...rest }) => {
		const { topicCodes: _topic, ...other } = rest;
		return { entityType, id, kind, entity, changedAt, clock, ...other };
	});

describe("for every recorded and public fixture of WooCommerce, webhook and import give the same canonical entity, the money invariant holds, and the rendered mail's rows sum to its total", () => {
	it('of orders, customers and products', () => {
		const files = new Set(PAYLOADS.map(({ name }) => name.replace(/ .*/, '')));
		expect(files.size).toBeGreaterThan(25);
		expect(new Set(PAYLOADS.map(({ entityType }) => entityType)).size).toBe(3);
	});

	it.each(PAYLOADS)('$name', async ({ entityType, payload }) => {
		const topic = `${entityType.toLowerCase()}.updated`;
		const byQueue = bySchemeOf(payload, 'http');
		const told = toldByWebhook(topic, byQueue);
		const { shop, provider } = world;
		shop.data[LISTS[entityType]].push(bySchemeOf(payload, 'https') as Stored);

		const read = await provider.readEntity(connection(), entityType, String(payload.id));
		expect(known(read)).toEqual(known(told));
		const listed = await provider.listChanges(connection(), entityType, {
			since: null,
			page: null,
		});
		expect(listed.refused ?? []).toEqual([]);
		if (payload.parent_id === undefined || entityType !== 'Product' || payload.parent_id === 0) {
			expect(known(listed.observations)).toEqual(known(told));
		}
		const [first] = told;
		if (first?.entityType !== 'Order') return;

		const order = ENTITY_SCHEMAS.Order.parse(first.entity) as Entities['Order'];
		const sums = orderSums(order);
		expect(order.subtotal).toBe(sums.subtotal);
		expect(order.roundingDifference).toBe(sums.roundingDifference);
		expect(Math.abs(order.roundingDifference ?? 0)).toBeLessThanOrEqual(0.01);

		const { items } = await (await caseShop(database, 'woocommerce')).tell(topic, byQueue);
		const placed = items.find(({ event }) => event.entityType === 'Order')!;
		const { text } = mailOf(
			{ ...placed, customer: { email: 'anna@example.com' } } as typeof placed,
			'order_confirmation',
		);
		const rows = mailRows(text);
		expect(rows.total).toBe(Number(payload.total));
		expect(rows.hasParts).toBe(true);
		expect(rows.sum).toBe(rows.total);
		if (rows.subtotal !== undefined) expect(rows.lines).toBe(rows.subtotal);
	});
});
