import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { apiWorkflow } from '../../demo/apiWorkflow.ts';
import { attachedSubscriptions } from '../../engine/deliveries/attachment.ts';
import { startQueueWorld, type QueueWorld } from '../support/queueWorld.ts';
import { startDemoStore } from '../support/demoStore.ts';
import { chain, waitUntil } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { entityTrigger, shipmentData, storeTrigger } from '../support/world.ts';

/** As many as two workers take. What else can be set is as for whoever sets nothing. */
const CONCURRENT_RUNS = 20;
const ON_DELIVERY = {
	entityType: 'Shipment',
	events: ['shipment_delivered'],
	parameters: { options: { concurrentRuns: CONCURRENT_RUNS } },
} as const;

describe('queue mode: one main, one webhook process, two workers, on Redis and Postgres', () => {
	let world: QueueWorld;
	let workflowId: string;

	beforeAll(async () => {
		world = await startQueueWorld();
		workflowId = await world.mailOn(ON_DELIVERY);
	}, 240_000);
	afterAll(async () => await world?.stop(), 60_000);
	beforeEach(() => world.mail.forgetMails());

	const deliver = async (id: string) =>
		expect([id, await world.report('shipment.delivered', shipmentData(id))]).toEqual([id, 200]);
	const recipients = () => world.mail.mails.flatMap((mail) => mail.recipients).toSorted();
	const wanted = (ids: readonly string[]) =>
		ids.map((id) => `customer-${id}@example.com`).toSorted();

	it('what the webhook process receives is mailed by the workers, each once, and every process finds the same state', async () => {
		const ids = Array.from({ length: 40 }, (_, index) => `q${index}`);
		await Promise.all(ids.map(deliver));
		await world.untilQuiet();
		expect(recipients()).toEqual(wanted(ids));
		const runs = await world.n8n.listExecutions({ workflowId, limit: 100 });
		expect(runs.map(({ status }) => status)).toEqual(ids.map(() => 'success'));
		const tables = await world.state.db.selectFrom('sentAction').selectAll().execute();
		expect(tables).toHaveLength(ids.length);
	}, 120_000);

	it('a main that is killed and started again takes over within 60 s: meanwhile workers go on, nobody hands anything over, all that comes in is kept, and no delivery is run twice by two workers', async () => {
		const ids = Array.from({ length: 30 }, (_, index) => `k${index}`);
		world.mail.setDelay(500);
		await Promise.all(ids.map(deliver));
		await waitUntil(() => world.mail.mails.length >= 3, { what: 'the workers to be at it' });
		await world.main.kill();
		const killedAt = performance.now();
		world.mail.setDelay(0);
		const later = ['down-1', 'down-2', 'down-3'];
		for (const id of later) await deliver(id);
		const kept = await world.state.db
			.selectFrom('delivery')
			.innerJoin('event', 'event.id', 'delivery.eventId')
			.select('delivery.status')
			.where('event.entityId', 'in', later)
			.execute();
		expect(kept.map(({ status }) => status)).toEqual(later.map(() => 'waiting'));
		await world.main.start();
		await waitUntil(() => later.every((id) => recipients().includes(wanted([id])[0]!)), {
			what: 'what waited to be mailed',
			timeoutMs: 60_000 - (performance.now() - killedAt),
		});
		// A run that the main was about to queue as it was killed counts as lost half a minute later only.
		await world.untilQuiet();
		expect(recipients()).toEqual(wanted([...ids, ...later]));
	}, 180_000);

	it('with all defaults, a mail server that is away costs no mail here either, where the main process is not told what a run has executed', async () => {
		await world.mailOn({ entityType: 'Shipment', events: ['shipment_exception'], version: 3 });
		await world.mail.stop();
		const ids = ['x1', 'x2'];
		for (const id of ids) {
			expect(await world.report('shipment.exception', shipmentData(id, 'exception'))).toBe(200);
		}
		const reasons = async () =>
			await world.state.db
				.selectFrom('delivery')
				.select('lastError')
				.where('status', '=', 'waiting')
				.where('lastError', 'is not', null)
				.execute();
		const told = await waitUntil(async () => (await reasons()).length === 2 && reasons(), {
			what: 'both to wait',
		});
		for (const { lastError } of told) expect(lastError).toMatch(/It is tried again at /);
		await world.mail.restart();
		world.mail.forgetMails();
		await world.untilQuiet();
		expect(recipients()).toEqual(wanted(ids));
	}, 180_000);

	it('the REST API works in the webhook process: what it makes goes live on the main process', async () => {
		const { n8n, main, webhook, smtp } = world;
		const token = 'token-of-the-back-office';
		const commerceApi = await n8n.createCredential('API', 'commerceApi', {
			apiToken: token,
			n8nUrl: main.url,
			n8nApiKey: await n8n.createApiKey('Commerce API'),
		});
		const { id } = await n8n.createWorkflow(apiWorkflow({ commerceApi, commerceSmtpApi: smtp }));
		await n8n.publish(id);
		const api = async (
			method: string,
			path: string,
			body?: object,
			sent = { token, at: webhook.url },
		) => {
			const response = await fetch(`${sent.at}/webhook/commerce/api${path}`, {
				method,
				headers: { authorization: `Bearer ${sent.token}`, 'content-type': 'application/json' },
				...(body && { body: JSON.stringify(body) }),
			});
			// eslint-disable-next-line @typescript-eslint/no-explicit-any
			return { status: response.status, body: (await response.json()) as any };
		};
		const health = await waitUntil(
			async () => {
				const reply = await api('GET', '/health');
				return reply.status === 200 && reply;
			},
			{ what: 'the API to answer' },
		);
		expect(health.body.data).toMatchObject({ status: 'ok', database: { kind: 'postgres' } });
		const made = await api('POST', '/workflows/configure', {
			name: 'Welcome',
			entityType: 'Customer',
			triggerId: 'customer_created',
			action: { type: 'send_email', template: 'welcome' },
		});
		expect([made.status, made.body.error]).toEqual([200, undefined]);
		const customer = { id: 'c1', email: 'ada@example.com', firstName: 'Ada' };
		expect(await world.report('customer.created', customer)).toBe(200);
		await world.untilQuiet();
		expect(recipients()).toEqual(['ada@example.com']);
		const path = `/workflows/configured/${made.body.data.guid}`;
		expect((await api('DELETE', path)).body).toEqual({ success: true });

		const asked = { name: 'Back office', scopes: ['read'] };
		const { id: tokenId, token: apiToken } = (await api('POST', '/tokens', asked)).body.data;
		let acceptedAt = -Infinity;
		const reader = async (at: string) => {
			const askedAt = performance.now();
			const { status } = await api('GET', '/events', undefined, { token: apiToken, at });
			if (status === 200) acceptedAt = askedAt;
			return status;
		};
		// One process has made it, both take it at once, and neither does when the other has revoked it.
		expect([await reader(main.url), await reader(webhook.url)]).toEqual([200, 200]);
		expect((await api('DELETE', `/tokens/${tokenId}`)).status).toBe(200);
		const revokedAt = performance.now();
		const isRefused = async () =>
			(await reader(main.url)) === 401 && (await reader(webhook.url)) === 401;
		await waitUntil(isRefused, { what: 'both processes to refuse it' });
		// How long answers take, on a machine that does much at once, is another matter.
		expect(acceptedAt - revokedAt).toBeLessThan(2_000);
	}, 120_000);

	it('a worker that is killed in the middle of its runs costs no mail, and doubles none that was recorded', async () => {
		const { mail, workers, n8n } = world;
		const ids = Array.from({ length: CONCURRENT_RUNS }, (_, index) => `w${index}`);
		const failed = async () => (await n8n.listExecutions({ workflowId, status: 'error' })).length;
		const failedBefore = await failed();
		// Both workers are waiting for the mail server's answer when one of them is killed.
		mail.setDelay(10_000);
		await Promise.all(ids.map(deliver));
		await mail.waitForMails(ids.length, 30_000);
		await workers[0]!.kill();
		mail.setDelay(0);
		await workers[0]!.start();
		await world.untilQuiet(120_000);
		expect([...new Set(recipients())]).toEqual(wanted(ids));
		const cutOff = (await failed()) - failedBefore;
		expect(cutOff).toBeGreaterThan(0);
		// The server had taken each of these mails, and nobody could record it.
		expect(mail.mails.length - ids.length).toBeLessThanOrEqual(cutOff);
	}, 240_000);

	it('runs that are cut off while nobody is left to hear of it are started again', async () => {
		const { main, workers, mail } = world;
		const ids = Array.from({ length: 6 }, (_, index) => `x${index}`);
		// The mail server takes the mail and does not say so: nothing is recorded.
		mail.setDelay(60_000);
		await Promise.all(ids.map(deliver));
		await mail.waitForMails(5, 30_000);
		await Promise.all([main, ...workers].map(async (process) => await process.kill()));
		mail.setDelay(0);
		mail.forgetMails();
		await Promise.all([main, ...workers].map(async (process) => await process.start()));
		await world.untilQuiet(120_000);
		expect(recipients()).toEqual(wanted(ids));
	}, 240_000);

	it('a run that n8n has lost before it began is started again minutes after later ones have ended, not hours', async () => {
		const { workers, state } = world;
		await Promise.all(workers.map(async (worker) => await worker.kill()));
		await deliver('lost');
		const isNew = async () => {
			const { rows } = await sql<{
				status: string;
			}>`select status from public.execution_entity order by id desc limit 1`.execute(state.db);
			return rows[0]?.status === 'new';
		};
		await waitUntil(isNew, { what: 'the run to wait for a worker' });
		await world.loseQueue();
		await Promise.all(workers.map(async (worker) => await worker.start()));
		await deliver('later');
		await world.untilQuiet(180_000);
		expect(recipients()).toEqual(wanted(['lost', 'later']));
	}, 300_000);

	it('a store of one node is imported from once, by the main process, though there are three more, and workers write to it', async () => {
		const { n8n, main, state } = world;
		const folder = await mkdtemp(join(tmpdir(), 'commerce-queue-shop-'));
		const keys = { apiKey: 'key', apiSecret: newSecret() };
		const shop = await startDemoStore({ port: 0, dataFile: join(folder, 'shop.json'), ...keys });
		const credential = await n8n.createCredential('One', 'commerceGenericStoreApi', {
			...{ storeUrl: shop.url, ...keys },
		});
		const node = { ...storeTrigger(credential), typeVersion: 4, webhookId: 'one-node' };
		const { id: storeWorkflow } = await n8n.createWorkflow(chain('One node', [node]));
		const runs = async () =>
			await state.db
				.selectFrom('importRun')
				.innerJoin('integration', 'integration.guid', 'importRun.integrationGuid')
				.select(['began', 'count', 'endedAt'])
				.where('workflowId', '=', storeWorkflow)
				.where('began', '!=', 'publish')
				.execute();
		const untilImported = async (times: number) =>
			await waitUntil(
				async () => (await runs()).filter(({ endedAt }) => endedAt !== null).length === times,
				{ what: `import ${times} to end`, timeoutMs: 60_000 },
			);
		try {
			await n8n.publish(storeWorkflow);
			await untilImported(1);
			const { id: updating } = await n8n.createWorkflow(
				chain('Complete', [
					entityTrigger({ entityType: 'Order', events: ['order_created'], version: 3 }),
					{
						...{ name: 'Update', type: 'n8n-nodes-commerce.commerceUpdateStatus', typeVersion: 3 },
						...{ position: [220, 0], parameters: { target: 'order', orderStatus: 'completed' } },
					},
				]),
			);
			await n8n.publish(updating);
			await waitUntil(
				async () =>
					await attachedSubscriptions(state)
						.select('id')
						.where('workflowId', '=', updating)
						.executeTakeFirst(),
				{ what: 'the trigger to be live' },
			);
			shop.state.webhooks.length = 0;
			const { id } = shop.placeOrder({ firstName: 'Ada', lastName: 'L', email: 'a@example.com' });
			await main.kill();
			const HOUR_MS = 3_600_000;
			await state.db
				.updateTable('importRun')
				.set((eb) => ({
					startedAt: eb('startedAt', '-', HOUR_MS),
					endedAt: eb('endedAt', '-', HOUR_MS),
				}))
				.execute();
			await main.start();
			await untilImported(2);
			expect(await runs()).toMatchObject([{ began: 'start' }, { began: 'start', count: 1 }]);
			expect(shop.state.webhooks).toHaveLength(1);
			await waitUntil(
				() => shop.state.orders.find((order) => order.id === id)?.status === 'completed',
				{ what: 'a worker to complete the order', timeoutMs: 60_000 },
			);
			expect(await n8n.listExecutions({ workflowId: storeWorkflow })).toEqual([]);
			await n8n.unpublish(updating);
			await n8n.unpublish(storeWorkflow);
		} finally {
			await shop.stop();
			await rm(folder, { recursive: true, force: true });
		}
	}, 180_000);
});
