import { setTimeout } from 'node:timers/promises';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import { endPause, listPauses, type Pause } from '../../engine/pauses/pauses.ts';

/** Opens a resume link; gives the HTTP status of the answer. */
export type OpenLink = (url: string) => Promise<number>;

/**
 * n8n puts a run to sleep after the pause is written down. Until then n8n answers 409 for the run, as for
 * one that has ended. On a loaded machine that was some seconds.
 */
const FALLS_ASLEEP_WITHIN_MS = 60_000;
const ASK_AGAIN_MS = 250;
const ASKED_AT_MOST = 20;

/** Lets every run of a workflow go on that waits. @see resumePauses */
export async function resumeWorkflow(
	database: Pick<OpenDatabase, 'db'>,
	open: OpenLink,
	space: string,
	workflowId: string,
	nowMs: number,
): Promise<number> {
	const pauses = await listPauses(database, space, workflowId, nowMs);
	return await resumePauses(database, open, pauses, nowMs);
}

/**
 * Lets runs go on that wait.
 *
 * @returns how many have gone on; 0 when nothing is paused
 * @throws whatever `open` throws, and N8nApiError when n8n refuses all of them for another reason than
 *   that they have ended, or has none of them asleep yet; with the runs before it resumed
 */
export async function resumePauses(
	database: Pick<OpenDatabase, 'db'>,
	open: OpenLink,
	pauses: readonly Pause[],
	nowMs: number,
): Promise<number> {
	let resumed = 0;
	let refusal: number | null = null;
	let isFallingAsleepStill = false;
	const isFallingAsleep = (pause: Pause) => nowMs - pause.pausedAt < FALLS_ASLEEP_WITHIN_MS;
	let waiting = pauses;
	for (let asked = 1; waiting.length > 0; asked++) {
		const awake: Pause[] = [];
		for (const pause of waiting) {
			const status = await open(pause.resumeUrl);
			if (status >= 200 && status < 300) resumed += 1;
			else if (status === 409 && isFallingAsleep(pause)) awake.push(pause);
			// n8n no longer knows the run, or it has ended: somebody stopped or deleted it.
			else if (status === 404 || status === 409) await endPause(database, pause);
			else refusal = status;
		}
		isFallingAsleepStill = awake.length > 0;
		waiting = asked < ASKED_AT_MOST ? awake : [];
		if (waiting.length > 0) await setTimeout(ASK_AGAIN_MS);
	}
	if (resumed === 0 && isFallingAsleepStill) {
		throw refused(
			'n8n has not put the paused execution to sleep yet, or has just ended it. Ask again in a minute.',
		);
	}
	if (resumed === 0 && refusal !== null) {
		throw refused(
			`n8n answered ${refusal} when a paused execution was to be resumed. Open it in n8n: it shows why.`,
		);
	}
	return resumed;
}

const refused = (message: string) =>
	new N8nApiError({ method: 'GET', path: '/webhook-waiting', status: 503, said: '' }, message);
