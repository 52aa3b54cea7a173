import type { EntityType } from '../../../engine/events/entityType.ts';
import type { Observation } from '../../../engine/events/observation.ts';
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

describe.each([
	['Order', 'placeOrder'],
	['Product', 'addProduct'],
	['Customer', 'addCustomer'],
] as const)('the list of %ss', (entityType, add) => {
	it('has all of three pages, each once', async () => {
		const data = await start();
		const made = Array.from({ length: 230 }, () => {
			data.tick();
			return String(data[add](SMALL).id);
		});
		const listed = await world.listAll(entityType);
		expect([...new Set(idsOf(listed))].sort()).toEqual(made.sort());
		expect(listed.length).toBeLessThanOrEqual(made.length + 3);
	});

	it('begins with the second that it is asked for, and leaves out the one before', async () => {
		const data = await start({ utcOffsetHours: -7 });
		const [before, at, after] = [1, 2, 3].map(() => {
			data.tick();
			return String(data[add]().id);
		});
		const since = secondsAgo(1).replace('.000Z', '.900Z');
		expect(idsOf(await world.listAll(entityType, since))).toEqual([at, after]);
		expect(idsOf(await world.listAll(entityType))).toEqual([before, at, after]);
	});

	it('is empty when nothing has changed', async () => {
		const data = await start();
		data[add]();
		data.tick(60);
		expect(await world.listAll(entityType, secondsAgo(5))).toEqual([]);
	});

	it('is complete where a proxy takes the totals away', async () => {
		const data = await start({ tellsTotals: false });
		const made = Array.from({ length: 205 }, () => String(data[add](SMALL).id));
		expect([...new Set(idsOf(await world.listAll(entityType)))].sort()).toEqual(made.sort());
	});
});

describe('a first page', () => {
	it.each([
		[true, 3],
		[false, null],
	])(
		'tells how many orders there are in all, where the shop does (%s)',
		async (tellsTotals, total) => {
			const data = await start({ tellsTotals });
			for (let order = 0; order < 3; order += 1) data.placeOrder();
			const position = { since: null, page: null };
			const page = await world.provider.listChanges(world.connection, 'Order', position);
			expect(page.total).toBe(total);
		},
	);
});

describe('what lies in the trash', () => {
	it.each([
		['Order', 'placeOrder', 'order_deleted'],
		['Product', 'addProduct', 'product_deleted'],
	] as const)('is told as deleted, of what is known: %s', async (entityType, add, code) => {
		const data = await start();
		const gone = data[add]();
		data.tick(60);
		data.trash(gone);
		data.tick(5);
		expect(await world.listAll(entityType, secondsAgo(10))).toEqual([
			{
				entityType,
				id: String(gone.id),
				kind: 'delete',
				entity: { id: String(gone.id) },
				changedAt: '2026-11-23T20:32:00.000Z',
				clock: 'record',
				topicCodes: [code],
				onlyIfKnown: true,
			},
		]);
		expect(await world.listAll(entityType, secondsAgo(4))).toEqual([]);
	});

	it('is not asked for behind the back of changes that came meanwhile', async () => {
		const data = await start();
		const [order, gone] = [data.placeOrder(), data.placeOrder()];
		world.shop.beforeAnswer = ({ query }) => {
			if (query.get('status') !== 'trash') return;
			data.tick();
			data.change(order, { transaction_id: 'late' });
			data.tick();
			data.trash(gone);
			world.shop.beforeAnswer = () => {};
		};
		const first = await world.listAll('Order');
		expect(first.map(({ kind }) => kind)).toEqual(['upsert', 'upsert']);
		const second = await world.listAll('Order', newestOf(first));
		expect(second.map(({ id, kind }) => [id, kind])).toEqual([
			[String(order.id), 'upsert'],
			[String(gone.id), 'delete'],
		]);
	});

	it('is left out for products where an older shop does not list it', async () => {
		const data = await start({ listsTrashedProducts: false });
		data.addProduct();
		expect(await world.listAll('Product')).toHaveLength(1);
	});

	it('does not hold drafts of the checkout', async () => {
		const data = await start();
		data.placeOrder({ status: 'checkout-draft' });
		expect(await world.listAll('Order')).toEqual([]);
	});
});

describe('the list of customers', () => {
	it('has those of every role, and asks for them in the order of their ids', async () => {
		const data = await start();
		data.addCustomer({ role: 'customer' });
		data.addCustomer({ role: 'shop_manager' });
		expect(await world.listAll('Customer')).toHaveLength(2);
		expect(world.shop.calls[0]!.query).toMatchObject({ role: 'all', orderby: 'id', order: 'asc' });
	});

	it('takes an account that nobody has edited for as old as it is', async () => {
		const data = await start();
		data.addCustomer({ date_modified_gmt: null });
		data.tick(60);
		const late = data.addCustomer({ date_modified_gmt: null });
		expect(idsOf(await world.listAll('Customer', secondsAgo(5)))).toEqual([String(late.id)]);
	});

	it('loses nobody when others are deleted while pages are read', async () => {
		const data = await start();
		const made = Array.from({ length: 330 }, () => data.addCustomer(SMALL));
		let asked = 0;
		world.shop.beforeAnswer = () => {
			asked += 1;
			if (asked === 2) made.slice(0, 40).forEach((one) => data.remove(one));
			if (asked === 4) made.slice(60, 130).forEach((one) => data.remove(one));
		};
		const listed = idsOf(await world.listAll('Customer'));
		expect(data.customers.filter(({ id }) => !listed.includes(String(id)))).toEqual([]);
		expect(new Set(listed).size).toBe(listed.length);
	});

	it('leaves what changes meanwhile to the next one, and loses nothing of it', async () => {
		const data = await start();
		const made = Array.from({ length: 210 }, () => data.addCustomer(SMALL));
		data.tick(60);
		let asked = 0;
		world.shop.beforeAnswer = () => {
			asked += 1;
			data.tick(10);
			if (asked === 2) data.change(made[5]!, { first_name: 'Early' });
			if (asked === 3) data.change(made[205]!, { first_name: 'Late' });
		};
		const first = await world.listAll('Customer');
		const second = await world.listAll('Customer', newestOf(first));
		const names = new Map([...first, ...second].map((one) => [one.id, entityOf(one).firstName]));
		expect(names.get(String(made[5]!.id))).toBe('Early');
		expect(names.get(String(made[205]!.id))).toBe('Late');
		expect(names.size).toBe(210);
	});
});

describe('variations', () => {
	const variation = { type: 'variation', parent_id: 101, name: 'Mug - Red' };

	it('that have changed come as products that name their parent', async () => {
		const data = await start();
		data.addProduct({ type: 'variable' });
		data.addProduct(variation);
		data.tick(60);
		data.change(data.products[1]!, { stock_status: 'outofstock' });
		data.tick();
		const [listed, ...others] = await world.listAll('Product', secondsAgo(10));
		expect(others).toEqual([]);
		expect(entityOf(listed)).toMatchObject({
			parentId: '101',
			name: 'Mug - Red',
			stockStatus: 'out_of_stock',
		});
		expect(await world.provider.readEntity(world.connection, 'Product', '102')).toEqual([listed]);
	});

	it('are all there when there are many, each read once', async () => {
		const data = await start();
		const made = Array.from({ length: 45 }, () => {
			data.tick();
			return String(data.addProduct({ ...variation, ...SMALL }).id);
		});
		const listed = idsOf(await world.listAll('Product', secondsAgo(60)));
		expect([...new Set(listed)].sort()).toEqual(made.sort());
	});

	it('are a call each, so a first listing leaves them out', async () => {
		const data = await start();
		data.addProduct(variation);
		expect(await world.listAll('Product')).toEqual([]);
		expect(world.shop.calls.map(({ path }) => path)).not.toContain('/wc/v3/variations');
	});

	it('are left out where a shop before 10.3 has no list of them', async () => {
		const data = await start({ hasVariationList: false });
		data.addProduct(variation);
		const product = data.addProduct();
		expect(idsOf(await world.listAll('Product', secondsAgo(60)))).toEqual([String(product.id)]);
	});
});

it('shipments are listed with their orders only, and the reason is told before any call', async () => {
	await start();
	const type: EntityType = 'Shipment';
	const { provider, connection } = world;
	expect(provider.abilities.lists[type]).toMatch(/importing orders brings the shipments along\.$/);
	await expect(
		provider.listChanges(connection, type, { since: null, page: null }),
	).rejects.toMatchObject({ kind: 'rejected', message: provider.abilities.lists[type] });
	expect(world.shop.calls).toEqual([]);
});
