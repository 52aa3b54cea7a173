import { randomUUID } from 'node:crypto';
import { uuidFor } from '../../engine/events/uuidFor.ts';
import type { N8nWorkflow, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { makeWorkflow, TAG } from '../../n8n/provisions/madeWorkflows.ts';
import {
	forgetProvision,
	recordProvision,
	unfinishedProvisions,
	type HeldProvision,
	type Provisioner,
} from '../../n8n/provisions/provisions.ts';
import { undoAbandoned, withProvision } from '../../n8n/provisions/withProvision.ts';
import { drawnCredential } from '../canvas/drawn.ts';
import { eventWorkflow, type EventDrawing } from '../canvas/eventWorkflow.ts';
import { LONGEST_SHOWN_NAME, shownText } from '../canvas/outsideText.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { provisionerOf } from '../integrations/provisionerOf.ts';
import { waitUntil } from '../waitUntil.ts';
import { actionNode } from './actionNode.ts';
import { withDefaults } from './actionParameters.ts';
import { draftAfter, isSameNode, saysTheSame } from './draftAfter.ts';
import { codesHeardBy, heartOf } from './heartOf.ts';
import { requirePublished } from './requirePublished.ts';
import { sameWorkflow } from './sameWorkflow.ts';
import { publish, untilLive } from './switchWorkflow.ts';
import type { WorkflowRequest } from './workflowRequest.ts';

const SUBJECT = 'workflow/';
/** A workflow is made in two seconds, and in twenty on a machine that is busy. */
const PATIENCE_MS = 60_000;

/** n8n's id of a workflow, and whether it gets events. */
type Configured = { readonly id: string; readonly isActive: boolean };

/**
 * Makes a workflow, publishes it, and waits until it gets events. Whatever fails, nothing of it is left.
 * Where there is one that does the same, that is it: asking twice makes one, also at the same time.
 *
 * @throws ApiError, N8nApiError
 */
export async function createConfigured(
	context: ApiContext,
	asked: WorkflowRequest,
): Promise<Configured> {
	const request = { ...asked, action: withDefaults(asked.action) };
	// Before anything is made: what is not possible is refused.
	actionNode(context, request.entityType, request.action, null);
	return await inTurnOfOthers(
		async () => await providing(context, subjectOf(request), request, make),
	);

	async function make(
		provision: HeldProvision,
		secretsFor: () => Promise<CredentialReference | null>,
		provisioner: Provisioner,
	): Promise<Configured> {
		const same = await sameWorkflow(context, request);
		if (same !== null) return { id: same.id, isActive: same.active };
		const drawing = drawingOf(context, request, await secretsFor());
		const draft = eventWorkflow(drawing, provision.marker);
		return { id: await makeAndPublish(context, provisioner, provision, draft), isActive: true };
	}
}

/**
 * Waits while others are making the same.
 *
 * @param make gives `null` then
 * @throws ApiError 409 where that takes too long
 */
export async function inTurnOfOthers<T>(make: () => Promise<T | null>): Promise<T> {
	const made = await waitUntil(make, PATIENCE_MS);
	if (made !== null) return made;
	throw new ApiError('CONFLICT', 'Other requests are making this workflow. Ask again later.');
}

/**
 * @param draft whose trigger has the provision's marker as its id
 * @returns n8n's id of it, once it gets events
 */
export async function makeAndPublish(
	context: ApiContext,
	provisioner: Provisioner,
	provision: HeldProvision,
	draft: N8nWorkflowDraft,
): Promise<string> {
	const { id } = await makeWorkflow(provisioner.database, context.n8n, {
		...{ space: context.space, marker: provision.marker, purpose: 'workflow', draft },
	});
	await recordProvision(provisioner, provision, { workflowId: id });
	await context.n8n.tagWorkflow(id, [TAG]);
	await publish(context, id);
	return id;
}

/**
 * Changes in a workflow what a request names. Published or not, it stays so.
 *
 * @throws ApiError 409 when a person has made something else of it, or has not yet published a change
 */
export async function updateConfigured(
	context: ApiContext,
	workflow: N8nWorkflow,
	request: WorkflowRequest,
): Promise<void> {
	const heart = heartOf(workflow);
	if (heart === null) {
		throw new ApiError(
			'CONFLICT',
			`The workflow "${workflow.name}" is no longer one trigger with one action. Change it in n8n.`,
		);
	}
	requirePublished(workflow);
	const draftFor = (secrets: CredentialReference | null) =>
		draftAfter(context, workflow, heart, request, secrets);
	const after = heartOf(draftFor(null));
	const codes = after === null ? null : codesHeardBy(after);
	const startedAt = (await context.commerce()).now();
	const subject = `${SUBJECT}${randomUUID()}`;
	// n8n goes on with a trigger that is as before, and a new start of it would be waited for in vain.
	let isStartedAnew = false;
	await providing(context, subject, request, async (provision, secretsFor, provisioner) => {
		const draft = draftFor(await secretsFor());
		if (!saysTheSame(draft, workflow)) {
			await context.n8n.updateWorkflow(workflow.id, draft);
			isStartedAnew = !isSameNode(heart.trigger, heartOf(draft)!.trigger);
		}
		// In one step, or undoing it would take a workflow away that was there before.
		const known = { workflowId: workflow.id, finishedAt: provisioner.now() };
		await recordProvision(provisioner, provision, known);
		return { id: workflow.id };
	});
	if (workflow.active && isStartedAnew) await untilLive(context, workflow.id, startedAt, codes);
}

/** What is made by the same request is made by one at a time. Of secrets, only that there are some. */
function subjectOf(request: WorkflowRequest): string {
	const { name, entityType, trigger, conditions, integrations } = request;
	const { action } = request;
	const known =
		action.type === 'webhook' ? { ...action, secrets: action.secrets !== null } : action;
	return `${SUBJECT}${uuidFor(JSON.stringify([name, entityType, trigger.code, conditions, integrations, known]))}`;
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

/**
 * Makes the credential of a webhook's secrets, and what `make` makes with it: both, or nothing.
 *
 * @param make asks for the credential when it wants it
 * @returns `null` when the same is under way
 */
async function providing<T extends { readonly id: string }>(
	context: ApiContext,
	subject: string,
	{ name, action }: WorkflowRequest,
	make: (
		provision: HeldProvision,
		secretsFor: () => Promise<CredentialReference | null>,
		provisioner: Provisioner,
	) => Promise<T>,
): Promise<T | null> {
	const provisioner = await provisionerOf(context);
	const { database } = provisioner;
	for (const other of await unfinishedProvisions(database, context.space)) {
		if (other.subject === subject || !other.subject.startsWith(SUBJECT)) continue;
		await undoAbandoned(provisioner, context.space, other.subject);
	}
	const data = action.type === 'webhook' ? action.secrets : null;
	const shown = `${shownText(name, LONGEST_SHOWN_NAME)} ${randomUUID().slice(0, 8)}`;
	const credential = data && { type: 'commerceWebhookApi', name: shown };
	let isMade = false;
	let provisionId = '';
	const plan = { space: context.space, subject, credential };
	const made = await withProvision(provisioner, plan, async (provision) => {
		provisionId = provision.id;
		const secretsFor = async () => {
			isMade = true;
			if (credential === null) return null;
			const { id, name: given } = await context.n8n.createCredential(
				drawnCredential({ ...credential, data: data! }),
			);
			await recordProvision(provisioner, provision, { credentialId: id });
			return { id, name: given };
		};
		return await make(provision, secretsFor, provisioner);
	});
	if (made !== null && !isMade) await forgetProvision(database, provisionId);
	return made;
}
