import type { OAuth1Moment } from '../oauth1.ts';
import type { Provider } from '../provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { createClient } from './client.ts';
import { credentialsSchema, type MagentoCredentials } from './credentials.ts';
import { createMagentoStoreSide } from './storeSide.ts';

const FIVE_MINUTES_MS = 300_000;

/**
 * Magento 2 and Adobe Commerce, by their REST API. Magento Open Source posts nothing, and what Adobe Commerce calls
 * webhooks stops the customer at the checkout until it is answered: so both are asked.
 *
 * @param moment the time and a fresh nonce, for signing
 */
export function createMagento(moment: () => OAuth1Moment): Provider<MagentoCredentials> {
	const call = createClient(moment);
	return {
		slug: 'magento',
		guid: '6e2614ad-119b-493d-82d2-8498c185ee05',
		name: 'Magento',
		providerType: 'ecommerce',
		credentialType: 'commerceMagentoApi',
		credentialsSchema,
		storeUrl: ({ storeUrl }) => storeUrl,
		checkCredentials: async (connection) => await checkCredentials(call, connection),
		pollEveryMs: FIVE_MINUTES_MS,
		topicOf: () => null,
		isUnsignedPing: () => false,
		verify: () => ({
			valid: false,
			reason: 'signature_missing',
			detail: 'Magento posts nothing by itself: somebody else has sent this.',
		}),
		parse: () => ({ kind: 'malformed', detail: 'Magento posts nothing by itself.' }),
		normalise: () => [],
		listWebhooks: async () => [],
		registerWebhooks: async () => [],
		removeWebhooks: async () => {},
		...createMagentoStoreSide(call),
	};
}
