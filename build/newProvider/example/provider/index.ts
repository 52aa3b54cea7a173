import type { Provider } from '../../../../engine/providers/provider.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type SamplecartCredentials } from './credentials.ts';
import { normalise } from './normalise.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** Sample Cart, by version 1 of its API. */
export const samplecart: Provider<SamplecartCredentials> = {
	slug: 'samplecart',
	guid: '00000000-0000-4000-8000-000000000000',
	name: 'Sample Cart',
	providerType: 'ecommerce',
	credentialType: 'commerceSamplecartApi',
	credentialsSchema,
	storeUrl: ({ storeUrl }) => storeUrl,
	checkCredentials,
	topicOf: ({ headers }) => headers['x-samplecart-topic'] ?? null,
	isUnsignedPing: () => false,
	verify,
	parse,
	normalise,
	listWebhooks,
	registerWebhooks,
	removeWebhooks,
	...storeSide,
};
