import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type AfterShipCredentials } from './credentials.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';

/** AfterShip Tracking, by version 2025-01 of its API. */
export const aftership: Provider<AfterShipCredentials> = {
	slug: 'aftership',
	guid: '0b5de2cb-02b5-473c-b3cc-600164f598af',
	name: 'AfterShip',
	providerType: 'shipping',
	credentialType: 'commerceAfterShipApi',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be AfterShip's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	verify,
	parse,
	// Every message of use only names its tracking.
	normalise: () => [],
	// AfterShip's API knows nothing of webhooks.
	listWebhooks: async () => [],
	registerWebhooks: async () => [],
	removeWebhooks: async () => {},
	addressByHand:
		'In AfterShip, open Settings > Notifications > Webhooks. Paste the address, choose the newest version, switch on all events, and save. AfterShip takes only addresses with the port 80, 443 or 8080.',
	...storeSide,
};
