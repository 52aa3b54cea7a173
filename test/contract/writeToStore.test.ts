import type { Inbox } from '../../engine/inbox/inbox.ts';
import { updateStatus } from '../../engine/inbox/writeToStore.ts';
import type { ObservationOf } from '../../engine/events/observation.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { Connection } from '../../engine/providers/storeHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

type Order = ObservationOf<'Order'>['entity'];

eachDialect('a status that is written to the store', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let order: Order;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		order = {
			id: 'a',
			status: 'processing',
			paymentStatus: 'paid',
			createdAt: new Date(clock.now()).toISOString(),
		};
	});

	const asItIs = (): ObservationOf<'Order'> => ({
		entityType: 'Order',
		id: 'a',
		kind: 'upsert',
		entity: order,
		changedAt: new Date(clock.now()).toISOString(),
		clock: 'record',
		topicCodes: [],
	});
	const complete = async (isReadable = true) => {
		const provider = {
			...providerOf('generic')!,
			async readEntity() {
				if (!isReadable) throw new StoreError('unavailable', 'down');
				return [asItIs()];
			},
			async updateStatus() {
				clock.advance(1_000);
				order = { ...order, status: 'completed' };
				return { changed: true, observations: [asItIs()] };
			},
		} as unknown as Provider;
		const writer = { provider, connection: {} as Connection<unknown>, integration: INTEGRATION };
		await updateStatus(inbox, writer, {
			entityType: 'Order',
			id: 'a',
			status: 'completed',
			note: null,
		});
	};
	const fired = async () => {
		const events = await state.db.selectFrom('event').selectAll().orderBy('occurredAt').execute();
		return events.map(({ codesJson, isOwnUpdate }) => ({
			codes: JSON.parse(codesJson) as string[],
			isOwn: Boolean(isOwnUpdate),
		}));
	};

	it('is an event of our own', async () => {
		await changeOrder(inbox, 'a', order);
		clock.advance(1_000);
		await complete();
		expect((await fired()).slice(-1)).toEqual([
			{ codes: expect.arrayContaining(['order_status_changed']), isOwn: true },
		]);
	});

	it("is an event of our own also between two words of the shop's own, whose message comes before the answer", async () => {
		order = { ...order, status: 'unknown', nativeStatus: 'at-workshop' };
		await changeOrder(inbox, 'a', order);
		const provider = {
			...providerOf('woocommerce')!,
			readEntity: async () => await Promise.resolve([asItIs()]),
			async updateStatus() {
				clock.advance(1_000);
				order = { ...order, nativeStatus: 'packed' };
				await changeOrder(inbox, 'a', order);
				return { changed: true, observations: [asItIs()] };
			},
		} as unknown as Provider;
		const writer = { provider, connection: {} as Connection<unknown>, integration: INTEGRATION };
		await updateStatus(inbox, writer, {
			...{ entityType: 'Order', id: 'a', note: null },
			status: 'own:packed',
		});
		expect((await fired()).map(({ isOwn }) => isOwn)).toEqual([false, true]);
	});

	it('leaves to the shop what happened before and was not told yet', async () => {
		await complete();
		// The shop's own messages, which come late.
		clock.advance(1_000);
		await changeOrder(inbox, 'a', { ...order, note: null });
		expect(await fired()).toEqual([
			{ codes: expect.arrayContaining(['order_created', 'order_paid']), isOwn: false },
			{ codes: expect.not.arrayContaining(['order_created', 'order_paid']), isOwn: true },
		]);
	});

	it('fires nothing for an order that is older than the connection but the change itself', async () => {
		order = { ...order, createdAt: new Date(clock.now() - 86_400_000).toISOString() };
		await complete();
		expect((await fired()).map(({ isOwn }) => isOwn)).toEqual([true]);
	});

	it('is written also where the order cannot be read before', async () => {
		await changeOrder(inbox, 'a', order);
		clock.advance(1_000);
		await complete(false);
		expect((await fired()).map(({ isOwn }) => isOwn)).toEqual([false, true]);
	});
});
