import type { N8nApi } from '../n8nApi/n8nApi.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { forgetProvision, type Provision } from './provisions.ts';

/**
 * Removes from n8n whatever a provision has made. What it had no time to write down the id of is found by
 * its marker, and by its name, which no other credential has.
 *
 * @throws N8nApiError when n8n cannot be reached; the provision is then kept, and can be undone later
 */
export async function undoProvision(
	database: Pick<OpenDatabase, 'db'>,
	n8n: N8nApi,
	provision: Provision,
): Promise<void> {
	const workflowId = provision.workflowId ?? (await workflowWith(n8n, provision.marker));
	if (workflowId !== null) {
		const workflow = await n8n.getWorkflow(workflowId);
		if (workflow?.active) await n8n.unpublishWorkflow(workflowId);
		await n8n.deleteWorkflow(workflowId);
	}
	const credentialId = provision.credentialId ?? (await credentialNamed(n8n, provision));
	if (credentialId !== null) await n8n.deleteCredential(credentialId);
	await forgetProvision(database, provision.id);
}

async function workflowWith(n8n: N8nApi, marker: string): Promise<string | null> {
	const found = (await n8n.listWorkflows()).find(({ nodes }) =>
		nodes.some(({ webhookId }) => webhookId === marker),
	);
	return found?.id ?? null;
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
