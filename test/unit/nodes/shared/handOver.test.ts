import {
	ManualExecutionCancelledError,
	SystemShutdownExecutionCancelledError,
	TimeoutExecutionCancelledError,
	type IRun,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { handOver, type QueueMode } from '../../../../nodes/shared/handOver.ts';
import { lostAfterMs } from '../../../../nodes/shared/lostAfterMs.ts';

type Done = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

/** n8n, as far as a trigger sees it: what it does with the done promise of a run. */
const n8nThat = (ends: (done: Done) => void) => ({
	emit: (_data: unknown, _response: unknown, done?: Done) => ends(done!),
});
const run = (status: string, error?: { message: string }, lastNodeExecuted?: string) =>
	({ status, data: { resultData: { error, lastNodeExecuted } } }) as unknown as IRun;
const SUCCESSFULLY = { acknowledge: 'executionFinishesSuccessfully' } as const;
const end = async (
	ends: (done: Done) => void,
	options: Parameters<typeof handOver>[1] = SUCCESSFULLY,
	queueMode: QueueMode | null = null,
	isHandedOverAgain = false,
) => await handOver(n8nThat(ends), options, [], { key: 'key', isHandedOverAgain }, queueMode);
/** Queue mode, where n8n remembers the run first so, then so. */
const queue = (statuses: Array<string | null> = [], lostAfterMs = 60_000): QueueMode => ({
	lostAfterMs,
	statusOfRun: async () => {
		const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
		if (status === 'away') throw new Error('ECONNREFUSED');
		return status;
	},
});
const refusing = (done: Done) => done.resolve(undefined as unknown as IRun);

describe('a run that is handed over', () => {
	it('is done when it succeeds or waits', async () => {
		for (const status of ['success', 'waiting']) {
			expect(await end((done) => done.resolve(run(status)))).toEqual({ kind: 'done' });
		}
	});

	it('is followed to its end when it is refused because it exists', async () => {
		for (const status of ['success', 'waiting', null]) {
			const known = queue(['away', 'new', 'running', status]);
			expect(await end(refusing, SUCCESSFULLY, known, true)).toEqual({ kind: 'done' });
		}
		expect(await end(refusing, SUCCESSFULLY, queue(['error']), true)).toEqual({
			kind: 'failed',
			error: 'The run ended as "error".',
		});
	}, 30_000);

	it('has failed when n8n could not begin it, whichever end is asked for', async () => {
		const unknown = (done: Done) => done.reject(new Error('No active execution found'));
		for (const acknowledge of ['executionFinishes', 'executionFinishesSuccessfully'] as const) {
			for (const [notBegun, mode] of [
				[refusing, null],
				[refusing, queue(['success'])],
				[unknown, null],
			] as const) {
				expect(await end(notBegun, { acknowledge }, mode)).toMatchObject({
					kind: 'failed',
					error: expect.stringContaining('could not begin'),
				});
			}
		}
	});

	it('has finished when a person or a time limit has stopped it, and not when n8n stopped itself', async () => {
		const finishes = { acknowledge: 'executionFinishes' } as const;
		const stopping = (error: Error) => (done: Done) => done.reject(error);
		for (const stopped of [
			new ManualExecutionCancelledError('1'),
			new TimeoutExecutionCancelledError('1'),
		]) {
			expect(await end(stopping(stopped), finishes)).toEqual({ kind: 'done' });
			expect(await end(stopping(stopped))).toEqual({ kind: 'failed', error: stopped.message });
		}
		const shutDown = new SystemShutdownExecutionCancelledError('1');
		expect(await end(stopping(shutDown), finishes)).toMatchObject({ kind: 'failed' });
	});

	it('has failed when it was cut off, whichever end is asked for', async () => {
		const cutOff = { kind: 'failed', error: 'The run ended as "crashed".' };
		for (const acknowledge of ['executionFinishes', 'executionFinishesSuccessfully'] as const) {
			expect(await end(refusing, { acknowledge }, queue(['crashed']), true)).toEqual(cutOff);
			expect(await end((done) => done.resolve(run('crashed')), { acknowledge })).toEqual(cutOff);
			// So n8n ends the run of a worker that was killed.
			const stalled = run('error', { message: 'failed to be processed too many times' });
			expect(await end((done) => done.resolve(stalled), { acknowledge })).toEqual({
				kind: 'failed',
				error: 'failed to be processed too many times',
			});
		}
	});

	it('has failed when it ends in an error, where success is asked for', async () => {
		const failing = (done: Done) =>
			done.resolve(run('error', { message: 'no mail server' }, 'Send Email'));
		expect(await end(failing)).toEqual({ kind: 'failed', error: 'no mail server' });
		expect(await end(failing, { acknowledge: 'executionFinishes' })).toEqual({ kind: 'done' });
	});

	it('counts as lost, in queue mode, when nothing is heard of it for too long', async () => {
		for (const silent of [() => {}, refusing]) {
			expect(await end(silent, SUCCESSFULLY, queue(['running'], 10), true)).toMatchObject({
				kind: 'failed',
				error: expect.stringContaining('lost'),
			});
		}
		expect(await end((done) => done.resolve(run('success')), SUCCESSFULLY, queue())).toEqual({
			kind: 'done',
		});
	});

	it('is given up after three hours or what is set', () => {
		expect(lostAfterMs({})).toBe(180 * 60_000);
		expect(lostAfterMs({ COMMERCE_LOST_RUN_MINUTES: '5' })).toBe(5 * 60_000);
		expect(lostAfterMs({ COMMERCE_LOST_RUN_MINUTES: 'soon' })).toBe(180 * 60_000);
	});
});
