/** Why an e-mail was not sent; callers branch on it. */
export type EmailErrorKind =
	/** Something in the node or the credential has to be changed first. */
	| 'setup'
	/** The customer has no address: nobody to write to, and nothing to put right. */
	| 'nobody'
	| 'unreachable'
	| 'timeout'
	| 'tls'
	| 'login_refused'
	| 'recipient_refused'
	| 'sender_refused'
	| 'rejected';

/** An e-mail that was not sent, in a merchant's words. The message never holds a password. */
export class EmailError extends Error {
	override readonly name = 'EmailError';
	readonly kind: EmailErrorKind;
	/** Whether the same e-mail may go through later without anyone changing anything. */
	readonly retryable: boolean;
	/** The server's answer to SMTP, where there was one: `550`. */
	readonly smtpCode: number | null;

	constructor(
		kind: EmailErrorKind,
		message: string,
		details: { retryable?: boolean; smtpCode?: number | null; cause?: unknown } = {},
	) {
		super(message, { cause: details.cause });
		this.kind = kind;
		this.retryable = details.retryable ?? false;
		this.smtpCode = details.smtpCode ?? null;
	}
}
