import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type EasyPostCredentials } from './credentials.ts';
import { normalise } from './normalise.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';
import { listWebhooks, registerWebhooks, removeWebhooks } from './webhooks.ts';

/** EasyPost, by version 2 of its API: labels, and the numbers that it follows. */
export const easypost: Provider<EasyPostCredentials> = {
	slug: 'easypost',
	guid: 'e4587842-b04e-43c1-b4bc-b2c57748da2d',
	name: 'EasyPost',
	providerType: 'shipping',
	credentialType: 'commerceEasyPostApi',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be EasyPost's.
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
