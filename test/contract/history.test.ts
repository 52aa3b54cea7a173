import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { forgetWorkflow } from '../../engine/deliveries/forgetWorkflow.ts';
import { outcomeOf } from '../../engine/actions/actionOutcome.ts';
import type { ActionWorld } from '../../engine/actions/actionWorld.ts';
import { noteOutcomes } from '../../engine/actions/ledgerActions.ts';
import { beginAction, recordSent } from '../../engine/actions/sentActions.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import { detachSubscription } from '../../engine/deliveries/attachSubscription.ts';
import { settleBatch, type RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { activity } from '../../engine/history/activity.ts';
import {
	giveUpDeadLetters,
	listDeadLetters,
	retryDeadLetters,
} from '../../engine/history/deadLetters.ts';
import { dryRun, shownDryRun } from '../../engine/history/dryRun.ts';
import type { WantedEvents } from '../../engine/history/explainEvent.ts';
import { deliveryHealth } from '../../engine/history/deliveryHealth.ts';
import { noteSkus } from '../../engine/history/eventSkus.ts';
import { keysetOf } from '../../engine/history/keysetCursor.ts';
import { listEvents, type EventFilter } from '../../engine/history/listEvents.ts';
import { readEvent } from '../../engine/history/readEvent.ts';
import { replayEvent } from '../../engine/history/replayEvent.ts';
import { workflowRuns } from '../../engine/history/workflowRuns.ts';
import { orderSchema } from '../../engine/events/entities.ts';
import type { Observation } from '../../engine/events/observation.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	INTEGRATION,
	leaseOf,
	START_MS,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

eachDialect('history', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let subscription: Subscription;
	let woken: string[];

	beforeEach(async () => {
		woken = [];
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock, { wake: (ids) => woken.push(...ids) });
		await connect(state, clock);
		subscription = await subscribe(state, clock);
	});

	/** Hands everything over that is due, and lets all runs end like this. */
	const settleAll = async (outcome: 'done' | 'failed') => {
		const by = claimant();
		for (;;) {
			const batch = await claim(state, subscription, by, clock.now());
			if (batch === null) return;
			const ended =
				outcome === 'done'
					? ({ kind: 'done' } as const)
					: { kind: 'failed' as const, error: 'down' };
			await settleBatch(state, batch, ended, [], by, clock.now());
		}
	};
	const page = async (filter: EventFilter, limit = 100, cursor: string | null = null) =>
		await listEvents(state, 'default', filter, {
			limit,
			after: cursor === null ? null : keysetOf(cursor),
		});

	const lineItem = (sku: string | null) => orderSchema.shape.lineItems.parse([{ sku }])[0]!;
	const changeProduct = async (id: string, entity: object) => {
		const changedAt = new Date(clock.now()).toISOString();
		const observation = {
			...{ entityType: 'Product', id, kind: 'upsert', changedAt, clock: 'record', topicCodes: [] },
			entity: { id, createdAt: changedAt, ...entity },
		} as unknown as Observation;
		const message = { receiptKey: id, occurredAt: null, payload: {} };
		await storeMessage(inbox, INTEGRATION, message, [observation], new Date(clock.now()));
	};

	it('lists events by page, newest first, each once, also those of one moment and while new ones come', async () => {
		for (let index = 0; index < 25; index += 1) {
			await changeOrder(inbox, `order-${index}`);
			if (index % 5 === 0) clock.advance(1_000);
		}
		const whole = (await page({})).rows.map(({ id }) => id);
		expect(whole).toHaveLength(25);
		const byPage: string[] = [];
		let cursor: string | null = null;
		do {
			const { rows, nextCursor } = await page({}, 4, cursor);
			byPage.push(...rows.map(({ id }) => id));
			cursor = nextCursor;
			clock.advance(1_000);
			await changeOrder(inbox, `later-${byPage.length}`);
		} while (cursor !== null);
		expect(byPage).toEqual(whole);
		const received = (await page({})).rows.map(({ receivedAt }) => receivedAt);
		expect(received).toEqual(received.toSorted((one, other) => other - one));
	});

	it('finds events by type, entity, code, store and time, and none of another space', async () => {
		await changeOrder(inbox, 'first');
		clock.advance(60_000);
		await changeOrder(inbox, 'second');
		const found = async (filter: EventFilter) =>
			(await page(filter)).rows.map(({ entityId }) => entityId);
		expect(await found({ entityId: 'first' })).toEqual(['first']);
		expect(await found({ entityType: 'Order' })).toEqual(['second', 'first']);
		expect(await found({ entityType: 'Product' })).toEqual([]);
		expect(await found({ code: 'order_created' })).toEqual(['second', 'first']);
		expect(await found({ code: 'order_paid' })).toEqual([]);
		expect(await found({ integrationGuid: INTEGRATION.guid })).toHaveLength(2);
		expect(await found({ integrationGuid: randomUUID() })).toEqual([]);
		expect(await found({ since: clock.now() })).toEqual(['second']);
		expect(await found({ until: clock.now() })).toEqual(['first']);
		const other = await listEvents(state, 'other', {}, { limit: 10, after: null });
		expect(other.rows).toEqual([]);
	});

	it('finds events by the e-mail address of their person, in whatever way it is written, and none of a person who was forgotten', async () => {
		const of = (email: string, id: string | null = null) => ({
			customer: { id, email, firstName: null, lastName: null, phone: null },
		});
		await changeOrder(inbox, 'of-ada', of('Ada@Bücher.example', '7'));
		await changeOrder(inbox, 'of-bob', of('bob@example.com'));
		clock.advance(1_000);
		await changeOrder(inbox, 'of-ada', { ...of('Ada@Bücher.example', '7'), status: 'completed' });
		const found = async (filter: EventFilter) =>
			(await page(filter)).rows.map(({ entityId }) => entityId);
		const email = ' ada@xn--bcher-kva.example';
		expect(await found({ email })).toEqual(['of-ada', 'of-ada']);
		expect(await found({ email, since: clock.now() })).toEqual(['of-ada']);
		expect(await found({ email, entityId: 'of-bob' })).toEqual([]);
		expect(await found({ email, entityId: 'of-ada' })).toHaveLength(2);
		expect(await found({ email, entityType: 'Shipment' })).toEqual([]);
		expect(await found({ email, code: 'order_created' })).toHaveLength(1);
		expect(await found({ email: 'nobody@example.com' })).toEqual([]);
		const other = await listEvents(state, 'other', { email }, { limit: 10, after: null });
		expect(other.rows).toEqual([]);
		const first = await page({ email }, 1);
		expect(first.nextCursor).not.toBeNull();
		expect((await page({ email }, 1, first.nextCursor)).nextCursor).toBeNull();
		await forgetCustomer(state, INTEGRATION.guid, { customerId: '7', email: null }, clock.now());
		expect(await found({ email })).toEqual([]);
		expect(await found({})).toHaveLength(3);
	});

	it('finds events by an SKU of their lines, product or variants, upper and lower case being the same', async () => {
		const line = (sku: string | null) => lineItem(sku);
		await changeOrder(inbox, 'mug', { lineItems: [line('MUG-1'), line('MUG-1'), line(null)] });
		await changeOrder(inbox, 'none', { lineItems: [] });
		clock.advance(1_000);
		await changeOrder(inbox, 'both', { lineItems: [line('mug-1'), line('CAP%_2')] });
		await changeOrder(inbox, 'many', {
			lineItems: Array.from({ length: 200 }, (_, index) => line(`many-${index}`)),
		});
		await changeProduct('cup', { sku: 'CUP', variants: [{ id: 'v', sku: 'Mug-1' }] });
		for (const at of [clock.now(), clock.now() + 120_000]) await noteSkus(state, at);
		const found = async (filter: EventFilter) =>
			(await page(filter)).rows.map(({ entityId }) => entityId).toSorted();
		expect(await found({ sku: ' Mug-1 ' })).toEqual(['both', 'cup', 'mug']);
		expect(await found({ sku: 'cap%_2' })).toEqual(['both']);
		expect(await found({ sku: 'cap%' })).toEqual([]);
		expect(await found({ sku: 'many-0' })).toEqual(['many']);
		expect(await found({ sku: 'mug-1', entityType: 'Product' })).toEqual(['cup']);
		expect(await found({ sku: 'mug-1', since: clock.now(), entityType: 'Order' })).toEqual([
			'both',
		]);
		expect(await found({ sku: 'mug-1', code: 'product_created' })).toEqual(['cup']);
		expect(await found({ sku: 'mug-1', integrationGuid: randomUUID() })).toEqual([]);
		expect(await found({ sku: 'mug-1', email: 'nobody@example.com' })).toEqual([]);
		const other = await listEvents(state, 'other', { sku: 'mug-1' }, { limit: 10, after: null });
		expect(other.rows).toEqual([]);
		const byPage: string[] = [];
		let cursor: string | null = null;
		do {
			const { rows, nextCursor } = await page({ sku: 'mug-1' }, 1, cursor);
			byPage.push(...rows.map(({ entityId }) => entityId));
			cursor = nextCursor;
		} while (cursor !== null);
		expect(byPage.toSorted()).toEqual(['both', 'cup', 'mug']);
		expect(byPage.at(-1)).toBe('mug');
	});

	it('tells an event with what became of it in each workflow', async () => {
		const [event] = await changeOrder(inbox, 'told');
		await settleAll('failed');
		const found = await readEvent(state, 'default', event!.id);
		expect(found?.item).toMatchObject({ event: { id: event!.id }, order: { id: 'told' } });
		expect(found?.deliveries).toMatchObject([
			{ status: 'dead', attempt: 1, lastError: 'down', workflowName: 'Workflow' },
		]);
		expect(await readEvent(state, 'other', event!.id)).toBeNull();
	});

	it('writes SKUs down beside whoever deletes the same events: neither waits for the other for ever', async () => {
		for (const id of ['1', '2']) {
			await changeOrder(inbox, id, { lineItems: [lineItem(`sku-${id}`)] });
			clock.advance(1);
		}
		const ids = (await state.db.selectFrom('event').select('id').orderBy('id').execute()).map(
			({ id }) => id,
		);
		// The one that was received first has the last id.
		for (const [index, id] of ids.toReversed().entries()) {
			await state.db
				.updateTable('event')
				.set({ receivedAt: START_MS + index })
				.where('id', '=', id)
				.execute();
		}
		await state.db.deleteFrom('delivery').execute();
		const other = await database().open();
		let noting: Promise<void> | undefined;
		await other.db.transaction().execute(async (trx) => {
			await trx.deleteFrom('event').where('id', '=', ids[0]!).execute();
			noting = noteSkus(state, clock.now());
			if (state.dialect.name === 'postgres') {
				await waitUntil(
					async () => {
						const { rows } = await sql<{ count: string }>`select count(*) as count
							from pg_locks where not granted`.execute(state.db);
						return Number(rows[0]!.count) > 0;
					},
					{ what: 'SKUs to wait for the event that goes' },
				);
			}
			await trx.deleteFrom('event').where('id', '=', ids[1]!).execute();
		});
		await noting;
		expect(await state.db.selectFrom('eventSku').selectAll().execute()).toEqual([]);
	});

	it('replays an event to those who want it now, once while it is under way, and to no other; tells before to whom', async () => {
		const [event] = await changeOrder(inbox, 'again');
		const paid = await subscribe(state, clock, { workflowId: 'paid', codes: ['order_paid'] });
		const late = await subscribe(state, clock, { workflowId: 'late' });
		const wish = { eventId: event!.id, workflowIds: null, sendAgain: false };
		woken = [];
		const first = { workflowIds: ['late'], underWay: ['workflow'] };
		const preview = { ...wish, isPreview: true };
		expect(await replayEvent(inbox, 'default', preview)).toEqual(first);
		expect(woken).toEqual([]);
		expect(await replayEvent(inbox, 'default', wish)).toEqual(first);
		expect(woken).toEqual([late.id]);
		await settleAll('done');
		expect(await replayEvent(inbox, 'default', wish)).toEqual({
			workflowIds: ['workflow'],
			underWay: ['late'],
		});
		const only = { ...wish, workflowIds: [paid.workflowId] };
		expect(await replayEvent(inbox, 'default', only)).toEqual({ workflowIds: [], underWay: [] });
		expect(await replayEvent(inbox, 'other', wish)).toBeNull();
		expect(await replayEvent(inbox, 'default', { ...wish, eventId: randomUUID() })).toBeNull();
	});

	it('replays what was sent only when it is asked to, and of no other workflow', async () => {
		const [event] = await changeOrder(inbox, 'sent');
		await settleAll('done');
		const sentBy = (workflowId: string) => ({
			eventId: event!.id,
			workflowId,
			nodeId: 'mail',
			recipient: 'ada@example.com',
		});
		for (const id of ['workflow', 'other']) await recordSent(state, sentBy(id), clock.now());
		const isSent = async (id: string) => (await beginAction(state, sentBy(id))) !== null;
		const wish = { eventId: event!.id, workflowIds: null };
		await replayEvent(inbox, 'default', { ...wish, sendAgain: false });
		expect([await isSent('workflow'), await isSent('other')]).toEqual([true, true]);
		await settleAll('done');
		await replayEvent(inbox, 'default', { ...wish, sendAgain: true });
		expect([await isSent('workflow'), await isSent('other')]).toEqual([false, true]);
	});

	it('lists dead letters by page, and gives one or all another life', async () => {
		for (let index = 0; index < 5; index += 1) {
			await changeOrder(inbox, `dead-${index}`);
			await settleAll('failed');
			clock.advance(1);
		}
		const list = async (cursor: string | null = null) =>
			await listDeadLetters(
				state,
				'default',
				{},
				{ limit: 3, after: cursor === null ? null : keysetOf(cursor) },
			);
		const first = await list();
		const second = await list(first.nextCursor);
		expect([...first.rows, ...second.rows].map(({ entityId }) => entityId)).toEqual([
			'dead-4',
			'dead-3',
			'dead-2',
			'dead-1',
			'dead-0',
		]);
		expect(second.nextCursor).toBeNull();
		const { id } = first.rows[0]!;
		expect(await retryDeadLetters(inbox, 'other', { id })).toBe(0);
		woken = [];
		expect(await retryDeadLetters(inbox, 'default', { id })).toBe(1);
		expect(woken).toEqual([subscription.id]);
		expect(await retryDeadLetters(inbox, 'default', { id })).toBe(0);
		expect(await retryDeadLetters(inbox, 'default', { workflowId: 'no such' })).toBe(0);
		expect(await retryDeadLetters(inbox, 'default', { workflowId: 'workflow' })).toBe(4);
		await settleAll('done');
		expect((await list()).rows).toEqual([]);
	});

	it('gives dead letters up: one, or all of a workflow, and none of another space', async () => {
		for (const id of ['one', 'two', 'three']) await changeOrder(inbox, id);
		await settleAll('failed');
		const list = async () =>
			(await listDeadLetters(state, 'default', {}, { limit: 10, after: null })).rows;
		const { id } = (await list())[0]!;
		expect(await giveUpDeadLetters(state, 'other', { id })).toBe(0);
		expect(await giveUpDeadLetters(state, 'default', { id })).toBe(1);
		expect(await list()).toHaveLength(2);
		expect(await retryDeadLetters(inbox, 'default', { id })).toBe(0);
		expect(await giveUpDeadLetters(state, 'default', { workflowId: 'workflow' })).toBe(2);
		expect(await list()).toEqual([]);
		expect((await deliveryHealth(state, 'default', clock.now())).dead).toBe(0);
	});

	it('tells the last day by hour, of one space', async () => {
		await changeOrder(inbox, 'yesterday');
		clock.advance(25 * 3_600_000);
		await changeOrder(inbox, 'now');
		const [event] = await changeOrder(inbox, 'too');
		await settleAll('failed');
		const action = {
			eventId: event!.id,
			workflowId: 'workflow',
			executionId: '1',
			nodeName: 'Mail',
			recipient: null,
			what: null,
			said: null,
			at: clock.now() - 3_600_000,
		};
		await state.db
			.insertInto('actionOutcome')
			.values([
				{ ...action, id: randomUUID(), action: 'email', outcome: 'done' },
				{ ...action, id: randomUUID(), action: 'push', outcome: 'failed' },
				{ ...action, id: randomUUID(), action: 'push', outcome: 'skipped' },
			])
			.execute();
		const hours = await activity(state, 'default', clock.now());
		expect(hours).toHaveLength(24);
		const none = { events: 0, email: 0, push: 0, webhook: 0, update: 0, failed: 0, dead: 0 };
		const hour = Math.floor(clock.now() / 3_600_000) * 3_600_000;
		expect(hours.at(-1)).toEqual({ ...none, at: hour, events: 2, dead: 1 });
		expect(hours.at(-2)).toEqual({ ...none, at: hour - 3_600_000, email: 1, failed: 1 });
		expect(hours[0]).toEqual({ ...none, at: hour - 23 * 3_600_000 });
		const others = await activity(state, 'other', clock.now());
		expect(others.map(({ at: _, ...counts }) => counts)).toEqual(Array(24).fill(none));
	});

	it('counts the runs of each workflow, and those that failed, of the last day and the last week', async () => {
		const counted = async (entityType = 'Order', space = 'default') =>
			(await workflowRuns(state, space, clock.now()))(subscription.workflowId, entityType);
		const none = { runs: 0, failed: 0 };
		await changeOrder(inbox, 'old');
		await settleAll('done');
		clock.advance(6 * 24 * 3_600_000);
		await subscribe(state, clock, subscription, true);
		await changeOrder(inbox, 'dead');
		await settleAll('failed');
		await changeOrder(inbox, 'good');
		await settleAll('done');
		await changeOrder(inbox, 'tried');
		const by = claimant();
		const batch = (await claim(state, subscription, by, clock.now()))!;
		const failed = { kind: 'failed', error: 'down' } as const;
		await settleBatch(state, batch, failed, [60_000], by, clock.now());
		await changeOrder(inbox, 'running');
		await claim(state, subscription, by, clock.now());
		expect(await counted()).toEqual({
			last24Hours: { runs: 4, failed: 2 },
			last7Days: { runs: 5, failed: 2 },
		});
		for (const [type, space] of [
			['Shipment', 'default'],
			['Order', 'other'],
		] as const) {
			expect(await counted(type, space)).toEqual({ last24Hours: none, last7Days: none });
		}
		clock.advance(24 * 3_600_000 + 1);
		// What is not settled yet counts until it is.
		expect(await counted()).toEqual({
			last24Hours: { runs: 2, failed: 1 },
			last7Days: { runs: 4, failed: 2 },
		});
	});

	it('knows how long the oldest due delivery has waited, and how many are dead', async () => {
		await changeOrder(inbox, 'dead');
		await settleAll('failed');
		expect(await deliveryHealth(state, 'default', clock.now())).toEqual({
			waiting: 0,
			lagMs: 0,
			dead: 1,
		});
		await changeOrder(inbox, 'waiting');
		clock.advance(5_000);
		expect(await deliveryHealth(state, 'default', clock.now())).toEqual({
			waiting: 1,
			lagMs: 5_000,
			dead: 1,
		});
		expect(await deliveryHealth(state, 'other', clock.now())).toEqual({
			waiting: 0,
			lagMs: 0,
			dead: 0,
		});
	});

	it('forgets a removed workflow and a removed store, and nothing of others', async () => {
		await subscribe(state, clock, { workflowId: 'stays' });
		await changeOrder(inbox, 'kept', { lineItems: [lineItem('A')] });
		await noteSkus(state, clock.now());
		expect(await state.db.selectFrom('eventSku').select('sku').execute()).toEqual([{ sku: 'a' }]);
		await forgetWorkflow(state, 'default', 'workflow');
		const left = await state.db
			.selectFrom('delivery')
			.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
			.select('workflowId')
			.execute();
		expect(left).toEqual([{ workflowId: 'stays' }]);
		await removeIntegration(state, randomUUID(), clock.now());
		expect((await page({})).rows).toHaveLength(1);
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		const tables = ['event', 'eventSku', 'delivery', 'snapshot', 'receipt', 'integration'] as const;
		for (const table of tables) {
			expect([table, await state.db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
		}
	});

	it('tells every attempt: when it was, how it ended, at which node, and why', async () => {
		const { id } = (await changeOrder(inbox, 'order-1'))[0]!;
		const by = claimant();
		const settle = async (outcome: RunOutcome) => {
			const batch = (await claim(state, subscription, by, clock.now()))!;
			clock.advance(2_000);
			await settleBatch(state, batch, outcome, [10_000], by, clock.now());
			clock.advance(60_000);
		};
		await settle({ kind: 'lost', error: 'n8n stopped' });
		await settle({ kind: 'failed', error: 'down "\n\u202e\\'.repeat(1_000), node: 'Send Email' });
		await settle({ kind: 'done' });
		const [delivery] = (await readEvent(state, 'default', id))!.deliveries;
		expect(delivery!.attempts).toMatchObject([
			{ attempt: 1, startedAt: START_MS, endedAt: START_MS + 2_000, outcome: 'lost' },
			{ attempt: 2, outcome: 'failed', node: 'Send Email' },
			{ attempt: 3, outcome: 'done' },
		]);
		expect(delivery!.attempts[1]!.error).toHaveLength(300);
		expect(delivery!.attempts[2]).not.toHaveProperty('error');
	});

	it('takes at most 1 kB for an event and the mail that it brought', async () => {
		const [event] = await changeOrder(inbox, 'mailed');
		await settleAll('done');
		const mail = outcomeOf('email', {
			...{ sent: true, to: ['ada.lovelace@example.com', 'charles.babbage@example.com'] },
			...{ subject: 'Your order '.repeat(10), messageId: `<${randomUUID()}@mail.example.com>` },
		});
		await noteOutcomes({ inbox } as ActionWorld, {
			...{ workflowId: 'kd83kfHe74Hdk3la', executionId: '1234567', action: 'email' },
			nodeName: 'Tell the customer that the order is on its way',
			outcomes: [{ ...mail!, eventId: event!.id, attempt: 1 }],
		});
		const [outcome] = await state.db.selectFrom('actionOutcome').selectAll().execute();
		expect(outcome).toMatchObject({ outcome: 'done', recipient: expect.stringContaining('…@') });
		const [delivery] = await state.db.selectFrom('delivery').select('attemptsText').execute();
		const bytes = [...Object.values(outcome!), delivery!.attemptsText!]
			.map((value) => Buffer.byteLength(String(value ?? '')))
			.reduce((sum, length) => sum + length, 0);
		expect(bytes).toBeGreaterThan(300);
		expect(bytes).toBeLessThan(1_000);
	});

	it('keeps at most a few thousand characters of a delivery that is postponed for hours', async () => {
		const { id } = (await changeOrder(inbox, 'order-1'))[0]!;
		const by = claimant();
		for (let attempt = 1; attempt <= 100; attempt += 1) {
			const batch = (await claim(state, subscription, by, clock.now()))!;
			const outcome = { kind: 'postponed', error: 'e'.repeat(1_000) } as const;
			await settleBatch(state, batch, outcome, [], by, clock.now());
			clock.advance(60_000);
		}
		const { attemptsText } = await state.db
			.selectFrom('delivery')
			.select('attemptsText')
			.executeTakeFirstOrThrow();
		expect(attemptsText!.length).toBeLessThan(9_000);
		const [delivery] = (await readEvent(state, 'default', id))!.deliveries;
		expect(delivery!.attempts.at(-1)!.attempt).toBe(100);
	});

	it('tells of each trigger that an event did not start why not', async () => {
		const named = async (workflowName: string, given: Partial<Subscription>) =>
			await subscribe(state, clock, { workflowId: workflowName, workflowName, ...given });
		await named('other event', { codes: ['order_paid'] });
		await named('other store', { integrations: ['22222222-2222-5222-8222-222222222222'] });
		await named('conditions', { conditions: { total: { gte: 100 }, currency: 'EUR' } });
		await named('of another space', { space: 'other' });
		await named('of shipments', { entityType: 'Shipment', codes: ['shipment_created'] });
		await named('wants it', {});
		const { id } = (await changeOrder(inbox, 'order-1', { total: 84.7, currency: 'EUR' }))[0]!;
		await named('came later', {});
		await state.db
			.updateTable('subscription')
			.set({ codesJson: 'no JSON' })
			.where('workflowName', '=', 'other store')
			.execute();
		const { deliveries, notStarted } = (await readEvent(state, 'default', id))!;
		expect(deliveries.map(({ workflowName }) => workflowName).toSorted()).toEqual([
			'Workflow',
			'wants it',
		]);
		expect(
			notStarted.map(({ workflowName, reasons }) => [
				workflowName,
				...reasons.map(({ code, text }) => `${code}: ${text}`),
			]),
		).toEqual([
			[
				'came later',
				'notPublished: It wants such events now. It was not published, or had other settings, when this one came.',
			],
			['conditions', 'conditions: Condition Total is at least 100: was 84.7.'],
			['other event', 'otherEvent: It starts on Order Paid, and this was Order Created.'],
			[
				'other store',
				'unreadable: What is stored of this trigger cannot be read. Publish the workflow again.',
			],
		]);
	});

	it.each<[string, Partial<Subscription>, string]>([
		[
			'of another store',
			{ integrations: ['22222222-2222-5222-8222-222222222222'] },
			'otherStore: It listens to other stores, not to Test Shop.',
		],
		[
			'that is about a change of its own',
			{ codes: ['order_updated'] },
			'ownUpdate: This change was made from n8n, and the trigger does not include changes of its own.',
		],
	])('tells a trigger %s', async (_, given, reason) => {
		const { id } = (await changeOrder(inbox, 'order-1'))[0]!;
		await state.db
			.updateTable('event')
			.set({ isOwnUpdate: 1, codesJson: '["order_updated"]' })
			.execute();
		await subscribe(state, clock, {
			workflowName: 'B',
			includeOwnUpdates: given.integrations !== undefined,
			...given,
		});
		const { notStarted } = (await readEvent(state, 'default', id))!;
		const { reasons } = notStarted.find(({ workflowName }) => workflowName === 'B')!;
		expect(reasons.map(({ code, text }) => `${code}: ${text}`)).toEqual([reason]);
	});

	it('says of a trigger that was taken down that it is not published', async () => {
		const { id } = (await changeOrder(inbox, 'order-1'))[0]!;
		const down = await subscribe(state, clock, { workflowName: 'B' });
		await detachSubscription(state, leaseOf(down), clock.now());
		const { notStarted } = (await readEvent(state, 'default', id))!;
		expect(notStarted[0]!.reasons).toEqual([
			{ code: 'notPublished', text: 'It is not published.' },
		]);
	});

	it('tells of the last events which would have started a workflow, and starts nothing', async () => {
		for (const [id, total] of [
			['order-1', 84.7],
			['order-2', 120],
			['order-3', 99.99],
		] as const) {
			await changeOrder(inbox, id, { total });
			clock.advance(1_000);
		}
		const before = await state.db.selectFrom('delivery').select('id').execute();
		const wanted: WantedEvents = {
			entityType: 'Order',
			codes: ['order_created'],
			integrations: null,
			conditions: { total: { gte: 100 } },
			includeOwnUpdates: false,
		};
		const told = async (triggers: WantedEvents[], last = 100, space = 'default') =>
			(await dryRun(state, space, triggers, { last })).map(({ row, reasons }) => [
				row.entityId,
				reasons.map(({ text }) => text).join(' '),
			]);
		expect(await told([wanted])).toEqual([
			['order-3', 'Condition Total is at least 100: was 99.99.'],
			['order-2', ''],
			['order-1', 'Condition Total is at least 100: was 84.7.'],
		]);
		const groups: Conditions = { any: [{ total: { gte: 100 }, number: 'x' }, { tags: 'vip' }] };
		expect((await told([{ ...wanted, conditions: groups }], 1))[0]).toEqual([
			'order-3',
			'The event failed on every group: group 1 on Total is at least 100: was 99.99, and on Order Number is x: was empty; group 2 on Tags is vip: was empty.',
		]);
		expect(await told([wanted, { ...wanted, conditions: { total: { lt: 90 } } }], 2)).toEqual([
			['order-3', expect.stringContaining('99.99')],
			['order-2', ''],
		]);
		expect(await shownDryRun(state, { ...wanted, space: 'default' }, 2)).toEqual({
			...{ dryRun: true, lookedAt: 2, wouldStart: 1 },
			events: [
				expect.objectContaining({
					...{ happened: 'Order Created', store: 'Test Shop', about: 'order-3' },
					...{ wouldStart: false, reasons: [expect.stringContaining('99.99')] },
				}),
				expect.objectContaining({ about: 'order-2', wouldStart: true, reasons: [] }),
			],
		});
		expect(await told([wanted], 100, 'other')).toEqual([]);
		expect(await state.db.selectFrom('delivery').select('id').execute()).toEqual(before);
	});
});
