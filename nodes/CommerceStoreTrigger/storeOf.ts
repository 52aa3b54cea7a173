import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { integrationGuid, type Integration } from '../../engine/inbox/integration.ts';
import type { Receiver } from '../../engine/inbox/openPost.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import { readingJsonOf } from '../../engine/providers/storeReading.ts';
import { unnamedStore } from '../../engine/providers/unnamedStore.ts';
import { readingInForm } from '../shared/readingOptions.ts';
import { readStore } from '../shared/readStore.ts';
import { shopsJsonInForm } from '../shared/shopsForm.ts';
import { spaceOf } from '../shared/spaceOf.ts';

/**
 * Reads the form of a Store Trigger: which store it is, of which kind, and its keys.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function storeOf(context: IHookFunctions | IWebhookFunctions): Promise<Receiver> {
	const node = context.getNode();
	const { provider, credentials, storeUrl } = await readStore(context);
	const { id: workflowId = '', name: workflowName = null } = context.getWorkflow();
	const integration: Integration = {
		guid: integrationGuid(workflowId, node.id),
		space: await spaceOf(context),
		name:
			String(context.getNodeParameter('storeName', '')).trim() || unnamedStore(provider, storeUrl),
		provider: provider.slug,
		storeUrl,
		workflowId,
		workflowName,
		nodeId: node.id,
		webhookUrl: context.getNodeWebhookUrl('default') ?? '',
		credentialId: node.credentials?.[provider.credentialType]?.id ?? null,
		readingJson: readingJsonIn(context, provider),
		shopsJson: provider.providerType === 'shipping' ? shopsJsonInForm(context) : null,
	};
	return { integration, provider, credentials };
}

function readingJsonIn(
	context: IHookFunctions | IWebhookFunctions,
	{ abilities }: Provider,
): string | null {
	// Options of another kind of store stay in the form, and count for nothing.
	if (abilities.ownStatuses !== true) return null;
	try {
		return readingJsonOf(readingInForm(context.getNodeParameter('options', {})));
	} catch (error) {
		throw new NodeOperationError(context.getNode(), (error as Error).message);
	}
}
