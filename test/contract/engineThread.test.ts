import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import threading, { Worker } from 'node:worker_threads';
import type { EmittedItem } from '../../engine/deliveries/loadItems.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	type Subscription,
} from '../../engine/deliveries/subscription.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import { createEngineClient, type EngineClient } from '../../thread/client.ts';
import { PULSE, type Attachment, type PostedTo, type ThreadData } from '../../thread/protocol.ts';
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

const order = (id: string, note = ''): SignedMessage =>
	sign(apiSecret, 'order.created', {
		id,
		currency: 'EUR',
		total: '1.00',
		status: 'pending',
		attributes: { note },
		createdAt: new Date().toISOString(),
		updatedAt: new Date().toISOString(),
	});

const posted = ({ headers, body }: SignedMessage): PostedTo => ({
	integration: INTEGRATION,
	credentials: { apiKey: '', apiSecret, storeUrl: INTEGRATION.storeUrl },
	post: { headers, body: Buffer.from(body), receivedAtMs: Date.now() },
	isAttached: true,
});

const ATTACHMENT: Attachment = {
	...{ subscription: SUBSCRIPTION, id: 'me', isRestart: false, editGraceMs: 0 },
	options: DEFAULT_DELIVERY_OPTIONS,
};

/** The threads that were started, the newest last: to end one as a fault would. */
const threads: Array<{ readonly thread: Worker } & Pick<ThreadData, 'pulse'>> = [];
threading.Worker = class extends Worker {
	constructor(...given: ConstructorParameters<typeof Worker>) {
		super(...given);
		threads.push({ thread: this, pulse: (given[1]!.workerData as ThreadData).pulse });
	}
};

const THREAD = join(__dirname, '../../thread');
const fileIn = (folder: string) => join(folder, 'commerce.sqlite');

describe("the engine's thread", () => {
	let folder: string;
	let client: EngineClient;
	const warned: string[] = [];
	const open = () =>
		createEngineClient(
			{
				state: { kind: 'sqlite', file: fileIn(folder) },
				processId: 'process',
				isQueueMode: false,
			},
			(message, said) => warned.push(`${message}: ${said}`),
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
		client = open();
		const items: EmittedItem[] = [];
		await client.attach(ATTACHMENT, async (given) => {
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

	it('goes on with the next thread when one ends: triggers are attached again, and a run that was under way is not started again', async () => {
		client = open();
		const runs: string[] = [];
		const ending = Promise.withResolvers<void>();
		await client.attach(ATTACHMENT, async ([item]) => {
			runs.push((item as { order?: { id: string } }).order!.id);
			await ending.promise;
			return { kind: 'done' };
		});
		await client.ask('post', posted(order('under way')));
		await waitUntil(() => runs.length === 1, { what: 'the first run' });
		await threads.at(-1)!.thread.terminate();
		await client.ask('post', posted(order('next')));
		await waitUntil(() => runs.includes('next'), { what: 'the run of the next event' });
		ending.resolve();
		const state = await openSqlite(fileIn(folder));
		const statuses = async () =>
			(await state.db.selectFrom('delivery').select('status').execute()).map(
				({ status }) => status,
			);
		await waitUntil(async () => (await statuses()).join() === 'delivered,delivered', {
			what: 'both to be written down',
		});
		await state.close();
		expect(runs).toEqual(['under way', 'next']);
		expect(client.past()).toMatchObject({ ends: 1, lastEnd: { reason: 'it was ended' } });
		expect(warned).toEqual(['The engine ended, and is started again: it was ended']);
	});

	it('refuses a message that was under way each of three times that a thread ended, and no other', async () => {
		client = open();
		const suspicious = posted(order('suspicious'));
		for (const times of [1, 2, 3]) {
			await client.ask('open', null);
			expect(client.poisonIn(suspicious)).toBeNull();
			const answered = client.ask('post', suspicious);
			await threads.at(-1)!.thread.terminate();
			await expect(answered).rejects.toThrow('The engine of the Commerce nodes ended');
			expect(client.past().ends).toBe(times);
		}
		expect(client.poisonIn(suspicious)).toBe('it was ended');
		expect(client.past().poisons).toMatchObject([{ store: INTEGRATION.name }]);
		expect(client.poisonIn(posted(order('another')))).toBeNull();
	});

	it('does not refuse the message that it was just reading when it ended for another reason: that would be lost', async () => {
		client = open();
		await client.ask('open', null);
		const large = posted(order('1', 'x'.repeat(500_000)));
		const answered = client.ask('post', large);
		const { thread, pulse } = threads.at(-1)!;
		while (Atomics.load(pulse, PULSE.askId) === 0) await nextTurn();
		await thread.terminate();
		await expect(answered).rejects.toThrow('The engine of the Commerce nodes ended');
		expect(client.poisonIn(large)).toBeNull();
		expect((await client.ask('post', large)).status).toBe(200);
	});

	it('keeps its process until it has answered, and no longer', async () => {
		client = open();
		const script = `
			globalThis.__dirname = '${THREAD}';
			const { createEngineClient } = await import('${join(THREAD, 'client.ts')}');
			const state = { kind: 'sqlite', file: '${fileIn(folder)}' };
			const client = createEngineClient({ state, processId: 'command', isQueueMode: false }, () => {});
			client.ask('stores', 'default').then((stores) => console.log('answered', stores.length));`;
		const file = join(folder, 'command.mts');
		await writeFile(file, script);
		const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file]);
		expect(stdout.trim()).toBe('answered 0');
	});
});
