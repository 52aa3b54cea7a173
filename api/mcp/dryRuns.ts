import { readDeadLetters } from '../../engine/history/deadLetters.ts';
import { findPause } from '../../engine/pauses/pauses.ts';
import { dryRun } from '../endpoints/workflows/dryRun.ts';
import { replayEvent } from '../endpoints/events/replayEvent.ts';
import { isoOf } from '../endpoints/fields.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { notFound } from '../http/apiError.ts';
import type { Asked } from '../http/endpoint.ts';
import { requireIntegrations } from '../integrations/requireIntegrations.ts';
import { actionNode } from '../workflows/actionNode.ts';
import { withDefaults } from '../workflows/actionParameters.ts';
import { configurationOf } from '../workflows/configurationOf.ts';
import { workflowGuid } from '../workflows/configuredWorkflow.ts';
import { findWorkflow } from '../workflows/findWorkflow.ts';
import { requirePublished } from '../workflows/requirePublished.ts';
import { versionOf } from '../workflows/versionOf.ts';
import type { WorkflowRequest } from '../workflows/workflowRequest.ts';

/**
 * What a change would do.
 *
 * @returns `version`: of the workflow that it changes, so that the change is refused where somebody else was faster
 * @throws what the change itself would throw, as far as it is known before
 */
export type DryRun = (
	context: ApiContext,
	asked: Asked<never, never, never>,
) => Promise<{ readonly told: object; readonly version: string | null }>;

type AskedOf<Params, Body = undefined> = Asked<Params, unknown, Body>;

/** How many stored events a new workflow is tried on. */
const LOOKED_AT = 50;

export const ofSwitch =
	(isActive: boolean): DryRun =>
	async (context, { params }: AskedOf<{ guid: string }>) => {
		const workflow = await findWorkflow(context, params.guid);
		const { name, active } = workflow;
		const told = { workflow: { guid: params.guid, name, isActive: active }, becomes: { isActive } };
		return { told, version: versionOf(workflow) };
	};

export const ofConfigure: DryRun = async (context, asked: AskedOf<unknown, WorkflowRequest>) => {
	const { body } = asked;
	const { guid, name, action, entityType, integrations = [] } = body;
	if (guid !== undefined) {
		const workflow = await findWorkflow(context, guid.toLowerCase());
		requirePublished(workflow);
		const told = {
			changes: { guid: workflowGuid(workflow.id), name: workflow.name, isActive: workflow.active },
			before: configurationOf(context, workflow),
		};
		return { told, version: versionOf(workflow) };
	}
	await requireIntegrations(context, integrations, 'integrations');
	actionNode(context, entityType, withDefaults(action), null);
	const tried = { ...body, workflow: undefined, event: undefined, last: LOOKED_AT, messages: 1 };
	const wouldHave =
		entityType === 'Alert' ? null : await dryRun.run(context, { ...asked, body: tried });
	return { told: { makes: { name, entityType, isActive: true }, wouldHave }, version: null };
};

export const ofDeadLetter: DryRun = async (context, { params }: AskedOf<{ id: string }>) => {
	const { database } = await context.commerce();
	const [letter] = await readDeadLetters(database, context.space, { id: params.id });
	if (letter === undefined) throw notFound('Dead letter');
	const { id, workflowId, from, settledAt } = letter;
	const told = { retries: id, workflow: workflowGuid(workflowId), from, diedAt: isoOf(settledAt) };
	return { told, version: null };
};

export const ofPause: DryRun = async (
	context,
	{ params }: AskedOf<{ id: { executionId: string; nodeId: string } }>,
) => {
	const { database, now } = await context.commerce();
	const pause = await findPause(database, context.space, params.id, now());
	if (pause === undefined) throw notFound('Paused execution');
	const { workflowId, executionId, pausedAt, until } = pause;
	const resumes = { workflow: workflowGuid(workflowId), executionId };
	return { told: { resumes, pausedAt: isoOf(pausedAt), until: isoOf(until) }, version: null };
};

export const ofReplay: DryRun = async (context, asked: AskedOf<unknown, object>) => {
	const body = { ...asked.body, preview: true };
	return {
		told: { wouldGetIt: await replayEvent.run(context, { ...asked, body }) },
		version: null,
	};
};
