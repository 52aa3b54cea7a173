import { forgetProvision, provisionsOf } from '../n8n/provisions/provisions.ts';
import type { ApiContext } from './http/apiContext.ts';

/**
 * Removes the credentials that the API has made for a workflow, which is gone. A person's own ones,
 * those that somebody has renamed, and those that something else uses by now stay.
 */
export async function removeMadeCredentials(
	{ n8n, space, commerce }: ApiContext,
	workflowId: string,
): Promise<void> {
	const { database } = await commerce();
	const provisions = await provisionsOf(database, space, workflowId);
	if (provisions.length === 0) return;
	const hasCredential = provisions.some(({ credentialId }) => credentialId !== null);
	const workflows = hasCredential ? await n8n.listWorkflows() : [];
	const inUse = new Set(
		workflows.flatMap(({ nodes }) =>
			nodes.flatMap(({ credentials }) => Object.values(credentials ?? {}).map(({ id }) => id)),
		),
	);
	const names = new Map(
		hasCredential ? (await n8n.listCredentials()).map(({ id, name }) => [id, name]) : [],
	);
	for (const { id, credentialId, credentialName } of provisions) {
		const name = names.get(credentialId ?? '');
		const isOurs = name !== undefined && isNamedByUs(name, credentialName);
		if (credentialId !== null && isOurs && !inUse.has(credentialId)) {
			await n8n.deleteCredential(credentialId);
		}
		await forgetProvision(database, id);
	}
}

/** One that was renamed is somebody's. Older versions wrote down the name with the id that stands behind it at first. */
const isNamedByUs = (name: string, made: string | null) =>
	made === null || made === name || made.startsWith(`${name} `);
