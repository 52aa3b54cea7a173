import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommerceItem } from '../../engine/deliveries/composeItem.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	type Subscription,
} from '../../engine/deliveries/subscription.ts';
import type { PostedTo } from '../../thread/protocol.ts';
import { createEngineClient, type EngineClient } from '../../thread/client.ts';
import { newSecret, sign, type SignedMessage } from '../support/postSigned.ts';
import { INTEGRATION } from '../support/testInbox.ts';
import { waitUntil } from '../support/n8n.ts';

const apiSecret = newSecret();
const SUBSCRIPTION: Subscription = {
	id: 'subscription',
	space: 'default',
	workflowId: 'workflow',
	workflowName: 'Workflow',
	nodeName: 'Order Trigger',
	entityType: 'Order',
	codes: ['order_created'],
	integrations: null,
	conditions: null,
	includeRaw: false,
	includeOwnUpdates: false,
};

const order = (id: string, lines = 1): SignedMessage =>
	sign(apiSecret, 'order.created', {
		id,
		currency: 'EUR',
		total: '1.00',
		status: 'pending',
		lineItems: Array.from({ length: lines }, (_, index) => ({
			id: String(index),
			name: `Line ${index} ${'x'.repeat(100)}`,
			quantity: 1,
			price: '1.00',
			total: '1.00',
		})),
		createdAt: new Date().toISOString(),
		updatedAt: new Date().toISOString(),
	});

const posted = ({ headers, body }: SignedMessage): PostedTo => ({
	integration: INTEGRATION,
	credentials: { apiKey: '', apiSecret, storeUrl: INTEGRATION.storeUrl },
	post: { headers, body: Buffer.from(body), receivedAtMs: Date.now() },
	isAttached: true,
});

describe("the engine's thread", () => {
	let folder: string;
	let client: EngineClient;
	const warned: string[] = [];
	const open = (busyMs: number) =>
		createEngineClient(
			{
				state: { kind: 'sqlite', file: join(folder, 'commerce.sqlite') },
				processId: 'process',
				isQueueMode: false,
			},
			(message, said) => warned.push(`${message}: ${said}`),
			{ busyMs, heapMegabytes: 256 },
		);

	beforeEach(async () => {
		warned.length = 0;
		folder = await mkdtemp(join(tmpdir(), 'commerce-engine-'));
	});
	afterEach(async () => {
		await client.close();
		await rm(folder, { recursive: true });
	});

	it('stores a post and hands its event to the trigger that wants it', async () => {
		client = open(10_000);
		const items: CommerceItem[] = [];
		const attachment = {
			...{ subscription: SUBSCRIPTION, id: 'me', isRestart: false, editGraceMs: 0 },
			options: DEFAULT_DELIVERY_OPTIONS,
		};
		await client.attach(attachment, async (given) => {
			items.push(...given);
			return { kind: 'done' };
		});
		const answer = await client.ask('post', posted(order('1')));
		expect([answer.status, answer.events.map(({ codes }) => codes)]).toEqual([
			200,
			[['order_created']],
		]);
		await waitUntil(() => items.length === 1, { what: 'the run' });
		expect(items[0]).toMatchObject({ event: { code: 'order_created' }, order: { id: '1' } });
	});

	it('is ended by a message that takes too long, which is refused from then on; the next message is stored, and triggers go on', async () => {
		client = open(120);
		const items: CommerceItem[] = [];
		const attachment = {
			...{ subscription: SUBSCRIPTION, id: 'me', isRestart: false, editGraceMs: 0 },
			options: DEFAULT_DELIVERY_OPTIONS,
		};
		await client.attach(attachment, async (given) => {
			items.push(...given);
			return { kind: 'done' };
		});
		const endless = posted(order('endless', 9_999));
		await expect(client.ask('post', endless)).rejects.toThrow(
			'The engine of the Commerce nodes ended',
		);
		expect(client.poisonIn(endless)).toMatch('busy with one thing');
		expect(client.past()).toMatchObject({ ends: 1, poisons: [{ store: INTEGRATION.name }] });

		const next = posted(order('2'));
		expect((await client.ask('post', next)).status).toBe(200);
		await waitUntil(() => items.length === 1, { what: 'the run' });
		expect(client.poisonIn(next)).toBeNull();
		expect(warned).toHaveLength(1);
	});
});
