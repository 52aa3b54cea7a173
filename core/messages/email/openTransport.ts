import type { EmailMessage } from './emailMessage.ts';
import type { SmtpSettings } from './smtpSettings.ts';

/** What came of handing an e-mail to the server. */
export type SentByServer = {
	readonly messageId: string;
	readonly accepted: readonly unknown[];
	readonly rejectedErrors?: ReadonlyArray<{ recipient?: string; response?: string }>;
};

/** The part of nodemailer's transport that is used. */
export type EmailTransport = {
	sendMail(message: EmailMessage): Promise<SentByServer>;
	verify(): Promise<unknown>;
	close(): void;
};

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;

/** How many e-mails go out at the same time. Most servers allow ten connections of one client. */
export const MAX_CONNECTIONS = 5;

/**
 * Opens a pool of connections to a mail server, for many e-mails. Nothing is connected until the first is
 * sent; `close` it when the last has been.
 *
 * `maxRequeues: 0`: nodemailer would send an e-mail again whose connection broke, although the server may
 * have taken it already; whether to try again is decided by who asked, with the same Message-ID.
 */
export async function openTransport(settings: SmtpSettings): Promise<EmailTransport> {
	const { createTransport } = await import('nodemailer');
	const { host, port, secure, user, password, allowUnencrypted, ignoreTlsIssues } = settings;
	return createTransport({
		pool: true,
		host,
		port,
		secure,
		// Without it, whoever sits on the way takes STARTTLS out of the greeting, and reads the login.
		requireTLS: !secure && !allowUnencrypted,
		...(user === '' && password === '' ? {} : { auth: { user, pass: password } }),
		tls: { rejectUnauthorized: !ignoreTlsIssues },
		maxConnections: MAX_CONNECTIONS,
		maxMessages: 1_000,
		maxRequeues: 0,
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		dnsTimeout: CONNECT_MS,
		socketTimeout: SILENCE_MS,
		disableFileAccess: true,
		disableUrlAccess: true,
	} as object) as unknown as EmailTransport;
}
