import { importStore } from '../../../engine/inbox/importStore.ts';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { keptOrderStatuses } from '../../../engine/inbox/orderStatuses.ts';
import { refusalOf } from '../../../engine/inbox/writeToStore.ts';
import { PROVIDERS } from '../../../engine/providers/providers.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import type { SimulatedShopOptions } from '../../support/simulatedWooCommerce/startSimulatedShop.ts';
import { startWooWorld, type WooWorld } from '../../support/simulatedWooCommerce/wooWorld.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../../support/testInbox.ts';

const WORDS = ['processing', 'completed', 'at-workshop', 'packed'];
const OWN: SimulatedShopOptions = {
	orderStatuses: WORDS,
	statusNames: { 'at-workshop': 'In der Werkstatt &amp; mehr', packed: 'Gepackt' },
};

let world: WooWorld;
const start = async () => {
	world = await startWooWorld(OWN);
	return world.shop.data;
};
afterEach(async () => await world.shop.close());

describe("the statuses of a WooCommerce shop's own", () => {
	const give = async (id: number, status: `own:${string}`) =>
		await world.provider.updateStatus(world.connection, {
			entityType: 'Order',
			id: String(id),
			status,
			note: null,
		});

	it('are listed from the shop with the names that they have there', async () => {
		await start();
		expect(await world.provider.listOrderStatuses!(world.connection)).toEqual([
			{ word: 'processing', name: 'processing' },
			{ word: 'completed', name: 'completed' },
			{ word: 'at-workshop', name: 'In der Werkstatt & mehr' },
			{ word: 'packed', name: 'Gepackt' },
		]);
	});

	it('can be given to an order, and doing it twice is the same as once', async () => {
		const order = (await start()).placeOrder({ status: 'processing' });
		const first = await give(order.id, 'own:at-workshop');
		expect(first).toMatchObject({ changed: true, remark: null });
		expect(first.observations[0]!.entity).toMatchObject({ nativeStatus: 'at-workshop' });
		expect(order.status).toBe('at-workshop');
		expect(await give(order.id, 'own:at-workshop')).toMatchObject({ changed: false });
	});

	it('that the shop does not have are refused with those that it has', async () => {
		const { id } = (await start()).placeOrder();
		await expect(give(id, 'own:gone')).rejects.toThrow(
			`${world.shop.url} has no order status "gone": status is not one of ${WORDS.join(', ')}.`,
		);
	});

	it('are refused before any call by kinds of store that have none', async () => {
		await start();
		const update = { entityType: 'Order', id: '1', status: 'own:packed', note: null } as const;
		const refusals = PROVIDERS.map((provider) => [provider.slug, refusalOf(provider, update)]);
		expect(Object.fromEntries(refusals)).toMatchObject({
			woocommerce: null,
			shopify: expect.stringContaining('has no order statuses'),
			generic: expect.stringContaining('is told the statuses of this package'),
		});
	});
});

eachDialect("the list of a shop's own statuses", (database) => {
	const connected = async () => {
		await start();
		const state = await database().open();
		const clock = testClock(Date.now());
		const integration = {
			...INTEGRATION,
			provider: 'woocommerce',
			storeUrl: world.shop.url,
			// Nobody listens there, which the shop finds out at once.
			webhookUrl: 'http://127.0.0.1:9/webhook/x/store',
		};
		await saveIntegration(state, integration, clock.now());
		const { space, guid } = integration;
		const runImport = async () =>
			await importStore(
				testInbox(state, clock),
				{
					integration: (await integrationOf(state, space, guid))!,
					provider: world.provider,
					connection: world.connection,
					webhookUrl: null,
				},
				['Product'],
				{ firesForExisting: false, onPage: () => {}, wait: async () => {} },
			);
		const kept = async (inSpace = space, guids: string[] = []) =>
			(await keptOrderStatuses(state, inSpace, guids)).map(({ word }) => word);
		return { space, guid, kept, runImport, clock };
	};

	it('is kept by the import for nodes that have no keys of the shop, and only in its space', async () => {
		const { space, guid, kept, runImport } = await connected();
		expect(await kept()).toEqual([]);
		await runImport();
		expect(await kept()).toEqual(WORDS);
		expect(await kept(space, [guid])).toEqual(WORDS);
		expect(await kept(space, ['another'])).toEqual([]);
		expect(await kept('another')).toEqual([]);
	});

	it('is asked for by imports once a day: the shop counts its orders for it', async () => {
		const { runImport, clock } = await connected();
		const asked = () =>
			world.shop.requests.filter(({ path }) => path.includes('/reports/orders/totals')).length;
		await runImport();
		clock.advance(3_600_000);
		await runImport();
		expect(asked()).toBe(1);
		clock.advance(24 * 3_600_000);
		await runImport();
		expect(asked()).toBe(2);
	});

	it('stays as it was, and the import goes on, where the shop does not tell them', async () => {
		const { kept, runImport, clock } = await connected();
		await runImport();
		clock.advance(25 * 3_600_000);
		world.shop.hidden = '/reports/orders/totals';
		const done = await runImport();
		expect(done!.failures).toEqual([]);
		expect(await kept()).toEqual(WORDS);
	});
});
