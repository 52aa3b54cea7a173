import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type SendcloudCredentials } from './credentials.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** Sendcloud, by version 3 of its API. */
export const sendcloud: Provider<SendcloudCredentials> = {
	slug: 'sendcloud',
	guid: '2599460d-4497-4c04-8c9b-162e848275f8',
	name: 'Sendcloud',
	providerType: 'shipping',
	credentialType: 'commerceSendcloudApi',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be Sendcloud's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	verify,
	parse,
	// Every message of use only names its parcel.
	normalise: () => [],
	listWebhooks,
	registerWebhooks,
	removeWebhooks,
	seesAddressByHand: true,
	addressByHand:
		'In Sendcloud, open Settings > Integrations, and there the integration whose keys are in the credential. Switch on "Webhook feedback", paste the address, and save.',
	...storeSide,
};
