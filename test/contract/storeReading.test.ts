import { importStore } from '../../engine/inbox/importStore.ts';
import { integrationOf } from '../../engine/inbox/integration.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { Entities } from '../../engine/events/entities.ts';
import { readingJsonOf, readingOf } from '../../engine/providers/storeReading.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { startWooWorld, type WooWorld } from '../support/simulatedWooCommerce/wooWorld.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';

const READING = {
	statuses: { 'at-workshop': 'processing', delivered: 'fulfilled' } as const,
	noiseKeys: ['_my_counter', '_my_log_*', 'views_today'],
};

eachDialect("how a merchant wants a shop's words to be read", (database) => {
	let world: WooWorld;
	afterEach(async () => await world.shop.close());

	const connected = async (readingJson: string | null = readingJsonOf(READING)) => {
		world = await startWooWorld({
			orderStatuses: ['processing', 'at-workshop', 'delivered'],
			startedAt: new Date(Date.now() - 60_000).toISOString(),
		});
		const { data } = world.shop;
		const state = await database().open();
		const clock = testClock(data.now.getTime());
		const inbox = testInbox(state, clock);
		const row = {
			...INTEGRATION,
			provider: 'woocommerce',
			storeUrl: world.shop.url,
			// Nobody listens there, which the shop finds out at once.
			webhookUrl: 'http://127.0.0.1:9/webhook/x/store',
		};
		const connect = async (reading: string | null) =>
			await saveIntegration(state, { ...row, readingJson: reading }, clock.now() - 3_600_000);
		await connect(readingJson);
		const kept = async () => (await integrationOf(state, row.space, row.guid))!;
		const provider = { ...world.provider, verify: () => ({ valid: true }) as const };
		let deliveries = 0;
		const fired = async (act: () => Promise<unknown>) => {
			const [before] = [await events()];
			data.tick();
			clock.advance(1_000);
			await act();
			return (await events()).slice(before.length);
		};
		const events = async () =>
			(await state.db.selectFrom('event').selectAll().orderBy('receivedAt').execute()).map(
				({ codesJson, entityJson }) => ({
					codes: JSON.parse(codesJson) as string[],
					order: JSON.parse(entityJson) as Entities['Order'],
				}),
			);
		return {
			data,
			connect,
			kept,
			byWebhook: async (order: object) =>
				await fired(async () => {
					const answer = await receive(
						inbox,
						{ integration: await kept(), provider, credentials: world.connection.credentials },
						{
							headers: {
								'x-wc-webhook-topic': 'order.updated',
								'x-wc-webhook-id': '1',
								'x-wc-webhook-delivery-id': String((deliveries += 1)),
							},
							body: Buffer.from(JSON.stringify(order)),
							receivedAt: new Date(clock.now()),
						},
					);
					expect(answer.status).toBe(200);
				}),
			byImport: async () =>
				await fired(async () => {
					const integration = await kept();
					const done = await importStore(
						inbox,
						{
							integration,
							provider: world.provider,
							connection: {
								...world.connection,
								reading: readingOf(integration),
							},
							webhookUrl: null,
						},
						['Order'],
						{ firesForExisting: false, onPage: () => {}, wait: async () => {} },
					);
					expect(done!.failures).toEqual([]);
				}),
		};
	};
	const meta = (entries: object) =>
		Object.entries(entries).map(([key, value], id) => ({ id: id + 1, key, value: String(value) }));

	it('is the same for a webhook and for the import, in either order', async () => {
		const { data, byWebhook, byImport } = await connected();
		const order = data.placeOrder({
			status: 'at-workshop',
			views_today: 1,
			meta_data: meta({ _my_counter: 1, _my_log_1: 'a', gift_wrap: 'yes' }),
		});
		const [placed] = await byWebhook(order);
		expect(placed!.order).toMatchObject({
			status: 'processing',
			nativeStatus: 'at-workshop',
			fulfillmentStatus: 'unfulfilled',
			attributes: { meta_data: { gift_wrap: 'yes' } },
		});
		expect(placed!.order.attributes.meta_data).toEqual({ gift_wrap: 'yes' });
		expect(placed!.order.attributes).not.toHaveProperty('views_today');
		expect(await byImport()).toEqual([]);

		data.change(order, { status: 'delivered' });
		const [arrived] = await byImport();
		expect(arrived!.codes).toContain('order_status_changed');
		expect(arrived!.order).toMatchObject({
			status: 'fulfilled',
			fulfillmentStatus: 'fulfilled',
		});
		expect(await byWebhook(order)).toEqual([]);
	});

	it('leaves keys that a plugin moves by itself out, so that they start nothing', async () => {
		const { data, byWebhook, byImport } = await connected();
		const order = data.placeOrder({ meta_data: meta({ _my_counter: 1, gift_wrap: 'yes' }) });
		await byWebhook(order);
		data.change(order, {
			views_today: 9,
			meta_data: meta({ _my_counter: 2, _my_log_7: 'b', gift_wrap: 'yes' }),
		});
		expect(await byWebhook(order)).toEqual([]);
		expect(await byImport()).toEqual([]);
		data.change(order, { meta_data: meta({ _my_counter: 2, gift_wrap: 'no' }) });
		expect((await byImport()).map(({ codes }) => codes)).toEqual([['order_updated']]);
	});

	it('fires nothing by itself when it is changed', async () => {
		const { data, connect, byWebhook } = await connected(null);
		const order = data.placeOrder({ status: 'at-workshop' });
		const [placed] = await byWebhook(order);
		expect(placed!.order.status).toBe('unknown');
		await connect(readingJsonOf(READING));
		expect(await byWebhook(order)).toEqual([]);
		await connect(readingJsonOf({ statuses: { 'at-workshop': 'on_hold' }, noiseKeys: [] }));
		expect(await byWebhook(order)).toEqual([]);
		data.change(order, { status: 'processing' });
		expect((await byWebhook(order))[0]!.codes).toContain('order_status_changed');
	});

	it('that another version has written is as if there were none', async () => {
		const { data, byWebhook } = await connected('{"statuses":{"at-workshop":"gone"}}');
		const [placed] = await byWebhook(data.placeOrder({ status: 'at-workshop' }));
		expect(placed!.order.status).toBe('unknown');
	});
});
