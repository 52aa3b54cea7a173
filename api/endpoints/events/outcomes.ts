import { z } from 'zod/v4';
import { KEPT_KINDS } from '../../../engine/actions/actionOutcome.ts';
import type { Attempt } from '../../../engine/deliveries/attempts.ts';
import type { AttemptOf } from '../../../engine/history/executionsTold.ts';
import type { Row } from '../../../engine/state/schema.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { executionIds } from '../../workflows/executionIds.ts';
import { isoOf } from '../fields.ts';

/** One try of a delivery that has ended, as the API tells it. */
export const attempt = z
	.object({
		attempt: z.number().int(),
		startedAt: z.iso.datetime(),
		endedAt: z.iso.datetime(),
		outcome: z
			.enum(['done', 'failed', 'lost', 'postponed'])
			.describe(
				"`lost`: cut off with n8n. `postponed`: not begun, for n8n's own database or queue was away.",
			),
		node: z.string().nullable().describe('The node that failed'),
		error: z.string().nullable(),
		executionId: z
			.string()
			.nullable()
			.describe("n8n's id of the run; `null` where n8n has not kept it"),
		executionUrl: z.string().nullable().describe('Where n8n shows the run'),
	})
	.meta({ id: 'Attempt' });

/** An attempt of a workflow, by n8n's id, as the API tells it. */
export type TellAttempt = (workflowId: string, each: Attempt) => object;

/** How the API tells attempts of these deliveries. */
export async function attemptsTeller(
	context: ApiContext,
	attempts: readonly AttemptOf[],
	actions: ReadonlyArray<Row<'actionOutcome'>>,
	nowMs: number,
): Promise<TellAttempt> {
	const idOf = await executionIds(context, attempts, actions, nowMs);
	const link = editorLinkOf(context);
	return (workflowId, each) => {
		const executionId = idOf(each.key);
		return {
			...attemptOf(each),
			executionId,
			executionUrl: executionId === null ? null : link(workflowId, executionId),
		};
	};
}

const attemptOf = (each: Attempt) => ({
	attempt: each.attempt,
	startedAt: isoOf(each.startedAt),
	endedAt: isoOf(each.endedAt),
	outcome: each.outcome,
	node: each.node ?? null,
	error: each.error ?? null,
});

/** What came of an action, as the API tells it. */
export const actionOutcome = z
	.object({
		action: z
			.enum(KEPT_KINDS)
			.describe('`store`: an operation of Commerce Store that writes nothing to the shop'),
		outcome: z.enum(['done', 'skipped', 'failed']),
		recipient: z.string().nullable().describe('Shortened: `a…@example.com`'),
		what: z
			.string()
			.nullable()
			.describe('Subject of the mail, title of the push, status of the update'),
		said: z.string().nullable().describe('What the other side said, or why nothing was done'),
		workflow: z.object({ guid: z.uuid() }),
		node: z.string(),
		executionId: z.string().describe("n8n's id of the run"),
		at: z.iso.datetime(),
	})
	.meta({ id: 'ActionOutcome' });

export const actionOutcomeOf = (row: Row<'actionOutcome'>) => ({
	action: row.action,
	outcome: row.outcome,
	recipient: row.recipient,
	what: row.what,
	said: row.said,
	workflow: { guid: workflowGuid(row.workflowId) },
	node: row.nodeName,
	executionId: row.executionId,
	at: isoOf(row.at),
});
