import { deleteExpired, RETENTION_MS } from '../../engine/deliveries/retention.ts';
import { startDispatcher } from '../../engine/deliveries/dispatcher.ts';
import { newDelivery } from '../../engine/deliveries/newDelivery.ts';
import { recordSent } from '../../engine/actions/sentActions.ts';
import { orderSchema } from '../../engine/events/entities.ts';
import { noteSkus } from '../../engine/history/eventSkus.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Schema } from '../../engine/state/schema.ts';
import { slicesOf } from '../../engine/state/slices.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';
import { turnsDuring } from '../support/turnsDuring.ts';
import { waitUntil } from '../support/n8n.ts';

eachDialect('retention', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
	});

	const count = async (table: keyof Schema) =>
		(await state.db.selectFrom(table).selectAll().execute()).length;
	/** How many rows are left just before the time is over, and just after it. */
	const around = async (table: keyof Schema, keptMs: number) => {
		clock.advance(keptMs - 1);
		await deleteExpired(state, clock.now());
		const before = await count(table);
		clock.advance(2);
		await deleteExpired(state, clock.now());
		return [before, await count(table)];
	};

	it('keeps ids of messages for 30 days, and events that nobody waits for for 14', async () => {
		const lineItems = orderSchema.shape.lineItems.parse([{ sku: 'MUG' }, { sku: 'CAP' }]);
		await changeOrder(inbox, 'order', { lineItems });
		await noteSkus(state, clock.now());
		expect(await count('eventSku')).toBe(2);
		expect(await around('event', RETENTION_MS.event)).toEqual([1, 0]);
		expect(await count('eventSku')).toBe(0);
		expect(await count('receipt')).toBe(1);
		expect(await around('receipt', RETENTION_MS.receipt - RETENTION_MS.event - 1)).toEqual([1, 0]);
	});

	it('keeps an event for as long as a delivery needs it', async () => {
		await subscribe(state, clock);
		await changeOrder(inbox, 'order');
		clock.advance(RETENTION_MS.event * 4);
		await deleteExpired(state, clock.now());
		expect([await count('event'), await count('delivery')]).toEqual([1, 1]);
	});

	it('keeps what was sent for 60 days', async () => {
		const action = { eventId: 'e', workflowId: 'w', nodeId: 'n', recipient: 'ada@example.com' };
		await recordSent(state, action, clock.now());
		expect(await around('sentAction', RETENTION_MS.sentAction)).toEqual([1, 0]);
	});

	it('forgets a trigger that is no longer published after 60 days, with what waited for it', async () => {
		const { id } = await subscribe(state, clock);
		await changeOrder(inbox, 'order');
		await state.db
			.updateTable('lease')
			.set({ holder: null, until: clock.now() })
			.where('key', '=', id)
			.execute();
		expect(await around('subscription', RETENTION_MS.detachedSubscription)).toEqual([1, 0]);
		expect(await count('delivery')).toBe(0);
		await deleteExpired(state, clock.now());
		expect(await count('event')).toBe(0);
	});

	it('forgets after a day who has changed a workflow: each change leaves a row', async () => {
		await inbox.holder.holding('provision', 'default/change/1', async () => {});
		const [before, after] = await around('lease', RETENTION_MS.answeredRequest);
		expect(before! - after!).toBe(1);
	});

	it('forgets changes of its own once the store had time to tell of them', async () => {
		const expiresAt = clock.now() + 1_000;
		await state.db
			.insertInto('ownUpdate')
			.values({ integrationGuid: INTEGRATION.guid, key: 'k', expiresAt })
			.execute();
		expect(await around('ownUpdate', 1_001)).toEqual([1, 0]);
	});

	it('keeps the last known state of each thing for as long as the store is connected', async () => {
		await changeOrder(inbox, 'order');
		clock.advance(RETENTION_MS.sentAction * 10);
		await deleteExpired(state, clock.now());
		expect([await count('snapshot'), await count('integration')]).toEqual([1, 1]);
	});

	it('of very many rows lets n8n go on, and needs no n8n that runs for an hour', async () => {
		const { id } = await subscribe(state, clock);
		const rows = Array.from({ length: 3_000 }, (_, index) => ({
			...newDelivery(id, { id: `e${index}`, entityType: 'Order', entityId: 'o' }, 'g', clock.now()),
			status: 'delivered' as const,
			settledAt: clock.now(),
		}));
		for (const part of slicesOf(rows)) {
			await state.db.insertInto('delivery').values(part).execute();
			await state.db
				.insertInto('receipt')
				.values(
					part.map(({ eventId }) => ({
						integrationGuid: 'g',
						key: eventId,
						receivedAt: clock.now(),
					})),
				)
				.execute();
		}
		clock.advance(RETENTION_MS.receipt + 1);
		const dispatcher = startDispatcher(state, { processId: 'p' }, clock.now, () => {});
		try {
			await waitUntil(async () => (await count('delivery')) + (await count('receipt')) === 0, {
				what: 'the end of what has expired',
			});
		} finally {
			await dispatcher.stop();
		}
	});

	it('gives others a turn after each slice', async () => {
		const rows = Array.from({ length: 3_000 }, (_, index) => ({
			integrationGuid: 'g',
			key: `k${index}`,
			receivedAt: clock.now(),
		}));
		for (const part of slicesOf(rows)) await state.db.insertInto('receipt').values(part).execute();
		clock.advance(RETENTION_MS.receipt + 1);
		const turns = await turnsDuring(async () => await deleteExpired(state, clock.now()));
		expect(await count('receipt')).toBe(0);
		expect(turns).toBeGreaterThan(4);
	});

	it('goes on with the removal of a store that was cut off', async () => {
		await changeOrder(inbox, 'order');
		await state.db.deleteFrom('integration').execute();
		await state.db
			.insertInto('removedStore')
			.values({ integrationGuid: INTEGRATION.guid, removedAt: clock.now() })
			.execute();
		await deleteExpired(state, clock.now());
		for (const table of ['snapshot', 'event', 'receipt'] as const) {
			expect([table, await count(table)]).toEqual([table, 0]);
		}
		expect(await around('removedStore', RETENTION_MS.removedStore)).toEqual([1, 0]);
	});
});
