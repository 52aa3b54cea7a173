import fc from 'fast-check';
import type { Observation } from '../../../engine/events/observation.ts';
import type { Stored } from '../../support/simulatedWooCommerce/collection.ts';
import type { SimulatedShopOptions } from '../../support/simulatedWooCommerce/startSimulatedShop.ts';
import { startWooWorld, type WooWorld } from '../../support/simulatedWooCommerce/wooWorld.ts';

let world: WooWorld;
const start = async (options: SimulatedShopOptions = {}) => {
	world = await startWooWorld(options);
	return world.shop.data;
};
afterEach(async () => await world.shop.close());

const idsOf = (observations: readonly Observation[]) => observations.map(({ id }) => id);
const entityOf = (observation: Observation | undefined) =>
	observation?.entity as Record<string, unknown>;
const newestOf = (observations: readonly Observation[]) =>
	observations
		.map(({ changedAt }) => changedAt ?? '')
		.sort()
		.at(-1)!;
const secondsAgo = (seconds: number) =>
	new Date(world.shop.data.now.getTime() - seconds * 1_000).toISOString();

/** Small enough for thousands of them. */
const SMALL = { line_items: [], meta_data: [], billing: {}, shipping: {}, _links: undefined };

describe('a listing', () => {
	it('asks for full pages by time of change, and for a second page only to see that there is none', async () => {
		const data = await start();
		for (let i = 0; i < 150; i += 1) {
			data.tick();
			data.placeOrder(SMALL);
		}
		await world.listAll('Order', '2026-11-23T20:31:01.000Z');
		const [first, second, proof, trash] = world.shop.calls.map(({ query }) => query);
		expect(first).toEqual({
			orderby: 'modified',
			order: 'asc',
			per_page: '100',
			page: '1',
			modified_after: '2026-11-23T20:31:00',
			dates_are_gmt: 'true',
		});
		expect(second).toMatchObject({ page: '1', modified_after: '2026-11-23T20:32:39' });
		expect(proof).toEqual({ ...second, page: '2' });
		expect(trash).toMatchObject({ page: '1', status: 'trash' });
		expect(world.shop.calls).toHaveLength(4);
	});

	it.each(['id', 'random'] as const)(
		'has all of one second that holds more than a page, in whatever order (%s)',
		async (tieBreak) => {
			const data = await start({ tieBreak });
			const made = [data.placeOrder(SMALL)];
			data.tick();
			for (let i = 0; i < 320; i += 1) made.push(data.placeOrder(SMALL));
			data.tick();
			made.push(data.placeOrder(SMALL));
			const ids = made.map(({ id }) => String(id));
			expect([...new Set(idsOf(await world.listAll('Order')))].sort()).toEqual(ids.sort());
		},
	);

	it('loses none of such a second when some of it are changed meanwhile', async () => {
		const data = await start();
		const made = Array.from({ length: 250 }, () => data.placeOrder(SMALL));
		let asked = 0;
		world.shop.beforeAnswer = () => {
			asked += 1;
			data.tick();
			if (asked < 6) made.slice(asked * 20, asked * 20 + 15).forEach((one) => data.change(one, {}));
		};
		const listed = new Set(idsOf(await world.listAll('Order')));
		expect(made.filter(({ id }) => !listed.has(String(id)))).toEqual([]);
	});

	it('brings every last state, whatever changes while it runs (with the next one)', async () => {
		await start();
		const change = fc.record({
			which: fc.nat(239),
			what: fc.constantFrom('change', 'trash', 'restore', 'add'),
			seconds: fc.constantFrom(0, 0, 0, 1, 2),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(change, { maxLength: 40 }), { minLength: 3, maxLength: 6 }),
				fc.array(fc.constantFrom(0, 0, 0, 0, 1), { minLength: 240, maxLength: 240 }),
				async (meanwhile, gaps) => {
					const { data } = world.shop;
					data.orders.splice(0);
					for (const gap of gaps) {
						data.tick(gap);
						data.placeOrder({ ...SMALL, transaction_id: '0' });
					}
					data.tick();
					let steps = 0;
					const scripts = [...meanwhile];
					world.shop.beforeAnswer = () => {
						for (const { which, what, seconds } of scripts.shift() ?? []) {
							data.tick(seconds);
							const order = data.orders[which]!;
							const status = { change: order.status, trash: 'trash', restore: 'processing' };
							if (what === 'add') data.placeOrder({ ...SMALL, transaction_id: '0' });
							else data.change(order, { status: status[what], transaction_id: `${(steps += 1)}` });
						}
						data.tick();
					};
					const first = await world.listAll('Order');
					world.shop.beforeAnswer = () => {};
					const second = await world.listAll('Order', newestOf(first));
					const last = new Map([...first, ...second].map((one) => [one.id, one]));
					const wrong = data.orders.filter((order) => !isTold(order, last.get(String(order.id))));
					expect(wrong.map(({ id, status }) => [id, status])).toEqual([]);
				},
			),
			{ numRuns: 15 },
		);
	}, 120_000);

	it('says that WooCommerce is too old where it is', async () => {
		const data = await start({ knowsModifiedAfter: false });
		for (let i = 0; i < 120; i += 1) data.placeOrder(SMALL);
		data.tick(3_600);
		for (let i = 0; i < 120; i += 1) data.placeOrder(SMALL);
		await expect(world.listAll('Order', secondsAgo(0))).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringMatching(/^http:\S+ cannot list .* Update WooCommerce in the shop\.$/),
		});
	});

	it.each([true, false])(
		'is read to its end where pages are shorter than asked for and lie about their totals (told: %p)',
		async (tellsTotals) => {
			const data = await start({ cutsPagesTo: 20, tellsTotals });
			const orders = Array.from({ length: 130 }, (_, index) => {
				if (index % 3 === 0) data.tick();
				return data.placeOrder(SMALL);
			});
			const products = Array.from({ length: 50 }, () => data.addProduct(SMALL));
			const customers = Array.from({ length: 90 }, () => data.addCustomer({}));
			for (const [entityType, made] of [
				['Order', orders],
				['Product', products],
				['Customer', customers],
			] as const) {
				const listed = new Set(idsOf(await world.listAll(entityType)));
				expect(made.filter(({ id }) => !listed.has(String(id)))).toEqual([]);
			}
		},
	);

	it('refuses the odd entity and takes the rest of the page', async () => {
		const data = await start();
		const odd = data.placeOrder(SMALL);
		const good = data.placeOrder(SMALL);
		Object.assign(odd, { id: 'x'.repeat(300) });
		const { provider, connection } = world;
		const page = await provider.listChanges(connection, 'Order', { since: null, page: null });
		expect(idsOf(page.observations)).toEqual([String(good.id)]);
		expect(page.refused?.map(({ id }) => id)).toEqual(['x'.repeat(100)]);
	});

	it('goes on after a restart from the place alone, and refuses a place that is none', async () => {
		const data = await start();
		for (let i = 0; i < 120; i += 1) {
			data.tick();
			data.placeOrder(SMALL);
		}
		const { provider, connection } = world;
		const begun = await provider.listChanges(connection, 'Order', { since: null, page: null });
		const stored = JSON.parse(JSON.stringify(begun.nextPage)) as string;
		const rest = await provider.listChanges(connection, 'Order', { since: null, page: stored });
		expect(rest.observations).toHaveLength(21);
		await expect(
			provider.listChanges(connection, 'Order', { since: null, page: '7' }),
		).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining('Begin the') });
	});

	it('survives entities without a time of change, which imports into WordPress leave', async () => {
		const data = await start();
		const made = Array.from({ length: 130 }, () =>
			data.addProduct({ ...SMALL, date_modified_gmt: null }),
		);
		made.push(data.addProduct(SMALL));
		const ids = made.map(({ id }) => String(id));
		expect([...new Set(idsOf(await world.listAll('Product')))].sort()).toEqual(ids.sort());
	});
});

/** Whether the newest that was told of an order is what it is. */
function isTold(order: Stored, told: Observation | undefined): boolean {
	if (order.status === 'trash') return told === undefined || told.kind === 'delete';
	return (
		told?.kind === 'upsert' &&
		entityOf(told).transactionId === order.transaction_id &&
		entityOf(told).nativeStatus === order.status
	);
}
