import { randomUUID } from 'node:crypto';
import { watchEverything } from '../../engine/alerts/alerts.ts';
import { listAlerts, openAlerts } from '../../engine/alerts/listAlerts.ts';
import { listCatchUps, readCatchUp, startCatchUp } from '../../engine/catchUps/catchUps.ts';
import { createCatchingUp } from '../../engine/catchUps/keepCatchingUp.ts';
import { matchingEntities, type Filter } from '../../engine/catchUps/matchingEntities.ts';
import {
	attachSubscription,
	detachSubscription,
	takeBackSubscriptions,
} from '../../engine/deliveries/attachSubscription.ts';
import { extendLeases } from '../../engine/deliveries/extendLeases.ts';
import { loadItems } from '../../engine/deliveries/loadItems.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { subscriptionsWithWork } from '../../engine/deliveries/subscriptionsWithWork.ts';
import { digestOf } from '../../engine/digest/digest.ts';
import { listDeadLetters, readDeadLetters } from '../../engine/history/deadLetters.ts';
import { deliveryHealth } from '../../engine/history/deliveryHealth.ts';
import { dryRun } from '../../engine/history/dryRun.ts';
import { noteSkus } from '../../engine/history/eventSkus.ts';
import { keysetOf } from '../../engine/history/keysetCursor.ts';
import { listEvents, MOST_SIFTED } from '../../engine/history/listEvents.ts';
import { activity } from '../../engine/history/activity.ts';
import { orderTimelines } from '../../engine/history/orderTimeline.ts';
import { readFeed } from '../../engine/history/eventFeed.ts';
import { readEvent } from '../../engine/history/readEvent.ts';
import { listImports } from '../../engine/history/imports.ts';
import { recentCounts } from '../../engine/history/recentCounts.ts';
import { listRefusedMessages, refusingStores } from '../../engine/history/refusedMessages.ts';
import { workflowRuns } from '../../engine/history/workflowRuns.ts';
import type { ObservationOf } from '../../engine/events/observation.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { LEASE_MS, renewLeases } from '../../engine/leases.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { addressRef, savePersonRefs } from '../../engine/privacy/personRefs.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { COMMON, fillState } from '../support/filledState.ts';
import { readersOfTooMuch } from '../support/rowsRead.ts';
import { statementsOf } from '../support/statementsOf.ts';
import {
	claim,
	claimant,
	connect,
	INTEGRATION,
	leaseOf,
	subscribe,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

/** Settled deliveries, with as many events, snapshots and receipts. */
const SETTLED = 20_000;
/** Deliveries that were never handed over, and as many that wait for their next try. */
const WAITING = 500;
/** More than a run of a hundred events reads, far fewer than there are. */
const MOST = 300;

const KNOWN: Filter = {
	...{ integrations: null, createdSince: null, includeAlreadyRun: false },
	conditions: { id: { startsWith: 'old-2' } },
};

eachDialect('a database that has grown', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let subscription: Subscription;
	const clock = testClock();

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		subscription = await subscribe(state, clock, {
			entityType: 'Order',
			codes: ['order_created', 'order_updated', 'shipment_created'],
		});
		await fillState(state, subscription.id, SETTLED, WAITING);
	});

	const readersOf = async (work: () => Promise<unknown>, most = MOST) => {
		const statements = await statementsOf(work);
		expect(statements.length).toBeGreaterThan(0);
		return await readersOfTooMuch(state, statements, most);
	};

	it('costs an event that is stored no more than an empty one', async () => {
		const changedAt = new Date(clock.now()).toISOString();
		const common = { kind: 'upsert', changedAt, clock: 'record', topicCodes: [] } as const;
		const observations = [
			{
				...common,
				entityType: 'Order',
				id: 'old-7',
				entity: {
					id: 'old-7',
					number: '#7',
					status: 'completed',
					createdAt: changedAt,
					customer: { id: 'c', email: 'ada@example.com' },
				},
				shipmentLists: [{ prefix: 'x', exceptPrefix: null, ids: [] }],
			},
			{
				...common,
				entityType: 'Shipment',
				id: 's',
				entity: { id: 's', orderId: 'old-7', status: 'in_transit', trackingNumber: 'T1' },
			},
		] as unknown as Array<ObservationOf<'Order'>>;
		const message = { receiptKey: 'new', occurredAt: null, payload: {} };
		expect(
			await readersOf(
				async () =>
					await storeMessage(inbox, INTEGRATION, message, observations, new Date(clock.now())),
			),
		).toEqual([]);
	});

	it('costs a workflow that is published again no more than what waits for it', async () => {
		await detachSubscription(state, leaseOf(subscription), clock.now());
		clock.advance(3_600_000);
		expect(
			await readersOf(
				async () =>
					await attachSubscription(state, subscription, leaseOf(subscription), false, clock.now()),
				2 * WAITING,
			),
		).toEqual([]);
	});

	it.each([
		{ eventsPerRun: 1, keepOrder: true },
		{ eventsPerRun: 1, keepOrder: false },
		{ eventsPerRun: 100, keepOrder: true },
	])('costs a run no more than an empty one, with %j', async (options) => {
		const me = claimant();
		const lost = await claim(state, subscription, claimant(), clock.now(), options);
		expect(
			await readersOf(async () => {
				expect(await subscriptionsWithWork(state, clock.now())).toEqual([subscription.id]);
				const batch = await claim(state, subscription, me, clock.now(), options);
				await loadItems(state, subscription, batch!.deliveries);
				await extendLeases(state, me, clock.now());
				const lease = leaseOf(subscription);
				await renewLeases(state, lease.holder, clock.now());
				await takeBackSubscriptions(state, new Map([[subscription.id, lease]]), clock.now());
				await settleBatch(state, batch!, { kind: 'done' }, [], me, clock.now());
				const failing = await claim(state, subscription, me, clock.now(), options);
				const failed = { kind: 'failed', error: 'no' } as const;
				await settleBatch(state, failing!, failed, [1_000], me, clock.now());
				clock.advance(2 * LEASE_MS);
				const again = await claim(state, subscription, me, clock.now(), options);
				expect(again?.key).toBe(lost?.key);
			}),
		).toEqual([]);
	});

	it('costs those who look at it no more than what they are shown', async () => {
		const page = { limit: 50, after: null };
		expect(
			await readersOf(async () => {
				const { rows } = await listEvents(state, 'default', { entityId: 'old-9' }, page);
				expect(rows).toHaveLength(1);
				const after = { at: clock.now(), id: '' };
				await listEvents(state, 'default', { entityId: 'old-9' }, { limit: 50, after });
				await listEvents(state, 'default', {}, page);
				await listEvents(state, 'default', { entityType: 'Order' }, page);
				// Of those that nobody has asked for yet, some are numbered.
				const { next } = await readFeed(state, 'default', 'start', {}, 50);
				await readFeed(state, 'default', next, {}, 50);
				await listDeadLetters(state, 'default', {}, page);
				await deliveryHealth(state, 'default', clock.now());
				await readEvent(state, 'default', 'event-9');
				expect(await orderTimelines(state, 'default', 'key-9')).toHaveLength(1);
				const wanted = [{ ...subscription, conditions: null }];
				await dryRun(state, 'default', wanted, { last: 100 });
				await dryRun(state, 'default', wanted, { eventId: 'event-9' });
				await listRefusedMessages(state, 'default', {}, page);
				await refusingStores(state, 'default', clock.now());
				await listImports(state, INTEGRATION.guid, page, clock.now());
				await listAlerts(state, 'default', { isOpen: true }, page);
				await openAlerts(state, 'default');
				await listCatchUps(state, 'default', page);
				await recentCounts(state, 'default', clock.now());
				await activity(state, 'default', clock.now());
				// All events that there are: they came two weeks before.
				const day = { date: '2026-03-01', from: clock.now() - 14 * 86_400_000, to: clock.now() };
				await digestOf(state, 'default', null, day);
				await workflowRuns(state, 'default', clock.now());
				await readDeadLetters(state, 'default', {});
			}, 2 * WAITING),
		).toEqual([]);
	});

	it('costs a search by e-mail address, SKU, trigger or store no walk: what no index leads to is looked for in a part of the events for each page', async () => {
		const page = { limit: 50, after: null };
		const { guid: integrationGuid } = INTEGRATION;
		const rare = { code: 'order_paid', sku: 'cap', email: 'ada@example.com' } as const;
		await state.db
			.updateTable('event')
			.set({ codesJson: `["${rare.code}"]`, entityJson: JSON.stringify({ sku: rare.sku }) })
			.where('id', '=', 'event-7')
			.execute();
		await noteSkus(state, clock.now());
		await savePersonRefs(state.db, [
			{ integrationGuid, ref: addressRef(rare.email), entityType: 'Order', entityId: 'old-7' },
		]);
		const after = { at: clock.now(), id: '' };
		expect(
			await readersOf(async () => {
				await noteSkus(state, clock.now());
				for (const filter of [{ sku: rare.sku }, { email: rare.email }]) {
					const { rows, nextCursor } = await listEvents(state, 'default', filter, page);
					expect([rows.map(({ id }) => id), nextCursor]).toEqual([['event-7'], null]);
				}
				expect((await listEvents(state, 'default', { sku: COMMON.sku }, page)).rows).toHaveLength(
					50,
				);
				for (const filter of [{ sku: COMMON.sku }, { email: rare.email }]) {
					await listEvents(
						state,
						'default',
						{ ...filter, until: clock.now() },
						{ limit: 50, after },
					);
				}
			}, 2 * WAITING),
		).toEqual([]);
		expect(
			await readersOf(async () => {
				for (const filter of [
					{ email: COMMON.email },
					{ code: 'order_updated' },
					{ sku: COMMON.sku, integrationGuid },
				] as const) {
					expect((await listEvents(state, 'default', filter, page)).rows).toHaveLength(50);
				}
				await listEvents(state, 'default', { code: rare.code }, page);
				await listEvents(state, 'default', { integrationGuid: randomUUID() }, page);
				await listEvents(state, 'default', { sku: COMMON.sku, code: rare.code }, page);
				// And the one after them, by which it is known that there are more.
			}, MOST_SIFTED + 50),
		).toEqual([]);
		const found: string[] = [];
		let pages = 0;
		let cursor: string | null = null;
		do {
			const next = { limit: 50, after: cursor === null ? null : keysetOf(cursor) };
			const { rows, nextCursor } = await listEvents(state, 'default', { code: rare.code }, next);
			found.push(...rows.map(({ id }) => id));
			pages += 1;
			cursor = nextCursor;
		} while (cursor !== null);
		expect([found, pages]).toEqual([['event-7'], Math.ceil((SETTLED + 2 * WAITING) / MOST_SIFTED)]);
	});

	it('costs the look for alerts, and a catch-up that is under way, no walk through what is settled', async () => {
		const { catchUp } = await startCatchUp(inbox, 'default', subscription.workflowId, null, {
			filter: { ...KNOWN, includeAlreadyRun: true },
			...{ perMinute: 600, isToStart: true },
		});
		expect(await readersOf(createCatchingUp(inbox), 2 * WAITING)).toEqual([]);
		expect((await readCatchUp(state, 'default', catchUp!.id))!.entityId).not.toBe('');
		const row = await state.db
			.selectFrom('subscription')
			.selectAll()
			.where('id', '=', subscription.id)
			.executeTakeFirstOrThrow();
		const from = { integrationGuid: INTEGRATION.guid, entityId: 'old-2' };
		const pages = matchingEntities(state, row, KNOWN, from, clock.now());
		expect(await readersOf(async () => await pages.next(), 2 * WAITING)).toEqual([]);
		const watch = watchEverything(inbox, { state: { kind: 'sqlite', file: 'none' } });
		// The first one opens an alert, which cannot be looked at twice.
		await watch.look();
		expect(await readersOf(async () => await watch.look(), 2 * WAITING)).toEqual([]);
	});
});
