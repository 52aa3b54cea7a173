import { StoreError, type StoreErrorKind } from '../providers/storeError.ts';

/** Why an action was not done; callers branch on it. */
export type ActionErrorKind =
	| StoreErrorKind
	/** Something in the node or the credential has to be changed first. */
	| 'setup'
	/** The customer has no address: nobody to write to, and nothing to put right. */
	| 'nobody'
	/** A URL leads to an address that must not be called. Nothing was sent there. */
	| 'address'
	| 'cancelled'
	| 'tls'
	/** The answer is no HTTP. */
	| 'protocol'
	/** The receiver of a webhook answered with another status than 2xx. */
	| 'status'
	| 'login_refused'
	| 'recipient_refused'
	| 'sender_refused'
	/** A push service does not take the VAPID keys for this subscription. */
	| 'keys_refused'
	/** An error that nobody has put into words for a merchant. */
	| 'unknown';

/** What the receiver of a webhook answered. */
export type HttpAnswer = {
	readonly status: number;
	/** Names in lower case; without cookies. */
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed where it is JSON, text otherwise; `null` where it is empty or could not be read. */
	readonly body: unknown;
	/** Why the body could not be read; `null` where it was. */
	readonly bodyProblem: string | null;
};

/** What is known of an action that was not done, as plain data. */
export type Failure = {
	readonly kind: ActionErrorKind;
	/** In a merchant's words. Never holds a password, a key or a URL with more than its host. */
	readonly message: string;
	/** What to do, where the message does not say; `null` where there is nothing to add. */
	readonly hint: string | null;
	/** Whether the same action may go through later without anyone changing anything. */
	readonly retryable: boolean;
	/** How long the other side asks to wait; `null` where it does not. */
	readonly retryAfterMs: number | null;
	/** What the other side answered, by HTTP or SMTP: `503`, `550`; `null` where it did not. */
	readonly status: number | null;
	/** The whole answer, of a webhook. */
	readonly answer: HttpAnswer | null;
	/** How many times it was tried; 0 where it was not counted. */
	readonly attempts: number;
	/** Whether the receiver was not even asked, for it has failed again and again. */
	readonly isLeftAlone: boolean;
};

/** An action that was not done. */
export class ActionError extends Error implements Failure {
	override readonly name: string = 'ActionError';
	readonly kind: ActionErrorKind;
	readonly hint: Failure['hint'];
	readonly retryable: boolean;
	readonly retryAfterMs: Failure['retryAfterMs'];
	readonly status: Failure['status'];
	readonly answer: Failure['answer'];
	readonly attempts: number;
	readonly isLeftAlone: boolean;

	constructor(
		kind: ActionErrorKind,
		message: string,
		details: Partial<Omit<Failure, 'kind' | 'message'>> & { cause?: unknown } = {},
	) {
		super(message, { cause: details.cause });
		this.kind = kind;
		this.hint = details.hint ?? null;
		this.retryable = details.retryable ?? false;
		this.retryAfterMs = details.retryAfterMs ?? null;
		this.status = details.status ?? null;
		this.answer = details.answer ?? null;
		this.attempts = details.attempts ?? 0;
		this.isLeftAlone = details.isLeftAlone ?? false;
	}
}

/** The same error after some more tries. */
export function triedAgain(error: ActionError, attempts: number): ActionError {
	const tried = attempts > 1 ? ` It was tried ${attempts} times.` : '';
	return new ActionError(error.kind, error.message + tried, {
		...failureOf(error),
		attempts,
		cause: error.cause,
	});
}

/** Kinds that go away by themselves. */
const PASSING: readonly ActionErrorKind[] = ['unreachable', 'timeout', 'throttled', 'unavailable'];

/** Any error as plain data. */
export function failureOf(error: unknown): Failure {
	const known = knownIn(error);
	return {
		kind: known.kind ?? 'unknown',
		message: error instanceof Error ? error.message : String(error),
		hint: known.hint ?? null,
		retryable: known.retryable ?? false,
		retryAfterMs: known.retryAfterMs ?? null,
		status: known.status ?? null,
		answer: known.answer ?? null,
		attempts: known.attempts ?? 0,
		isLeftAlone: known.isLeftAlone ?? false,
	};
}

function knownIn(error: unknown): Partial<Failure> {
	if (error instanceof ActionError) return error;
	if (!(error instanceof StoreError)) return {};
	const { kind, status, retryAfterMs, isLeftAlone } = error;
	return { kind, status, retryAfterMs, isLeftAlone, retryable: PASSING.includes(kind) };
}
