import {
	NodeOperationError,
	type IHookFunctions,
	type INode,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { integrationGuid, type Integration } from '../../core/inbox/integration.ts';
import type { Receiver } from '../../core/inbox/openPost.ts';
import { providerOf } from '../../core/providers/providers.ts';
import { DEFAULT_SPACE } from '../shared/readSubscription.ts';

/**
 * Reads the form of a Store Trigger: which store it is, of which kind, and its keys.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function storeOf(context: IHookFunctions | IWebhookFunctions): Promise<Receiver> {
	const node = context.getNode();
	const provider = providerOf(String(context.getNodeParameter('provider')));
	if (!provider) {
		throw new NodeOperationError(node, 'The store type is not known', {
			description: 'Choose an entry of the list under "Store Type".',
		});
	}
	const given = await context.getCredentials(provider.credentialType);
	const parsed = provider.credentialsSchema.safeParse(given);
	if (!parsed.success) throw credentialError(node, provider.name, parsed.error.issues[0]!.message);

	const workflowId = context.getWorkflow().id ?? '';
	const storeUrl = provider.storeUrl(parsed.data);
	const integration: Integration = {
		guid: integrationGuid(workflowId, node.id),
		space: DEFAULT_SPACE,
		name: String(context.getNodeParameter('storeName', '')).trim() || new URL(storeUrl).host,
		provider: provider.slug,
		storeUrl,
		workflowId,
		nodeId: node.id,
		webhookUrl: context.getNodeWebhookUrl('default') ?? '',
	};
	return { integration, provider, credentials: parsed.data };
}

function credentialError(node: INode, providerName: string, message: string): NodeOperationError {
	return new NodeOperationError(node, `The ${providerName} credential is not complete`, {
		description: `${message} Open the credential under "Credential" and put it right.`,
	});
}
