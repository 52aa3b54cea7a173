import { forgetWorkflow } from '../../engine/deliveries/forgetWorkflow.ts';
import { removeIntegrationsOf } from '../../engine/inbox/removeIntegration.ts';
import type { N8nApi, N8nWorkflow } from '../publicApi/n8nApi.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { discardWorkflow } from './madeWorkflows.ts';
import {
	forgetProvision,
	recordProvision,
	type HeldProvision,
	type Provision,
} from './provisions.ts';

/**
 * Removes whatever a provision has made and nobody has changed, from n8n and from the state. What it had
 * no time to write down the id of is found by its marker, and by its name, which no other credential has.
 *
 * @throws N8nApiError when n8n cannot be reached; the provision is then kept, and can be undone later
 */
export async function undoProvision(
	state: { readonly database: Pick<OpenDatabase, 'db' | 'dialect'>; readonly now: () => number },
	n8n: N8nApi,
	provision: HeldProvision,
): Promise<void> {
	const { database, now } = state;
	const workflow = await provisionedWorkflow(n8n, provision);
	if (workflow !== null) await discardWorkflow(database, n8n, provision.space, workflow);
	const credentialId = await credentialOf(n8n, provision);
	const user = credentialId === null ? null : await userOf(n8n, credentialId);
	if (credentialId !== null && user === null) await n8n.deleteCredential(credentialId);
	const workflowId = workflow?.id ?? provision.workflowId;
	if (workflowId !== null) {
		await removeIntegrationsOf(database, workflowId, now());
		await forgetWorkflow(database, provision.space, workflowId);
	}
	if (user === null) return await forgetProvision(database, provision.id);
	// A workflow that was there before has been changed already: the credential goes when it goes.
	const finishedAt = provision.createdAt;
	await recordProvision(state, provision, { workflowId: user.id, credentialId, finishedAt });
}

/** The workflow that a provision has made; `null` when there is none. */
export async function provisionedWorkflow(
	n8n: N8nApi,
	{ workflowId, marker }: Provision,
): Promise<N8nWorkflow | null> {
	if (workflowId !== null) return await n8n.getWorkflow(workflowId);
	const found = (await n8n.listWorkflows()).find(({ nodes }) =>
		nodes.some(({ id, webhookId }) => webhookId === marker || id === marker),
	);
	return found ?? null;
}

/** The id of the credential that a provision has made; `null` when there is none. */
export async function credentialOf(
	n8n: N8nApi,
	{ credentialId, credentialName, credentialType }: Provision,
): Promise<string | null> {
	if (credentialId !== null || credentialName === null) return credentialId;
	const found = (await n8n.listCredentials()).find(
		({ name, type }) => name === credentialName && type === credentialType,
	);
	return found?.id ?? null;
}

/** Whether a workflow uses a credential. */
export async function isUsed(n8n: N8nApi, credentialId: string): Promise<boolean> {
	return (await userOf(n8n, credentialId)) !== null;
}

async function userOf(n8n: N8nApi, credentialId: string): Promise<N8nWorkflow | null> {
	const found = (await n8n.listWorkflows()).find(({ nodes }) =>
		nodes.some(({ credentials }) =>
			Object.values(credentials ?? {}).some(({ id }) => id === credentialId),
		),
	);
	return found ?? null;
}
