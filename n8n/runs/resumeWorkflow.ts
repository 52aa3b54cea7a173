import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import { endPause, listPauses } from '../../engine/pauses/pauses.ts';

/** Opens a resume link; gives the HTTP status of the answer. */
export type OpenLink = (url: string) => Promise<number>;

/**
 * Lets every run of a workflow go on that waits.
 *
 * @returns how many have gone on; 0 when nothing is paused
 * @throws whatever `open` throws, and N8nApiError when n8n refuses all of them for another reason than
 *   that they have ended; with the runs before it resumed
 */
export async function resumeWorkflow(
	database: Pick<OpenDatabase, 'db'>,
	open: OpenLink,
	space: string,
	workflowId: string,
	nowMs: number,
): Promise<number> {
	let resumed = 0;
	let refusal: number | null = null;
	for (const pause of await listPauses(database, space, workflowId, nowMs)) {
		const status = await open(pause.resumeUrl);
		if (status >= 200 && status < 300) resumed += 1;
		// n8n no longer knows the run, or it has ended: somebody stopped or deleted it.
		else if (status === 404 || status === 409) await endPause(database, pause);
		else refusal = status;
	}
	if (resumed === 0 && refusal !== null) {
		throw new N8nApiError(
			{ method: 'GET', path: '/webhook-waiting', status: 503, said: '' },
			`n8n answered ${refusal} when a paused execution was to be resumed. Open it in n8n: it shows why.`,
		);
	}
	return resumed;
}
