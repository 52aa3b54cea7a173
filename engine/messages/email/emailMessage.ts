import type { MailAddress } from './parseAddress.ts';

/** An e-mail that is ready to send, in the shape that nodemailer takes. */
export type EmailMessage = {
	readonly from: MailAddress;
	readonly to: readonly MailAddress[];
	readonly cc: readonly MailAddress[];
	readonly bcc: readonly MailAddress[];
	readonly replyTo: readonly MailAddress[];
	readonly subject: string;
	/** Absent where the author wrote only text. */
	readonly html?: string;
	readonly text: string;
	/** Whom it really goes to; absent: everybody in the headers. */
	readonly envelope?: { readonly from: string; readonly to: readonly string[] };
	/** Absent: nodemailer makes one up. */
	readonly messageId?: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly attachments?: ReadonlyArray<{
		readonly filename: string;
		readonly content: Buffer;
		readonly contentType?: string;
	}>;
	readonly disableFileAccess: true;
	readonly disableUrlAccess: true;
};
