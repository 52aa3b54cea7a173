import type { KeyObject } from 'node:crypto';
import type { Provider, StoreMessage, StorePost } from '../providers/provider.ts';
import { StoreError } from '../providers/storeError.ts';
import { answerTo, type Answer } from './answer.ts';
import type { Integration } from './integration.ts';
import { signingKeyOf } from './signingKeys.ts';

/**
 * Larger than any order a store sends: of Shopify, 1,000 lines are 3.6 MB, and 500 that are fulfilled and
 * returned 2.5 MB. n8n itself takes 16 MB. Larger ones are refused before they are read as JSON.
 */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

const KEYS_UNKNOWN =
	'The key that the request is signed with is not known at present. Please send it again.';

/** The store that a post is for. */
export type Receiver = {
	readonly integration: Integration;
	readonly provider: Provider;
	/** What the provider's `credentialsSchema` gave. */
	readonly credentials: unknown;
	/** The keys may have been changed a moment ago: a post that they refuse is asked about again. */
	readonly isProvisional?: boolean;
};

/** A message in which something is to be done. */
export type OpenedPost = StoreMessage & { kind: 'message' | 'pointer' };

/**
 * Checks a post and reads the message in it; or the answer, when there is nothing to store.
 *
 * @param warn told when the platform's keys cannot be had
 * @returns a promise only where keys have to be fetched: of what the thread does after a wait, nobody can tell any more
 *   which message keeps it busy
 */
export function openPost(
	receiver: Receiver,
	post: StorePost,
	warn: (message: string, error: unknown) => void = () => {},
): OpenedPost | Answer | Promise<OpenedPost | Answer> {
	const { provider } = receiver;
	if (post.body.length > MAX_BODY_BYTES) return answerTo('too_large');
	if (provider.isUnsignedPing(post)) return answerTo('ping');
	if (provider.signingKeys === undefined) return openedBy(null, receiver, post);
	return openWithKey(receiver, post, warn);
}

async function openWithKey(
	receiver: Receiver,
	post: StorePost,
	warn: (message: string, error: unknown) => void,
): Promise<OpenedPost | Answer> {
	const { provider, credentials } = receiver;
	let signingKey: KeyObject | null;
	try {
		signingKey = await signingKeyOf(provider, credentials, post);
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		// Strangers can name keys that there are not as often as they like.
		if (error.kind !== 'throttled') warn(`The keys of ${provider.name} cannot be had`, error);
		return answerTo('unavailable', KEYS_UNKNOWN);
	}
	return openedBy(signingKey, receiver, post);
}

function openedBy(
	signingKey: KeyObject | null,
	{ integration, provider, credentials }: Receiver,
	post: StorePost,
): OpenedPost | Answer {
	const verification = provider.verify(post, credentials, integration.guid, signingKey);
	if (!verification.valid) {
		if (post.body.length === 0) return answerTo('malformed', 'The request has no body.');
		return answerTo(verification.reason, verification.detail);
	}

	const message = provider.parse(post, credentials);
	if (message.kind === 'message' || message.kind === 'pointer') return message;
	return answerTo(message.kind, 'detail' in message ? message.detail : null);
}
