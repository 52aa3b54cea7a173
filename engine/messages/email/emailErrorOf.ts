import { ActionError } from '../../actions/actionError.ts';
import { headerText } from './headerText.ts';

type SmtpFailure = {
	readonly code?: string;
	readonly command?: string;
	readonly message?: string;
	readonly response?: string;
	readonly responseCode?: number;
	readonly rejected?: readonly string[];
	readonly rejectedErrors?: ReadonlyArray<{ readonly responseCode?: number }>;
	readonly address?: string;
	readonly port?: number;
};

const OF_CERTIFICATE = /certificate|self-signed|self signed|altname/i;
const TLS_PROBLEM = /SSL|TLS|wrong version number|ERR_TLS/i;

/** The login of the credential: servers repeat it. */
export type Login = { readonly user: string; readonly password: string };

const isTemporary = (smtpCode: number | null | undefined) =>
	smtpCode !== null && smtpCode !== undefined && smtpCode >= 400 && smtpCode < 500;

/**
 * What went wrong at the mail server, in a merchant's words, and whether it may go through later. The
 * class of the answer says whether it is for now or for good, the stage says whom it is about.
 *
 * The server's own words are repeated, but never user and password.
 *
 * @param login without it, nothing is repeated of what the server says about a login
 * @see RFC 5321 section 4.2.1: 4yz is temporary, 5yz is permanent; RFC 3463: what the details are about
 */
export function emailErrorOf(error: unknown, login?: Login): ActionError {
	if (error instanceof ActionError) return error;
	const failure = (typeof error === 'object' && error !== null ? error : {}) as SmtpFailure;
	const said = headerText(failure.response ?? '');
	const smtpCode = failure.responseCode ?? null;
	const temporary = isTemporary(smtpCode);
	const details = { status: smtpCode, retryable: temporary, cause: error };
	const answer = said === '' ? '' : ` It said: ${said}`;

	if (failure.command === 'STARTTLS' && temporary) {
		return new ActionError(
			'unreachable',
			`The mail server cannot encrypt the connection for now, so nothing was sent to it.${answer}`,
			details,
		);
	}
	if (failure.command === 'STARTTLS') {
		return new ActionError(
			'tls',
			'The mail server offers no encryption at this port, so nothing was sent to it. Take its port ' +
				'with encryption in the SMTP credential (465 with "SSL/TLS" on, or 587), or, for a server in ' +
				`your own network only, switch on "Allow Unencrypted Connections".${answer}`,
			details,
		);
	}
	if (failure.code === 'EAUTH' || failure.code === 'ENOAUTH' || smtpCode === 530) {
		const reason = withoutLogin(said, login);
		return new ActionError(
			'login_refused',
			(temporary
				? 'The mail server cannot check the login at the moment. Try again later.'
				: smtpCode === 530
					? 'The mail server wants a login. Enter user and password in the SMTP credential.'
					: 'The mail server refused the login. Check user and password in the SMTP credential.') +
				(reason === '' ? '' : ` It said: ${reason}`),
			details,
		);
	}
	if (GREETING.test(failure.command ?? '') || ABOUT_GREETING.test(said)) {
		return new ActionError(
			'rejected',
			(temporary
				? 'The mail server cannot take the e-mail for now. If this goes on, it does not like the name ' +
					'under which this n8n greets it: enter'
				: 'The mail server does not accept the name under which this n8n greets it. Enter') +
				` one that DNS knows under "Client Host Name" in the SMTP credential.${answer}`,
			details,
		);
	}
	if (!temporary && smtpCode !== null && ABOUT_SENDER.test(said)) return senderRefused();
	if (!temporary && smtpCode !== null && ABOUT_CLIENT.test(said)) return clientRefused();
	if (failure.rejected !== undefined && failure.rejected.length > 0) {
		const all = failure.rejected.join(', ');
		// Of several, one that is refused for now may be the one that gets it later.
		const later =
			temporary ||
			(failure.rejectedErrors ?? []).some(({ responseCode }) => isTemporary(responseCode));
		return new ActionError(
			'recipient_refused',
			later
				? `The mail server cannot take the e-mail to ${all} for now.${answer}`
				: `The mail server refused the recipient ${all}.${answer}`,
			{ ...details, retryable: later },
		);
	}
	if (temporary) {
		return new ActionError(
			'rejected',
			`The mail server cannot take the e-mail for now.${answer}`,
			details,
		);
	}
	if (smtpCode !== null && failure.command === 'MAIL FROM' && isAboutSender(smtpCode, said)) {
		return senderRefused();
	}
	if (smtpCode !== null && failure.command === 'CONN') {
		return clientRefused();
	}
	if (smtpCode !== null) {
		return new ActionError('rejected', `The mail server refused the e-mail.${answer}`, details);
	}
	return withoutAnswer(failure, error);

	function senderRefused(): ActionError {
		return new ActionError(
			'sender_refused',
			`The mail server refused the sender. Check From Email in the SMTP credential.${answer}`,
			details,
		);
	}

	function clientRefused(): ActionError {
		return new ActionError(
			'rejected',
			`The mail server takes no e-mails from this n8n.${answer}`,
			details,
		);
	}
}

const GREETING = /^(?:EHLO|HELO)$/;
/**
 * Postfix says what it has against greeting, sender and client only when it is told the recipient.
 *
 * @see https://www.postfix.org/postconf.5.html#smtpd_delay_reject; RFC 3463 section 3.2: X.1.7 and X.1.8 are
 *   about the sender's address
 */
const ABOUT_GREETING = /\bhelo command rejected|\binvalid helo|\behlo\b.*\binvalid|\(EHLO\)/i;
const ABOUT_SENDER = /\bsender address rejected|^\d{3}[ -]\d\.1\.[78]\b/i;
const ABOUT_CLIENT = /\bclient host rejected|\bunverified client host/i;

/** At MAIL FROM a server also says that the e-mail is too large, or that its disk is full. */
function isAboutSender(smtpCode: number, said: string): boolean {
	const [, subject] = /^\d{3}[ -]\d\.(\d{1,3})\.\d{1,3}\b/.exec(said) ?? [];
	return subject === undefined ? smtpCode !== 552 : subject !== '2' && subject !== '3';
}

/** Below it, what is taken out of an answer could be any syllable of it, and would tell the secret. */
const SHORTEST_SECRET = 4;

function withoutLogin(said: string, login: Login | undefined): string {
	if (login === undefined) return '';
	const { user, password } = login;
	const secrets = [password, user].filter((secret) => secret !== '');
	if (secrets.some((secret) => secret.length < SHORTEST_SECRET)) return '';
	const base64 = (text: string) => Buffer.from(text).toString('base64');
	const written = [...secrets, ...secrets.map(base64), base64(`\0${user}\0${password}`)];
	return written
		.toSorted((one, other) => other.length - one.length)
		.reduce((text, secret) => text.replaceAll(secret, '…'), said);
}

function withoutAnswer(failure: SmtpFailure, cause: unknown): ActionError {
	const said = headerText(failure.message ?? '');
	if (failure.code === 'ETIMEDOUT') {
		return new ActionError(
			'timeout',
			'The mail server did not answer in time. Check host and port in the SMTP credential, ' +
				'and whether "SSL/TLS" fits the port: on for 465, off for 587 and 25.',
			{ retryable: true, cause },
		);
	}
	if (OF_CERTIFICATE.test(said)) {
		return new ActionError(
			'tls',
			'The certificate of the mail server is not trusted, so nothing was sent to it. Enter under ' +
				'Host the name that the certificate is for; for a server with a certificate of its own, ' +
				`switch on "Ignore TLS Issues". The reason: ${said}`,
			{ cause },
		);
	}
	if (failure.code === 'ETLS' || failure.code === 'EREQUIRETLS' || TLS_PROBLEM.test(said)) {
		return new ActionError(
			'tls',
			'No encrypted connection to the mail server could be made. Check that "SSL/TLS" fits the ' +
				`port (on for 465, off for 587 and 25). The reason: ${said}`,
			{ cause },
		);
	}
	if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE' || failure.code === 'ECONFIG') {
		return new ActionError('setup', `The e-mail cannot be sent as it is: ${said}.`, { cause });
	}
	if (failure.code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(said)) {
		return new ActionError(
			'unreachable',
			'The mail server was not found. Check host in the SMTP credential.',
			{ retryable: true, cause },
		);
	}
	if (/ECONNREFUSED/.test(said)) {
		return new ActionError(
			'unreachable',
			'The mail server refused the connection. Check host and port in the SMTP credential, ' +
				'and that the server is running.',
			{ retryable: true, cause },
		);
	}
	return new ActionError(
		'unreachable',
		`The connection to the mail server broke before it had taken the e-mail. The reason: ${said}`,
		{ retryable: true, cause },
	);
}
