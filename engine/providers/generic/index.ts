import type { Provider } from '../provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type GenericCredentials } from './credentials.ts';
import { normalise } from './normalise.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** Any shop that follows docs/generic-store.md. */
export const generic: Provider<GenericCredentials> = {
	slug: 'generic',
	guid: 'fd3aff9e-9a1c-415a-846a-ce7af349ee29',
	name: 'Generic Store',
	providerType: 'ecommerce',
	credentialType: 'commerceGenericStoreApi',
	credentialsSchema,
	storeUrl: ({ storeUrl }) => storeUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be the store's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	verify,
	parse,
	normalise,
	listWebhooks,
	registerWebhooks,
	removeWebhooks,
	addressByHand:
		'The shop lets nobody register webhooks. Whoever looks after it has to enter the address there, as the one that it posts its messages to.',
	...storeSide,
};
