/** How a call to a store failed; callers branch on it. */
export type StoreErrorKind =
	| 'unreachable'
	| 'timeout'
	| 'redirect'
	/** The store's keys are wrong. */
	| 'unauthorized'
	/** The store's keys may not do this. */
	| 'forbidden'
	| 'not_found'
	/** The store asks to wait. */
	| 'throttled'
	| 'rejected'
	/** The store has trouble of its own. */
	| 'unavailable'
	| 'not_json'
	| 'too_large';

/**
 * A call to a store that did not work. The message names the store's address, what it answered, and
 * what to do; it never holds a key.
 */
export class StoreError extends Error {
	override readonly name = 'StoreError';
	readonly kind: StoreErrorKind;
	/** HTTP status, where there was an answer. */
	readonly status: number | null;
	/** How long the store asks to wait, in milliseconds. */
	readonly retryAfterMs: number | null;
	/** Where the store sends the call on to, without what may be a key; `null` where it does not. */
	readonly redirectTo: string | null;
	/** What the store answered, cut to 500 characters; for a log, not for a decision. */
	readonly answer: string | null;
	/** Whether the store was not even asked, for it has failed again and again. */
	readonly isLeftAlone: boolean;

	constructor(
		kind: StoreErrorKind,
		message: string,
		details: {
			status?: number | null;
			retryAfterMs?: number | null;
			answer?: string | null;
			redirectTo?: string | null;
			isLeftAlone?: boolean;
			cause?: unknown;
		} = {},
	) {
		super(message, { cause: details.cause });
		this.kind = kind;
		this.status = details.status ?? null;
		this.retryAfterMs = details.retryAfterMs ?? null;
		this.answer = details.answer ?? null;
		this.redirectTo = details.redirectTo ?? null;
		this.isLeftAlone = details.isLeftAlone ?? false;
	}
}
