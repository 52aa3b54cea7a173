import { randomUUID } from 'node:crypto';
import type { N8nWorkflow } from '../../../core/n8nApi/n8nApi.ts';
import {
	recordProvision,
	unfinishedProvisions,
	type Provision,
} from '../../../core/provisions/provisions.ts';
import {
	undoAbandoned,
	withProvision,
	type Provisioner,
} from '../../../core/provisions/withProvision.ts';
import { drawnCredential } from '../canvas/drawn.ts';
import { eventWorkflow, redrawn, type EventDrawing } from '../canvas/eventWorkflow.ts';
import { LONGEST_SHOWN_NAME, shownText } from '../canvas/outsideText.ts';
import { TAG } from '../canvas/tags.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { provisionerOf } from '../integrations/provisionerOf.ts';
import { ACTION_NODES, actionNode } from './actionNode.ts';
import { entityTriggersOf } from './configuredWorkflow.ts';
import { publish, untilLive } from './switchWorkflow.ts';
import type { WorkflowRequest } from './workflowRequest.ts';

const SUBJECT = 'workflow/';

/**
 * Makes a workflow, publishes it, and waits until it gets events. Whatever fails, nothing of it is left.
 *
 * @returns n8n's id
 * @throws ApiError, N8nApiError
 */
export async function createConfigured(
	context: ApiContext,
	request: WorkflowRequest,
): Promise<string> {
	// Before anything is made: what is not possible is refused.
	actionNode(context, request.entityType, request.action, null);
	return await providing(context, request, async (provision, secrets, { database }) => {
		const drawing = drawingOf(context, request, secrets);
		const { id } = await context.n8n.createWorkflow(eventWorkflow(drawing, provision.marker));
		await recordProvision(database, provision.id, { workflowId: id });
		await context.n8n.tagWorkflow(id, [TAG]);
		await publish(context, id);
		return id;
	});
}

/**
 * Gives a workflow another name, trigger and action. Published or not, it stays so.
 *
 * @throws ApiError 409 when a person has made something else of it
 */
export async function updateConfigured(
	context: ApiContext,
	workflow: N8nWorkflow,
	request: WorkflowRequest,
): Promise<void> {
	const types = new Set(Object.values(ACTION_NODES));
	const draftFor = (secrets: CredentialReference | null) =>
		redrawn(
			workflow,
			entityTriggersOf(workflow).map(({ node }) => node),
			workflow.nodes.filter(({ type }) => types.has(type)),
			drawingOf(context, request, secrets),
		);
	if (draftFor(null) === null) {
		throw new ApiError(
			'CONFLICT',
			`The workflow "${workflow.name}" is no longer one trigger with one action. Change it in n8n.`,
		);
	}
	const startedAt = (await context.commerce()).now();
	await providing(context, request, async (provision, secrets, { database, now }) => {
		await context.n8n.updateWorkflow(workflow.id, draftFor(secrets)!);
		// In one step, or undoing it would take a workflow away that was there before.
		const known = { workflowId: workflow.id, finishedAt: now() };
		await recordProvision(database, provision.id, known);
		return workflow.id;
	});
	if (workflow.active) await untilLive(context, workflow.id, startedAt, request.trigger.code);
}

function drawingOf(
	context: ApiContext,
	request: WorkflowRequest,
	secrets: CredentialReference | null,
): EventDrawing {
	return {
		request,
		action: actionNode(context, request.entityType, request.action, secrets),
		spaceCredential: context.credentials.commerceSpaceApi,
	};
}

/** Makes the credential of a webhook's secrets, and what `make` makes with it: both, or nothing. */
async function providing(
	context: ApiContext,
	{ name, action }: WorkflowRequest,
	make: (
		provision: Provision,
		secrets: CredentialReference | null,
		provisioner: Provisioner,
	) => Promise<string>,
): Promise<string> {
	const provisioner = await provisionerOf(context);
	const { database } = provisioner;
	for (const { subject } of await unfinishedProvisions(database, context.space)) {
		if (subject.startsWith(SUBJECT)) await undoAbandoned(provisioner, context.space, subject);
	}
	const data = action.type === 'webhook' ? action.secrets : null;
	const uuid = randomUUID();
	const credential = data && {
		type: 'commerceWebhookApi',
		name: `${shownText(name, LONGEST_SHOWN_NAME)} ${uuid.slice(0, 8)}`,
	};
	const plan = { space: context.space, subject: `${SUBJECT}${uuid}`, credential };
	const made = await withProvision(provisioner, plan, async (provision) => {
		const secrets =
			credential === null
				? null
				: await context.n8n.createCredential(drawnCredential({ ...credential, data: data! }));
		if (secrets !== null) {
			await recordProvision(database, provision.id, { credentialId: secrets.id });
		}
		const id = await make(
			provision,
			secrets && { id: secrets.id, name: secrets.name },
			provisioner,
		);
		return { id };
	});
	return made!.id;
}
