import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type ShippoCredentials } from './credentials.ts';
import { normalise } from './normalise.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** Shippo: labels, and the numbers that it follows. */
export const shippo: Provider<ShippoCredentials> = {
	slug: 'shippo',
	guid: 'de33c5a3-88a8-4ea9-8f45-70f664759f37',
	name: 'Shippo',
	providerType: 'shipping',
	credentialType: 'commerceShippoApi',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be Shippo's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	verify,
	parse,
	normalise,
	listWebhooks,
	registerWebhooks,
	removeWebhooks,
	...storeSide,
};
