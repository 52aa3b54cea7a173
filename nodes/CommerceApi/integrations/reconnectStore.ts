import { withProvision } from '../../../core/provisions/withProvision.ts';
import type { N8nWorkflowDraft } from '../../../core/n8nApi/n8nApi.ts';
import { withImport } from '../canvas/integrationWorkflow.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import type { CheckedStore } from './checkStore.ts';
import type { ConnectedStore } from './connectedStore.ts';
import { subjectOf } from './connectStore.ts';
import { provisionerOf } from './provisionerOf.ts';
import type { StoreSettings } from './storeSettings.ts';
import { switchOn } from './switchStore.ts';
import { setTracking } from './tracking.ts';

/**
 * Switches a disabled store on again, with other keys and settings. The workflow stays as a person may
 * have drawn it.
 *
 * @returns `null` when another request is connecting the same store
 * @throws ApiError, N8nApiError
 */
export async function reconnectStore(
	context: ApiContext,
	{ guid, workflow, node }: ConnectedStore,
	store: CheckedStore,
	settings: StoreSettings,
): Promise<{ guid: string } | null> {
	const { provider } = store;
	const provisioner = await provisionerOf(context);
	const plan = { space: context.space, subject: subjectOf(store), credential: null };
	return await withProvision(provisioner, plan, async () => {
		const credential = await giveKeys(context, node.credentials?.[provider.credentialType], store);
		const storeName = String(node.parameters.storeName ?? '').trim() || store.storeName;
		const wanted = withImport(withCredential(workflow, provider.credentialType, credential), {
			...settings,
			storeName,
			provider: provider.slug,
			credentialType: provider.credentialType,
			credential,
			webhookId: node.webhookId ?? '',
			spaceCredential: context.credentials.commerceSpaceApi,
		});
		if (wanted !== workflow) await context.n8n.updateWorkflow(workflow.id, wanted);
		await switchOn(context, { guid, workflowId: workflow.id });
		await setTracking(context, { guid, storeName, provider, credential }, settings.pushTracking);
		return { guid };
	});
}

/** Into the credential that the workflow uses; into a new one where it is gone. */
async function giveKeys(
	{ n8n }: ApiContext,
	held: CredentialReference | undefined,
	{ provider, credentials, storeName }: CheckedStore,
): Promise<CredentialReference> {
	if (held?.id && (await n8n.updateCredential(held.id, { data: credentials }))) return held;
	return await n8n.createCredential({
		name: storeName,
		type: provider.credentialType,
		data: credentials,
	});
}

function withCredential<T extends N8nWorkflowDraft>(
	workflow: T,
	type: string,
	{ id, name }: CredentialReference,
): T {
	const isRight = workflow.nodes.every(
		({ credentials }) => credentials?.[type] === undefined || credentials[type].id === id,
	);
	if (isRight) return workflow;
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.[type]
			? { ...node, credentials: { ...node.credentials, [type]: { id, name } } }
			: node,
	);
	return { ...workflow, nodes };
}
