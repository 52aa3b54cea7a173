import { ActionError } from '../../engine/actions/actionError.ts';
import { createReceivers } from '../../engine/actions/receivers.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import { endOfN8nKey, noteKey } from '../../engine/alerts/expiringKeys.ts';
import { fullDatabase, restartFinding } from '../../engine/alerts/serviceCauses.ts';
import { listAlerts } from '../../engine/alerts/listAlerts.ts';
import { noteRestart, watchEverything } from '../../engine/alerts/alerts.ts';
import { createWatch, type Watch } from '../../engine/alerts/watch.ts';
import { loadItems } from '../../engine/deliveries/loadItems.ts';
import { deleteExpired } from '../../engine/deliveries/retention.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import type { AnySubscription, Subscription } from '../../engine/deliveries/subscription.ts';
import { detachSubscription } from '../../engine/deliveries/attachSubscription.ts';
import { retryDeadLetters } from '../../engine/history/deadLetters.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { beginImportLog } from '../../engine/inbox/importLog.ts';
import type { StoreImport } from '../../engine/inbox/importStore.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { createHolder, LEASE_MS } from '../../engine/leases.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { fillState } from '../support/filledState.ts';
import { newSecret } from '../support/postSigned.ts';
import { readersOfTooMuch } from '../support/rowsRead.ts';
import { statementsOf } from '../support/statementsOf.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	genericStore,
	INTEGRATION,
	leaseOf,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const EVERY_PAGE = { limit: 250, after: null };

eachDialect('alerts', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let watch: Watch;
	let post: ReturnType<typeof genericStore>;
	const woken: string[] = [];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		woken.length = 0;
		inbox = testInbox(state, clock, { warn: () => {}, wake: (ids) => void woken.push(...ids) });
		post = genericStore(inbox, clock);
		await connect(state, clock);
		watch = watchEverything(inbox, { state: database().location });
	});

	const look = async () => {
		await inbox.messages.flush();
		await watch.look();
	};
	/** Nobody gives signs of life for the triggers of most of these tests. */
	const listed = async (isOpen?: boolean, space = 'default') =>
		(await listAlerts(state, space, { isOpen }, EVERY_PAGE)).rows.filter(
			({ kind }) => kind !== 'workflow_not_running',
		);
	const kinds = async (isOpen = true) => (await listed(isOpen)).map(({ kind }) => kind);
	const order = (id: string) => ({ id, number: `#${id}`, status: 'processing' });

	/** A published workflow with a Commerce Alert Trigger. */
	const subscribeToAlerts = async (given: Partial<AnySubscription> = {}) =>
		await subscribe(state, clock, {
			entityType: 'Alert',
			codes: ['store_silent', 'messages_refused', 'dead_letters', 'database_full'],
			nodeName: 'Commerce Alert Trigger',
			...given,
		} as unknown as Partial<Subscription>);
	/** What its runs are given, in their order. */
	const runsOf = async (subscription: Subscription) => {
		const rows = await state.db.selectFrom('delivery').selectAll().orderBy('seq').execute();
		const own = rows.filter(({ subscriptionId }) => subscriptionId === subscription.id);
		if (own.length === 0) return [];
		return await loadItems(
			state,
			subscription,
			own.map((row) => ({ ...row, attempt: row.attempt + 1 })),
		);
	};
	/** A message in four hours by day, none by night, as a shop has them. */
	const usualDays = async (days: number) => {
		for (let hour = 0; hour < 24 * days; hour += 4) {
			if (hour % 24 < 16) await post('order.updated', { ...order('1'), note: `${hour}` });
			clock.advance(4 * HOUR_MS);
			await look();
		}
	};

	it('a store silent for a simulated day starts the alert workflow once, not each minute', async () => {
		const subscription = await subscribeToAlerts();
		await usualDays(4);
		expect(await listed()).toEqual([]);
		for (let minute = 0; minute < 24 * 60; minute += minute < 22 * 60 ? 60 : 4) {
			clock.advance((minute < 22 * 60 ? 60 : 4) * MINUTE_MS);
			await watch.look();
		}
		expect(await kinds()).toEqual(['store_silent']);
		const runs = await runsOf(subscription);
		expect(runs).toMatchObject([
			{
				kind: 'store_silent',
				state: 'opened',
				title: '"Test Shop" is silent',
				cause: expect.stringMatching(
					/nothing since 2026-03-05 .* never silent for longer than 12 hours/,
				),
				nextStep: expect.stringContaining('webhooks'),
				store: 'Test Shop',
				integration: { guid: INTEGRATION.guid },
				endedAt: null,
			},
		]);
		expect(woken).toEqual([subscription.id]);

		await post('order.updated', { ...order('1'), note: 'again' });
		await look();
		expect(await kinds()).toEqual([]);
		expect(await listed(false)).toHaveLength(1);
		expect(await runsOf(subscription)).toHaveLength(1);
	});

	it('of silence count longer than is usual for a store: a shop with an order a week is not silent after a day', async () => {
		for (let week = 0; week < 4; week += 1) {
			await post('order.updated', { ...order('1'), note: `${week}` });
			for (let day = 0; day < 7; day += 1) {
				await look();
				clock.advance(DAY_MS - (week === 0 && day === 0 ? HOUR_MS : 0));
			}
		}
		await look();
		expect(await listed()).toEqual([]);
	});

	it('say why messages are refused within a minute, and end when one is accepted', async () => {
		const opened = await subscribeToAlerts();
		const both = await subscribeToAlerts({ codes: ['messages_refused', 'ended'] });
		const otherKind = await subscribeToAlerts({ codes: ['store_silent', 'ended'] });
		const otherStore = await subscribeToAlerts({
			integrations: ['22222222-2222-5222-8222-222222222222'],
		});
		const otherSpace = await subscribeToAlerts({ space: 'other' });
		await post('order.created', order('1'), newSecret());
		await look();
		expect(await listed(true)).toMatchObject([
			{
				kind: 'messages_refused',
				name: 'Test Shop',
				cause: expect.stringMatching(/One message .*signature/i),
				nextStep: expect.stringContaining('secret'),
				link: 'https://n8n.example.com/workflow/store-workflow',
			},
		]);
		expect(await listed(true, 'other')).toEqual([]);
		clock.advance(1_000);
		await post('order.created', order('1'));
		await look();
		expect(await kinds()).toEqual([]);
		expect(await runsOf(opened)).toMatchObject([{ state: 'opened' }]);
		expect(await runsOf(both)).toMatchObject([
			{ state: 'opened' },
			{ state: 'ended', endedAt: new Date(clock.now()).toISOString() },
		]);
		for (const none of [otherKind, otherStore, otherSpace]) expect(await runsOf(none)).toEqual([]);
	});

	it('tell of the same trouble once an hour, however often it comes and goes', async () => {
		const subscription = await subscribeToAlerts({ codes: ['messages_refused', 'ended'] });
		for (let minute = 0; minute < 90; minute += 10) {
			clock.advance(5 * MINUTE_MS);
			await post('order.created', order('1'), newSecret());
			await look();
			clock.advance(5 * MINUTE_MS);
			await post('order.updated', { ...order('1'), note: `${minute}` });
			await look();
		}
		expect(await listed()).toHaveLength(1);
		const states = (await runsOf(subscription)).map((item) => 'state' in item && item.state);
		expect(states).toEqual(['opened', 'ended', 'opened', 'ended']);
		const ids = (await runsOf(subscription)).map(({ event }) => event.id);
		expect(new Set(ids).size).toBe(4);
	});

	it('of a workflow with dead letters end when these are tried again', async () => {
		const subscription = await subscribe(state, clock, { workflowName: 'Mail' });
		await changeOrder(inbox, 'a');
		const me = claimant();
		const batch = await claim(state, subscription, me, clock.now());
		const failed = { kind: 'failed', error: 'ana@example.com is no mailbox' } as const;
		await settleBatch(state, batch!, failed, [], me, clock.now());
		await look();
		expect(await listed(true)).toMatchObject([
			{
				kind: 'dead_letters',
				title: '"Mail" has given up events',
				cause: expect.stringMatching(/1 event .*: … is no mailbox$/),
				link: 'https://n8n.example.com/workflow/workflow',
			},
		]);
		await retryDeadLetters(inbox, 'default', {});
		await look();
		expect(await listed(true)).toEqual([]);
	});

	it('that could not be handed over in all tries are dead letters, and tried again with them', async () => {
		const subscription = await subscribeToAlerts();
		await post('order.created', order('1'), newSecret());
		await look();
		const me = claimant();
		const batch = await claim(state, subscription, me, clock.now());
		await settleBatch(state, batch!, { kind: 'failed', error: 'no' }, [], me, clock.now());
		await look();
		expect((await kinds()).toSorted()).toEqual(['dead_letters', 'messages_refused']);
		expect(await retryDeadLetters(inbox, 'other', {})).toBe(0);
		expect(await retryDeadLetters(inbox, 'default', {})).toBe(1);
		const again = await claim(state, subscription, me, clock.now());
		expect(await loadItems(state, subscription, again!.deliveries)).toMatchObject([
			{ kind: 'messages_refused', event: { attempt: 2 } },
		]);
	});

	it('of a workflow that n8n has not started again end when it has', async () => {
		const subscription = await subscribe(state, clock, { workflowName: 'Mail' });
		const all = async () => (await listAlerts(state, 'default', { isOpen: true }, EVERY_PAGE)).rows;
		clock.advance(4 * MINUTE_MS);
		await look();
		expect(await all()).toEqual([]);
		clock.advance(MINUTE_MS);
		await look();
		expect(await all()).toMatchObject([
			{
				kind: 'workflow_not_running',
				cause: expect.stringMatching(/"Mail" gets no events since .* collected until/),
				nextStep: expect.stringContaining('publish'),
			},
		]);
		await detachSubscription(state, leaseOf(subscription), clock.now());
		await look();
		expect(await all()).toEqual([]);
	});

	it('of an engine that was started again are told to every space, and end after an hour', async () => {
		const elsewhere = await subscribeToAlerts({ space: 'other', codes: ['engine_restarted'] });
		await noteRestart(inbox, 'process', { at: clock.now(), reason: 'out of memory' });
		for (const space of ['default', 'other']) {
			expect(await listed(true, space)).toMatchObject([
				{ kind: 'engine_restarted', cause: expect.stringContaining('out of memory') },
			]);
		}
		clock.advance(HOUR_MS - 1);
		await look();
		expect(await kinds()).toEqual(['engine_restarted']);
		clock.advance(1);
		await look();
		expect(await kinds()).toEqual([]);
		expect(await runsOf(elsewhere)).toMatchObject([{ kind: 'engine_restarted', store: null }]);
		expect(
			restartFinding('p', { at: 0, reason: 'x\u0000\n'.repeat(500) }).cause.length,
		).toBeLessThan(600);
	});

	it('say what imports find that webhooks should have brought, that webhooks were off, and that keys are refused', async () => {
		const webhook = (topic: string) => ({
			id: topic,
			topic,
			url: INTEGRATION.webhookUrl,
			enabled: true,
		});
		const imported = async (
			events: number,
			{ restored = [] as string[], refusal = null as StoreError | null } = {},
		) => {
			const lease = { kind: 'import', key: INTEGRATION.guid, holder: 'me' } as const;
			const log = await beginImportLog(inbox, INTEGRATION.guid, lease, 'schedule');
			const found = { pages: 1, entities: events, events };
			const read = { stored: events, refusals: 0, since: null, total: null };
			log.tell({ entityType: 'Order', ...found, ...read });
			if (refusal === null) {
				log.tellWebhooks({ webhooks: [], restored: restored.map(webhook), removed: 0 });
			}
			const done: StoreImport = {
				webhooks: refusal
					? { failed: refusal.message }
					: { registered: 4, restored: restored.length, removed: 0 },
				imported: { Order: found },
				failures: refusal ? [refusal] : [],
			};
			await log.end(done, false);
			clock.advance(1);
			await look();
		};
		await imported(9);
		clock.advance(2 * HOUR_MS);
		await imported(2);
		expect(await kinds()).toEqual([]);
		clock.advance(10 * MINUTE_MS);
		await imported(1);
		expect(await listed(true)).toMatchObject([
			{
				kind: 'webhooks_missed',
				cause: expect.stringContaining('2 imports of "Test Shop" have found 3 changes'),
			},
		]);
		clock.advance(DAY_MS);
		await imported(0, { restored: ['orders', 'products'] });
		expect(await listed(true)).toMatchObject([
			{
				kind: 'webhook_off',
				cause: expect.stringContaining('2 webhooks of "Test Shop" had been dropped'),
			},
		]);
		clock.advance(DAY_MS);
		const left = 'The webhooks of "Test Shop" could not be put right: the key may only read.';
		await imported(0, { refusal: new StoreError('forbidden', left) });
		expect(await listed(true)).toMatchObject([{ kind: 'webhook_off', cause: left }]);
		const refusal = new StoreError('unauthorized', 'The store does not accept the keys');
		await imported(0, { refusal });
		expect(await listed(true)).toMatchObject([
			{ kind: 'keys_refused', cause: expect.stringContaining('does not accept the keys') },
		]);
		await imported(0);
		expect(await kinds()).toEqual([]);
	});

	it('tell of an n8n API key 14 days before it expires, by its name and day, and end when another one is used; the key is not kept', async () => {
		const keyUntil = (at: number) => {
			const payload = { sub: 'owner', iss: 'n8n', exp: at / 1_000 };
			return `head.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.secret`;
		};
		const used = async (apiKey: string) => {
			const key = { id: 'workflow/node', space: 'default', name: 'API', link: null };
			await noteKey(state, { ...key, expiresAt: endOfN8nKey(apiKey) }, clock.now());
			await look();
		};
		const endsAt = Date.parse('2026-03-20T12:00:00Z');
		await used(keyUntil(endsAt));
		clock.advance(5 * DAY_MS - 1);
		await look();
		expect(await kinds()).toEqual([]);
		clock.advance(1);
		await look();
		expect(await listed(true)).toMatchObject([
			{
				kind: 'keys_expiring',
				title: 'The n8n API key of "API" expires on 2026-03-20',
				nextStep: expect.stringMatching(/new key .* Settings > n8n API.*"API"/),
			},
		]);
		expect(await listed(true, 'other')).toEqual([]);
		await used(keyUntil(endsAt));
		clock.advance(14 * DAY_MS - 1);
		await look();
		expect((await listed(true)).map(({ title }) => title)).toContain(
			'The n8n API key of "API" expires on 2026-03-20',
		);
		await used(keyUntil(endsAt));
		clock.advance(1);
		await look();
		expect(await listed(true)).toContainEqual(
			expect.objectContaining({ cause: expect.stringMatching(/expired on 2026-03-20/) }),
		);
		const kept = JSON.stringify(await state.db.selectFrom('expiringKey').selectAll().execute());
		expect(kept).not.toMatch(/secret|head|owner/);
		await used(keyUntil(clock.now() + 30 * DAY_MS));
		expect(await kinds()).not.toContain('keys_expiring');
		await used('n8n_api_of_old_which_never_ends');
		expect(await state.db.selectFrom('expiringKey').selectAll().execute()).toEqual([]);
	});

	it('of a receiver that is left alone end when it answers', async () => {
		const receivers = createReceivers(inbox);
		const mail = { kind: 'mail server', host: 'mail.example.com:587' } as const;
		const fail = async () => {
			throw new ActionError('unavailable', 'It does not answer', { retryable: true });
		};
		for (let i = 0; i < 5; i += 1) await receivers.ask(mail, fail).catch(() => {});
		await look();
		expect(await listed(true)).toMatchObject([
			{
				kind: 'receiver_down',
				title: 'The mail server mail.example.com:587 fails',
				cause: expect.stringContaining('It does not answer'),
			},
		]);
		clock.advance(MINUTE_MS);
		await receivers.ask(mail, async () => true);
		await look();
		expect(await kinds()).toEqual([]);
	});

	it('of a disk that is nearly full end when there is room, and say nothing where that is not known', async () => {
		let free: number | null = 499_000_000;
		watch = createWatch(inbox, [fullDatabase(async () => free)]);
		await look();
		expect(await listed(true)).toMatchObject([
			{ kind: 'database_full', cause: expect.stringContaining('499 MB left') },
		]);
		free = 2_000_000_000;
		await look();
		expect(await listed(true)).toEqual([]);
		free = null;
		await look();
		expect(await listed(true)).toEqual([]);
	});

	it('of what cannot be looked for stay as they are, and the others are looked for', async () => {
		let isBroken = false;
		const full = fullDatabase(async () => {
			if (isBroken) throw new Error('no disk');
			return 0;
		});
		const other = fullDatabase(async () => 0);
		watch = createWatch(inbox, [full]);
		await look();
		isBroken = true;
		await look();
		expect(await kinds()).toEqual(['database_full']);
		watch = createWatch(inbox, [
			full,
			{
				kinds: ['dead_letters'],
				find: async (nowMs) => [
					{ ...(await other.find(nowMs))![0]!, kind: 'dead_letters' as const },
				],
			},
		]);
		clock.advance(2 * LEASE_MS);
		await look();
		expect((await kinds()).sort()).toEqual(['database_full', 'dead_letters']);
	});

	it('are looked for by one process at a time, and by another when that is gone', async () => {
		const other = { ...inbox, holder: createHolder(state, clock.now) };
		const theirs = watchEverything(other, { state: database().location });
		await look();
		await post('order.created', order('1'), newSecret());
		await inbox.messages.flush();
		await theirs.look();
		expect(await listed()).toEqual([]);
		clock.advance(2 * LEASE_MS);
		await theirs.look();
		expect(await kinds()).toEqual(['messages_refused']);
		clock.advance(1_000);
		await post('order.created', order('1'));
		await look();
		expect(await kinds()).toEqual(['messages_refused']);
	});

	it('are kept for 30 days after their end, and go with their store', async () => {
		const subscription = await subscribeToAlerts();
		await post('order.created', order('1'), newSecret());
		await look();
		clock.advance(40 * DAY_MS);
		await deleteExpired(state, clock.now());
		expect(await listed()).toHaveLength(1);
		await look();
		clock.advance(31 * DAY_MS);
		await deleteExpired(state, clock.now());
		expect((await listed()).map(({ kind }) => kind)).toEqual(['store_silent']);
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		expect(await listed()).toEqual([]);
		expect(await runsOf(subscription)).toEqual([]);
		expect(await state.db.selectFrom('storeRhythm').selectAll().execute()).toEqual([]);
	});

	it('cost a database that has grown no walk', async () => {
		const subscription = await subscribe(state, clock);
		await subscribeToAlerts();
		await fillState(state, subscription.id, 20_000, 500);
		await usualDays(1);
		await post('order.created', order('1'), newSecret());
		await inbox.messages.flush();
		await watch.look();
		clock.advance(MINUTE_MS);
		const statements = await statementsOf(async () => {
			await watch.look();
			await listAlerts(state, 'default', { isOpen: true }, { limit: 50, after: null });
		});
		expect(await kinds()).toEqual(expect.arrayContaining(['dead_letters', 'messages_refused']));
		expect(await readersOfTooMuch(state, statements, 300)).toEqual([]);
	});
});
