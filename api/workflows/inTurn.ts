import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { withTurn } from '../../n8n/provisions/withTurn.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import type { Match } from '../http/ifMatch.ts';
import { findWorkflow } from './findWorkflow.ts';
import { requireVersion } from './versionOf.ts';

/** As long as six changes that n8n takes its time for. */
const PATIENCE_MS = 60_000;

/**
 * Does something with a workflow as it is when nobody else changes it through the API.
 *
 * @param task gets the workflow as n8n has it when its turn has come
 * @param ifMatch the versions of which one has to be there
 * @throws ApiError 404 when n8n has no such workflow; 409 when others are at it for too long; 412 for another version
 */
export async function inTurn<T>(
	context: ApiContext,
	guid: string,
	task: (workflow: N8nWorkflow) => Promise<T>,
	ifMatch: Match = null,
): Promise<T> {
	await findWorkflow(context, guid);
	const turn = { space: context.space, subject: `change/${guid}`, patienceMs: PATIENCE_MS };
	const { inbox } = await context.commerce();
	const answered = await withTurn(inbox.holder, turn, async () => {
		const workflow = await findWorkflow(context, guid);
		requireVersion(workflow, ifMatch);
		return await task(workflow);
	});
	if (answered !== null) return answered.done;
	throw new ApiError('CONFLICT', 'Other requests are changing this workflow. Ask again later.');
}
