import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type ShipStationCredentials } from './credentials.ts';
import { normalise, parse } from './parse.ts';
import { createStoreSide } from './storeSide.ts';
import { signingKeys, verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** ShipStation, by version 2 of its API: labels, numbers from elsewhere, and what carriers say of them. */
export const createShipStation = (now: () => Date): Provider<ShipStationCredentials> => ({
	slug: 'shipstation',
	guid: 'b67f8894-32db-40a3-8135-9a310c97f852',
	name: 'ShipStation',
	providerType: 'shipping',
	credentialType: 'commerceShipStationApi',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be ShipStation's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	signingKeys,
	verify,
	parse,
	normalise,
	listWebhooks,
	registerWebhooks,
	removeWebhooks,
	...createStoreSide(now),
});
