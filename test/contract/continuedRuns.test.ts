import { randomUUID } from 'node:crypto';
import { claimBatches } from '../../engine/deliveries/claimBatches.ts';
import { createFollowing } from '../../engine/deliveries/followContinued.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import { noteOutcomes } from '../../engine/actions/ledgerActions.ts';
import type { ActionWorld } from '../../engine/actions/actionWorld.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	type Subscription,
} from '../../engine/deliveries/subscription.ts';
import { readDeadLetters } from '../../engine/history/deadLetters.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { tryAgain } from '../../n8n/runs/tryAgain.ts';
import { apiInMemory, type ApiInMemory } from '../support/apiInMemory.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import { refusal } from '../support/simulatedN8n.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	REAL_CLOCK as clock,
	subscribe,
	testInbox,
} from '../support/testInbox.ts';

const OBSTACLE = 'It is not tried again by itself: "Slack" had run before.';

eachDialect('a dead letter that is tried again', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let api: ApiInMemory;
	let subscription: Subscription;

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock);
		api = apiInMemory(state);
		await connect(state, clock);
		subscription = await subscribe(state, clock);
	});

	/** Fails the run of what is due; an action of ours in it has told why, unless there was none. */
	const die = async (
		orderIds: readonly string[],
		{
			executionId = '100',
			obstacle = OBSTACLE as string | null,
			isTold = true,
			isKept = true,
		} = {},
	) => {
		for (const id of orderIds) await changeOrder(inbox, id);
		const me = claimant();
		const batch = (await claim(state, subscription, me, clock.now() + 60_000, {
			eventsPerRun: orderIds.length,
		}))!;
		const failed = { outcome: 'failed', recipient: null, what: null, said: 'no' } as const;
		const told = { isPassing: true, notBefore: null, isLeftAlone: false, obstacle };
		const [{ eventId, attempt }] = batch.deliveries as [(typeof batch.deliveries)[number]];
		if (isTold) {
			await noteOutcomes({ inbox } as ActionWorld, {
				...{ workflowId: subscription.workflowId, executionId, nodeName: 'Send Email' },
				...{ action: 'email', outcomes: [{ ...failed, eventId, attempt, told }] },
			});
		}
		if (isKept) api.n8n.runs.set(executionId, { status: 'error', key: batch.key });
		const outcome = {
			kind: 'failed',
			error: 'The mail server is away.',
			node: 'Send Email',
		} as const;
		await settleBatch(state, batch, outcome, [], me, clock.now());
	};
	const letters = async () => (await api.ask('GET', '/api/dead-letters')).data;
	const retry = async (id: string, query = '') =>
		await api.ask('POST', `/api/dead-letters/${id}/retry${query}`);
	const deliveries = async () =>
		await state.db.selectFrom('delivery').selectAll().orderBy('seq').execute();
	const retried = () => [...api.n8n.runs.values()].filter(({ retryOf }) => retryOf !== undefined);

	it('goes on in n8n at the node that failed where somebody else’s node had run before, and is delivered', async () => {
		await die(['a']);
		const [letter] = await letters();
		expect(letter).toMatchObject({ retriesFrom: 'failingNode', executionId: '100' });
		expect(letter.executionUrl).toBe('https://n8n.example.com/workflow/workflow/executions/100');
		expect((await retry(letter.id)).data).toEqual({
			...{ retried: 1, from: 'failingNode', status: 'delivered', error: null },
		});
		expect(retried()).toMatchObject([{ retryOf: '100', status: 'success' }]);
		expect(await letters()).toEqual([]);
		const { data } = await api.ask('GET', `/api/events/${letter.event.id}`);
		expect(data.deliveries[0].history).toMatchObject([
			{ attempt: 1, outcome: 'failed', executionId: '100' },
			{ attempt: 2, outcome: 'done', executionId: expect.any(String) },
		]);
		expect(data.deliveries[0].history[1].executionId).not.toBe('100');
	});

	it('is given to its workflow from the start where that does nothing twice', async () => {
		await die(['a'], { obstacle: null });
		const [letter] = await letters();
		expect(letter.retriesFrom).toBe('start');
		expect((await retry(letter.id)).data).toMatchObject({ from: 'start', status: 'waiting' });
		expect(retried()).toEqual([]);
		expect(await deliveries()).toMatchObject([{ status: 'waiting' }]);
	});

	it('goes on at the node that failed where no action of ours has told of the failure', async () => {
		await die(['a'], { isTold: false });
		const [letter] = await letters();
		// n8n is asked by the key of the run.
		expect(letter).toMatchObject({ retriesFrom: 'failingNode', executionId: '100' });
		expect((await retry(letter.id)).data).toMatchObject({ status: 'delivered' });
	});

	it('stays as it was, and says what to do, where n8n has not kept the run, its key may not, or it cannot be reached', async () => {
		await die(['a'], { isKept: false });
		const [letter] = await letters();
		const before = await deliveries();
		const notKept = await retry(letter.id);
		expect(notKept.status).toBe(409);
		expect(notKept.error).toMatch(/n8n has not kept the run.*\?from=start/);
		api.n8n.runs.set('100', { status: 'error' });
		for (const [status, words, at] of [
			[403, '403', 'retryExecution'],
			[null, 'null', 'getWorkflow'],
		] as const) {
			api.n8n.onStep = (step) => {
				if (step === at) throw refusal(status, 'no');
			};
			const refused = await retry(letter.id);
			expect(refused.status).toBe(503);
			expect(refused.error).toContain(words);
			expect(await deliveries()).toEqual(before);
		}
		expect((await retry(letter.id, '?from=start')).data).toMatchObject({ from: 'start' });
		expect(await deliveries()).toMatchObject([{ status: 'waiting' }]);
	});

	it('is a dead letter again where it fails again, and goes on from there the next time', async () => {
		await die(['a']);
		const [letter] = await letters();
		api.n8n.endOfRetry = () => ({ status: 'error', error: 'Still away.', node: 'Send Email' });
		expect((await retry(letter.id)).data).toMatchObject({ status: 'dead', error: 'Still away.' });
		const [again] = await letters();
		expect(again).toMatchObject({
			...{ id: letter.id, attempts: 2, lastError: 'Still away.', retriesFrom: 'failingNode' },
		});
		expect(again.executionId).not.toBe('100');
		api.n8n.endOfRetry = () => ({ status: 'success', error: undefined, node: undefined });
		await retry(letter.id);
		expect(retried().map(({ retryOf }) => retryOf)).toEqual(['100', again.executionId]);
		expect(await letters()).toEqual([]);
	});

	it('is not run once more where somebody has retried it in n8n with success, or is about to', async () => {
		await die(['a']);
		const [letter] = await letters();
		api.n8n.runs.set('101', { status: 'running', retryOf: '100' });
		expect((await retry(letter.id)).error).toMatch(/n8n is at this run already \(execution 101\)/);
		api.n8n.runs.set('101', { status: 'success', retryOf: '100' });
		expect((await retry(letter.id)).data).toMatchObject({ status: 'delivered' });
		expect(retried()).toHaveLength(1);
	});

	it('takes all events of its run with it', async () => {
		await die(['a', 'b', 'c']);
		const [letter] = await letters();
		expect((await retry(letter.id)).data).toMatchObject({ retried: 3, status: 'delivered' });
		expect(await letters()).toEqual([]);
		expect(retried()).toHaveLength(1);
	});

	/** n8n takes the ask, and its answer is lost. */
	const loseAnswer = (status = 'running') => {
		api.n8n.onStep = (step, when) => {
			if (step === 'retryExecution' && when === 'after') throw refusal(null, 'no answer');
		};
		api.n8n.endOfRetry = () => ({ status, error: undefined, node: undefined });
	};
	/** Looks after the runs that go on, as each process does, with a clock of its own. */
	const follower = (nowMs = clock.now()) => {
		const look = createFollowing({ ...inbox, now: () => nowMs }, api.n8n.runsOf);
		return async (afterMs = 0) => {
			nowMs += afterMs;
			await look();
		};
	};

	it('is followed to its end where n8n’s answer is lost, whether or not its workflow is published, and never handed over anew', async () => {
		await die(['a']);
		const [letter] = await letters();
		loseAnswer();
		expect((await retry(letter.id)).data).toMatchObject({ status: 'running' });
		expect(await letters()).toEqual([]);
		const { batches } = await claimBatches(
			...([state, subscription.id, DEFAULT_DELIVERY_OPTIONS, claimant()] as const),
			...([clock.now() + 3_600_000, 1] as const),
		);
		expect(batches).toEqual([]);
		const look = follower();
		await look();
		expect(await deliveries()).toMatchObject([{ status: 'claimed' }]);
		const [id] = [...api.n8n.runs].find(([, { retryOf }]) => retryOf === '100')!;
		api.n8n.runs.set(id, { status: 'success', retryOf: '100' });
		await look(5_000);
		expect(await deliveries()).toMatchObject([{ status: 'delivered' }]);
	});

	it('is followed where the process that had asked n8n was killed', async () => {
		await die(['a']);
		const [letter] = await letters();
		api.n8n.onStep = async (step, when) => {
			if (step === 'retryExecution' && when === 'after') await new Promise(() => {});
		};
		const asked = await tryAgain(
			{ inbox, n8n: api.n8n, runsOf: api.n8n.runsOf, answerAfterMs: 50 },
			...(['default', (await readDeadLetters(state, 'default', { id: letter.id }))[0]!] as const),
		);
		expect(asked).toMatchObject({ status: 'running' });
		const look = follower();
		await look();
		expect(await deliveries()).toMatchObject([{ status: 'claimed' }]);
		await look(3_600_000);
		expect(await deliveries()).toMatchObject([{ status: 'delivered' }]);
	});

	it('is delivered by n8n’s late answer, although n8n keeps no runs that succeed', async () => {
		await die(['a']);
		const [letter] = await letters();
		const isAnswering = Promise.withResolvers<void>();
		api.n8n.onStep = async (step, when) => {
			if (step !== 'retryExecution' || when === 'before') return;
			for (const [id, { retryOf }] of api.n8n.runs) if (retryOf) api.n8n.runs.delete(id);
			await isAnswering.promise;
		};
		const asked = await tryAgain(
			{ inbox, n8n: api.n8n, runsOf: api.n8n.runsOf, answerAfterMs: 50 },
			...(['default', (await readDeadLetters(state, 'default', { id: letter.id }))[0]!] as const),
		);
		expect(asked).toMatchObject({ status: 'running' });
		isAnswering.resolve();
		await waitUntil(async () => (await deliveries())[0]!.status === 'delivered', {
			what: 'that the delivery is delivered',
		});
	});

	it('never goes on again by itself where nobody knows how it ended, for n8n has not kept that', async () => {
		for (const isDeleted of [true, false]) {
			await die([randomUUID()], { executionId: isDeleted ? '100' : '200' });
			const [letter] = await letters();
			loseAnswer(isDeleted ? 'success' : 'unkept');
			await retry(letter.id);
			const asked = retried().length;
			for (const [id, { retryOf }] of api.n8n.runs) {
				if (isDeleted && retryOf !== undefined) api.n8n.runs.delete(id);
			}
			const look = follower(clock.now() - 61_000);
			await look();
			await look(61_000);
			const [again] = await letters();
			expect(again).toMatchObject({ id: letter.id, retriesFrom: 'failingNode' });
			expect(again.lastError).toMatch(/not known/);
			api.n8n.onStep = () => {};
			const all = await api.ask('POST', '/api/dead-letters/retry');
			expect(all.data).toMatchObject({ retried: 0, left: 1 });
			expect(all.data.problem).toMatch(/not known/);
			expect((await retry(letter.id)).error).toMatch(/not known.*\?from=start/);
			expect(retried()).toHaveLength(isDeleted ? asked - 1 : asked);
			await api.ask('POST', '/api/dead-letters/give-up');
		}
	});

	it('is not run beside one that somebody else has begun in n8n meanwhile', async () => {
		await die(['a']);
		const [letter] = await letters();
		const before = await deliveries();
		api.n8n.onStep = (step, when) => {
			if (step === 'getWorkflow' && when === 'after') {
				api.n8n.runs.set('101', { status: 'running', retryOf: '100' });
			}
		};
		expect((await retry(letter.id)).error).toMatch(/n8n is at this run already \(execution 101\)/);
		expect(retried()).toHaveLength(1);
		expect(await deliveries()).toEqual(before);
	});

	it('does not go on where an event of its run is no dead letter any more, or was tried by itself', async () => {
		for (const settled of ['give-up?id=', 'retry?from=start']) {
			await die([randomUUID(), randomUUID(), randomUUID()]);
			const [one, other] = await letters();
			if (settled.startsWith('give-up')) {
				await api.ask('POST', `/api/dead-letters/${settled}${other.id}`);
			} else await retry(other.id, '?from=start');
			expect((await retry(one.id)).error).toMatch(/Not all events of its run.*\?from=start/);
			expect(retried()).toEqual([]);
			await api.ask('POST', '/api/dead-letters/give-up');
			await state.db.updateTable('delivery').set({ status: 'dropped' }).execute();
		}
	});

	it('does not go on where nothing is known of its run, as of a customer who was forgotten', async () => {
		await die(['a', 'b']);
		// Of one of them, as forgetting its customer does it.
		await state.db
			.updateTable('delivery')
			.set({ attemptsText: null })
			.where('seq', 'in', (eb) => eb.selectFrom('delivery').select(eb.fn.min('seq').as('seq')))
			.execute();
		const before = await deliveries();
		for (const { id, retriesFrom } of await letters()) {
			expect(retriesFrom).toBe('failingNode');
			const refused = await retry(id);
			expect(refused.status).toBe(409);
			expect(refused.error).toContain('?from=start');
		}
		expect((await api.ask('POST', '/api/dead-letters/retry')).data).toMatchObject({ left: 2 });
		expect(retried()).toEqual([]);
		expect(await deliveries()).toEqual(before);
	});

	it('waits for another event of the same order that is under way', async () => {
		await die(['a']);
		const [letter] = await letters();
		await changeOrder(inbox, 'a');
		await claim(state, subscription, claimant(), clock.now() + 60_000);
		expect((await retry(letter.id)).error).toMatch(/Another event of the same order.*under way/);
		expect(retried()).toEqual([]);
	});

	it('is delivered, and not begun anew, where somebody has retried it in n8n with success', async () => {
		await die(['a'], { executionId: '100', obstacle: null });
		await die(['b'], { executionId: '200', obstacle: null });
		for (const id of ['100', '200']) {
			api.n8n.runs.set(`${id}1`, { status: 'success', retryOf: id });
		}
		const [letter] = await letters();
		expect((await retry(letter.id)).data).toMatchObject({ status: 'delivered' });
		expect((await api.ask('POST', '/api/dead-letters/retry')).data).toMatchObject({ left: 0 });
		expect(await deliveries()).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
		expect(retried()).toHaveLength(2);
	});

	it('keeps nobody else from being tried where n8n has a fault with its run', async () => {
		const ids = ['100', '200', '300', '400', '500', '600'];
		for (const executionId of ids) await die([executionId, `${executionId}b`], { executionId });
		let isFirst = true;
		api.n8n.onStep = (step, when) => {
			if (step !== 'retryExecution' || when === 'after' || !isFirst) return;
			isFirst = false;
			throw refusal(500, 'Could not find the node "Slack" in workflow.');
		};
		const { data } = await api.ask('POST', '/api/dead-letters/retry');
		expect(data).toEqual({ retried: 10, left: 2, problem: expect.stringContaining('"Slack"') });
		expect(retried().map(({ retryOf }) => retryOf)).toEqual(ids.slice(1));
	});

	it('goes on with the workflow as it is published, and as it was where a draft waits to be published', async () => {
		for (const hasDraft of [false, true]) {
			api.n8n.workflows.set(subscription.workflowId, {
				...{ id: subscription.workflowId, name: 'W', active: true, hasDraft },
				...{ nodes: [], connections: {}, settings: {}, tags: [] },
			});
			const executionId = hasDraft ? '200' : '100';
			await die([randomUUID()], { executionId });
			const [letter] = await letters();
			await retry(letter.id);
			const run = retried().find(({ retryOf }) => retryOf === executionId);
			expect(run?.isReloaded).toBe(!hasDraft);
		}
	});

	it('is tried with all others, each so that nothing is done twice; what n8n refuses stays, with the reason', async () => {
		await die(['a'], { executionId: '100' });
		await die(['b'], { executionId: '200', obstacle: null });
		await die(['c'], { executionId: '300', isKept: false });
		const { data } = await api.ask('POST', '/api/dead-letters/retry');
		expect(data).toEqual({
			...{ retried: 2, left: 1, problem: expect.stringContaining('n8n has not kept the run') },
		});
		expect((await deliveries()).map(({ status }) => status)).toEqual([
			...['delivered', 'waiting', 'dead'],
		]);
		const forced = await api.ask('POST', '/api/dead-letters/retry?from=start');
		expect(forced.data).toEqual({ retried: 1, left: 0, problem: null });
	});
});
