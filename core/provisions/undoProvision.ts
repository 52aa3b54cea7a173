import { forgetWorkflow } from '../deliveries/forgetWorkflow.ts';
import { removeIntegration } from '../inbox/removeIntegration.ts';
import type { N8nApi, N8nWorkflow } from '../n8nApi/n8nApi.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { forgetProvision, type Provision } from './provisions.ts';

/**
 * Removes whatever a provision has made, from n8n and from the state. What it had no time to write down
 * the id of is found by its marker, and by its name, which no other credential has.
 *
 * @throws N8nApiError when n8n cannot be reached; the provision is then kept, and can be undone later
 */
export async function undoProvision(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	n8n: N8nApi,
	provision: Provision,
	nowMs: number,
): Promise<void> {
	const workflow = await provisionedWorkflow(n8n, provision);
	if (workflow !== null) {
		if (workflow.active) await n8n.unpublishWorkflow(workflow.id);
		await n8n.deleteWorkflow(workflow.id);
	}
	const credentialId = provision.credentialId ?? (await credentialNamed(n8n, provision));
	if (credentialId !== null && !(await isUsed(n8n, credentialId))) {
		await n8n.deleteCredential(credentialId);
	}
	const workflowId = workflow?.id ?? provision.workflowId;
	if (workflowId !== null) {
		await removeIntegrationsOf(database, workflowId, nowMs);
		await forgetWorkflow(database, provision.space, workflowId);
	}
	await forgetProvision(database, provision.id);
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

async function credentialNamed(
	n8n: N8nApi,
	{ credentialName, credentialType }: Provision,
): Promise<string | null> {
	if (credentialName === null) return null;
	const found = (await n8n.listCredentials()).find(
		({ name, type }) => name === credentialName && type === credentialType,
	);
	return found?.id ?? null;
}

/** By a workflow that was there before, and has been changed already. */
async function isUsed(n8n: N8nApi, credentialId: string): Promise<boolean> {
	return (await n8n.listWorkflows()).some(({ nodes }) =>
		nodes.some(({ credentials }) =>
			Object.values(credentials ?? {}).some(({ id }) => id === credentialId),
		),
	);
}

async function removeIntegrationsOf(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	workflowId: string,
	nowMs: number,
): Promise<void> {
	const rows = await database.db
		.selectFrom('integration')
		.select('guid')
		.where('workflowId', '=', workflowId)
		.execute();
	for (const { guid } of rows) await removeIntegration(database, guid, nowMs);
}
