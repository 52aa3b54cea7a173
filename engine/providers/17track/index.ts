import type { Provider } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { checkCredentials } from './checkCredentials.ts';
import { credentialsSchema, type SeventeenTrackCredentials } from './credentials.ts';
import { parse } from './parse.ts';
import { storeSide } from './storeSide.ts';
import { verify } from './verify.ts';

/** 17TRACK, by version 2.4 of its API. */
export const seventeenTrack: Provider<SeventeenTrackCredentials> = {
	slug: '17track',
	guid: '7db6dd51-1f2d-43d9-a195-3c8a9bce528f',
	name: '17TRACK',
	providerType: 'shipping',
	credentialType: 'commerce17TrackApi',
	credentialsSchema,
	storeUrl: accountUrl,
	checkCredentials,
	// The body tells it, which is not read before it is known to be 17TRACK's.
	topicOf: () => null,
	isUnsignedPing: () => false,
	verify,
	parse,
	// Every message of use only names its number.
	normalise: () => [],
	// 17TRACK's API knows nothing of webhooks.
	listWebhooks: async () => [],
	registerWebhooks: async () => [],
	removeWebhooks: async () => {},
	addressByHand:
		'In 17TRACK, open the settings of the API at https://api.17track.net, and there Webhook. Paste the address, choose version 2 or newer, and save: 17TRACK tries the address at once.',
	...storeSide,
};
