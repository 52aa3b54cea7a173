import { importStore } from '../../engine/inbox/importStore.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { integrationOf } from '../../engine/inbox/integration.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { createPrestaShop } from '../../engine/providers/prestashop/index.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { watchEverything } from '../../engine/alerts/alerts.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	startSimulatedPrestaShop,
	STATE,
	type SimulatedPrestaShop,
} from '../support/simulatedPrestaShop.ts';
import {
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The shop's clock in Paris, which the tests' clock is an hour behind. */
const local = (ms: number) => new Date(ms + HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');

eachDialect('a PrestaShop shop, which is asked every five minutes', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let shop: SimulatedPrestaShop;
	let provider: Provider;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		shop = await startSimulatedPrestaShop();
		provider = createPrestaShop(() => new Date(clock.now())) as Provider;
		shop.clock = local(clock.now() - HOUR_MS);
		shop.place();
		// Sent long ago: no news.
		shop.give(shop.place(), STATE.shipped);
		const connected = { ...INTEGRATION, provider: 'prestashop', storeUrl: shop.url };
		await saveIntegration(state, connected, clock.now());
		await poll();
		expect(await events()).toEqual([]);
	});
	afterEach(async () => await shop.close());

	/** Five minutes later. */
	async function poll(entityType: EntityType = 'Order'): Promise<void> {
		clock.advance(5 * MINUTE_MS);
		const integration = (await integrationOf(state, INTEGRATION.space, INTEGRATION.guid))!;
		const credentials = provider.credentialsSchema.parse(shop.credential);
		const connection = { credentials, http: axiosStoreHttp({ timeoutMs: 5_000 }) };
		const options = { firesForExisting: false, onPage: () => {}, wait: async () => {} };
		const store = { integration, provider, connection, webhookUrl: null };
		const done = (await importStore(inbox, store, [entityType], options, 'schedule'))!;
		expect(done.failures).toEqual([]);
		expect(done.webhooks).toEqual({ skipped: expect.stringContaining('every 5 minutes') });
	}

	/** The events since the last look, each by what it is about, its status and its triggers. */
	async function events() {
		const rows = await state.db
			.selectFrom('event')
			.select(['entityType', 'entityId', 'entityJson', 'codesJson'])
			.orderBy('occurredAt')
			.orderBy('entityType')
			.execute();
		await state.db.deleteFrom('event').execute();
		return rows.map(({ entityType, entityId, entityJson, codesJson }) => [
			`${entityType} ${entityId}`,
			(JSON.parse(entityJson) as { status: string }).status,
			...(JSON.parse(codesJson) as string[]).toSorted(),
		]);
	}
	/** A minute later, by the shop's clock too. */
	const pass = (ms = MINUTE_MS) => {
		clock.advance(ms);
		shop.clock = local(clock.now());
	};

	it('tells each status that an order was given between two polls, once and in their order', async () => {
		pass();
		const order = shop.place();
		for (const to of [STATE.payment, STATE.preparation, STATE.shipped, STATE.delivered]) {
			pass(to === STATE.preparation ? 1_000 : 30_000);
			if (to === STATE.shipped) shop.track(order, '6A12345678901');
			shop.give(order, to);
		}
		await poll();
		const id = `Order ${String(order.id)}`;
		const parcel = `Shipment ${String(order.id)}-3`;
		expect(await events()).toEqual(
			[
				[id, 'pending_payment', 'order_created'],
				[id, 'processing', 'order_paid', 'order_status_changed', 'order_updated'],
				[id, 'processing', 'order_status_changed', 'order_updated'],
				[id, 'fulfilled', 'order_fulfilled', 'order_status_changed', 'order_updated'],
				[parcel, 'shipped', 'shipment_created'],
				[id, 'completed', 'order_status_changed', 'order_updated'],
				[parcel, 'delivered', 'shipment_delivered', 'shipment_status_changed', 'shipment_updated'],
			].map((each, index) => (index === 0 ? each : each)),
		);
		await poll();
		await poll();
		expect(await events()).toEqual([]);
	});

	it('tells two statuses of one second, and neither of them again', async () => {
		const [order] = shop.rows.orders!;
		pass();
		shop.give(order!, STATE.payment);
		shop.give(order!, STATE.preparation);
		await poll();
		expect(
			(await events()).map(([, status, ...codes]) => [
				status,
				codes.includes('order_status_changed'),
			]),
		).toEqual([
			['processing', true],
			['processing', true],
		]);
		await poll();
		pass();
		shop.give(order!, STATE.shipped);
		await poll();
		expect((await events()).map(([about, status]) => [about, status])).toEqual([
			['Order 1', 'fulfilled'],
			['Shipment 1-1', 'shipped'],
		]);
	});

	it('goes on where it was after a day in which the shop could not be asked', async () => {
		const [order] = shop.rows.orders!;
		pass();
		shop.give(order!, STATE.payment);
		pass(12 * HOUR_MS);
		shop.give(order!, STATE.cancelled);
		pass(12 * HOUR_MS);
		await poll();
		expect((await events()).map(([, status]) => status)).toEqual(['processing', 'cancelled']);
	});

	it('tells a credit slip, which is no change of its order', async () => {
		const [order] = shop.rows.orders!;
		pass();
		shop.give(order!, STATE.payment);
		await poll();
		await events();
		pass();
		shop.refund(order!, 59.5, 0);
		await poll();
		expect(await events()).toEqual([['Order 1', 'processing', 'order_refunded', 'order_updated']]);
		await poll();
		expect(await events()).toEqual([]);
	});

	it('tells a tracking number, another one, and that it is gone', async () => {
		const [order] = shop.rows.orders!;
		pass();
		shop.track(order!, 'ONE1');
		await poll();
		expect(await events()).toEqual([['Shipment 1-1', 'label_created', 'shipment_created']]);
		pass();
		shop.track(order!, 'TWO2');
		await poll();
		expect(await events()).toEqual([['Shipment 1-1', 'label_created', 'shipment_updated']]);
		pass();
		shop.track(order!, '');
		await poll();
		expect((await events()).map(([about, status]) => [about, status])).toEqual([
			['Shipment 1-1', 'cancelled'],
		]);
	});

	it('tells that a product is sold out, though its stock is no change of the product', async () => {
		const stock = { id: 1, id_product: 19, id_product_attribute: 0, quantity: 2, out_of_stock: 2 };
		shop.rows.stock_availables!.push(stock);
		shop.rows.products!.push({
			...{ id: 19, name: 'Mug', reference: 'MUG', price: '50.000000', active: '1' },
			...{ visibility: 'both', manufacturer_name: false, condition: 'new', ean13: '' },
			...{ date_add: '2026-01-01 10:00:00', date_upd: '2026-01-01 10:00:00' },
		});
		await poll('Product');
		expect(await events()).toEqual([]);
		pass();
		shop.place();
		stock.quantity = 0;
		await poll('Product');
		expect(await events()).toEqual([
			['Product 19', 'active', 'product_out_of_stock', 'product_updated'],
		]);
	});

	it('loses nothing at the hour that its clock shows twice', async () => {
		// 2026-10-25 in Paris: at 01:00 UTC, the clock goes from 03:00 back to 02:00.
		const at = (utc: string) => {
			const ms = Date.parse(utc);
			clock.advance(ms - clock.now());
			const summer = ms < Date.parse('2026-10-25T01:00:00Z') ? HOUR_MS : 0;
			shop.clock = local(ms + summer);
		};
		const [order] = shop.rows.orders!;
		at('2026-10-25T00:50:00Z');
		shop.give(order!, STATE.payment);
		await poll();
		expect((await events()).map(([, status]) => status)).toEqual(['processing']);
		at('2026-10-25T01:10:00Z');
		expect(shop.clock).toBe('2026-10-25 02:10:00');
		shop.give(order!, STATE.cancelled);
		await poll();
		expect((await events()).map(([, status]) => status)).toEqual(['cancelled']);
		await poll();
		expect(await events()).toEqual([]);
	});

	it('is not taken for silent, and its imports for no missed webhooks', async () => {
		const watch = watchEverything(inbox, { state: database().location });
		const [order] = shop.rows.orders!;
		for (let hour = 0; hour < 10 * 24; hour += 12) {
			pass(12 * HOUR_MS);
			for (const to of [STATE.payment, STATE.preparation]) {
				pass();
				shop.give(order!, to);
				await poll();
			}
			await watch.look();
		}
		const kinds = await state.db.selectFrom('alert').select('kind').execute();
		expect(kinds.map(({ kind }) => kind).filter((kind) => kind !== 'workflow_not_running')).toEqual(
			[],
		);
	});
});
