import { createGate } from '../../actions/turns.ts';
import { emailErrorOf } from './emailErrorOf.ts';
import type { EmailMessage } from './emailMessage.ts';
import { refuseUnwritable, takesUnicode, unicodeAddressOf } from './unicodeAddresses.ts';
import type { SmtpSettings } from './smtpSettings.ts';
import { withinTime } from './withinTime.ts';

/** What came of handing an e-mail to the server. */
export type SentByServer = {
	readonly messageId: string;
	readonly accepted: readonly unknown[];
	readonly rejectedErrors?: ReadonlyArray<{ recipient?: string; response?: string }>;
};

/** A mail server. What fails is an `ActionError`. */
export type EmailTransport = {
	/** @param cancel given when the run is cancelled */
	sendMail(message: EmailMessage, cancel?: AbortSignal): Promise<SentByServer>;
	verify(): Promise<unknown>;
	close(): void;
};

/** nodemailer's: a signal ends the connection of the one e-mail. */
type Pool = Omit<EmailTransport, 'sendMail'> & {
	sendMail(message: EmailMessage & { readonly signal: AbortSignal }): Promise<SentByServer>;
};

/** As a person writes it. What goes there is not on the way anywhere. */
const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;

/** How many e-mails go out at the same time. Most servers allow ten connections of one client. */
export const MAX_CONNECTIONS = 5;

/**
 * For one e-mail whose connection was ended before the server had seen a byte of it. With bad luck it is given
 * to each of the others just before that one is ended, too.
 */
const MAX_NEW_CONNECTIONS = MAX_CONNECTIONS + 3;

/**
 * Opens a pool of connections to a mail server, for many e-mails. Nothing is connected until the first is
 * sent; `close` it when the last has been.
 *
 * Servers end connections as they like: after a number of e-mails, or after some seconds without one. An
 * e-mail of which the server has not seen a byte then goes over a new connection. One that it may have taken
 * is never sent again here: whether to try again is decided by who asked, with the same Message-ID.
 *
 * @param longestMs for each e-mail, from when a connection is free for it
 */
export async function openTransport(
	settings: SmtpSettings,
	longestMs?: number,
): Promise<EmailTransport> {
	const { createTransport } = await import('nodemailer');
	const { host, port, secure, user, password, clientHostName } = settings;
	const { allowUnencrypted, ignoreTlsIssues } = settings;
	const connection = {
		host,
		port,
		secure,
		...(clientHostName !== '' && { name: clientHostName }),
		// Without it, whoever sits on the way takes STARTTLS out of the greeting, and reads the login.
		requireTLS: !secure && !allowUnencrypted && !THIS_MACHINE.test(host),
		tls: { rejectUnauthorized: !ignoreTlsIssues },
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		dnsTimeout: CONNECT_MS,
		socketTimeout: SILENCE_MS,
	};
	const pool = createTransport({
		...connection,
		pool: true,
		...(user === '' && password === '' ? {} : { auth: { user, pass: password } }),
		maxConnections: MAX_CONNECTIONS,
		maxMessages: 1_000,
		maxRequeues: MAX_NEW_CONNECTIONS,
		disableFileAccess: true,
		disableUrlAccess: true,
	} as object) as unknown as Pool;

	const gate = createGate(MAX_CONNECTIONS);
	const inWords = async <T>(
		task: (signal: AbortSignal) => Promise<T>,
		cancel?: AbortSignal,
	): Promise<T> => {
		try {
			return await gate(async () => await withinTime(task, longestMs, cancel));
		} catch (error) {
			throw emailErrorOf(error, { user, password });
		}
	};
	let unicode: Promise<boolean> | undefined;
	return {
		sendMail: async (message, cancel) =>
			await inWords(async (signal) => {
				const address = unicodeAddressOf(message);
				if (address !== null) {
					unicode ??= takesUnicode(connection);
					const offered = await unicode.catch((error: unknown) => {
						unicode = undefined;
						throw error;
					});
					if (!offered) refuseUnwritable(address, message);
				}
				return await pool.sendMail({ ...message, signal });
			}, cancel),
		verify: async () => await inWords(async () => await pool.verify()),
		close: () => pool.close(),
	};
}
