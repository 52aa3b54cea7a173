import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { generic } from '../../../engine/providers/generic/index.ts';
import { TOPICS } from '../../../engine/providers/generic/topics.ts';
import { answering, startServer } from '../../support/simulatedServer.ts';
import {
	startSimulatedGenericStore,
	type SimulatedGenericStore,
} from '../../support/simulatedGenericStore.ts';

const URL_OF_N8N = 'https://n8n.example/webhook/abc/store';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let store: SimulatedGenericStore;
const start = async (options: Parameters<typeof startSimulatedGenericStore>[0] = {}) => {
	store = await startSimulatedGenericStore(options);
	return {
		credentials: { storeUrl: store.url, apiKey: 'key-of-the-store', apiSecret: SECRET },
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	};
};
afterEach(async () => await store?.close());

describe('a generic store', () => {
	it('is asked for one webhook with every event', async () => {
		const connection = await start();
		expect(await generic.registerWebhooks(connection, URL_OF_N8N, 'guid')).toEqual([
			{ id: expect.any(String), topic: 'all events', url: URL_OF_N8N, enabled: true },
		]);
		expect(store.webhooks[0]!.events).toEqual([...TOPICS.keys()]);
	});

	it.each([
		['is switched off', { enabled: false }],
		['lacks an event', { events: ['order.created'] }],
	])('gets a new webhook for one that %s', async (_name, change) => {
		const connection = await start();
		await generic.registerWebhooks(connection, URL_OF_N8N, 'guid');
		const { id } = Object.assign(store.webhooks[0]!, change);
		const registered = await generic.registerWebhooks(connection, URL_OF_N8N, 'guid');
		expect(store.webhooks).toHaveLength(1);
		expect(registered[0]).toMatchObject({ topic: 'all events', enabled: true });
		expect(registered[0]!.id).not.toBe(id);
	});

	it('keeps the address that the merchant enters, where it has no API for webhooks', async () => {
		const connection = await start({ keepsWebhooks: false });
		expect(await generic.checkCredentials(connection)).toMatchObject({ name: 'Fjord & Falke' });
		expect(await generic.registerWebhooks(connection, URL_OF_N8N, 'guid')).toEqual([]);
		expect(await generic.listWebhooks(connection)).toEqual([]);
		await expect(generic.removeWebhooks(connection, URL_OF_N8N)).resolves.toBeUndefined();
	});

	it.each([
		['/health', []],
		['/webhooks', { webhooks: [] }],
	])('that answers %s with something else is told what is expected', async (path, json) => {
		const server = await startServer(answering(async () => ({ status: 200, json })));
		const connection = {
			credentials: { storeUrl: server.url, apiKey: 'key', apiSecret: SECRET },
			http: axiosStoreHttp({ timeoutMs: 5_000 }),
		};
		const call =
			path === '/health'
				? generic.checkCredentials(connection)
				: generic.registerWebhooks(connection, URL_OF_N8N, 'guid').then(() => null);
		await expect(call).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining(path),
		});
		await server.close();
	});
});
