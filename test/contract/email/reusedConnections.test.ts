import { composeEmail } from '../../../engine/messages/email/composeEmail.ts';
import { openTransport } from '../../../engine/messages/email/openTransport.ts';
import { sendEmail } from '../../../engine/messages/email/sendEmail.ts';
import { smtpSettings } from '../../../engine/messages/email/smtpSettings.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { startScriptedMailServer, type SmtpAnswer } from '../../support/scriptedMailServer.ts';

const closing: Array<() => unknown> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function serve(answer: SmtpAnswer, clientHostName = '', longestMs?: number) {
	const server = await startScriptedMailServer(answer);
	closing.push(() => server.stop());
	const transport = await openTransport(
		smtpSettings({
			host: server.host,
			port: server.port,
			fromEmail: 'shop@example.com',
			allowUnencrypted: true,
			clientHostName,
		}),
		longestMs,
	);
	closing.push(() => transport.close());
	return { server, transport };
}

const render = createRenderer();
const message = (subject: string) =>
	composeEmail(
		render,
		{},
		{
			template: 'custom',
			subject,
			text: 'Hello',
			recipient: { kind: 'addresses', addresses: 'anna@example.com' },
			fromEmail: 'shop@example.com',
		},
		new Date(0),
	);
const subjects = (taken: readonly string[]) =>
	taken.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim());

describe('a mail server that looks at the name of who greets it', () => {
	it('is greeted with the one of the credential', async () => {
		const greetings: string[] = [];
		const { transport } = await serve((command, _count, line) => {
			if (command === 'EHLO') greetings.push(line);
			return undefined;
		}, 'n8n.example.com');
		await sendEmail(transport, message('1'));
		expect(greetings).toEqual(['EHLO n8n.example.com']);
	});

	it.each(['n8n example', 'n8n\r\nMAIL FROM:<a>', '-', '['])(
		'is never greeted with what is no name: %j',
		(clientHostName) => {
			expect(() => smtpSettings({ host: 'a', port: 25, clientHostName })).toThrow(
				'Client Host Name is no name that a computer has in DNS.',
			);
		},
	);
});

describe('a mail server that never comes to an end', () => {
	const dripping: SmtpAnswer = (command) =>
		command === 'MAIL FROM' ? { say: '250-wait', drip: '250-a bit' } : undefined;

	it('is given up, though it is never silent', async () => {
		const { server, transport } = await serve(dripping, '', 300);
		await expect(sendEmail(transport, message('1'))).rejects.toMatchObject({
			kind: 'timeout',
			retryable: true,
			status: null,
			message: expect.stringContaining('0.3 seconds'),
		});
		await server.untilNobodyIsConnected();
	});

	it('is given up when the run is cancelled', async () => {
		const run = new AbortController();
		const { server, transport } = await serve(dripping, '');
		const sending = sendEmail(transport, message('1'), run.signal);
		await server.untilSomebodyIsConnected();
		run.abort();
		await expect(sending).rejects.toThrow('The run was cancelled');
		await expect(sendEmail(transport, message('2'), run.signal)).rejects.toThrow(
			'The run was cancelled',
		);
		expect(server.taken).toEqual([]);
	});

	it('does not hold the test of a credential', async () => {
		const { transport } = await serve(
			(command) => (command === 'EHLO' ? { say: '250-wait', drip: '250-a bit' } : undefined),
			'',
			200,
		);
		await expect(transport.verify()).rejects.toMatchObject({ kind: 'timeout' });
	});
});

describe('a mail server that ends connections', () => {
	it('after each e-mail, gets the next over a new one', async () => {
		const { server, transport } = await serve((command) =>
			command === 'BODY' ? { say: '250 queued', close: true } : undefined,
		);
		for (const subject of ['1', '2', '3', '4']) await sendEmail(transport, message(subject));
		expect(subjects(server.taken)).toEqual(['1', '2', '3', '4']);
	});

	it('after a number of e-mails, loses none of many that wait, and gets none twice', async () => {
		const { server, transport } = await serve((command, count) =>
			command === 'BODY' && count === 2 ? { say: '250 queued', close: true } : undefined,
		);
		const all = Array.from({ length: 30 }, (_, index) => String(index));
		await Promise.all(all.map(async (subject) => await sendEmail(transport, message(subject))));
		expect(subjects(server.taken).toSorted()).toEqual(all.toSorted());
	});

	it('with 421 instead of the next e-mail, gets it over a new one', async () => {
		const { server, transport } = await serve((command, count) =>
			command === 'MAIL FROM' && count === 3
				? { say: '421 4.7.0 too many messages in this session', close: true }
				: undefined,
		);
		const all = Array.from({ length: 30 }, (_, index) => String(index));
		await Promise.all(all.map(async (subject) => await sendEmail(transport, message(subject))));
		expect(subjects(server.taken).toSorted()).toEqual(all.toSorted());
	});

	it('while nothing is sent, gets the next over a new one', async () => {
		const { server, transport } = await serve((command) =>
			command === 'BODY' ? { say: '250 queued' } : undefined,
		);
		await sendEmail(transport, message('1'));
		server.dropConnections();
		await sendEmail(transport, message('2'));
		expect(subjects(server.taken)).toEqual(['1', '2']);
	});

	it('is told to be away when it ends each before it has said anything', async () => {
		const { server, transport } = await serve((command) =>
			command === 'CONN' ? { say: null, close: true } : undefined,
		);
		await expect(sendEmail(transport, message('1'))).rejects.toMatchObject({
			kind: 'unreachable',
			retryable: true,
		});
		expect(server.connectionCount()).toBeLessThan(10);
	});

	it.each([
		['after the first e-mail', 1],
		['after the second', 2],
	])('without an answer, is not sent an e-mail again by itself: %s', async (_when, lost) => {
		const { server, transport } = await serve((command, count) =>
			command === 'BODY' && count === lost ? { say: null, close: true } : undefined,
		);
		for (let sent = 1; sent < lost; sent += 1) await sendEmail(transport, message('before'));
		await expect(sendEmail(transport, message('x'))).rejects.toMatchObject({
			kind: 'unreachable',
			retryable: true,
		});
		expect(server.taken.filter((mail) => mail.includes('Subject: x'))).toHaveLength(1);
	});

	it('at DATA, gets what it has not seen over a new one', async () => {
		const { server, transport } = await serve((command, count) =>
			command === 'DATA' && count === 2 ? { say: null, close: true } : undefined,
		);
		for (const subject of ['1', '2', '3']) await sendEmail(transport, message(subject));
		expect(subjects(server.taken)).toEqual(['1', '2', '3']);
	});
});
