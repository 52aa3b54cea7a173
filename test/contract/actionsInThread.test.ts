import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { commerce } from '../../nodes/shared/commerce.ts';
import { CommerceCallWebhook } from '../../nodes/CommerceCallWebhook/CommerceCallWebhook.node.ts';
import { CommerceSendEmail } from '../../nodes/CommerceSendEmail/CommerceSendEmail.node.ts';
import { CommerceSendPush } from '../../nodes/CommerceSendPush/CommerceSendPush.node.ts';
import { SAMPLE_ITEMS } from '../support/emailItems.ts';
import { startMailServer, type MailServer } from '../support/mailServer.ts';
import { executeNode, type NodeRun } from '../support/nodeContext.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { startReceiver, type Receiver } from './webhook/webhookReceiver.ts';

const logger = { debug() {}, info() {}, warn() {}, error() {} } as never;

let folder: string;
let mail: MailServer;
let push: PushService;
let receiver: Receiver;
const item = SAMPLE_ITEMS.shipment as unknown as { event: { isSample: boolean } };
const event = { ...item, event: { ...item.event, id: 'event-1', isSample: false } };
const items = [{ json: event }, { json: structuredClone(event) }] as never as NodeRun['items'];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'commerce-actions-'));
	process.env.N8N_USER_FOLDER = folder;
	[mail, push, receiver] = await Promise.all([
		startMailServer(),
		startPushService(),
		startReceiver(),
	]);
});
afterAll(async () => {
	await (await commerce(logger)).engine.close();
	await Promise.all([mail.stop(), push.stop(), receiver.close()]);
	await rm(folder, { recursive: true, force: true });
});
describe('nodes ask the engine, in a thread of its own, to send', () => {
	const smtp = () => ({
		commerceSmtpApi: {
			host: mail.host,
			port: mail.port,
			fromEmail: 'shop@example.com',
			allowUnencrypted: true,
		},
	});

	it('e-mails: one for two items of an event, and a refusal is an error of n8n', async () => {
		const parameters = { template: 'delivery_confirmation', recipient: 'customer' };
		const email = new CommerceSendEmail();
		const [one, two] = await executeNode(email, { items, parameters, credentials: smtp() });
		expect([one!.json.email, two!.json.email]).toEqual([
			expect.objectContaining({ sent: true }),
			expect.objectContaining({ sent: false, reason: 'already sent' }),
		]);
		expect(mail.mails).toHaveLength(1);
		mail.setRefuse(() => true);
		const [refused] = await executeNode(email, {
			items: items.slice(0, 1),
			parameters: { ...parameters, options: { sendAgain: true } },
			credentials: smtp(),
			onError: 'continueErrorOutput',
		});
		expect(refused!.error).toMatchObject({
			message: expect.stringContaining('The mail server refused the recipient'),
			httpCode: '550',
		});
	});

	it('e-mails: what is only shown is a file to look at, beside the files of the item', async () => {
		const text = { data: 'eA==', mimeType: 'text/plain' };
		const parameters = {
			...{ template: 'delivery_confirmation', recipient: 'customer' },
			options: { previewOnly: true },
		};
		const binaries: NodeRun['items'][number]['binary'][] = [
			undefined,
			{ label: text },
			{ preview: text },
		];
		const output = await executeNode(new CommerceSendEmail(), {
			items: binaries.map((binary) => ({ ...items[0]!, ...(binary && { binary }) })),
			parameters,
			credentials: smtp(),
		});
		const file = expect.objectContaining({
			mimeType: 'text/html',
			fileType: 'html',
			fileName: 'Your order #1001 has been delivered.html',
		});
		expect(output.map(({ binary }) => binary)).toEqual([
			{ preview: file },
			{ label: text, preview: file },
			{ preview: text, preview2: file },
		]);
		const shown = Buffer.from(output[0]!.binary!.preview!.data, 'base64').toString();
		expect(shown).toContain('00340434161094042557');
		expect(output[0]!.json.email).toMatchObject({ preview: true, html: expect.any(String) });
	});

	it('webhooks: the very same one is called once', async () => {
		const output = await executeNode(new CommerceCallWebhook(), {
			items,
			parameters: { method: 'POST', url: receiver.url, options: { allowPrivateAddresses: true } },
		});
		expect(output.map(({ json }) => json.webhook)).toEqual([
			expect.objectContaining({ sent: true, status: 200, attempts: 1 }),
			expect.objectContaining({ sent: false, reason: 'already sent' }),
		]);
		expect(receiver.received).toHaveLength(1);
	});

	it('notifications: one for each browser, whose subscription was saved', async () => {
		const keys = { ...(await createVapidPair()), subject: 'mailto:shop@example.com' };
		const credentials = { commerceWebPushApi: keys };
		const subscription = push.subscribe(keys.publicKey);
		const node = new CommerceSendPush();
		const [saved] = await executeNode(node, {
			items: items.slice(0, 1),
			credentials,
			parameters: { operation: 'save', subscription, furtherServices: push.url },
		});
		expect(saved!.json).toMatchObject({ saved: true });
		const output = await executeNode(node, {
			items,
			credentials,
			parameters: {
				audience: 'everybody',
				title: 'Your parcel is here',
				options: { furtherServices: push.url },
			},
		});
		expect(output.map(({ json }) => json.push)).toEqual([
			expect.objectContaining({ sent: 1, skipped: 0 }),
			expect.objectContaining({ sent: 0, skipped: 1 }),
		]);
		expect(push.messages).toHaveLength(1);
	});
});
