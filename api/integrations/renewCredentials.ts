import { forgetProvision, provisionsOf } from '../../n8n/provisions/provisions.ts';
import { isUsed } from '../../n8n/provisions/undoProvision.ts';
import { drawnCredential } from '../canvas/drawn.ts';
import type { ApiContext } from '../http/apiContext.ts';
import type { CheckedStore } from './checkStore.ts';
import type { ConnectedStore } from './connectedStore.ts';

/**
 * Gives the new keys of a store to the credentials that it had before, for whatever else uses them: other
 * workflows, and that of `pushTracking`.
 *
 * @param madeId the credential that the store has now
 */
export async function renewCredentials(
	{ n8n, space, commerce }: ApiContext,
	{ workflow }: ConnectedStore,
	{ provider, credentials }: CheckedStore,
	madeId: string,
): Promise<void> {
	const { database } = await commerce();
	const made = await provisionsOf(database, space, workflow.id);
	const held = workflow.nodes.flatMap(
		(node) => node.credentials?.[provider.credentialType]?.id ?? [],
	);
	const old = new Set([...held, ...made.flatMap(({ credentialId }) => credentialId ?? [])]);
	old.delete(madeId);
	for (const id of old) {
		if (id === '' || !(await isUsed(n8n, id))) continue;
		await n8n.updateCredential(id, drawnCredential({ data: credentials }));
	}
}

/**
 * Removes the credentials that the API has made for a store and that nothing uses any more. After all has
 * worked, for n8n gives nobody a credential back; one that stays behind goes with the workflow.
 */
export async function removeUnusedCredentials(
	{ n8n, space, commerce, warn }: ApiContext,
	workflowId: string,
): Promise<void> {
	const { database } = await commerce();
	for (const { id, credentialId } of await provisionsOf(database, space, workflowId)) {
		try {
			if (credentialId === null || (await isUsed(n8n, credentialId))) continue;
			await n8n.deleteCredential(credentialId);
			await forgetProvision(database, id);
		} catch (error) {
			warn('A credential with old keys of a store could not be removed yet', error);
		}
	}
}
