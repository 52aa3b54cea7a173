import { createActions } from '../../engine/actions/actions.ts';
import { deleteExpired } from '../../engine/deliveries/retention.ts';
import type { ShipmentStatus } from '../../engine/events/statuses.ts';
import { lastImportOf } from '../../engine/inbox/importSchedule.ts';
import { importStore } from '../../engine/inbox/importStore.ts';
import type { ImportBeginning } from '../../engine/inbox/importRuns.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { integrationOf, recordRegistration } from '../../engine/inbox/integration.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { takeLease } from '../../engine/leases.ts';
import { nextDueAt } from '../../engine/parcels/watchedParcels.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';
import type { TestClock } from '../support/testInbox.ts';
import { addTestTracker, TRACKER, type TestTracker } from '../support/testTracker.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const REFRESHES = { parcelsAtOnce: 3, callsPerMinute: 10, everyMs: 6 * HOUR_MS };

eachDialect('parcels of a tracker that has no list of changes', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let tracker: TestTracker;
	let waits: Array<readonly [string, number]>;
	let messages = 0;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		tracker = addTestTracker(clock, REFRESHES);
		waits = [];
		await saveIntegration(state, tracker.integration, clock.now() - 1);
	});
	afterEach(() => tracker.remove());

	/** The tracker posts what a carrier says. */
	const post = async (id: string, status: ShipmentStatus) => {
		messages += 1;
		await storeMessage(
			inbox,
			tracker.integration,
			{ receiptKey: String(messages), occurredAt: null, payload: {} },
			[tracker.move(id, status)],
			new Date(clock.now()),
		);
	};
	const run = async ({
		began = 'schedule' as ImportBeginning,
		signal = undefined as AbortSignal | undefined,
		by = inbox,
	} = {}) =>
		await importStore(
			by,
			{
				integration: (await integrationOf(state, INTEGRATION.space, INTEGRATION.guid))!,
				provider: tracker.provider,
				connection: {
					credentials: {},
					http: async () => ({ status: 200, headers: {}, body: null }),
				},
				webhookUrl: null,
			},
			['Shipment'],
			{
				firesForExisting: false,
				onPage: () => {},
				async wait(ms, why) {
					waits.push([why, ms]);
					clock.advance(ms);
				},
				...(signal && { signal }),
			},
			began,
		);
	const asked = () => tracker.calls.map(({ parcels }) => parcels.map(({ id }) => id));
	const watched = async () =>
		(await state.db.selectFrom('watchedParcel').select('shipmentId').execute())
			.map(({ shipmentId }) => shipmentId)
			.toSorted();
	const codesOf = async (id: string) =>
		(
			await state.db
				.selectFrom('event')
				.select('codesJson')
				.where('entityId', '=', id)
				.orderBy('receivedAt')
				.execute()
		).map(({ codesJson }) => (JSON.parse(codesJson) as string[])[0]);
	const shipmentOf = async (done: ReturnType<typeof run>) => (await done)!.imported.Shipment;

	it('are asked for once nothing was heard of them for the interval, and what is new starts workflows once', async () => {
		await post('1', 'in_transit');
		tracker.move('1', 'delivered');
		expect(await shipmentOf(run())).toMatchObject({ entities: 0 });
		clock.advance(REFRESHES.everyMs);
		expect(await shipmentOf(run())).toMatchObject({ pages: 1, entities: 1, events: 1 });
		expect(tracker.calls).toMatchObject([
			{ parcels: [{ id: '1', trackingNumber: 'TN-1', carrier: 'dhl' }] },
		]);
		expect(await codesOf('1')).toEqual(['shipment_updated', 'shipment_delivered']);
	});

	it('that a webhook has just told of are not due, also where it tells nothing new', async () => {
		await post('1', 'in_transit');
		await post('2', 'in_transit');
		clock.advance(REFRESHES.everyMs - HOUR_MS);
		await post('1', 'out_for_delivery');
		await post('2', 'in_transit');
		clock.advance(HOUR_MS);
		await run();
		expect(asked()).toEqual([]);
	});

	it('that have come to their end are asked for no more', async () => {
		const ends: ShipmentStatus[] = ['delivered', 'returned', 'cancelled'];
		for (const status of ends) await post(status, 'in_transit');
		await post('failed', 'failed');
		for (const status of ends) await post(status, status);
		expect(await watched()).toEqual(['failed']);
		clock.advance(REFRESHES.everyMs);
		tracker.move('failed', 'returned');
		await run();
		expect(await watched()).toEqual([]);
	});

	it('are asked for again and again while they are on their way, the one that was asked for longest ago first, and for 90 days without news', async () => {
		for (const id of ['1', '2', '3', '4']) {
			await post(id, 'in_transit');
			clock.advance(20 * MINUTE_MS);
		}
		clock.advance(REFRESHES.everyMs);
		await run();
		expect(asked()).toEqual([['1', '2', '3'], ['4']]);
		await run();
		expect(asked()).toHaveLength(2);
		clock.advance(REFRESHES.everyMs);
		await run();
		expect(asked()).toHaveLength(4);
		clock.advance(90 * DAY_MS);
		await run();
		expect(asked()).toHaveLength(4);
		await deleteExpired(state, clock.now());
		expect(await watched()).toEqual([]);
	});

	it('that the tracker does not have hold up no other one', async () => {
		await post('1', 'in_transit');
		await state.db
			.insertInto('watchedParcel')
			.values({
				integrationGuid: INTEGRATION.guid,
				shipmentId: 'x',
				...{ heardAt: 1 },
				newsAt: clock.now(),
				isAlone: 0,
			})
			.execute();
		const unknown = await state.db.selectFrom('snapshot').selectAll().executeTakeFirstOrThrow();
		await state.db
			.insertInto('snapshot')
			.values({ ...unknown, entityId: 'x' })
			.execute();
		clock.advance(REFRESHES.everyMs);
		await run();
		await run();
		expect(asked()).toEqual([['x', '1']]);
	});

	it('are asked for in no more calls a minute than the platform has for them, from one import to the next, too', async () => {
		for (let id = 1; id <= 100; id += 1) await post(String(id), 'in_transit');
		clock.advance(REFRESHES.everyMs);
		await run();
		await post('101', 'in_transit');
		await run({ began: 'manual' });
		const times = tracker.calls.map(({ at }) => at);
		const most = Math.max(
			...times.map((at) => times.filter((one) => one >= at && one < at + MINUTE_MS).length),
		);
		expect(most).toBe(REFRESHES.callsPerMinute);
		expect(asked().flat()).toHaveLength(100);
	});

	it('keep an import busy for ten minutes at most, and the next one goes on, as after n8n was killed', async () => {
		for (let id = 1; id <= 400; id += 1) await post(String(id), 'in_transit');
		clock.advance(REFRESHES.everyMs);
		const dueAt = await nextDueAt(state, INTEGRATION.guid, REFRESHES, clock.now());
		expect(dueAt).toBeLessThanOrEqual(clock.now());
		await run();
		expect(asked()).toHaveLength(10 * REFRESHES.callsPerMinute);
		expect(await nextDueAt(state, INTEGRATION.guid, REFRESHES, clock.now())).toEqual(dueAt);

		const killed = new AbortController();
		tracker.calls.splice(0);
		const before = tracker.provider.refreshParcels!;
		tracker.provider.refreshParcels = async (...given) => {
			killed.abort();
			return await before(...given);
		};
		await run({ signal: killed.signal });
		tracker.provider.refreshParcels = before;
		await run({ by: testInbox(state, clock) });
		expect(new Set(asked().flat())).toHaveProperty('size', 100);
		expect(asked().flat()).toHaveLength(100);
	});

	it('are asked for by one process at a time', async () => {
		await post('1', 'in_transit');
		clock.advance(REFRESHES.everyMs);
		const other = { kind: 'import', key: INTEGRATION.guid, holder: 'other' } as const;
		await takeLease(state, other, clock.now());
		expect(await run()).toBeNull();
		expect(asked()).toEqual([]);
	});

	it('are left alone for as long as the platform asks: some seconds within an import, longer until another one', async () => {
		await post('1', 'in_transit');
		clock.advance(REFRESHES.everyMs);
		tracker.failures.push(new StoreError('throttled', 'busy', { retryAfterMs: 7_000 }));
		await run();
		expect(waits[0]).toEqual(['busy', 7_000]);
		expect(asked()).toHaveLength(2);

		clock.advance(REFRESHES.everyMs);
		tracker.failures.push(
			new StoreError('throttled', 'Come back later.', { retryAfterMs: HOUR_MS }),
		);
		for (const passed of [0, 30 * MINUTE_MS]) {
			clock.advance(passed);
			expect((await run())!.imported.Shipment).toEqual({ failed: 'Come back later.' });
		}
		expect(asked()).toHaveLength(3);
		clock.advance(31 * MINUTE_MS);
		await run();
		expect(asked()).toHaveLength(4);
	});

	it('one of which nothing can be read holds up none of those that it is asked for with', async () => {
		for (const id of ['1', '2', '3', '4']) await post(id, 'in_transit');
		clock.advance(REFRESHES.everyMs);
		tracker.poison.set('2', new StoreError('rejected', 'There is no such number.'));
		const done = await shipmentOf(run());
		expect(done).toMatchObject({
			entities: 3,
			refusals: 1,
			refused: [{ id: '2', reason: 'There is no such number.' }],
		});
		// From then on by itself, and not before it is due.
		tracker.calls.splice(0);
		clock.advance(REFRESHES.everyMs);
		await run();
		expect(asked().filter((ids) => ids.includes('2'))).toEqual([['2']]);
		tracker.poison.clear();
		tracker.calls.splice(0);
		clock.advance(REFRESHES.everyMs);
		await run();
		clock.advance(REFRESHES.everyMs);
		await run();
		expect(asked().flat().toSorted()).toEqual(['1', '1', '2', '2', '3', '3', '4', '4']);
	});

	it('are not tried one by one where it does not lie with them: an account without credit is told as what the import failed by', async () => {
		for (let id = 1; id <= 30; id += 1) await post(String(id), 'in_transit');
		clock.advance(REFRESHES.everyMs);
		const refusal = new StoreError('rejected', 'The account is out of credit.');
		for (let id = 1; id <= 30; id += 1) tracker.poison.set(String(id), refusal);
		expect(await shipmentOf(run())).toEqual({ failed: 'The account is out of credit.' });
		expect(asked().length).toBeLessThan(10);
		expect(await lastImportOf(state, INTEGRATION.guid)).toMatchObject({
			failure: 'The account is out of credit.',
		});
	});

	it('with keys that are refused are not asked for again before the next import, and the import says so', async () => {
		for (const id of ['1', '2', '3', '4']) await post(id, 'in_transit');
		clock.advance(REFRESHES.everyMs);
		tracker.failures.push(new StoreError('unauthorized', 'The key is wrong.'));
		await run();
		expect(asked()).toHaveLength(1);
		const last = await lastImportOf(state, INTEGRATION.guid);
		expect(last).toMatchObject({ keysProblem: 'The key is wrong.' });
	});

	it('are asked for in time also where the store is imported from once a day', async () => {
		tracker.remove();
		tracker = addTestTracker(clock, { ...REFRESHES, callsPerMinute: 60_000 });
		await recordRegistration(state, INTEGRATION.guid, clock.now());
		const { perform } = createActions(inbox, () => {});
		const rhythm = { everyMs: DAY_MS, startedAt: clock.now(), isRestart: false };
		const ask = async () => {
			const outcome = await perform('importMissed', {
				...{ space: INTEGRATION.space, guid: INTEGRATION.guid, rhythm },
				keys: { provider: TRACKER, credentials: {} },
				...{ entityTypes: ['Shipment'], firesForExisting: false },
			});
			if (outcome.kind === 'failed') throw new Error(outcome.error.message);
			return outcome.result.nextInMs;
		};
		await post('1', 'in_transit');
		expect(await ask()).toBe(REFRESHES.everyMs);
		expect(asked()).toEqual([]);
		clock.advance(REFRESHES.everyMs);
		expect(await ask()).toBe(REFRESHES.everyMs);
		expect(asked()).toEqual([['1']]);
		await post('1', 'delivered');
		expect(await ask()).toBeGreaterThan(REFRESHES.everyMs);
	});

	it('are asked for at once where somebody imports by hand, but not those just heard of', async () => {
		await post('1', 'in_transit');
		clock.advance(HOUR_MS);
		await post('2', 'in_transit');
		await run({ began: 'workflow' });
		expect(asked()).toEqual([]);
		await run({ began: 'manual' });
		expect(asked()).toEqual([['1']]);
	});

	it('are asked for no more once their customer is forgotten, or the tracker is removed', async () => {
		for (const id of ['1', '2']) await post(id, 'in_transit');
		await forgetCustomer(
			state,
			INTEGRATION.guid,
			{ customerId: null, email: '1@example.com' },
			clock.now(),
		);
		expect(await watched()).toEqual(['2']);
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		expect(await watched()).toEqual([]);
	});
});
