/** Why notifications were not sent; callers branch on it. */
export type PushErrorKind =
	/** Something in the node or the credential has to be changed first. */
	| 'setup'
	/** A push service does not take the VAPID keys for this subscription. */
	| 'keys_refused'
	| 'rejected'
	/** The push service asked to wait for longer than a run can. */
	| 'throttled'
	| 'unreachable';

/** A notification that was not sent, in a merchant's words. The message holds no key and no endpoint. */
export class PushError extends Error {
	override readonly name = 'PushError';
	readonly kind: PushErrorKind;
	/** Whether the same notification may go through later without anyone changing anything. */
	readonly retryable: boolean;
	/** What the push service answered, where it did: 403. */
	readonly httpStatus: number | null;

	constructor(
		kind: PushErrorKind,
		message: string,
		details: { retryable?: boolean; httpStatus?: number | null } = {},
	) {
		super(message);
		this.kind = kind;
		this.retryable = details.retryable ?? false;
		this.httpStatus = details.httpStatus ?? null;
	}
}
