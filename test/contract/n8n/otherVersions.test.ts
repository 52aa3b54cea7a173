import { createN8nApi } from '../../../n8n/publicApi/createN8nApi.ts';
import { N8nApiError } from '../../../n8n/publicApi/n8nApiError.ts';
import { knownError } from '../../../api/http/knownError.ts';
import { answering, startServer, type SimulatedServer } from '../../support/simulatedServer.ts';

const WORKFLOW = {
	id: 'w1',
	name: 'Workflow',
	active: false,
	nodes: [],
	connections: {},
	settings: {},
};

/** As `GET /credentials/schema/{type}` of n8n 2.11 and 2.22 tells it. */
const SHOPIFY_SCHEMA = {
	additionalProperties: false,
	type: 'object',
	properties: {
		storeUrl: { type: 'string' },
		authentication: { type: 'string', enum: ['clientCredentials', 'adminToken'] },
		clientNotice: { type: 'notice' },
		clientId: { type: 'string' },
		adminToken: { type: 'string' },
	},
	required: ['storeUrl'],
	allOf: [
		{
			if: { properties: { authentication: { enum: ['clientCredentials'] } } },
			then: { allOf: [{ required: ['clientNotice'] }, { required: ['clientId'] }] },
			else: {
				allOf: [{ not: { required: ['clientNotice'] } }, { not: { required: ['clientId'] } }],
			},
		},
		{
			if: { properties: { authentication: { enum: ['adminToken'] } } },
			then: { allOf: [{ required: ['adminToken'] }] },
			else: { allOf: [{ not: { required: ['adminToken'] } }] },
		},
	],
};

/** What of n8n's public API the REST API uses, with the facts of one version. */
type Facts = {
	/** 404 before 2.33: there are no such paths. */
	hasPublish: boolean;
	/** The fields that a Shopify credential must have, no more and no less; `null` for any. */
	credentialFields: readonly string[] | null;
	rows: unknown[];
	refusal: string | null;
	missing: string | null;
};

describe('n8n of other versions', () => {
	let server: SimulatedServer;
	let calls: string[] = [];
	let stored: unknown[] = [];
	let facts: Facts;

	beforeAll(async () => {
		server = await startServer(
			answering(async ({ method }, body, { pathname }) => {
				const path = pathname.replace('/api/v1', '');
				calls.push(`${method} ${path}`);
				if (path === facts.missing) return { status: 403, json: { message: 'Forbidden' } };
				const [, , id = '', action = ''] = path.split('/');
				if (['publish', 'unpublish', 'activate', 'deactivate'].includes(action)) {
					if (/publish$/.test(action) && !facts.hasPublish) {
						return { status: 404, json: { message: 'not found' } };
					}
					if (id !== 'w1') return { status: 404, json: { message: 'Not Found' } };
					if (facts.refusal !== null) return { status: 400, json: { message: facts.refusal } };
					return { status: 200, json: WORKFLOW };
				}
				if (path.startsWith('/credentials/schema/')) return { status: 200, json: SHOPIFY_SCHEMA };
				if (method === 'POST' || method === 'PATCH') {
					const { data = {} } = JSON.parse(body.toString()) as { data?: object };
					const names = Object.keys(data).sort().join();
					if (facts.credentialFields !== null && names !== facts.credentialFields.join()) {
						return {
							status: 400,
							json: { message: 'request.body.data requires other properties' },
						};
					}
					stored.push(data);
					return { status: 200, json: { id: 'c1', name: 'Shop', type: 'commerceShopifyApi' } };
				}
				return { status: 200, json: { data: facts.rows, nextCursor: null } };
			}),
		);
	});
	beforeEach(() => {
		calls = [];
		stored = [];
		facts = { hasPublish: false, credentialFields: null, rows: [], refusal: null, missing: null };
	});
	afterAll(async () => await server.close());

	const open = (warn?: (message: string) => void) =>
		createN8nApi({ url: server.url, apiKey: 'key' }, warn);

	it('before 2.33, a workflow is activated instead of published; which one it is, is remembered', async () => {
		const n8n = open();
		await n8n.publishWorkflow('w1');
		await n8n.unpublishWorkflow('w1');
		await n8n.publishWorkflow('w1');
		expect(calls).toEqual([
			'POST /workflows/w1/publish',
			'POST /workflows/w1/activate',
			'POST /workflows/w1/deactivate',
			'POST /workflows/w1/activate',
		]);
	});

	it('from 2.33 on, it is published', async () => {
		facts.hasPublish = true;
		const n8n = open();
		await n8n.publishWorkflow('w1');
		await n8n.unpublishWorkflow('w1');
		expect(calls).toEqual(['POST /workflows/w1/publish', 'POST /workflows/w1/unpublish']);
	});

	it('a workflow that is gone is no sign of an old n8n', async () => {
		facts.hasPublish = true;
		const n8n = open();
		await expect(n8n.publishWorkflow('gone')).rejects.toMatchObject({ status: 404 });
		calls = [];
		await n8n.publishWorkflow('w1');
		expect(calls).toEqual(['POST /workflows/w1/publish']);
	});

	it('a start that n8n refuses is told in its words, and is no fault of ours', async () => {
		facts.refusal = 'The store does not take webhooks from this address.';
		const error = await open()
			.publishWorkflow('w1')
			.catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(N8nApiError);
		expect(knownError(error)).toMatchObject({
			code: 'CONFIGURATION_ERROR',
			message: expect.stringContaining(facts.refusal),
		});
	});

	it.each([
		[
			'clientCredentials',
			{ storeUrl: 'https://a.example', authentication: 'clientCredentials', clientId: 'id' },
			['authentication', 'clientId', 'clientNotice', 'storeUrl'],
		],
		[
			'adminToken',
			{
				storeUrl: 'https://a.example',
				authentication: 'adminToken',
				adminToken: 't',
				clientId: '',
				other: 1,
			},
			['adminToken', 'authentication', 'storeUrl'],
		],
	])('a credential that wants other fields gets them: %s', async (_mode, data, fields) => {
		facts.credentialFields = fields;
		const n8n = open();
		await n8n.createCredential({ name: 'Shop', type: 'commerceShopifyApi', data });
		facts.rows = [{ id: 'c1', name: 'Shop', type: 'commerceShopifyApi' }];
		expect(await n8n.updateCredential('c1', { data })).toBe(true);
		expect(stored.map((each) => Object.keys(each as object).sort())).toEqual([fields, fields]);
		for (const each of stored) expect(each).toMatchObject({ storeUrl: 'https://a.example' });
	});

	it('a credential that is refused for another reason is refused', async () => {
		facts.credentialFields = ['somethingElse'];
		const data = { storeUrl: 'a', authentication: 'adminToken', adminToken: 't' };
		await expect(
			open().createCredential({ name: 'Shop', type: 'commerceShopifyApi', data }),
		).rejects.toMatchObject({ status: 400 });
	});

	it.each([
		['/workflows', 'workflow:list'],
		['/credentials', 'credential:list'],
		['/tags', 'tag:list'],
		['/executions', 'execution:list'],
	])(
		'health asks for all that is needed: without the right to %s it names %s',
		async (path, scope) => {
			facts.missing = path;
			await expect(open().check()).rejects.toThrow(`"${scope}"`);
			facts.missing = null;
			await open().check();
		},
	);

	it('one wrong row of a list is left out, named once, and takes no other with it', async () => {
		facts.rows = [
			WORKFLOW,
			{ ...WORKFLOW, id: 'odd', nodes: [{ name: 'No type', parameters: 'none' }] },
			null,
			{ ...WORKFLOW, id: 'w2' },
		];
		const warnings: string[] = [];
		const n8n = open((message) => warnings.push(message));
		for (let asked = 0; asked < 3; asked += 1) {
			expect((await n8n.listWorkflows()).map(({ id }) => id)).toEqual(['w1', 'w2']);
		}
		expect(warnings).toHaveLength(2);
		expect(warnings[0]).toContain('/workflows odd');
	});
});
