import type { Provider } from '../provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { createClient } from './client.ts';
import { credentialsSchema, type PrestaShopCredentials } from './credentials.ts';
import { createPrestaShopReader } from './shop.ts';
import { createPrestaShopStoreSide } from './storeSide.ts';

const FIVE_MINUTES_MS = 300_000;

/** PrestaShop 8 and 9, by their webservice. It posts nothing. @param now for what is kept for a while */
export function createPrestaShop(now: () => Date): Provider<PrestaShopCredentials> {
	const shop = createPrestaShopReader(createClient(), now);
	return {
		slug: 'prestashop',
		guid: '38d99c77-9b27-446a-8fb8-40bb73891392',
		name: 'PrestaShop',
		providerType: 'ecommerce',
		credentialType: 'commercePrestaShopApi',
		credentialsSchema,
		storeUrl: ({ storeUrl }) => storeUrl,
		checkCredentials: async (connection) => await checkCredentials(shop, connection),
		pollEveryMs: FIVE_MINUTES_MS,
		topicOf: () => null,
		isUnsignedPing: () => false,
		verify: () => ({
			valid: false,
			reason: 'signature_missing',
			detail: 'PrestaShop posts nothing by itself: somebody else has sent this.',
		}),
		parse: () => ({ kind: 'malformed', detail: 'PrestaShop posts nothing by itself.' }),
		normalise: () => [],
		listWebhooks: async () => [],
		registerWebhooks: async () => [],
		removeWebhooks: async () => {},
		...createPrestaShopStoreSide(shop),
	};
}
