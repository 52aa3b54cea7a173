import type { IRun, ITriggerFunctions } from 'n8n-workflow';
import { handOver } from '../../../../nodes/shared/handOver.ts';
import { lostAfterMs } from '../../../../nodes/shared/lostAfterMs.ts';

type Done = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

/** n8n, as far as a trigger sees it: what it does with the done promise of a run. */
const n8nThat = (ends: (done: Done) => void) => ({
	emit: (_data: unknown, _response: unknown, done?: Done) => ends(done!),
});
const run = (status: string, message?: string) =>
	({ status, data: { resultData: message ? { error: { message } } : {} } }) as unknown as IRun;
const SUCCESSFULLY = { acknowledge: 'executionFinishesSuccessfully' } as const;
const end = async (
	ends: (done: Done) => void,
	options: Parameters<typeof handOver>[1] = SUCCESSFULLY,
	limitMs: number | null = null,
) => await handOver(n8nThat(ends), options, [], 'key', limitMs);

describe('a run that is handed over', () => {
	it('is done when it succeeds, waits, or is refused because it exists', async () => {
		for (const status of ['success', 'waiting']) {
			expect(await end((done) => done.resolve(run(status)))).toEqual({ kind: 'done' });
		}
		expect(await end((done) => done.resolve(undefined as unknown as IRun))).toEqual({
			kind: 'done',
		});
	});

	it('has failed when it ends in an error, where success is asked for', async () => {
		const failing = (done: Done) => done.resolve(run('error', 'no mail server'));
		expect(await end(failing)).toEqual({ kind: 'failed', error: 'no mail server' });
		expect(await end(failing, { acknowledge: 'executionFinishes' })).toEqual({ kind: 'done' });
	});

	it('counts as lost when nothing is heard of it for too long, and never where there is no limit', async () => {
		expect(await end(() => {}, SUCCESSFULLY, 10)).toMatchObject({
			kind: 'failed',
			error: expect.stringContaining('lost'),
		});
		expect(await end((done) => done.resolve(run('success')), SUCCESSFULLY, 60_000)).toEqual({
			kind: 'done',
		});
	});

	it('can be lost in queue mode alone, after three hours or what is set', () => {
		expect(lostAfterMs({}, true)).toBeNull();
		expect(lostAfterMs({}, false)).toBe(180 * 60_000);
		expect(lostAfterMs({ COMMERCE_LOST_RUN_MINUTES: '5' }, false)).toBe(5 * 60_000);
		expect(lostAfterMs({ COMMERCE_LOST_RUN_MINUTES: 'soon' }, false)).toBe(180 * 60_000);
	});
});
