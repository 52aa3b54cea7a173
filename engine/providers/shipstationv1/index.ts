import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type ShipStationV1Credentials } from './credentials.ts';
import { parse } from './parse.ts';
import { createStoreSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** ShipStation, by version 1 of its API: which parcels were sent, and nothing of what carriers say of them. */
export const createShipStationV1 = (now: () => Date): Provider<ShipStationV1Credentials> => ({
	slug: 'shipstationv1',
	guid: '899a9a5d-c6ed-4bd7-9e09-66abaa6812d9',
	name: 'ShipStation V1',
	providerType: 'shipping',
	credentialType: 'commerceShipStationV1Api',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be ShipStation's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	verify,
	parse,
	// Every message only names parcels.
	normalise: () => [],
	listWebhooks,
	registerWebhooks,
	removeWebhooks,
	...createStoreSide(now),
});
