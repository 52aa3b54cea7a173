import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	entityTrigger,
	sendEmail,
	shipmentData,
	startWorld,
	storeTrigger,
	type World,
} from '../support/world.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { newSecret, post, sign } from '../support/postSigned.ts';
import { chain, freePort, waitUntil, type Workflow } from '../support/n8n.ts';

const GRACE_SECONDS = 6;

const TEMPLATE = join(__dirname, '../../templates/connected-store.json');

describe('publishing and unpublishing, on a real n8n', () => {
	let world: World;
	let workflowId: string;
	const stores: DemoStore[] = [];

	beforeAll(async () => {
		world = await startWorld({
			COMMERCE_EDIT_GRACE_SECONDS: String(GRACE_SECONDS),
			// As most people run it.
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'false',
		});
		workflowId = await world.mailOn({ entityType: 'Shipment', events: ['shipment_delivered'] });
	}, 180_000);
	afterAll(async () => {
		for (const store of stores) await store.stop();
		await world?.stop();
	}, 60_000);
	beforeEach(() => world.mail.forgetMails());

	const mailed = () => world.mail.mails.flatMap(({ recipients }) => recipients).sort();

	/** What the editor shows beside a workflow that could not be published. */
	const failureOf = async (id: string) => {
		type Status = { status: string; triggers: Array<{ errorMessage: string | null }> };
		return await waitUntil(
			async () =>
				(await world.n8n.rest<Status>('GET', `/workflows/${id}/publication-status`)).triggers[0]
					?.errorMessage,
			// n8n tries five times, with pauses of 1, 2, 4 and 8 seconds, before it says so.
			{ what: 'publishing to fail', timeoutMs: 40_000 },
		);
	};

	it('unpublish -> nothing is delivered; publish again -> what came in between is dropped', async () => {
		await world.unpublish(workflowId);
		const unpublishedAt = Date.now();
		await world.report('shipment.delivered', shipmentData('1'));
		await waitUntil(() => Date.now() - unpublishedAt > (GRACE_SECONDS + 1) * 1_000, {
			what: 'the time to pass in which unpublishing counts as an edit',
		});
		expect(mailed()).toEqual([]);
		await world.publish(workflowId);
		await world.report('shipment.delivered', shipmentData('2'));
		await world.untilQuiet();
		expect(mailed()).toEqual(['customer-2@example.com']);
		expect((await world.database.deliveries()).dropped).toBe(1);
	});

	it('publishing a store on an n8n that takes messages slowly says so, with what to set', () => {
		expect(world.n8n.output()).toContain('Set N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true');
	});

	it('edit and publish within seconds loses nothing', async () => {
		await world.unpublish(workflowId);
		await world.report('shipment.delivered', shipmentData('3'));
		await world.publish(workflowId);
		await world.report('shipment.delivered', shipmentData('4'));
		await world.untilQuiet();
		expect(mailed()).toEqual(['customer-3@example.com', 'customer-4@example.com']);
	});

	it('restart of n8n -> what was waiting is delivered', async () => {
		const slow = await world.mailOn({
			entityType: 'Shipment',
			events: ['shipment_out_for_delivery'],
			parameters: { options: { concurrentRuns: 1 } },
		});
		world.mail.setDelay(2_000);
		const ids = ['5', '6', '7', '8'];
		for (const id of ids) {
			await world.report('shipment.out_for_delivery', shipmentData(id, 'out_for_delivery'));
		}
		await world.n8n.stop();
		world.mail.setDelay(0);
		expect((await world.database.deliveries()).waiting).toBeGreaterThan(0);
		expect(mailed().length).toBeLessThan(ids.length);
		await world.n8n.start();
		await world.untilQuiet();
		expect(mailed()).toEqual(ids.map((id) => `customer-${id}@example.com`));
		await world.unpublish(slow);
	}, 120_000);

	it('a store that cannot be reached at publish: publishing fails with the store’s address and the cause', async () => {
		const address = `http://127.0.0.1:${await freePort()}`;
		const credential = await world.n8n.createCredential('Nobody there', 'commerceGenericStoreApi', {
			storeUrl: address,
			apiKey: 'secret-key-of-this-test',
			apiSecret: 'whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0',
		});
		const { id } = await world.n8n.createWorkflow(
			chain('Unreachable', [{ ...storeTrigger(credential), webhookId: 'unreachable' }]),
		);
		await world.n8n.publish(id);
		const failure = await failureOf(id);
		expect(failure).toContain(address);
		expect(failure).toMatch(/ECONNREFUSED|refused/i);
		expect(failure).not.toContain('secret-key-of-this-test');
		expect(world.n8n.output()).not.toContain('secret-key-of-this-test');
	}, 60_000);

	it('54-n8n-store-workflow-duplicated: a copy of a store’s workflow is refused with the name of the workflow that has the store, and nobody is mailed twice', async () => {
		const own = (await world.n8n.listWorkflows()).find(({ id }) => id === world.storeWorkflowId)!;
		const { name, nodes, connections, settings } = own as unknown as Workflow;
		// As n8n's "Duplicate" makes it: with webhook ids of its own.
		const copies = nodes.map((node) => ({ ...node, ...(node.webhookId && { webhookId: 'copy' }) }));
		const copy = { name: `${name} copy`, nodes: copies, connections, settings: settings ?? {} };
		const { id } = await world.n8n.createWorkflow(copy);
		await world.n8n.publish(id);
		expect(await failureOf(id)).toMatch(
			/is already connected by the workflow "Test Shop"\..*Unpublish that workflow first/,
		);
		await world.report('shipment.delivered', shipmentData('9'));
		await world.untilQuiet();
		expect(mailed()).toEqual(['customer-9@example.com']);
		expect(world.store.state.webhooks).toHaveLength(1);
	}, 60_000);

	it('44-n8n-template-imported-twice: the template can be imported and published for two stores, each with an address of its own', async () => {
		const template = JSON.parse(readFileSync(TEMPLATE, 'utf8')) as Workflow;
		const addresses: string[] = [];
		for (const storeName of ['First', 'Second']) {
			const keys = { apiKey: `key-of-${storeName}`, apiSecret: newSecret() };
			const store = await startDemoStore({
				port: 0,
				dataFile: join(world.userFolder, `${storeName}.json`),
				...keys,
			});
			stores.push(store);
			const credential = await world.n8n.createCredential(storeName, 'commerceGenericStoreApi', {
				storeUrl: store.url,
				...keys,
			});
			const nodes = template.nodes.map((node) =>
				node.type.startsWith('n8n-nodes-commerce.')
					? {
							...node,
							parameters: { ...node.parameters, provider: 'generic', storeName },
							credentials: { commerceGenericStoreApi: credential },
						}
					: node,
			);
			const { id } = await world.n8n.createWorkflow({ ...template, name: storeName, nodes });
			await world.n8n.publish(id);
			const webhook = await waitUntil(() => store.state.webhooks[0], {
				what: `the webhook to be in the store "${storeName}"`,
				timeoutMs: 30_000,
			});
			expect(await post(webhook.url, sign(keys.apiSecret, 'order.created', { id: '1' }))).toBe(200);
			addresses.push(webhook.url);
		}
		expect(new Set(addresses).size).toBe(2);
	}, 60_000);

	it('unpublishing the store’s workflow takes its webhook out of the store, publishing puts it back', async () => {
		await world.n8n.unpublish(world.storeWorkflowId);
		await waitUntil(() => world.store.state.webhooks.length === 0, {
			what: 'the webhook to be gone',
		});
		await world.n8n.publish(world.storeWorkflowId);
		await waitUntil(() => world.store.state.webhooks.length === 1, {
			what: 'the webhook to be back',
		});
	});

	it('a state database that cannot be used when n8n starts: stores are told to send again, publishing and one line of the log name the file and what to set, and it is used as soon as it can be', async () => {
		const file = join(world.userFolder, '.n8n', 'commerce.sqlite');
		const parts = ['', '-wal', '-shm'].filter((part) => existsSync(file + part));
		await world.n8n.stop();
		for (const part of parts) await rename(file + part, `${file}.away${part}`);
		await writeFile(file, 'Somebody has put something else here. '.repeat(100));
		const logged = world.n8n.output().length;
		await world.n8n.start();

		const message = world.message('shipment.delivered', shipmentData('9'));
		const ask = async () =>
			await fetch(world.webhookUrl, {
				method: 'POST',
				headers: message.headers,
				body: message.body,
			});
		expect(world.store.state.webhooks).toHaveLength(1);
		const answers = await Promise.all(Array.from({ length: 5 }, ask));
		for (const answer of answers) {
			expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
			expect(await answer.json()).toEqual({ message: expect.stringContaining('send it again') });
		}
		const lines = world.n8n.output().slice(logged).split('\n');
		const ours = lines.filter((line) => line.includes('Commerce: The state database'));
		expect(ours).toEqual([expect.stringContaining(file)]);

		const { id } = await world.n8n.createWorkflow(
			chain('Cannot go live', [
				entityTrigger({ entityType: 'Order', events: ['order_created'] }),
				sendEmail(world.smtp, { template: 'order_confirmation' }),
			]),
		);
		await world.n8n.publish(id);
		type Status = { triggers: Array<{ errorMessage: string | null }> };
		const failure = await waitUntil(
			async () =>
				(await world.n8n.rest<Status>('GET', `/workflows/${id}/publication-status`)).triggers[0]
					?.errorMessage,
			{ what: 'publishing to fail', timeoutMs: 60_000 },
		);
		expect(failure).toContain(file);
		expect(failure).toContain('COMMERCE_DATABASE_URL');

		for (const part of parts) await rename(`${file}.away${part}`, file + part);
		await waitUntil(async () => (await ask()).status === 200, { what: 'the message to be taken' });
	}, 180_000);
});
