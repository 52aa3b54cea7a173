import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeApiError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { openState } from '../../engine/state/openState.ts';
import { commerce } from '../../nodes/shared/commerce.ts';
import { CommerceStore } from '../../nodes/CommerceStore/CommerceStore.node.ts';
import { CommerceUpdateStatus } from '../../nodes/CommerceUpdateStatus/CommerceUpdateStatus.node.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { executeNode, failureOfNode, type NodeRun } from '../support/nodeContext.ts';
import { newSecret } from '../support/postSigned.ts';
import { INTEGRATION, saveIntegration } from '../support/testInbox.ts';

const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never;

let folder: string;
let shop: DemoStore;
let credentials: NodeRun['credentials'];
/** One that exists, one that does not, and one that exists. */
let items: INodeExecutionData[];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'commerce-actions-'));
	process.env.N8N_USER_FOLDER = folder;
	const keys = { apiKey: 'demo-key', apiSecret: newSecret() };
	shop = await startDemoStore({ port: 0, dataFile: join(folder, 'store.json'), ...keys });
	credentials = { commerceGenericStoreApi: { storeUrl: shop.url, ...keys } };
	// Migrates the state, so that the store can be written into it.
	await commerce(logger);
	const state = { kind: 'sqlite', file: join(folder, '.n8n', 'commerce.sqlite') } as const;
	const database = await openState(state, Date.now());
	const connected = { ...INTEGRATION, storeUrl: shop.url, credentialId: 'credential-7' };
	await saveIntegration(database, connected, Date.now());
	await database.close();
});
afterAll(async () => {
	await (await commerce(logger)).engine.close();
	await shop.stop();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
	const ids = [shop.placeOrder(CUSTOMER).id, 'no-such-order', shop.placeOrder(CUSTOMER).id];
	items = ids.map((id) => ({
		json: { id },
		binary: { label: { data: 'eA==', mimeType: 'text/plain', fileName: `${id}.txt` } },
	}));
});

const statusesInShop = () =>
	items.map(({ json }) => shop.state.orders.find(({ id }) => id === json.id)?.status);
const idOf = ({ id }: IDataObject) => id;

const write = (onError?: NodeRun['onError']): Parameters<typeof executeNode> => [
	new CommerceStore(),
	{
		items,
		credentials,
		onError,
		parameters: {
			provider: 'generic',
			operation: 'updateStatus',
			target: 'Order',
			targetId: idOf,
			status: 'cancelled',
		},
	},
];
const ask = (onError?: NodeRun['onError']): Parameters<typeof executeNode> => [
	new CommerceUpdateStatus(),
	{
		items,
		onError,
		parameters: {
			target: 'orderById',
			targetId: idOf,
			orderStatus: 'cancelled',
			store: 'chosen',
			integration: INTEGRATION.guid,
		},
		called: async (given) => {
			const [, { parameters }] = write();
			const target = { target: 'Order', status: ({ status }: IDataObject) => status };
			return await executeNode(new CommerceStore(), {
				items: given,
				credentials,
				parameters: { ...parameters, ...target },
			});
		},
	},
];

/** Where the store is one node: n8n finds nothing in its workflow that it could call. */
const askOneNode = (onError?: NodeRun['onError']): Parameters<typeof executeNode> => {
	const [node, run] = ask(onError);
	return [
		node,
		{
			...run,
			async called(given, workflow) {
				if (workflow.code === undefined) throw new Error('Missing node to start execution');
				const [, update] = workflow.code.nodes;
				expect(update!.credentials).toEqual({
					commerceGenericStoreApi: { id: 'credential-7', name: INTEGRATION.name },
				});
				return await run.called!(given, workflow);
			},
		},
	];
};
const askWithKeys = (onError?: NodeRun['onError']): Parameters<typeof executeNode> => {
	const [node, { called: _, parameters, ...run }] = ask(onError);
	const { integration: __, store: ___, ...others } = parameters;
	return [
		node,
		{ ...run, credentials, parameters: { ...others, keys: 'chosen', provider: 'generic' } },
	];
};

describe.each([
	['Commerce Store', write],
	['Commerce Update Status', ask],
	['Commerce Update Status of a store that is one node', askOneNode],
	['Commerce Update Status with keys of its own', askWithKeys],
])('%s, given several items of which one fails', (name, given) => {
	it('works on all the others, and then says which failed and why', async () => {
		const error = await failureOfNode(...given());
		expect(statusesInShop()).toEqual(['cancelled', undefined, 'cancelled']);
		expect(error.message).toMatch(/^1 of 3 (items|updates) could not be/);
		expect(error.description).toMatch(/^Item 1: .*no-such-order/);
	});

	it('puts all of them out in order with their files where it goes on', async () => {
		const output = await executeNode(...given('continueRegularOutput'));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(output.map(({ binary }) => binary)).toEqual(items.map(({ binary }) => binary));
		expect(output.map(({ json }) => json.error === undefined)).toEqual([true, false, true]);
		expect(output.every(({ error }) => error === undefined)).toBe(true);
	});

	it('sends the one that failed to the error output where there is one', async () => {
		const output = await executeNode(...given('continueErrorOutput'));
		expect(output.map(({ error }) => error?.message)).toEqual([
			undefined,
			expect.stringContaining('no-such-order'),
			undefined,
		]);
		if (name === 'Commerce Store') return;
		expect(output[1]!.json).toMatchObject({
			id: 'no-such-order',
			update: { changed: false, error: expect.stringContaining('no-such-order') },
		});
	});
});

it('keys of a store that is not connected write nothing, and it is said what to do', async () => {
	const [node, run] = askWithKeys();
	const { commerceGenericStoreApi: keys } = credentials!;
	const error = await failureOfNode(node, {
		...run,
		items: [items[0]!],
		credentials: { commerceGenericStoreApi: { ...keys, storeUrl: 'https://other.example.com' } },
	});
	expect(error.message).toMatch(/chosen credential is not connected/);
	expect(error.description).toMatch(/published Commerce Store Trigger/);
	expect(statusesInShop()[0]).not.toBe('cancelled');
});

it.each([
	['does not have the order', '404', {}],
	['does not take the key', '401', { apiKey: 'another-key' }],
])(
	'a shop that %s is told with its HTTP status, as n8n tells failures of other services',
	async (_, status, changed) => {
		const [node, run] = write();
		const { commerceGenericStoreApi: keys } = credentials!;
		const error = await failureOfNode(node, {
			...run,
			items: [items[1]!],
			credentials: { commerceGenericStoreApi: { ...keys, ...changed } },
		});
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ httpCode: status });
	},
);

it.each([
	['getEntity', 'store', { entityType: 'Order', entityId: 'no-such-order' }],
	['updateStatus', 'update', {}],
])(
	'a failed "%s" for an event is kept as what it is: %s',
	async (operation, action, parameters) => {
		const [node, run] = write();
		const event = { id: randomUUID(), attempt: 1, isSample: false };
		await failureOfNode(node, {
			...run,
			items: [{ json: { id: 'no-such-order', event, integration: { guid: INTEGRATION.guid } } }],
			parameters: { ...run.parameters, operation, ...parameters },
		});
		const state = { kind: 'sqlite', file: join(folder, '.n8n', 'commerce.sqlite') } as const;
		const database = await openState(state, Date.now());
		const kept = await database.db
			.selectFrom('actionOutcome')
			.select(['action', 'outcome'])
			.where('eventId', '=', event.id)
			.execute();
		await database.close();
		expect(kept).toEqual([{ action, outcome: 'failed' }]);
	},
);
