import { randomUUID } from 'node:crypto';
import {
	attachSubscription,
	detachSubscription,
	takeBackSubscriptions,
} from '../../engine/deliveries/attachSubscription.ts';
import { COLLECT_MS } from '../../engine/deliveries/claimBatches.ts';
import { extendLeases } from '../../engine/deliveries/extendLeases.ts';
import { forgetWorkflow } from '../../engine/deliveries/forgetWorkflow.ts';
import { deleteExpired, RETENTION_MS } from '../../engine/deliveries/retention.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { renewLeases } from '../../engine/leases.ts';
import type { Observation } from '../../engine/events/observation.ts';
import { retryDeadLetters } from '../../engine/history/deadLetters.ts';
import { replayEvent } from '../../engine/history/replayEvent.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { recordRegistration } from '../../engine/inbox/integration.ts';
import { announceOwnUpdate, forgetOwnUpdate } from '../../engine/inbox/ownUpdates.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { storePage } from '../../engine/inbox/storePage.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	INTEGRATION,
	leaseOf,
	saveIntegration,
	subscribe,
	type TestClock,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

const ORDERS = 12;
const MANY = { eventsPerRun: 500, keepOrder: false };
const customer = {
	id: '42',
	email: 'ada@example.com',
	firstName: 'Ada',
	lastName: null,
	phone: null,
};

/** One process that writes. */
type Writer = (state: OpenDatabase, inbox: Inbox) => Promise<unknown>;

eachDialect('writers of the state database', (database) => {
	let one: OpenDatabase;
	let other: OpenDatabase;
	let clock: TestClock;
	let subscription: Subscription;

	beforeEach(async () => {
		one = await database().open();
		other = await database().open();
		clock = testClock();
		await connect(one, clock);
		subscription = await subscribe(one, clock);
	});

	const page = (isReversed: boolean): Observation[] => {
		const changedAt = new Date(clock.now()).toISOString();
		const observations = Array.from(
			{ length: ORDERS },
			(_, index): Observation => ({
				entityType: 'Order',
				id: `o${index}`,
				kind: 'upsert',
				entity: { id: `o${index}`, createdAt: changedAt, note: randomUUID(), customer },
				changedAt,
				clock: 'record',
				topicCodes: ['order_updated'],
			}),
		);
		return isReversed ? observations.toReversed() : observations;
	};
	const importPage = async (inbox: Inbox, isReversed: boolean) => {
		const cursor = { since: null, page: null, newest: null, completedAt: null };
		await storePage(inbox, INTEGRATION, 'Order', page(isReversed), null, cursor, false);
	};
	const claimAll = async (state: OpenDatabase, nowMs: number) => {
		const me = claimant();
		const batches = [];
		for (let count = 0; count < 3; count += 1) {
			const batch = await claim(state, subscription, me, nowMs, MANY);
			if (batch) batches.push(batch);
		}
		return { me, batches };
	};
	const later = () => clock.now() + COLLECT_MS;

	const WRITERS: Readonly<Record<string, Writer>> = {
		'storing a message': async (_, inbox) => {
			for (let index = 0; index < 4; index += 1) {
				await changeOrder(inbox, `o${(index * 7) % ORDERS}`, { customer });
			}
		},
		'importing a page': async (_, inbox) => await importPage(inbox, true),
		'claiming and settling': async (state) => {
			const { me, batches } = await claimAll(state, later());
			await extendLeases(state, me, later());
			for (const batch of batches) {
				await settleBatch(state, batch, { kind: 'done' }, [], me, later());
			}
		},
		'claiming and failing': async (state) => {
			const { me, batches } = await claimAll(state, later());
			for (const batch of batches) {
				await settleBatch(state, batch, { kind: 'failed', error: 'e' }, [], me, later());
			}
		},
		'taking over what a dead process left': async (state) => {
			await claimAll(state, later() + 3_600_000);
		},
		'publishing and unpublishing': async (state) => {
			for (let count = 0; count < 2; count += 1) {
				await attachSubscription(
					state,
					subscription,
					leaseOf(subscription),
					false,
					clock.now(),
					-1,
				);
				await detachSubscription(state, leaseOf(subscription), clock.now() - 60_000);
			}
			await attachSubscription(state, subscription, leaseOf(subscription), false, clock.now(), -1);
		},
		'giving signs of life': async (state) => {
			const held = new Map([[subscription.id, leaseOf(subscription)]]);
			for (let count = 1; count < 4; count += 1) {
				await takeBackSubscriptions(state, held, clock.now() + count * 100_000);
				await renewLeases(state, 'test-process', clock.now() + count * 100_000);
			}
		},
		'forgetting a workflow': async (state) => {
			await forgetWorkflow(state, 'default', 'workflow');
			await attachSubscription(state, subscription, leaseOf(subscription), false, clock.now());
		},
		'removing a store': async (state) => {
			await removeIntegration(state, INTEGRATION.guid, clock.now());
			await saveIntegration(state, INTEGRATION, clock.now() - 1);
		},
		'forgetting a customer': async (state) => {
			await forgetCustomer(state, INTEGRATION.guid, { customerId: '42', email: null }, clock.now());
		},
		'deleting what has expired': async (state) => {
			await deleteExpired(state, clock.now() + RETENTION_MS.receipt + 60_000);
		},
		'trying dead letters again': async (_, inbox) => {
			for (let count = 0; count < 3; count += 1) await retryDeadLetters(inbox, 'default', {});
		},
		'replaying events': async (state, inbox) => {
			const events = await state.db.selectFrom('event').select('id').limit(5).execute();
			for (const { id: eventId } of events) {
				await replayEvent(inbox, 'default', { eventId, workflowIds: null, sendAgain: true });
			}
		},
		'announcing changes of our own': async (state) => {
			for (let index = 0; index < 3; index += 1) {
				const update = { entityType: 'Order', id: `o${index}`, status: 'completed' } as const;
				await announceOwnUpdate(state, INTEGRATION.guid, update, clock.now());
				await forgetOwnUpdate(state, INTEGRATION.guid, update);
			}
			await recordRegistration(state, INTEGRATION.guid, clock.now());
		},
	};
	const names = Object.keys(WRITERS);

	it.each(names)(
		'never wait for each other for ever: %s and every other',
		async (name) => {
			const failures: string[] = [];
			for (const against of names.slice(names.indexOf(name))) {
				clock.advance(1_000);
				await importPage(testInbox(one, clock), false);
				const run = async (writer: string, state: OpenDatabase) =>
					await WRITERS[writer]!(state, testInbox(state, clock)).catch((error: unknown) => {
						failures.push(`${name} x ${against}: ${writer}: ${String(error)}`);
					});
				await Promise.all([
					run(name, one),
					run(against, other),
					run(name, other),
					run(against, one),
				]);
			}
			expect(failures).toEqual([]);
		},
		120_000,
	);

	it('do not bring a removed store back by a message that was under way', async () => {
		const inbox = testInbox(one, clock);
		await changeOrder(inbox, 'a', { customer });
		const underWay = Array.from(
			{ length: 20 },
			async (_, index) => await changeOrder(testInbox(other, clock), `u${index}`, { customer }),
		);
		await removeIntegration(one, INTEGRATION.guid, clock.now());
		await Promise.all(underWay);
		expect(await changeOrder(inbox, 'late')).toEqual([]);
		await importPage(inbox, false);
		const tables = [
			'integration',
			'event',
			'delivery',
			'snapshot',
			'receipt',
			'importCursor',
			'personRef',
		] as const;
		for (const table of tables) {
			expect([table, await one.db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
		}
		await connect(one, clock);
		expect(await changeOrder(inbox, 'published again')).toHaveLength(1);
	});
});
