import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { provisionsOf } from '../../n8n/provisions/provisions.ts';
import { drawnCredential } from '../canvas/drawn.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { withDefaults } from './actionParameters.ts';
import { draftAfter, isSameNode } from './draftAfter.ts';
import { listWorkflows } from './findWorkflow.ts';
import { heartOf } from './heartOf.ts';
import type { WorkflowRequest } from './workflowRequest.ts';

/**
 * The workflow that does already what a request for a new one asks for: it has the name, the trigger, the
 * conditions and the action, and the stores where some are named. Its webhook has the secrets that are
 * given, from now on if not before.
 *
 * @returns `null` when there is none
 */
export async function sameWorkflow(
	context: ApiContext,
	request: WorkflowRequest,
): Promise<N8nWorkflow | null> {
	const action = withDefaults(request.action);
	const wanted = { ...request, action, conditions: request.conditions ?? null };
	for (const workflow of await listWorkflows(context)) {
		if (workflow.name !== request.name || !isUnchangedBy(context, workflow, wanted)) continue;
		if (await takesSecrets(context, workflow, wanted)) return workflow;
	}
	return null;
}

/** Whether an update by the request would leave everything as it is. */
function isUnchangedBy(
	context: ApiContext,
	workflow: N8nWorkflow,
	request: WorkflowRequest,
): boolean {
	const heart = heartOf(workflow);
	if (heart === null || heart.entityType !== request.entityType) return false;
	if (heart.trigger.disabled || heart.action.disabled) return false;
	try {
		const after = heartOf(draftAfter(context, workflow, heart, request, null))!;
		return isSameNode(heart.trigger, after.trigger) && isSameNode(heart.action, after.action);
	} catch (error) {
		// What is asked for is possible, but not of this one: it updates another thing.
		if (error instanceof ApiError) return false;
		throw error;
	}
}

/**
 * Whether the secrets of a webhook are those of the request: they cannot be read, so they are written. A
 * credential that the API has not made is a person's own, and stays as it is.
 */
async function takesSecrets(
	{ n8n, space, commerce }: ApiContext,
	workflow: N8nWorkflow,
	{ action }: WorkflowRequest,
): Promise<boolean> {
	if (action.type !== 'webhook') return true;
	const held = heartOf(workflow)?.action.credentials?.commerceWebhookApi?.id ?? null;
	if (action.secrets === null) return held === null;
	const { database } = await commerce();
	const made = await provisionsOf(database, space, workflow.id);
	if (held === null || !made.some(({ credentialId }) => credentialId === held)) return false;
	const { data } = drawnCredential({ data: action.secrets });
	return await n8n.updateCredential(held, { data });
}
