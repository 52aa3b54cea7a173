import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { integrationGuid, type Integration } from '../../core/inbox/integration.ts';
import type { Receiver } from '../../core/inbox/openPost.ts';
import { readStore } from '../shared/readStore.ts';
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
		name: String(context.getNodeParameter('storeName', '')).trim() || new URL(storeUrl).host,
		provider: provider.slug,
		storeUrl,
		workflowId,
		workflowName,
		nodeId: node.id,
		webhookUrl: context.getNodeWebhookUrl('default') ?? '',
	};
	return { integration, provider, credentials };
}
