import { ActionError } from '../../../../engine/actions/actionError.ts';
import { emailErrorOf } from '../../../../engine/messages/email/emailErrorOf.ts';

const failure = (fields: object) => Object.assign(new Error('said'), fields);

describe('what a mail server did', () => {
	it.each([
		[{ code: 'EAUTH', responseCode: 535 }, 'login_refused', false],
		[{ code: 'EAUTH', responseCode: 454 }, 'login_refused', true],
		[
			{ code: 'EENVELOPE', responseCode: 550, rejected: ['a@example.com'] },
			'recipient_refused',
			false,
		],
		[
			{ code: 'EENVELOPE', responseCode: 450, rejected: ['a@example.com'] },
			'recipient_refused',
			true,
		],
		[{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'sender_refused', false],
		[{ code: 'EENVELOPE', responseCode: 452, command: 'MAIL FROM' }, 'rejected', true],
		[{ code: 'EENVELOPE', responseCode: 552, command: 'MAIL FROM' }, 'rejected', false],
		[{ code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' }, 'login_refused', false],
		[
			{
				code: 'EENVELOPE',
				responseCode: 550,
				rejected: ['a@example.com', 'b@example.com'],
				rejectedErrors: [{ responseCode: 451 }, { responseCode: 550 }],
			},
			'recipient_refused',
			true,
		],
		[{ code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'rejected', false],
		[{ code: 'EPROTOCOL', responseCode: 421, command: 'CONN' }, 'rejected', true],
		[{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'rejected', false],
		[{ code: 'EMESSAGE', responseCode: 421, command: 'DATA' }, 'rejected', true],
		[{ code: 'EENVELOPE', message: 'No recipients defined' }, 'setup', false],
		[{ code: 'ESOCKET', message: 'connect ECONNREFUSED 127.0.0.1:25' }, 'unreachable', true],
		[{ code: 'EDNS', message: 'getaddrinfo ENOTFOUND mail.example' }, 'unreachable', true],
		[{ code: 'ECONNECTION', message: 'Connection closed unexpectedly' }, 'unreachable', true],
		[{ code: 'ETIMEDOUT', message: 'Greeting never received' }, 'timeout', true],
		[{ code: 'ESOCKET', message: 'self-signed certificate' }, 'tls', false],
		[{ code: 'ETLS', message: 'Error initiating TLS' }, 'tls', false],
	] as const)('%j is %s, worth another try: %s', (fields, kind, retryable) => {
		expect(emailErrorOf(failure(fields))).toMatchObject({ kind, retryable });
	});

	const STAGES = ['CONN', 'EHLO', 'STARTTLS', 'AUTH PLAIN', 'MAIL FROM', 'RCPT TO', 'DATA'];
	it.each(
		[421, 450, 451, 452, 454].flatMap((code) => STAGES.map((stage) => [code, stage] as const)),
	)(
		'is worth another try after %i at %s, and nobody is told to change anything',
		(responseCode, command) => {
			const { retryable, message } = emailErrorOf(
				failure({
					code: command.startsWith('AUTH') ? 'EAUTH' : 'EENVELOPE',
					command,
					responseCode,
					response: `${responseCode} 4.3.2 Later`,
					...(command === 'RCPT TO' && { rejected: ['a@example.com'] }),
				}),
				{ user: 'shop@example.com', password: 'secret-password' },
			);
			expect(retryable).toBe(true);
			expect(message).toMatch(/ for now| at the moment/);
			expect(message).toContain(`${responseCode} 4.3.2 Later`);
			expect(message).not.toMatch(/From Email|Check|switch on|SSL/);
		},
	);

	it.each([
		[
			'553 5.7.1 <shop@example.com>: Sender address rejected: not owned by user x',
			'sender_refused',
		],
		['550 5.1.8 <shop@example.com>: domain not found', 'sender_refused'],
		['554 5.7.1 <n8n[10.0.0.2]>: Client host rejected: Access denied', 'rejected'],
		['504 5.5.2 <3f2a>: Helo command rejected: need fully-qualified hostname', 'rejected'],
		['550 5.1.1 <a@example.com>: Recipient address rejected: User unknown', 'recipient_refused'],
	])('is about whom it names, also where it says so at RCPT TO: %s', (response, kind) => {
		const responseCode = Number(response.slice(0, 3));
		const rejected = ['a@example.com'];
		const given = { code: 'EENVELOPE', command: 'RCPT TO', responseCode, response, rejected };
		const error = emailErrorOf(failure(given));
		expect(error).toMatchObject({ kind, retryable: false });
		expect(error.message).toContain(response);
		expect(error.message.includes('refused the recipient')).toBe(kind === 'recipient_refused');
	});

	it.each([
		[{ command: 'EHLO', responseCode: 421 }, true],
		[{ command: 'HELO', responseCode: 501 }, false],
		[{ command: 'RCPT TO', responseCode: 504, response: '504 Helo command rejected' }, false],
	])('says how to greet it otherwise: %j', (fields, retryable) => {
		const error = emailErrorOf(failure({ code: 'ECONNECTION', ...fields }));
		expect(error).toMatchObject({ kind: 'rejected', retryable });
		expect(error.message).toContain('"Client Host Name" in the SMTP credential');
	});

	it('repeats what the server said, in one line', () => {
		const error = emailErrorOf(
			failure({
				code: 'EENVELOPE',
				responseCode: 550,
				rejected: ['a@example.com'],
				response: '550 5.1.1\r\nNo such user',
			}),
		);
		expect(error.message).toBe(
			'The mail server refused the recipient a@example.com. It said: 550 5.1.1 No such user',
		);
		expect(error.status).toBe(550);
	});

	it.each([
		[421, '4.3.2 Service shutting down'],
		[451, '4.7.1 Try again later'],
		[452, '4.3.1 Insufficient system storage'],
	])('is no fault of the sender where it says %i at MAIL FROM', (responseCode, words) => {
		const response = `${responseCode} ${words}`;
		const given = { code: 'EENVELOPE', command: 'MAIL FROM', responseCode, response };
		expect(emailErrorOf(failure(given)).message).toBe(
			`The mail server cannot take the e-mail for now. It said: ${response}`,
		);
	});

	it("tells the server's own reason for refusing a login, without user and password", () => {
		const login = { user: 'anna@example.com', password: 'hunter2' };
		const response =
			'535 5.7.139 Authentication unsuccessful for anna@example.com / hunter2 (aHVudGVyMg==), ' +
			'SmtpClientAuthentication is disabled';
		const error = emailErrorOf(failure({ code: 'EAUTH', responseCode: 535, response }), login);
		expect(error.message).toBe(
			'The mail server refused the login. Check user and password in the SMTP credential. It said: ' +
				'535 5.7.139 Authentication unsuccessful for … / … (…), SmtpClientAuthentication is disabled',
		);
		// Taking "a" out of a text would tell which letter it is.
		expect(
			emailErrorOf(failure({ code: 'EAUTH', responseCode: 535, response }), {
				...login,
				password: 'a',
			}).message,
		).not.toContain('It said');
	});

	it('does not repeat what a server said about a login', () => {
		const error = emailErrorOf(
			failure({ code: 'EAUTH', responseCode: 535, response: '535 bad login anna hunter2' }),
		);
		expect(error.message).not.toMatch(/anna|hunter2/);
	});

	it('leaves an ActionError as it is', () => {
		const error = new ActionError('setup', 'x');
		expect(emailErrorOf(error)).toBe(error);
	});
});
