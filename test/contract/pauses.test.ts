import { keysetOf, type Keyset } from '../../engine/history/keysetCursor.ts';
import {
	endPause,
	listPauses,
	pausesPage,
	recordPause,
	type Pause,
} from '../../engine/pauses/pauses.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { resumeWorkflow } from '../../n8n/runs/resumeWorkflow.ts';
import { eachDialect } from '../support/eachDialect.ts';

const NOW_MS = Date.parse('2026-11-23T20:31:07.000Z');

eachDialect('a pause', (database) => {
	let state: OpenDatabase;
	beforeEach(async () => {
		state = await database().open();
	});
	const pause = (executionId: string, until: number | null, pausedAt = NOW_MS): Pause => ({
		executionId,
		nodeId: 'node',
		space: 'default',
		workflowId: 'workflow',
		resumeUrl: `https://n8n.example.com/webhook-waiting/${executionId}/resume?signature=s`,
		pausedAt,
		until,
	});
	const kept = async () =>
		(await state.db.selectFrom('pause').select('executionId').orderBy('executionId').execute()).map(
			({ executionId }) => executionId,
		);

	it('with a time limit is deleted when it is over, one without is kept', async () => {
		await recordPause(state, pause('limited', NOW_MS + 1_000));
		await recordPause(state, pause('unlimited', null));
		await recordPause(state, pause('long', NOW_MS + 10_000));
		expect(await kept()).toEqual(['limited', 'long', 'unlimited']);
		await recordPause(state, pause('next', null, NOW_MS + 1_001));
		expect(await kept()).toEqual(['long', 'next', 'unlimited']);
	});

	it('whose time is over is deleted by whoever asks for the pauses of its workflow', async () => {
		await recordPause(state, pause('limited', NOW_MS + 1_000));
		expect(await listPauses(state, 'default', 'workflow', NOW_MS + 1_000)).toEqual([]);
		expect(await kept()).toEqual([]);
	});

	it('can be ended once', async () => {
		await recordPause(state, pause('1', null));
		expect(await endPause(state, pause('1', null))).toBe(true);
		expect(await endPause(state, pause('1', null))).toBe(false);
	});

	it('that n8n has not put to sleep yet is resumed as soon as it sleeps, and never forgotten', async () => {
		await recordPause(state, pause('1', null));
		const answers = [409, 409, 200];
		const open = jest.fn(async () => answers.shift() ?? 409);
		expect(await resumeWorkflow(state, open, 'default', 'workflow', NOW_MS + 5_000)).toBe(1);
		expect(open).toHaveBeenCalledTimes(3);

		await expect(
			resumeWorkflow(state, open, 'default', 'workflow', NOW_MS + 5_000),
		).rejects.toThrow(
			'n8n has not put the paused execution to sleep yet, or has just ended it. Ask again in a minute.',
		);
		expect(await kept()).toEqual(['1']);
	}, 20_000);

	it('of a run that has ended is ended, though nobody resumed it', async () => {
		await recordPause(state, pause('1', null));
		const open = jest.fn(async () => 409);
		expect(await resumeWorkflow(state, open, 'default', 'workflow', NOW_MS + 120_000)).toBe(0);
		expect(open).toHaveBeenCalledTimes(1);
		expect(await kept()).toEqual([]);
	});

	it('is listed with its workflow, in pages that leave none out and repeat none, in its own space only', async () => {
		const ids = ['1', '2', '3', '4', '5'];
		for (const id of ids) {
			// Three of them in the same millisecond.
			await recordPause(state, pause(id, null, NOW_MS + Math.max(0, Number(id) - 3)));
		}
		await recordPause(state, { ...pause('6', null), space: 'other' });
		await recordPause(state, { ...pause('7', null), workflowId: 'another' });
		await recordPause(state, pause('8', NOW_MS + 1));
		const listed: string[] = [];
		let after: Keyset | null = null;
		do {
			const { rows, nextCursor } = await pausesPage(
				state,
				'default',
				{ workflowId: 'workflow' },
				{ limit: 2, after },
				NOW_MS + 1,
			);
			listed.push(...rows.map(({ executionId }) => executionId));
			after = nextCursor === null ? null : keysetOf(nextCursor);
		} while (after !== null);
		expect(listed).toEqual(['5', '4', '3', '2', '1']);
	});
});
