import { EmailError } from './emailError.ts';
import { headerText } from './headerText.ts';

type SmtpFailure = {
	readonly code?: string;
	readonly command?: string;
	readonly message?: string;
	readonly response?: string;
	readonly responseCode?: number;
	readonly rejected?: readonly string[];
	readonly address?: string;
	readonly port?: number;
};

const TLS_PROBLEM =
	/certificate|self-signed|self signed|SSL|TLS|wrong version number|ERR_TLS|altname/i;

/**
 * What went wrong at the mail server, in a merchant's words, and whether it may go through later.
 *
 * The server's own words are repeated except when it refuses a login, for some repeat the user name.
 *
 * @see RFC 5321 section 4.2.1: 4yz is temporary, 5yz is permanent
 */
export function emailErrorOf(error: unknown): EmailError {
	if (error instanceof EmailError) return error;
	const failure = (typeof error === 'object' && error !== null ? error : {}) as SmtpFailure;
	const said = headerText(failure.response ?? '');
	const smtpCode = failure.responseCode ?? null;
	const temporary = smtpCode !== null && smtpCode >= 400 && smtpCode < 500;
	const details = { smtpCode, retryable: temporary, cause: error };
	const answer = said === '' ? '' : ` It said: ${said}`;

	if (failure.command === 'STARTTLS') {
		return new EmailError(
			temporary ? 'unreachable' : 'tls',
			'The mail server offers no encryption at this port, so nothing was sent to it. Take its port ' +
				'with encryption in the SMTP credential (465 with "SSL/TLS" on, or 587), or, for a server in ' +
				`your own network only, switch on "Allow Unencrypted Connections".${answer}`,
			details,
		);
	}
	if (failure.code === 'EAUTH' || failure.code === 'ENOAUTH') {
		return new EmailError(
			'login_refused',
			temporary
				? 'The mail server cannot check the login at the moment. Try again later.'
				: 'The mail server refused the login. Check user and password in the SMTP credential.',
			details,
		);
	}
	if (failure.rejected !== undefined && failure.rejected.length > 0) {
		return new EmailError(
			'recipient_refused',
			`The mail server refused the recipient ${failure.rejected.join(', ')}.${answer}`,
			details,
		);
	}
	if (smtpCode !== null && failure.command === 'MAIL FROM') {
		return new EmailError(
			'sender_refused',
			`The mail server refused the sender. Check From Email in the SMTP credential.${answer}`,
			details,
		);
	}
	if (smtpCode !== null) {
		const later = temporary ? ' for now' : '';
		return new EmailError(
			'rejected',
			`The mail server refused the e-mail${later}.${answer}`,
			details,
		);
	}
	return withoutAnswer(failure, error);
}

function withoutAnswer(failure: SmtpFailure, cause: unknown): EmailError {
	const said = headerText(failure.message ?? '');
	if (failure.code === 'ETIMEDOUT') {
		return new EmailError(
			'timeout',
			'The mail server did not answer in time. Check host and port in the SMTP credential, ' +
				'and whether "SSL/TLS" fits the port: on for 465, off for 587 and 25.',
			{ retryable: true, cause },
		);
	}
	if (failure.code === 'ETLS' || failure.code === 'EREQUIRETLS' || TLS_PROBLEM.test(said)) {
		return new EmailError(
			'tls',
			'No encrypted connection to the mail server could be made. Check that "SSL/TLS" fits the ' +
				'port (on for 465, off for 587 and 25); for a server with a certificate of its own, ' +
				`switch on "Ignore TLS Issues". The reason: ${said}`,
			{ cause },
		);
	}
	if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE' || failure.code === 'ECONFIG') {
		return new EmailError('setup', `The e-mail cannot be sent as it is: ${said}.`, { cause });
	}
	if (failure.code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(said)) {
		return new EmailError(
			'unreachable',
			'The mail server was not found. Check host in the SMTP credential.',
			{ retryable: true, cause },
		);
	}
	if (/ECONNREFUSED/.test(said)) {
		return new EmailError(
			'unreachable',
			'The mail server refused the connection. Check host and port in the SMTP credential, ' +
				'and that the server is running.',
			{ retryable: true, cause },
		);
	}
	return new EmailError(
		'unreachable',
		`The connection to the mail server broke before it had taken the e-mail. The reason: ${said}`,
		{ retryable: true, cause },
	);
}
