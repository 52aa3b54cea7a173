import { randomUUID } from 'node:crypto';
import type { Provider } from '../../engine/providers/provider.ts';
import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import {
	discardWorkflow,
	forgetMade,
	madeFor,
	makeWorkflow,
	MANAGED_TAG,
	TAG,
} from '../../n8n/provisions/madeWorkflows.ts';
import type { Row } from '../../engine/state/schema.ts';
import { isTrackingWorkflowOf, trackingWorkflow } from '../canvas/trackingWorkflow.ts';
import { unpublish } from '../workflows/switchWorkflow.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';

/** The store that tracking numbers are written to. */
export type TrackedStore = {
	readonly guid: string;
	readonly storeName: string;
	readonly provider: Provider;
	readonly credential: CredentialReference;
};

const purposeOf = (guid: string) => `tracking/${guid}`;

/**
 * Makes the managed workflow of `pushTracking` if it is wanted, and removes it if it is not. Doing it
 * twice is the same as once, so what a killed process has left is completed.
 */
export async function setTracking(
	context: ApiContext,
	store: TrackedStore,
	isWanted: boolean,
): Promise<void> {
	if (!isWanted) {
		await removeTracking(context, store.guid);
		return;
	}
	const [existing] = await trackingWorkflowsOf(context, store.guid);
	const first = existing ?? (await make(context, store));
	const tags = new Set([...first.tags, TAG, MANAGED_TAG]);
	await context.n8n.tagWorkflow(first.id, [...tags]);
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

/**
 * Deletes what `pushTracking` has made. What somebody has changed is theirs: it is unpublished and stays.
 *
 * @returns the names of those that stay
 */
export async function removeTracking(context: ApiContext, guid: string): Promise<string[]> {
	const { n8n, space } = context;
	const { database } = await context.commerce();
	const kept: string[] = [];
	for (const workflow of await trackingWorkflowsOf(context, guid)) {
		const off = async (id: string) => await unpublish(context, id);
		const discarded = await discardWorkflow(database, n8n, space, workflow, off);
		if (discarded === 'deleted') continue;
		kept.push(workflow.name);
		context.warn(
			`The workflow "${workflow.name}" (${workflow.id}) was unpublished and not deleted`,
			'it was changed since the API has made it',
		);
	}
	return kept;
}

/**
 * The workflows of `pushTracking` among all of n8n, by the guid of the integration: those that were written
 * down, and of the time before that, those with the tag and the look of one.
 */
export async function trackingIn(
	{ space, commerce }: ApiContext,
	workflows: readonly N8nWorkflow[],
): Promise<(guid: string) => N8nWorkflow[]> {
	const { database } = await commerce();
	const made = await database.db
		.selectFrom('madeWorkflow')
		.selectAll()
		.where('space', '=', space)
		.where('purpose', 'like', purposeOf('%'))
		.execute();
	const purposes = new Map(
		workflows.flatMap((workflow) => {
			const found = made.find((each) => isMade(workflow, each));
			return found === undefined ? [] : [[workflow.id, found.purpose] as const];
		}),
	);
	return (guid) =>
		workflows.filter((workflow) => {
			const purpose = purposes.get(workflow.id);
			if (purpose !== undefined) return purpose === purposeOf(guid);
			return workflow.tags.includes(MANAGED_TAG) && isTrackingWorkflowOf(workflow, guid);
		});
}

const isMade = ({ id, nodes }: N8nWorkflow, { workflowId, marker }: Row<'madeWorkflow'>) =>
	workflowId === null ? nodes.some((node) => node.id === marker) : workflowId === id;

async function trackingWorkflowsOf(context: ApiContext, guid: string): Promise<N8nWorkflow[]> {
	return (await trackingIn(context, await context.n8n.listWorkflows()))(guid);
}

async function make(context: ApiContext, store: TrackedStore): Promise<N8nWorkflow> {
	const { n8n, space, credentials } = context;
	const { guid, storeName, provider, credential } = store;
	const { database } = await context.commerce();
	// Of one that somebody has deleted in n8n.
	for (const old of await madeFor(database, space, purposeOf(guid))) {
		await forgetMade(database, old);
	}
	const marker = randomUUID();
	const draft = trackingWorkflow({
		marker,
		integrationGuid: guid,
		storeName,
		provider,
		credential,
		spaceCredential: credentials.commerceSpaceApi,
	});
	return await makeWorkflow(database, n8n, { space, marker, purpose: purposeOf(guid), draft });
}
