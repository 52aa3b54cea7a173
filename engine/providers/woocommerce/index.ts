import type { Provider } from '../provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { createClient } from './client.ts';
import { credentialsSchema, type WooCommerceCredentials } from './credentials.ts';
import { isUnsignedPing, verify } from './verify.ts';
import { normalise } from './normalise.ts';
import type { OAuth1Moment } from '../oauth1.ts';
import { parse } from './parse.ts';
import { createWooCommerceStoreSide } from './storeSide.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** WooCommerce. @param moment the time and a fresh nonce, for shops without https */
export function createWooCommerce(moment: () => OAuth1Moment): Provider<WooCommerceCredentials> {
	const call = createClient(moment);
	return {
		slug: 'woocommerce',
		guid: '401c1204-6396-49cf-acea-1403494cf82c',
		name: 'WooCommerce',
		providerType: 'ecommerce',
		credentialType: 'commerceWooCommerceApi',
		credentialsSchema,
		storeUrl: ({ storeUrl }) => storeUrl,
		checkCredentials: async (connection) => await checkCredentials(call, connection),
		topicOf: ({ headers }) => headers['x-wc-webhook-topic'] ?? null,
		isUnsignedPing,
		verify,
		parse,
		normalise,
		listWebhooks: async (connection) => await listWebhooks(call, connection),
		registerWebhooks: async (connection, url, integrationGuid) =>
			await registerWebhooks(call, connection, url, integrationGuid),
		removeWebhooks: async (connection, url) => await removeWebhooks(call, connection, url),
		...createWooCommerceStoreSide(call, () => moment().now),
	};
}
