import type { Provider } from '../provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, storeUrlOf, type BigCommerceCredentials } from './credentials.ts';
import { normalise } from './normalise.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** BigCommerce, by an API account of the store. Orders are in version 2 of its API, all else in version 3. */
export const bigcommerce: Provider<BigCommerceCredentials> = {
	slug: 'bigcommerce',
	guid: 'af000f6b-74f2-4575-8b63-6e8728595aab',
	name: 'BigCommerce',
	providerType: 'ecommerce',
	credentialType: 'commerceBigCommerceApi',
	credentialsSchema,
	storeUrl: storeUrlOf,
	checkCredentials,
	// The body tells it, which is not read before it is known to be BigCommerce's.
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
