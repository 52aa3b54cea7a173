import {
	ManualExecutionCancelledError,
	SystemShutdownExecutionCancelledError,
	TimeoutExecutionCancelledError,
	type IRun,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { handOver, type RunMemory } from '../../../../n8n/runs/handOver.ts';
import { lostAfterMs, overtakenAfterMs } from '../../../../n8n/runs/lostAfterMs.ts';

type Done = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

/** n8n, as far as a trigger sees it: what it does with the done promise of a run. */
const n8nThat = (ends: (done: Done) => void) => ({
	emit: (_data: unknown, _response: unknown, done?: Done) => ends(done!),
});
const run = (status: string, error?: { message: string }, lastNodeExecuted?: string) =>
	({ status, data: { resultData: { error, lastNodeExecuted } } }) as unknown as IRun;
/** An n8n that remembers the run first so, then so. */
const remembering = (...statuses: Array<string | null>): RunMemory => ({
	isQueueMode: false,
	lostAfterMs: 600_000,
	overtakenAfterMs: 180_000,
	// The clock goes on without taking its time.
	wait: async (_ms, signal) => {
		if (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
	},
	statusOfRun: async () => {
		const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
		if (status === 'away') throw new Error('ECONNREFUSED');
		if (status === 'overtaken') return { id: '7', status: 'new', isOvertaken: true };
		return status === null ? null : { id: '7', status: status!, isOvertaken: false };
	},
});
const inQueueMode = (memory: RunMemory): RunMemory => ({ ...memory, isQueueMode: true });
const MODES = ['executionFinishes', 'executionFinishesSuccessfully'] as const;
const [FINISHES, SUCCESSFULLY] = MODES;
const end = async (
	ends: (done: Done) => void,
	acknowledge: (typeof MODES)[number] = SUCCESSFULLY,
	memory = remembering(null),
	isHandedOverAgain = false,
) => await handOver(n8nThat(ends), { acknowledge }, [], { key: 'key', isHandedOverAgain }, memory);
const refusing = (done: Done) => done.resolve(undefined as unknown as IRun);
const DONE = { kind: 'done' };

describe('a run that is handed over', () => {
	it('is done when it succeeds or waits', async () => {
		for (const status of ['success', 'waiting']) {
			expect(await end((done) => done.resolve(run(status)))).toMatchObject(DONE);
		}
	});

	it('has failed when n8n could not begin it, whichever end is asked for', async () => {
		const unknown = (done: Done) => done.reject(new Error('No active execution found'));
		for (const acknowledge of MODES) {
			for (const [notBegun, memory] of [
				[refusing, remembering('success')],
				[refusing, inQueueMode(remembering('success'))],
				[unknown, remembering(null)],
			] as const) {
				expect(await end(notBegun, acknowledge, memory)).toMatchObject({
					kind: 'failed',
					error: expect.stringContaining('could not begin'),
				});
			}
		}
	});

	it('is postponed, and counts as no try, when the database or queue of n8n was away as it was to begin', async () => {
		const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
		const shuttingDown = Object.assign(new Error('terminating connection'), { code: '57P01' });
		for (const error of [
			refused,
			Object.assign(new Error('query failed'), { driverError: shuttingDown }),
			new Error('Connection terminated unexpectedly'),
			Object.assign(new Error('SQLITE_FULL: disk is full'), { code: 'SQLITE_FULL' }),
		]) {
			const away = (done: Done) => done.reject(error);
			for (const known of [null, 'error']) {
				const memory = remembering('away', known);
				expect(await end(away, FINISHES, memory)).toMatchObject({ kind: 'postponed' });
			}
			// It was begun all the same.
			const begun = inQueueMode(remembering('away', 'running', 'success'));
			expect(await end(away, FINISHES, begun)).toMatchObject(DONE);
		}
	}, 30_000);

	it('has finished when a person or a time limit has stopped it, and is lost when n8n stopped itself', async () => {
		const stopping = (error: Error) => (done: Done) => done.reject(error);
		for (const stopped of [
			new ManualExecutionCancelledError('1'),
			new TimeoutExecutionCancelledError('1'),
		]) {
			expect(await end(stopping(stopped), FINISHES)).toMatchObject(DONE);
			expect(await end(stopping(stopped))).toEqual({ kind: 'failed', error: stopped.message });
		}
		const shutDown = new SystemShutdownExecutionCancelledError('1');
		expect(await end(stopping(shutDown), FINISHES)).toMatchObject({ kind: 'lost' });
	});

	it('is lost when it was cut off, and has failed when its worker was killed, whichever end is asked for', async () => {
		for (const acknowledge of MODES) {
			expect(await end((done) => done.resolve(run('crashed')), acknowledge)).toMatchObject({
				kind: 'lost',
			});
			// So n8n ends the run of a worker that was killed.
			const stalled = run('error', { message: 'failed to be processed too many times' });
			expect(await end((done) => done.resolve(stalled), acknowledge)).toEqual({
				kind: 'failed',
				error: 'failed to be processed too many times',
				isRefused: true,
			});
		}
	});

	it('has failed when it ends in an error, where success is asked for', async () => {
		const failing = (done: Done) =>
			done.resolve(run('error', { message: 'no mail server' }, 'Send Email'));
		expect(await end(failing)).toEqual({
			kind: 'failed',
			error: 'no mail server',
			node: 'Send Email',
		});
		expect(await end(failing, FINISHES)).toMatchObject(DONE);
	});
});

describe('a run that is handed over again', () => {
	const again = async (memory: RunMemory, acknowledge: (typeof MODES)[number] = SUCCESSFULLY) =>
		await end(refusing, acknowledge, memory, true);

	it.each([
		['', (memory: RunMemory) => memory],
		[', in queue mode', inQueueMode],
	])(
		'is followed to its end when n8n refuses it because it exists%s',
		async (_, inMode) => {
			for (const status of ['success', 'waiting']) {
				expect(await again(inMode(remembering('away', 'new', 'running', status)))).toMatchObject(
					DONE,
				);
			}
			expect(await again(inMode(remembering('error')))).toMatchObject({ kind: 'failed' });
			expect(await again(inMode(remembering('error')), FINISHES)).toMatchObject(DONE);
			for (const status of ['crashed', 'canceled']) {
				expect(await again(inMode(remembering(status)), FINISHES)).toMatchObject({ kind: 'lost' });
			}
		},
		30_000,
	);

	it('is lost when it cannot be seen, without queue mode: its process is gone', async () => {
		expect(await again(remembering(null))).toMatchObject({ kind: 'lost' });
	});

	it('has failed, in queue mode, when n8n does not begin it or does not show it for too long', async () => {
		for (const status of ['new', null]) {
			expect(await again(inQueueMode(remembering(status)))).toMatchObject({
				kind: 'failed',
				error: expect.stringContaining('lost'),
			});
		}
	});
});

describe('a run whose end n8n does not tell, in queue mode', () => {
	const ask = async (...statuses: string[]) =>
		await end(() => {}, SUCCESSFULLY, inQueueMode(remembering(...statuses)));

	it('is looked up in its database', async () => {
		const long = Array.from({ length: 100 }, () => 'running');
		expect(await ask('new', ...long, 'success')).toMatchObject(DONE);
	});

	it('is lost within minutes when n8n does not begin it while runs that came later have ended', async () => {
		let waitedMs = 0;
		const memory = inQueueMode(remembering('new', 'overtaken', 'away', 'overtaken'));
		const counting: RunMemory = {
			...memory,
			lostAfterMs: 180 * 60_000,
			async wait(ms, signal) {
				if (!signal.aborted) waitedMs += ms;
				await memory.wait(ms, signal);
			},
		};
		expect(await end(() => {}, FINISHES, counting)).toMatchObject({
			kind: 'lost',
			error: expect.stringContaining('has lost this run'),
		});
		expect(waitedMs).toBeGreaterThanOrEqual(3 * 60_000);
		expect(waitedMs).toBeLessThan(5 * 60_000);
	});

	it('is not lost when n8n begins it late, nor without queue mode, where n8n has an order of its own', async () => {
		const late = Array.from({ length: 30 }, () => 'overtaken');
		expect(await ask(...late, 'new', ...late, 'running', 'success')).toMatchObject(DONE);
		const long = Array.from({ length: 200 }, () => 'overtaken');
		expect(await end(refusing, FINISHES, remembering(...long, 'success'), true)).toMatchObject(
			DONE,
		);
	});

	it('counts as lost when it is not begun for too long', async () => {
		expect(await ask('new')).toMatchObject({
			kind: 'failed',
			error: expect.stringContaining('lost'),
		});
	});
});

describe('a run that n8n does not begin', () => {
	it('is given up after three hours or what is set', () => {
		expect(lostAfterMs({})).toBe(180 * 60_000);
		expect(lostAfterMs({ COMMERCE_LOST_RUN_MINUTES: '5' })).toBe(5 * 60_000);
		expect(lostAfterMs({ COMMERCE_LOST_RUN_MINUTES: 'soon' })).toBe(180 * 60_000);
	});

	it('while later ones have ended is given up after twice the time in which n8n notices that a worker is gone', () => {
		expect(overtakenAfterMs({})).toBe(3 * 60_000);
		const slow = { QUEUE_WORKER_LOCK_DURATION: '120000', QUEUE_WORKER_STALLED_INTERVAL: '60000' };
		expect(overtakenAfterMs(slow)).toBe(6 * 60_000);
		expect(overtakenAfterMs({ COMMERCE_LOST_RUN_MINUTES: '1' })).toBe(60_000);
	});
});
