import type { Provider } from '../provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { createClient } from './client.ts';
import { credentialsSchema, type ShopifyCredentials } from './credentials.ts';
import { normalise } from './normalise.ts';
import { parse } from './parse.ts';
import { createShopifyStoreSide } from './storeSide.ts';
import { createTokens } from './tokens.ts';
import { shopifyHeader } from './topics.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/**
 * Shopify.
 *
 * @param now for the life of access tokens, and the time of what is reported to the shop
 * @param wait resolves after so many milliseconds
 */
export function createShopify(
	now: () => Date,
	wait: (ms: number) => Promise<void> = async (ms) =>
		await new Promise((resolve) => setTimeout(resolve, ms)),
): Provider<ShopifyCredentials> {
	const call = createClient(createTokens(now));
	return {
		slug: 'shopify',
		guid: 'c011b40a-d7c1-4a81-b419-b5f42b096ab0',
		name: 'Shopify',
		providerType: 'ecommerce',
		credentialType: 'commerceShopifyApi',
		credentialsSchema,
		storeUrl: ({ storeUrl }) => storeUrl,
		checkCredentials: async (connection) => await checkCredentials(call, connection),
		topicOf: (post) => shopifyHeader(post, 'topic') ?? null,
		isUnsignedPing: () => false,
		verify,
		parse,
		normalise,
		listWebhooks: async (connection) => await listWebhooks(call, connection),
		registerWebhooks: async (connection, url) => await registerWebhooks(call, connection, url),
		removeWebhooks: async (connection, url) => await removeWebhooks(call, connection, url),
		...createShopifyStoreSide(call, now, wait),
	};
}
