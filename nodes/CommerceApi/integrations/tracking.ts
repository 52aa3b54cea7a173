import type { Provider } from '../../../core/providers/provider.ts';
import type { N8nWorkflow } from '../../../core/n8nApi/n8nApi.ts';
import { MANAGED_TAG, TAG } from '../canvas/tags.ts';
import { isTrackingWorkflowOf, trackingWorkflow } from '../canvas/trackingWorkflow.ts';
import { removeWorkflow } from '../workflows/switchWorkflow.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';

/** The store that tracking numbers are written to. */
export type TrackedStore = {
	readonly guid: string;
	readonly storeName: string;
	readonly provider: Provider;
	readonly credential: CredentialReference;
};

/**
 * Makes the managed workflow of `pushTracking` if it is wanted, and removes it if it is not. Doing it
 * twice is the same as once, so what a killed process has left is completed.
 */
export async function setTracking(
	context: ApiContext,
	store: TrackedStore,
	isWanted: boolean,
): Promise<void> {
	const existing = await trackingWorkflowsOf(context, store.guid);
	if (!isWanted) return await remove(context, existing);
	const first = existing[0] ?? (await context.n8n.createWorkflow(draftFor(context, store)));
	await context.n8n.tagWorkflow(first.id, [TAG, MANAGED_TAG]);
	if (!first.active) await context.n8n.publishWorkflow(first.id);
}

/** Publishes or unpublishes what `pushTracking` has made; nothing where it was not wanted. */
export async function switchTracking(
	{ n8n, ...context }: ApiContext,
	guid: string,
	isOn: boolean,
): Promise<void> {
	for (const { id, active } of await trackingWorkflowsOf({ n8n, ...context }, guid)) {
		if (active === isOn) continue;
		await (isOn ? n8n.publishWorkflow(id) : n8n.unpublishWorkflow(id));
	}
}

/** Whether there is one. */
export async function hasTracking(context: ApiContext, guid: string): Promise<boolean> {
	return (await trackingWorkflowsOf(context, guid)).length > 0;
}

export async function removeTracking(context: ApiContext, guid: string): Promise<void> {
	await remove(context, await trackingWorkflowsOf(context, guid));
}

async function remove(context: ApiContext, workflows: readonly N8nWorkflow[]): Promise<void> {
	for (const workflow of workflows) await removeWorkflow(context, workflow);
}

async function trackingWorkflowsOf({ n8n }: ApiContext, guid: string): Promise<N8nWorkflow[]> {
	return (await n8n.listWorkflows()).filter((workflow) => isTrackingWorkflowOf(workflow, guid));
}

function draftFor({ credentials }: ApiContext, store: TrackedStore) {
	const { guid, storeName, provider, credential } = store;
	return trackingWorkflow({
		integrationGuid: guid,
		storeName,
		provider: provider.slug,
		credentialType: provider.credentialType,
		credential,
		spaceCredential: credentials.commerceSpaceApi,
	});
}
