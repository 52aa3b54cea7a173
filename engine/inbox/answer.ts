import type { Refusal } from '../providers/provider.ts';
import type { StoredEvent } from './inbox.ts';
import type { RefusedOutcome } from './refusedOutcomes.ts';

/** How a post can end. */
export type Outcome = Refusal | RefusedOutcome | 'ping' | 'stored' | 'unavailable';

/** What a store is told, and what came of its post. */
export type Answer = {
	readonly outcome: Outcome;
	readonly status: number;
	readonly body: { readonly message: string };
	/** Seconds after which the store may try again. */
	readonly retryAfterSeconds: number | null;
	/** The events that the post has made; empty for everything but `stored`. */
	readonly events: readonly StoredEvent[];
};

/** The status of a post that is not signed with the store's keys. */
export const REFUSED = 401;

/** The one place where an outcome becomes an HTTP status. */
const ANSWERS: Readonly<Record<Outcome, readonly [status: number, message: string]>> = {
	stored: [200, 'Stored.'],
	repeated: [200, 'Known already.'],
	uninteresting: [200, 'Nothing is done with this topic.'],
	// Shops switch a webhook off that is refused a few times in a row.
	useless: [200, 'Nothing can be done with this message.'],
	// WooCommerce takes nothing but exactly 200 for its ping.
	ping: [200, 'Pong.'],
	malformed: [400, 'The body is not what this store sends.'],
	signature_missing: [401, 'The request is not signed.'],
	signature_wrong: [
		401,
		'The signature does not match. Is the secret in the credential the one that signs?',
	],
	timestamp_missing: [401, 'The request has no timestamp.'],
	timestamp_stale: [401, 'The timestamp is too far from now. Is the clock right?'],
	other_shop: [401, 'The message is of another shop.'],
	too_large: [413, 'The body is larger than 10 MB.'],
	unavailable: [503, 'It could not be stored. Please send it again.'],
};

const RETRY_AFTER_SECONDS = 30;

export function answerTo(
	outcome: Outcome,
	detail: string | null = null,
	events: readonly StoredEvent[] = [],
): Answer {
	const [status, message] = ANSWERS[outcome];
	return {
		outcome,
		status,
		body: { message: detail ?? message },
		retryAfterSeconds: outcome === 'unavailable' ? RETRY_AFTER_SECONDS : null,
		events,
	};
}
