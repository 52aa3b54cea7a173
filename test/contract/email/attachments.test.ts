import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { createActionWorld } from '../../../engine/actions/actionWorld.ts';
import { sendEmail, type EmailRequest } from '../../../engine/actions/emailAction.ts';
import {
	attachmentUrl,
	fetchAttachment,
	type AttachmentNetwork,
} from '../../../engine/messages/email/attachments.ts';
import { MAX_ATTACHED_BYTES } from '../../../engine/messages/email/attachment.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { SAMPLE_ITEMS } from '../../support/emailItems.ts';
import { startMailServer, type MailServer } from '../../support/mailServer.ts';
import { REAL_CLOCK as clock, testInbox } from '../../support/testInbox.ts';

const TLS = join(__dirname, '../../fixtures/tls');
const CERTIFICATE = readFileSync(join(TLS, 'selfSigned.cert.pem'));
const PDF = Buffer.from('%PDF-1.7 an invoice');

eachDialect('files that go along with an e-mail, and how often it comes', (database) => {
	let mail: MailServer;

	beforeEach(async () => {
		mail = await startMailServer();
	});
	afterEach(async () => await mail.stop());

	const send = async (more: Partial<EmailRequest>) => {
		const inbox = testInbox(await database().open(), clock);
		const world = createActionWorld(inbox, () => {});
		const smtp = { host: mail.host, port: mail.port, fromEmail: 'shop@example.com' };
		return await sendEmail(world, {
			item: SAMPLE_ITEMS.order,
			settings: {
				template: 'order_confirmation',
				recipient: { kind: 'customer' },
				fromEmail: null,
			},
			smtp: { ...smtp, allowUnencrypted: true },
			...{ action: null, onlyShown: null, startedAtMs: clock.now(), ...more },
		});
	};
	const file = (name: string, content: Uint8Array = PDF) => ({
		...{ name, content, contentType: 'application/pdf' },
	});

	it('arrive whole, by their names', async () => {
		const done = await send({ attachments: [file('Invoice 1001.pdf'), file('../../Terms.pdf')] });
		expect(done).toMatchObject({
			sent: true,
			attachments: ['Invoice 1001.pdf', '../../Terms.pdf'],
		});
		const { attachments } = await simpleParser(mail.mails[0]!.raw);
		expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
			['Invoice 1001.pdf', 'application/pdf'],
			['Terms.pdf', 'application/pdf'],
		]);
		expect(attachments[0]!.content.equals(PDF)).toBe(true);
	});

	it('an order with two parcels gets a mail once, where the node is told so', async () => {
		const state = await database().open();
		const world = createActionWorld(testInbox(state, clock), () => {});
		const smtp = { host: mail.host, port: mail.port, fromEmail: 'shop@example.com' };
		const sent = [];
		for (const eventId of ['event-1', 'event-2']) {
			const done = await sendEmail(world, {
				...{ item: SAMPLE_ITEMS.shipment, onlyShown: null, startedAtMs: clock.now() },
				settings: {
					template: 'delivery_confirmation',
					recipient: { kind: 'customer' },
					fromEmail: null,
				},
				smtp: { ...smtp, allowUnencrypted: true },
				action: { eventId, workflowId: 'w', nodeId: 'n' },
				oncePerOrder: true,
			});
			sent.push(done.sent);
		}
		expect(sent).toEqual([true, false]);
		expect(mail.mails).toHaveLength(1);
	});

	it('are named where nothing is sent, and nobody is asked for them', async () => {
		const shown = await send({
			onlyShown: 'manual run',
			attachments: [file('a.pdf')],
			attachmentUrls: ['https://shop.example.com/{{ order.id }}.pdf?key=secret', ''],
		});
		expect(shown.attachments).toEqual([
			'a.pdf',
			`https://shop.example.com/${SAMPLE_ITEMS.order.order.id}.pdf`,
		]);
		expect(mail.mails).toEqual([]);
	});

	it('what a value holds does not lead to another file, nor say more to the shop', async () => {
		const item = { order: { number: '#1001', note: 'a&order=1002', id: '../7' } };
		const shown = await send({
			...{ item: { ...SAMPLE_ITEMS.order, ...item }, onlyShown: 'preview' },
			attachmentUrls: ['https://shop.example.com/{{ order.number }}.pdf?n={{ order.note }}'],
		});
		expect(shown.attachments).toEqual(['https://shop.example.com/%231001.pdf']);
	});

	it('too many addresses are refused before the first is asked', async () => {
		const attachmentUrls = Array.from({ length: 11 }, () => 'https://127.0.0.1/a.pdf');
		await expect(send({ attachmentUrls })).rejects.toThrow(/there are 11/);
	});

	it.each([
		['more than ten', Array.from({ length: 11 }, (_, index) => file(`${index}.pdf`)), /10 at most/],
		['more than 18 MB', [file('a.pdf', new Uint8Array(18_000_001))], /18\.0 MB at most/],
	])('are refused where they are %s, and nothing is sent', async (_what, attachments, message) => {
		await expect(send({ attachments })).rejects.toThrow(message);
		expect(mail.mails).toEqual([]);
	});

	it('a server in the own network is not asked for one, unless that is allowed', async () => {
		await expect(send({ attachmentUrls: ['https://127.0.0.1/invoice.pdf'] })).rejects.toThrow(
			/127\.0\.0\.1 must not be called/,
		);
		expect(mail.mails).toEqual([]);
	});
});

describe('a file of the shop', () => {
	let server: Server;
	let url: string;
	const network: AttachmentNetwork = {
		resolve: async () => [{ address: '127.0.0.1', family: 4 }],
		trustedCertificates: CERTIFICATE.toString(),
		allowPrivateAddresses: true,
	};

	beforeAll(async () => {
		const key = readFileSync(join(TLS, 'selfSigned.key.pem'));
		server = createServer({ cert: CERTIFICATE, key }, (request, response) => {
			const { pathname } = new URL(request.url!, 'https://localhost');
			if (pathname === '/large') {
				response.writeHead(200);
				const chunk = Buffer.alloc(1_000_000);
				const more = () => {
					while (!response.destroyed && response.write(chunk));
				};
				response.on('drain', more);
				return more();
			}
			if (pathname === '/away') return response.writeHead(302, { location: '/' }).end();
			if (pathname === '/busy') return response.writeHead(503).end('stack of the shop');
			return response
				.writeHead(200, {
					'content-type': 'application/pdf; charset=binary',
					...(pathname === '/named' && {
						'content-disposition': "attachment; filename*=UTF-8''Rechnung%20M%C3%BCller.pdf",
					}),
				})
				.end(PDF);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	const get = async (path: string) =>
		await fetchAttachment(new URL(path, url), network, { maxBytes: MAX_ATTACHED_BYTES });

	it('is named as the shop names it, else by its address', async () => {
		expect(await get('/named')).toMatchObject({ name: 'Rechnung Müller.pdf', content: PDF });
		expect(await get('/invoices/1001.pdf?key=secret')).toEqual({
			...{ name: '1001.pdf', contentType: 'application/pdf', content: PDF },
		});
	});

	it.each([
		['/away', /answered 302/, false],
		['/busy', /answered 503/, true],
		['/large', /is larger\. .*18\.0 MB at most/, false],
	])(
		'%s is told with the host, and whether trying again may help',
		async (path, message, retryable) => {
			const error = await get(`${path}?key=secret`).catch((failure: unknown) => failure);
			expect(error).toMatchObject({ message: expect.stringMatching(message), retryable });
			expect((error as Error).message).not.toMatch(/secret|stack of the shop/);
		},
	);

	it.each([
		['http://localhost/a.pdf?key=secret', /https:/],
		['https://user:secret@shop.example.com/a.pdf', /user name or password/],
		['https://shop.example.com/a/../b.pdf', /"\.\."/],
	])('%s is refused, and not repeated', (given, message) => {
		expect(() => attachmentUrl(given)).toThrow(message);
		expect(() => attachmentUrl(given)).not.toThrow(/secret/);
	});
});
