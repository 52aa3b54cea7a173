import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import type { Provider } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';

/** A store as a node's form names it. */
export type Store = {
	readonly provider: Provider;
	/** What the provider's `credentialsSchema` gave. */
	readonly credentials: unknown;
	readonly storeUrl: string;
};

/**
 * Reads which store a node works for: its kind and its keys.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function readStore(
	context: IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions,
): Promise<Store> {
	const node = context.getNode();
	const provider = providerOf(String(node.parameters.provider ?? 'shopify'));
	if (!provider) {
		throw new NodeOperationError(node, 'The store type is not known', {
			description: 'Choose an entry of the list under "Store Type".',
		});
	}
	const given = await context.getCredentials(provider.credentialType);
	const parsed = provider.credentialsSchema.safeParse(given);
	if (!parsed.success) {
		throw new NodeOperationError(node, `The ${provider.name} credential is not complete`, {
			description: `${parsed.error.issues[0]!.message} Open the credential under "Credential" and put it right.`,
		});
	}
	return { provider, credentials: parsed.data, storeUrl: provider.storeUrl(parsed.data) };
}
