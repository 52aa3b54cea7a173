import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { CommerceCallWebhook } from '../../nodes/CommerceCallWebhook/CommerceCallWebhook.node.ts';
import { CommerceSendEmail } from '../../nodes/CommerceSendEmail/CommerceSendEmail.node.ts';
import { CommerceSendPush } from '../../nodes/CommerceSendPush/CommerceSendPush.node.ts';
import { commerce } from '../../nodes/shared/commerce.ts';
import { SAMPLE_ITEMS } from '../support/emailItems.ts';
import { startMailServer, type MailServer } from '../support/mailServer.ts';
import { executeNode, failureOfNode, type NodeRun } from '../support/nodeContext.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { startReceiver, type Receiver } from './webhook/webhookReceiver.ts';

const logger = { debug() {}, info() {}, warn() {}, error() {} } as never;
const ME = 'me@shop.example';
const sample = SAMPLE_ITEMS.shipment as unknown as { event: object };
const eventOf = (id: string) => ({ ...sample, event: { ...sample.event, id, isSample: false } });
const itemsOf = (...ids: string[]) =>
	ids.map((id) => ({ json: eventOf(id) })) as unknown as NodeRun['items'];
const told = (output: Awaited<ReturnType<typeof executeNode>>, name: string) =>
	output.map(({ json }) => json[name] as IDataObject);

let folder: string;
let mail: MailServer;
let push: PushService;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'commerce-trying-'));
	process.env.N8N_USER_FOLDER = folder;
	[mail, push] = await Promise.all([startMailServer(), startPushService()]);
	// The engine's thread takes some seconds of a busy machine to start.
	await (await commerce(logger)).engine.ask('stores', 'default');
}, 120_000);
afterAll(async () => {
	await (await commerce(logger)).engine.close();
	await Promise.all([mail.stop(), push.stop()]);
	await rm(folder, { recursive: true, force: true });
});

describe('an e-mail of a manual run', () => {
	const customer = ['anna@example.com'];
	const run = async (given: Partial<NodeRun> & { options?: object; ofCredential?: string }) => {
		const { options = {}, ofCredential = '', ...more } = given;
		return await executeNode(new CommerceSendEmail(), {
			items: itemsOf('event-1'),
			mode: 'manual',
			parameters: { template: 'delivery_confirmation', recipient: 'customer', options },
			credentials: {
				commerceSmtpApi: {
					host: mail.host,
					port: mail.port,
					fromEmail: 'shop@example.com',
					allowUnencrypted: true,
					testRecipient: ofCredential,
				},
			},
			...more,
		});
	};
	beforeEach(() => mail.forgetMails());

	it('goes to the test recipient and to nobody else, marked as a test, and the output says to whom it would have gone', async () => {
		const options = { cc: 'team@example.com', bcc: 'archive@example.com' };
		const everybody = [...customer, 'team@example.com', 'archive@example.com'];
		const hints: string[] = [];
		const [email] = told(await run({ options, ofCredential: ME, hints }), 'email');
		expect(email).toMatchObject({
			...{ sent: false, preview: true, reason: 'manual run' },
			...{ wouldHaveGoneTo: everybody, wentTo: [ME], messageId: expect.any(String) as unknown },
		});
		expect(mail.mails.map(({ recipients, to, cc }) => [recipients, to, cc])).toEqual([
			[[ME], ME, ''],
		]);
		const [{ subject, text, html }] = mail.mails as [MailServer['mails'][number]];
		expect(subject).toBe(`[Test] ${String(email!.subject)}`);
		for (const part of [text, html]) {
			expect(part).toContain('This is a test. The e-mail would have gone to anna@example.com');
		}
		expect(hints).toEqual([
			expect.stringContaining(`1 of 1 went to ${ME}, and nothing to anybody`),
		]);
	});

	it('goes to the test recipient on each press, and is sent once for real', async () => {
		for (let press = 1; press <= 5; press += 1) await run({ ofCredential: ME });
		expect(mail.mails.map(({ recipients }) => recipients)).toEqual(Array(5).fill([ME]));
		mail.forgetMails();
		const forReal = { options: { sendForReal: true }, ofCredential: ME };
		expect(told(await run(forReal), 'email')).toEqual([expect.objectContaining({ sent: true })]);
		expect(told(await run(forReal), 'email')).toEqual([
			expect.objectContaining({ sent: false, reason: 'already sent' }),
		]);
		expect(mail.mails.map(({ recipients }) => recipients)).toEqual([customer]);
	});

	it('goes to the address of the node rather than to that of the credential', async () => {
		const options = { testRecipient: 'Me <node@shop.example>' };
		const [email] = told(await run({ options, ofCredential: ME }), 'email');
		expect(email).toMatchObject({ wentTo: ['node@shop.example'] });
		expect(mail.mails.map(({ recipients }) => recipients)).toEqual([['node@shop.example']]);
	});

	it.each([
		['without a test recipient', {}, ''],
		['with Preview Only', { previewOnly: true }, ME],
	])('is only shown %s', async (_, options, ofCredential) => {
		const [email] = told(await run({ options, ofCredential }), 'email');
		expect(email).toMatchObject({ sent: false, preview: true, to: customer });
		expect(email).not.toHaveProperty('wentTo');
		expect(mail.mails).toEqual([]);
	});

	it('is refused where the test recipient is no address, or several, and names the field', async () => {
		await expect(run({ ofCredential: 'me' })).rejects.toThrow(
			/^SMTP credential, Test Recipient: "me" is not an e-mail address/,
		);
		const options = { testRecipient: 'a@b.example, c@d.example' };
		await expect(run({ options })).rejects.toThrow(
			'Test Recipient: 2 addresses given. Tests go to one address: enter yours.',
		);
		expect(mail.mails).toEqual([]);
	});

	it('does not flood a mailbox: of a long list the first ten are sent', async () => {
		const items = itemsOf(...Array.from({ length: 12 }, (_, index) => `event-${index}`));
		const output = told(await run({ items, ofCredential: ME }), 'email');
		expect(mail.mails).toHaveLength(10);
		expect(output.map((email) => 'wentTo' in email)).toEqual([
			...Array<boolean>(10).fill(true),
			...[false, false],
		]);
	});

	it('leaves no trace that would keep the real one from being sent', async () => {
		const items = itemsOf('event-9');
		await run({ items, ofCredential: ME });
		mail.forgetMails();
		const published = await run({ items, ofCredential: ME, mode: 'trigger' });
		expect(told(published, 'email')).toEqual([expect.objectContaining({ sent: true })]);
		expect(mail.mails.map(({ recipients }) => recipients)).toEqual([customer]);
	});
});

describe('a webhook of a manual run', () => {
	let real: Receiver;
	let test: Receiver;
	beforeAll(async () => {
		[real, test] = await Promise.all([startReceiver(), startReceiver()]);
	});
	afterAll(async () => await Promise.all([real.close(), test.close()]));

	it('goes to the test URL, signed in the same way and without the keys of the receiver, and says where it would have gone', async () => {
		const signingSecret = newSecret();
		const secret = 'key-of-the-receiver';
		const output = await executeNode(new CommerceCallWebhook(), {
			items: itemsOf('event-1'),
			mode: 'manual',
			parameters: {
				...{ method: 'POST', url: real.url },
				options: { allowPrivateAddresses: true, testUrl: `${test.url}/mine` },
			},
			credentials: {
				commerceWebhookApi: { signingSecret, headerName: 'X-Api-Key', headerSecret: secret },
			},
		});
		expect(told(output, 'webhook')).toEqual([
			expect.objectContaining({
				...{ sent: false, preview: true, reason: 'manual run', signed: true },
				wouldHaveGoneTo: [`${real.url}/`],
				wentTo: [`${test.url}/mine`],
				answer: expect.objectContaining({ status: 200 }) as unknown,
			}),
		]);
		expect(real.received).toEqual([]);
		const [{ url, headers, body }] = test.received as [Receiver['received'][number]];
		expect(url).toBe('/mine');
		expect(JSON.stringify(headers)).not.toContain(secret);
		const { 'webhook-id': id, 'webhook-timestamp': at } = headers;
		const key = Buffer.from(signingSecret.replace(/^whsec_/, ''), 'base64');
		const mac = createHmac('sha256', key).update(`${String(id)}.${String(at)}.${body}`);
		expect(headers['webhook-signature']).toBe(`v1,${mac.digest('base64')}`);
	});

	it('is refused where the test URL is none, and calls nobody', async () => {
		const error = await failureOfNode(new CommerceCallWebhook(), {
			items: itemsOf('event-1'),
			mode: 'manual',
			parameters: { method: 'POST', url: real.url, options: { testUrl: 'ftp://example.com' } },
		});
		expect(error.message).toMatch(/^Test URL: it begins with ftp:/);
		expect(real.received).toEqual([]);
	});
});

describe('a notification of a manual run', () => {
	it('says in words what would be shown, in how many browsers, and whose', async () => {
		const keys = { ...(await createVapidPair()), subject: 'mailto:shop@example.com' };
		const run = async (audience: string, subscriptions: unknown) => {
			const output = await executeNode(new CommerceSendPush(), {
				items: itemsOf('event-1'),
				mode: 'manual',
				credentials: { commerceWebPushApi: keys },
				parameters: {
					...{ audience, subscriptions, title: 'Your parcel is here' },
					options: { furtherServices: push.url },
				},
			});
			return told(output, 'push')[0]!.wouldHappen;
		};
		const browsers = [push.subscribe(keys.publicKey), push.subscribe(keys.publicKey)];
		expect(await run('endpoints', browsers)).toBe(
			'2 browsers that the node is given would show "Your parcel is here".',
		);
		expect(await run('customer', [])).toBe(
			'No browser of anna@example.com would show "Your parcel is here".',
		);
		expect(push.messages).toEqual([]);
	});
});

describe('a run that sent nothing', () => {
	const withoutAddress = {
		...eventOf('event-2'),
		customer: null,
		shipment: { ...SAMPLE_ITEMS.shipment.shipment, customer: null },
	};
	const run = async (mode: 'manual' | 'trigger') => {
		const hints: string[] = [];
		const kept = new Map<string, string>();
		await executeNode(new CommerceSendEmail(), {
			items: [{ json: withoutAddress }, ...itemsOf('event-20')] as NodeRun['items'],
			parameters: { template: 'delivery_confirmation', recipient: 'customer' },
			credentials: {
				commerceSmtpApi: {
					host: mail.host,
					port: mail.port,
					fromEmail: 'shop@example.com',
					allowUnencrypted: true,
				},
			},
			...{ mode, hints, kept },
		});
		return { hints, kept };
	};

	it("says why in the node's output panel", async () => {
		const why = 'the customer has no e-mail address';
		expect((await run('trigger')).hints).toEqual([
			`Nothing was sent or changed for 1 of 2 items: ${why}.`,
		]);
		expect((await run('manual')).hints).toEqual([
			expect.stringMatching(
				/^Nothing was sent or changed: this is a manual run\. It would have gone to anna@example\.com\. /,
			),
			`Nothing was sent or changed for 1 of 2 items: ${why}.`,
		]);
	});

	it("is told apart in n8n's list of executions, by order and outcome, and holds no address", async () => {
		const { kept } = await run('trigger');
		expect(Object.fromEntries(kept)).toEqual({
			commerce_order: expect.stringMatching(/^#?\w/) as unknown,
			commerce_email: expect.stringContaining(
				'skipped: the customer has no e-mail address',
			) as unknown,
		});
		expect([...kept.values()].join()).not.toContain('@');
		for (const value of kept.values()) expect(value.length).toBeLessThanOrEqual(255);
	});
});
