/** Why a webhook was not taken over by its receiver; callers branch on it. */
export type WebhookErrorKind =
	/** Something in the node or the credential has to be changed first. */
	| 'setup'
	/** The URL leads to an address that must not be called. Nothing was sent there. */
	| 'address'
	| 'unreachable'
	| 'timeout'
	| 'tls'
	/** The answer is no HTTP. */
	| 'protocol'
	| 'redirect'
	/** The receiver answered with another status than 2xx. */
	| 'status'
	| 'cancelled';

/** What a receiver answered. */
export type WebhookResponse = {
	readonly status: number;
	/** Names in lower case; without cookies. */
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed where it is JSON, text otherwise; `null` where it is empty or could not be read. */
	readonly body: unknown;
	/** Why the body could not be read; `null` where it was. */
	readonly bodyProblem: string | null;
};

/** A webhook that was not taken over, in a merchant's words. Of a URL, the message holds only the host. */
export class WebhookError extends Error {
	override readonly name = 'WebhookError';
	readonly kind: WebhookErrorKind;
	/** Whether the same webhook may go through later without anyone changing anything. */
	readonly retryable: boolean;
	readonly response: WebhookResponse | null;
	/** How many times it was tried. */
	readonly attempts: number;

	constructor(
		kind: WebhookErrorKind,
		message: string,
		details: {
			retryable?: boolean;
			response?: WebhookResponse | null;
			attempts?: number;
			cause?: unknown;
		} = {},
	) {
		super(message, { cause: details.cause });
		this.kind = kind;
		this.retryable = details.retryable ?? false;
		this.response = details.response ?? null;
		this.attempts = details.attempts ?? 0;
	}
}
