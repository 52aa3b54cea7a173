import type { Provider, StoreMessage, StorePost } from '../providers/provider.ts';
import { answerTo, type Answer } from './answer.ts';
import type { Integration } from './integration.ts';

/**
 * Larger than any order a store sends: of Shopify, 1,000 lines are 3.6 MB, and 500 that are fulfilled and
 * returned 2.5 MB. n8n itself takes 16 MB. Larger ones are refused before they are read as JSON.
 */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

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

/** Checks a post and reads the message in it; or the answer, when there is nothing to store. */
export function openPost(
	{ integration, provider, credentials }: Receiver,
	post: StorePost,
): OpenedPost | Answer {
	if (post.body.length > MAX_BODY_BYTES) return answerTo('too_large');
	if (provider.isUnsignedPing(post)) return answerTo('ping');

	const verification = provider.verify(post, credentials, integration.guid);
	if (!verification.valid) {
		if (post.body.length === 0) return answerTo('malformed', 'The request has no body.');
		return answerTo(verification.reason, verification.detail);
	}

	const message = provider.parse(post);
	if (message.kind === 'message' || message.kind === 'pointer') return message;
	return answerTo(message.kind, 'detail' in message ? message.detail : null);
}
