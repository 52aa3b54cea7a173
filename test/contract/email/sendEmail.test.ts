import { checkSmtp } from '../../../engine/messages/email/checkSmtp.ts';
import { composeEmail, type EmailSettings } from '../../../engine/messages/email/composeEmail.ts';
import {
	openTransport,
	type EmailTransport,
} from '../../../engine/messages/email/openTransport.ts';
import { sendEmail } from '../../../engine/messages/email/sendEmail.ts';
import { smtpSettings, type SmtpSettings } from '../../../engine/messages/email/smtpSettings.ts';
import { withMessageId } from '../../../engine/messages/email/withMessageId.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { SAMPLE_ITEMS } from '../../support/emailItems.ts';
import {
	startMailServer,
	type MailServer,
	type MailServerOptions,
} from '../../support/mailServer.ts';

const render = createRenderer();
const closing: Array<() => unknown> = [];

afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function serve(options: MailServerOptions = {}): Promise<MailServer> {
	const server = await startMailServer(options);
	closing.push(() => server.stop());
	return server;
}

function settingsFor(server: MailServer, more: Partial<SmtpSettings> = {}): SmtpSettings {
	return smtpSettings({
		host: server.host,
		port: server.port,
		fromEmail: 'shop@example.com',
		// Most servers of these tests speak no TLS.
		allowUnencrypted: true,
		...more,
	});
}

async function connect(
	server: MailServer,
	more: Partial<SmtpSettings> = {},
): Promise<EmailTransport> {
	const transport = await openTransport(settingsFor(server, more));
	closing.push(() => transport.close());
	return transport;
}

function message(more: Partial<EmailSettings> = {}, key: string | null = null) {
	return withMessageId(
		composeEmail(
			render,
			SAMPLE_ITEMS.shipment,
			{
				template: 'delivery_confirmation',
				recipient: { kind: 'customer' },
				fromEmail: 'shop@example.com',
				...more,
			},
			new Date('2026-11-23T20:31:07.000Z'),
		),
		key,
	);
}

describe('a sent e-mail', () => {
	it('arrives with HTML, text and names as they are written', async () => {
		const server = await serve();
		const sent = await sendEmail(
			await connect(server),
			message({
				fromName: 'Bücher & Mehr, „Köln“',
				replyTo: 'Hilfe <hilfe@example.com>',
				cc: 'cc@example.com',
				bcc: 'bcc@example.com',
			}),
		);
		const [mail] = await server.waitForMails(1);
		expect(mail).toMatchObject({
			messageId: sent.messageId,
			sender: 'shop@example.com',
			recipients: ['anna@example.com', 'cc@example.com', 'bcc@example.com'],
			from: 'Bücher & Mehr, „Köln“ <shop@example.com>',
			to: 'Anna Müller <anna@example.com>',
			cc: 'cc@example.com',
			replyTo: 'Hilfe <hilfe@example.com>',
			subject: 'Your order #1001 has been delivered',
		});
		expect(mail?.html).toContain('href="https://track.example.com/?id=1&amp;lang=de"');
		expect(mail?.html).toContain('Hauptstraße 5');
		expect(mail?.text).toContain('Track your parcel: https://track.example.com/?id=1&lang=de');
		expect(mail?.raw).not.toMatch(/bcc@example\.com/i);
		expect(sent.refused).toEqual([]);
	});

	it('shows the same Message-ID when it has to be sent twice', async () => {
		const server = await serve();
		const transport = await connect(server);
		await sendEmail(transport, message({}, 'event 1 / node 1 / anna@example.com'));
		await sendEmail(transport, message({}, 'event 1 / node 1 / anna@example.com'));
		expect([...server.doubles().values()]).toEqual([2]);
	});

	it('is not sent again by itself when the connection breaks before the answer', async () => {
		const server = await serve();
		server.loseNextAnswers(1);
		await expect(sendEmail(await connect(server), message())).rejects.toMatchObject({
			kind: 'unreachable',
			retryable: true,
		});
		expect(server.mails).toHaveLength(1);
		await sendEmail(await connect(server), message());
		expect(server.mails).toHaveLength(2);
	});

	it('shares at most five connections with all others of a run', async () => {
		const server = await serve({ delayMs: 5 });
		const transport = await connect(server);
		await Promise.all(Array.from({ length: 40 }, () => sendEmail(transport, message())));
		expect(server.mails).toHaveLength(40);
		expect(server.connectionCount()).toBeLessThanOrEqual(5);
	});
});

describe('an address that not every server takes', () => {
	const to = (addresses: string) => message({ recipient: { kind: 'addresses', addresses } });

	it('goes with its quotes, where its dots are in unusual places', async () => {
		const server = await serve({ quotedDots: true });
		await sendEmail(await connect(server), to('a..b@docomo.ne.jp, ana.@docomo.ne.jp'));
		const [mail] = await server.waitForMails(1);
		expect(mail?.recipients).toEqual(['"a..b"@docomo.ne.jp', '"ana."@docomo.ne.jp']);
		expect(mail?.raw).toContain('<"a..b"@docomo.ne.jp>');
	});

	it('goes as it is where the server offers SMTPUTF8', async () => {
		const server = await serve();
		await sendEmail(await connect(server), to('jörg@example.com'));
		const [mail] = await server.waitForMails(1);
		expect(mail?.recipients).toEqual(['jörg@example.com']);
	});

	it('is refused in words where the server does not offer it, and nothing is sent', async () => {
		const server = await serve({ unicode: false });
		await expect(sendEmail(await connect(server), to('jörg@example.com'))).rejects.toMatchObject({
			kind: 'recipient_refused',
			retryable: false,
			message: expect.stringMatching(/SMTPUTF8.*jörg@example\.com/) as string,
		});
		expect(server.mails).toEqual([]);
	});
});

describe('a server that cannot take an e-mail for now', () => {
	it('says so at MAIL FROM, and the sender is not blamed', async () => {
		const server = await serve({
			refuseSender: () => ({ code: 452, message: '4.3.1 Insufficient system storage' }),
		});
		await expect(sendEmail(await connect(server), message())).rejects.toMatchObject({
			retryable: true,
			status: 452,
			message:
				'The mail server cannot take the e-mail for now. It said: 452 4.3.1 Insufficient system storage',
		});
	});
});

describe('a recipient that the server refuses', () => {
	it('fails the e-mail for good, with what the server said', async () => {
		const server = await serve({ refuse: (address) => address.startsWith('anna') });
		await expect(sendEmail(await connect(server), message())).rejects.toMatchObject({
			kind: 'recipient_refused',
			retryable: false,
			status: 550,
			message:
				'The mail server refused the recipient anna@example.com. It said: 550 No such mailbox',
		});
	});

	it('fails it for now when the server says later', async () => {
		const server = await serve({ refuse: () => ({ code: 450, message: 'Greylisted' }) });
		await expect(sendEmail(await connect(server), message())).rejects.toMatchObject({
			kind: 'recipient_refused',
			retryable: true,
			status: 450,
		});
	});

	it('does not keep the others from getting it, and is named', async () => {
		const server = await serve({ refuse: (address) => address.startsWith('bad') });
		const transport = await connect(server);
		const addresses = 'good@example.com, bad@example.com';
		const sent = await sendEmail(
			transport,
			message({ recipient: { kind: 'addresses', addresses } }),
		);
		expect(sent.refused).toEqual([{ address: 'bad@example.com', reason: '550 No such mailbox' }]);
		expect(server.mails[0]?.recipients).toEqual(['good@example.com']);
	});

	it('is told apart from a sender that the server refuses', async () => {
		const server = await serve({ refuseSender: () => true });
		await expect(sendEmail(await connect(server), message())).rejects.toMatchObject({
			kind: 'sender_refused',
			message: expect.stringContaining('Check From Email') as string,
		});
	});
});

describe('the login', () => {
	const auth = { user: 'anna', password: 'hunter2-secret' };

	it('is made', async () => {
		const server = await serve({ auth });
		await sendEmail(await connect(server, auth), message());
		expect(server.mails[0]?.user).toBe('anna');
	});

	it('fails with what to check, and without the password', async () => {
		const server = await serve({ auth });
		const wrong = { user: 'anna', password: 'wrong-secret' };
		const error: unknown = await sendEmail(await connect(server, wrong), message()).catch(
			(caught: unknown) => caught,
		);
		expect(error).toMatchObject({ kind: 'login_refused', retryable: false, status: 535 });
		expect((error as Error).message).toBe(
			'The mail server refused the login. Check user and password in the SMTP credential. ' +
				'It said: 535 Authentication failed for …',
		);
		expect(server.mails).toEqual([]);
	});

	it('that is missing fails too', async () => {
		const server = await serve({ auth });
		await expect(sendEmail(await connect(server), message())).rejects.toMatchObject({
			retryable: false,
		});
	});
});

describe('a server that is down', () => {
	it('is named as such, and works again when it is back', async () => {
		const server = await serve();
		const transport = await connect(server);
		await server.stop();
		await expect(sendEmail(transport, message())).rejects.toMatchObject({
			kind: 'unreachable',
			retryable: true,
			message: expect.stringContaining('refused the connection') as string,
		});
		await server.restart();
		await sendEmail(transport, message());
		expect(server.mails).toHaveLength(1);
	});
});

const NO_LOGIN = { user: '', password: '' };
const PLAIN = { allowUnencrypted: true };

describe('encryption', () => {
	it.each(['implicit', 'starttls'] as const)('is used where the server has it: %s', async (tls) => {
		const server = await serve({ tls });
		const secure = tls === 'implicit';
		await sendEmail(await connect(server, { secure, ignoreTlsIssues: true }), message());
		expect(server.mails[0]?.encrypted).toBe(true);
	});

	it.each(['implicit', 'starttls'] as const)(
		'refuses a certificate that cannot be verified: %s',
		async (tls) => {
			const server = await serve({ tls });
			await expect(
				sendEmail(await connect(server, { secure: tls === 'implicit' }), message()),
			).rejects.toMatchObject({
				kind: 'tls',
				retryable: false,
				message: expect.stringContaining('"Ignore TLS Issues"') as string,
			});
			expect(server.mails).toEqual([]);
		},
	);

	it('is required: nothing is sent to a server that offers none, nor a login', async () => {
		const auth = { user: 'anna', password: 'hunter2-secret' };
		const server = await serve();
		// Leads to this machine, and is not written so.
		const host = '0.0.0.0';
		const given = { host, port: server.port, fromEmail: 'shop@example.com', ...auth };
		const transport = await openTransport(smtpSettings(given));
		closing.push(() => transport.close());
		const refused = {
			kind: 'tls',
			retryable: false,
			message: expect.stringContaining('"Allow Unencrypted Connections"') as string,
		};
		await expect(sendEmail(transport, message())).rejects.toMatchObject(refused);
		await expect(checkSmtp(given)).rejects.toMatchObject(refused);
		expect(server.mails).toEqual([]);
		const allowed = await openTransport(smtpSettings({ ...given, ...NO_LOGIN, ...PLAIN }));
		closing.push(() => allowed.close());
		await sendEmail(allowed, message());
		expect(server.mails).toHaveLength(1);
	});

	it.each(['localhost', '127.0.0.1'])(
		'is not asked of a server on the same machine: %s',
		async (host) => {
			const server = await serve();
			const given = { host, port: server.port, fromEmail: 'shop@example.com' };
			await checkSmtp(given);
			const transport = await openTransport(smtpSettings(given));
			closing.push(() => transport.close());
			await sendEmail(transport, message());
			expect(server.mails).toHaveLength(1);
		},
	);

	it('that is switched on for a port without it is explained', async () => {
		const server = await serve();
		await expect(
			sendEmail(await connect(server, { secure: true }), message()),
		).rejects.toMatchObject({
			kind: 'tls',
			message: expect.stringContaining('on for 465, off for 587') as string,
		});
	});
});

describe('the test of a credential', () => {
	const auth = { user: 'anna', password: 'hunter2-secret' };

	it('passes with the right login and sends nothing', async () => {
		const server = await serve({ auth });
		await checkSmtp(settingsFor(server, auth));
		expect(server.mails).toEqual([]);
	});

	it.each([
		[{ password: 'wrong' }, /^The mail server refused the login\./],
		[{ host: '' }, /^SMTP credential: Host is empty\. Enter the name of your mail server\.$/],
		[{ fromEmail: 'nonsense' }, /^From Email: "nonsense" is not an e-mail address/],
	])('explains %j', async (more, expected) => {
		const server = await serve({ auth });
		const given = { ...settingsFor(server, auth), ...more };
		await expect(checkSmtp(given)).rejects.toThrow(expected);
	});
});
