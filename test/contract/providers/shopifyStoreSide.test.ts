import fc from 'fast-check';
import type { EntityType } from '../../../engine/events/entityType.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { ObservedStates } from '../../support/observedStates.ts';
import { startShopifyShop, type ShopifyShop } from '../../support/shopifyShop.ts';
import {
	newCustomer,
	newLine,
	newOrder,
	newProduct,
	newVariant,
} from '../../support/simulatedShopifyStore/newRecords.ts';
import { variedShop } from '../../support/simulatedShopifyStore/variedShop.ts';
import type { Happening } from '../../support/simulatedShopifyStore/shopState.ts';

let world: ShopifyShop;
const start = async (...options: Parameters<typeof startShopifyShop>) =>
	(world = await startShopifyShop(...options));
afterEach(async () => await world.shop.close());

/** Every page, each position through its text and back, as after a restart. */
async function listAll(entityType: EntityType, since: string | null = null) {
	const { provider, connection } = world;
	const pages: Array<readonly Observation[]> = [];
	let page: string | null = null;
	do {
		const listed: Awaited<ReturnType<typeof provider.listChanges>> = await provider.listChanges(
			connection,
			entityType,
			{ since, page },
		);
		pages.push(listed.observations);
		page = listed.nextPage;
	} while (page !== null);
	return pages;
}

function fromWebhooks(happenings: readonly Happening[]): Observation[] {
	return happenings.flatMap(({ topic, payload }) =>
		world.provider.normalise({
			kind: 'message',
			topic,
			receiptKey: 'x',
			occurredAt: null,
			payload: JSON.parse(JSON.stringify(payload)) as unknown,
		}),
	);
}

describe('a listing of a Shopify shop', () => {
	it.each(['Order', 'Customer', 'Product'] as const)(
		'of %ss tells in 3 pages or more nothing else than the webhooks have told',
		async (entityType) => {
			const { shop, now } = await start();
			variedShop(world);
			const known = new ObservedStates();
			known.take(fromWebhooks(shop.happenings), now());
			const before = structuredClone(known.of(entityType));
			expect(before.length).toBeGreaterThan(20);

			const pages = await listAll(entityType);
			expect(pages.length).toBeGreaterThanOrEqual(3);
			const changes = known.take(pages.flat(), now());
			// Messages have had no tags of a customer since version 2025-01.
			const untold = entityType === 'Customer' ? ['tags'] : [];
			const differences = changes.flatMap(({ previous }) =>
				Object.keys(previous ?? { isNew: true }),
			);
			expect([...new Set(differences)]).toEqual(untold);
		},
	);

	it.each(['Order', 'Customer', 'Product'] as const)(
		'of %ss makes the webhooks that come after it no news',
		async (entityType) => {
			const { shop, now } = await start();
			variedShop(world);
			const known = new ObservedStates();
			known.take((await listAll(entityType)).flat(), now());

			// Only the newest message of each thing: older ones are told by their time.
			const newest = new Map<string, Observation>();
			for (const each of fromWebhooks(shop.happenings)) {
				if (each.clock === 'record') newest.set(`${each.entityType}/${each.id}`, each);
			}
			const ofType = [...newest.values()].filter(
				(each) =>
					each.entityType === entityType ||
					(entityType === 'Order' && each.entityType === 'Shipment'),
			);
			expect(ofType.length).toBeGreaterThan(20);
			const changes = known.take(ofType, now());
			// The page on which a customer sees the order has a key that may be another one in a listing.
			const untold = entityType === 'Order' ? ['url'] : [];
			const differences = changes.flatMap(({ previous }) =>
				Object.keys(previous ?? { isNew: true }),
			);
			expect([...new Set(differences)]).toEqual(untold);
		},
	);

	it('brings shipments with their orders, and alone when they are asked for', async () => {
		const { now } = await start();
		variedShop(world);
		const withOrders = (await listAll('Order')).flat();
		const alone = (await listAll('Shipment')).flat();
		expect(alone.length).toBeGreaterThan(5);
		expect(alone).toEqual(withOrders.filter(({ entityType }) => entityType === 'Shipment'));
		expect(new ObservedStates().take(alone, now())).toHaveLength(alone.length);
	});

	it('is the oldest change first, and from a moment on, that moment included', async () => {
		const { shop, pass, now } = await start();
		for (let id = 1; id <= 25; id += 1) {
			shop.state.addCustomer(newCustomer(id, now()));
			pass(60_000);
		}
		const all = (await listAll('Customer')).flat();
		const times = all.map(({ changedAt }) => changedAt!);
		expect(times).toEqual([...times].sort());
		const later = (await listAll('Customer', times[20]!)).flat();
		expect(later.map(({ id }) => id)).toEqual(['21', '22', '23', '24', '25']);
		const within = (await listAll('Customer', times[20]!.replace('.000Z', '.900Z'))).flat();
		expect(within).toHaveLength(5);
	});

	it('never asks for more points than one call may cost', async () => {
		const { shop } = await start();
		variedShop(world);
		for (const type of ['Order', 'Customer', 'Product'] as const) await listAll(type);
		expect(shop.api.costs.length).toBeGreaterThan(10);
		expect(Math.max(...shop.api.costs)).toBeLessThanOrEqual(1_000);
		expect(Math.max(...shop.api.costs)).toBeGreaterThan(500);
	});

	it('asks for less at once where the shop finds a page too much', async () => {
		const { shop } = await start();
		variedShop(world);
		const all = (await listAll('Order')).flat();
		shop.settings.mostForACall = 850;
		shop.api.costs.length = 0;
		expect((await listAll('Order')).flat()).toEqual(all);
		expect(shop.api.costs.filter((cost) => cost > 850)).toHaveLength(1);
		shop.settings.mostForACall = 5;
		await expect(listAll('Customer')).rejects.toMatchObject({
			kind: 'too_large',
			message: expect.stringContaining('exceeds the single query max cost limit (5)'),
		});
	});

	it('goes on from the time that it had come to when Shopify has forgotten its cursor', async () => {
		const { shop, provider, connection, pass, now } = await start();
		for (let id = 1; id <= 15; id += 1) {
			shop.state.addOrder(newOrder(id, now()));
			pass(60_000);
		}
		const first = await provider.listChanges(connection, 'Order', { since: null, page: null });
		const page = JSON.stringify({ ...JSON.parse(first.nextPage!), cursor: 'forgotten' });
		const next = await provider.listChanges(connection, 'Order', { since: null, page });
		const ids = next.observations.map(({ id }) => Number(id));
		expect(ids).toEqual([6, 7, 8, 9, 10, 11]);
	});

	it('begins a new list before Shopify ends the old one at 25,000', async () => {
		const { shop, provider, connection, pass, now } = await start();
		for (let id = 1; id <= 15; id += 1) {
			shop.state.addOrder(newOrder(id, now()));
			pass(60_000);
		}
		const first = await provider.listChanges(connection, 'Order', { since: null, page: null });
		const place = JSON.parse(first.nextPage!) as { given: number };
		expect(place.given).toBe(6);
		const page = JSON.stringify({ ...place, cursor: null, given: 23_995 });
		const long = await provider.listChanges(connection, 'Order', { since: null, page });
		expect(JSON.parse(long.nextPage!)).toMatchObject({ cursor: null, given: 0 });
		const next = await provider.listChanges(connection, 'Order', {
			since: null,
			page: long.nextPage,
		});
		expect(next.observations.map(({ id }) => Number(id))).toEqual([6, 7, 8, 9, 10, 11]);
	});

	it('loses nothing that changes while its pages are read', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(4), fc.nat(17)), { maxLength: 20 }),
				async (changes) => {
					const { shop, pass, now } = await start();
					try {
						for (let id = 1; id <= 18; id += 1) {
							shop.state.addOrder(newOrder(id, now()));
							if (id % 3 === 0) pass(1_000);
						}
						shop.meanwhile((call) => {
							for (const [at, index] of changes) {
								if (at !== call) continue;
								pass(500);
								shop.state.changeOrder(index + 1, (order) => (order.note = `call ${call}`));
							}
						});
						const seen = (await listAll('Order')).flat();
						shop.meanwhile(null);
						const newest = seen
							.map(({ changedAt }) => changedAt!)
							.sort()
							.at(-1)!;
						const since = new Date(Date.parse(newest) - 60_000).toISOString();
						const known = new ObservedStates();
						known.take([...seen, ...(await listAll('Order', since)).flat()], now());
						const notes = new Map(
							known.of('Order').map((order) => [order.id, 'note' in order && order.note]),
						);
						for (const { id, note } of shop.state.orders.values()) {
							expect(notes.get(String(id))).toBe(note);
						}
					} finally {
						await shop.close();
					}
				},
			),
			{ numRuns: 20 },
		);
	});
});

describe('reading one thing from a Shopify shop', () => {
	it('gives an order with its shipments, or the shipment alone', async () => {
		const { shop, provider, connection, now } = await start();
		variedShop(world);
		const order = [...shop.state.orders.values()].find((each) => each.fulfillments.length === 2)!;
		const read = await provider.readEntity(connection, 'Order', String(order.id));
		expect(read.map(({ entityType }) => entityType)).toEqual(['Order', 'Shipment', 'Shipment']);
		const known = new ObservedStates();
		known.take(fromWebhooks(shop.happenings), now());
		expect(known.take(read, now())).toEqual([]);

		const shipmentId = String(order.fulfillments[1]!.id);
		expect(await provider.readEntity(connection, 'Shipment', shipmentId)).toEqual([read[2]]);
	});

	it('understands the whole ids of GraphQL as well', async () => {
		const { shop, provider, connection, now } = await start();
		shop.state.addProduct(newProduct(7, now()));
		const read = async (id: string) => await provider.readEntity(connection, 'Product', id);
		expect(await read('gid://shopify/Product/7')).toEqual(await read('7'));
		expect(await read('7')).toHaveLength(1);
	});

	it.each([
		['Order', '404'],
		['Order', '#1001'],
		['Order', 'gid://shopify/Product/1'],
		['Shipment', '404'],
		['Shipment', 'x'],
		['Customer', '404'],
		['Product', '404'],
	] as const)('gives nothing for a %s "%s" that is not there', async (entityType, id) => {
		const { shop, provider, connection, now } = await start();
		shop.state.addOrder(newOrder(1, now()));
		expect(await provider.readEntity(connection, entityType, id)).toEqual([]);
	});

	it('gives every line of a long order, every shipment, and every variant up to 100', async () => {
		const { shop, provider, connection, now } = await start();
		const lines = Array.from({ length: 130 }, (_, index) => newLine(index + 1));
		const order = shop.state.addOrder(newOrder(1, now(), { lines }));
		for (let id = 1; id <= 30; id += 1) {
			order.fulfillments.push({
				id,
				name: `#1001.${id}`,
				status: 'SUCCESS',
				createdAt: now(),
				updatedAt: now(),
				tracking: null,
				lines: lines.map((line) => ({ lineId: line.id, quantity: 1 })),
				events: [],
			});
		}
		const variants = Array.from({ length: 150 }, (_, index) => newVariant(index + 1));
		shop.state.addProduct(newProduct(2, now(), { variants }));

		const [read, ...shipments] = await provider.readEntity(connection, 'Order', '1');
		expect(read!.entity).toMatchObject({ lineItems: { length: 130 } });
		expect(shipments).toHaveLength(30);
		for (const { entity } of shipments)
			expect(entity).toMatchObject({ lineItems: { length: 130 } });
		const [product] = await provider.readEntity(connection, 'Product', '2');
		expect(product!.entity).toMatchObject({ variants: { length: 100 }, stockStatus: 'unknown' });
		expect(Math.max(...shop.api.costs)).toBeLessThanOrEqual(1_000);
	});
});
