import { randomUUID } from 'node:crypto';
import type { N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { changeWorkflow } from '../../n8n/provisions/madeWorkflows.ts';
import {
	forgetProvision,
	recordProvision,
	type Provision,
} from '../../n8n/provisions/provisions.ts';
import { credentialOf, isUsed } from '../../n8n/provisions/undoProvision.ts';
import { withProvision } from '../../n8n/provisions/withProvision.ts';
import { drawnCredential } from '../canvas/drawn.ts';
import { importSettingsOf, withImport } from '../canvas/importPart.ts';
import { withNode, withReading } from '../canvas/readingPart.ts';
import { withShops } from '../canvas/shopsPart.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import type { CheckedStore } from './checkStore.ts';
import type { ConnectedStore } from './connectedStore.ts';
import { subjectOf } from './connectStore.ts';
import { provisionerOf } from './provisionerOf.ts';
import { removeUnusedCredentials, renewCredentials } from './renewCredentials.ts';
import { readingIn, type NamedSettings } from './storeSettings.ts';
import { switchOff, switchOn } from './switchStore.ts';
import {
	hasTracking,
	removeTracking,
	setTracking,
	switchTracking,
	type TrackedStore,
} from './tracking.ts';

/**
 * Switches a disabled store on again, with other keys and with the settings that are named. The workflow
 * stays as a person may have drawn it.
 *
 * The keys stand in a credential of their own until all has worked: n8n does not give keys back, so the
 * old ones could not be put back into their place.
 *
 * @returns `null` when another request is connecting the same store
 * @throws ApiError, N8nApiError; everything is then as it was before
 */
export async function reconnectStore(
	context: ApiContext,
	existing: ConnectedStore,
	store: CheckedStore,
	named: NamedSettings,
): Promise<{ guid: string } | null> {
	const { n8n } = context;
	const { guid, workflow, node } = existing;
	const { credentialType } = store.provider;
	const storeName = String(node.parameters.storeName ?? '').trim() || store.storeName;
	const { autoImportOrders, syncProducts } = named;
	const settings = {
		...importSettingsOf(workflow.nodes),
		...written({ autoImportOrders, syncProducts }),
	};
	const reading = readingIn(store.provider, named);
	const provisioner = await provisionerOf(context);
	const hadTracking = await hasTracking(context, guid);
	const plan = {
		space: context.space,
		subject: subjectOf(store),
		credential: { type: credentialType, name: `${store.storeName} ${randomUUID()}` },
	};
	const held = node.credentials?.[credentialType];
	const before = { guid, storeName, provider: store.provider, credential: held! };
	const undo = (provision: Provision) =>
		putBack(context, existing, hadTracking && held ? before : null, provision);
	const connected = await withProvision({ ...provisioner, undo }, plan, async (provision) => {
		const made = await n8n.createCredential(
			drawnCredential({ ...plan.credential, data: store.credentials }),
		);
		await recordProvision(provisioner, provision, { credentialId: made.id });
		const credential = { id: made.id, name: held?.name ?? store.storeName };
		if (workflow.active) await switchOff(context, { guid, workflowId: workflow.id });
		const read = withNode(workflow, withShops(withReading(node, reading), named.shops));
		const wanted = withImport(withCredential(read, credentialType, credential), settings);
		await changeWorkflow(provisioner.database, n8n, workflow, wanted);
		await switchOn(context, { guid, workflowId: workflow.id });
		await n8n.updateCredential(made.id, { name: credential.name });
		await recordProvision(provisioner, provision, { credentialName: credential.name });
		const tracked = { guid, storeName, provider: store.provider, credential };
		const isTracking = named.pushTracking ?? hadTracking;
		if (isTracking) await setTracking(context, tracked, true);
		await renewCredentials(context, existing, store, made.id);
		// Last, for what is removed cannot be put back as it was.
		if (!isTracking) await setTracking(context, tracked, false);
		// In one step, or undoing it would take a workflow away that was there before.
		const known = { workflowId: workflow.id, finishedAt: provisioner.now() };
		await recordProvision(provisioner, provision, known);
		return { guid };
	});
	if (connected !== null) await removeUnusedCredentials(context, workflow.id);
	return connected;
}

const written = <T extends object>(named: T) =>
	Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as {
		[Key in keyof T]: NonNullable<T[Key]>;
	};

/** The store as it was: disabled, with its old keys, its old import, and its tracking or none. */
async function putBack(
	context: ApiContext,
	{ guid, workflow }: ConnectedStore,
	tracked: TrackedStore | null,
	provision: Provision,
): Promise<void> {
	const { n8n } = context;
	const { database } = await context.commerce();
	const current = await n8n.getWorkflow(workflow.id);
	if (current?.active) await switchOff(context, { guid, workflowId: workflow.id });
	if (current !== null) await changeWorkflow(database, n8n, current, workflow);
	if (tracked === null) await removeTracking(context, guid);
	else {
		if (!(await hasTracking(context, guid))) await setTracking(context, tracked, true);
		await switchTracking(context, guid, false);
	}
	const credentialId = await credentialOf(n8n, provision);
	if (credentialId !== null && !(await isUsed(n8n, credentialId))) {
		await n8n.deleteCredential(credentialId);
	}
	await forgetProvision(database, provision.id);
}

function withCredential<T extends N8nWorkflowDraft>(
	workflow: T,
	type: string,
	{ id, name }: CredentialReference,
): T {
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.[type]
			? { ...node, credentials: { ...node.credentials, [type]: { id, name } } }
			: node,
	);
	return { ...workflow, nodes };
}
