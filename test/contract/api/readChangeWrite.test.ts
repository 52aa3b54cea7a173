import type { N8nNode } from '../../../n8n/publicApi/n8nApi.ts';
import { ALERT_MAIL } from '../../../api/workflows/actionParameters.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const NAMED = { name: 'Mine', entityType: 'Order', triggerId: 'order_paid' };
const MAIL = { type: 'send_email', recipient: 'customer', template: 'order_confirmation' };
const WORDED = { type: 'send_email', subject: 'Paid: {{ order.number }}', html: '<p>Paid</p>' };

type Body = typeof NAMED & { readonly action: object; readonly conditions?: object };

/** Bodies, and what of them is read back. */
const BODIES: ReadonlyArray<readonly [what: string, body: Body, read?: object]> = [
	['a mail of a template', { ...NAMED, action: { ...MAIL, language: 'de' } }],
	[
		'a mail of a template with a subject of its own',
		{ ...NAMED, action: { ...MAIL, subject: 'Thanks', language: 'customer' } },
	],
	[
		'a mail to a list, worded',
		{
			...NAMED,
			action: {
				...{ ...WORDED, text: 'Paid', language: 'customer' },
				recipient: ['one@example.com', 'Two <two@example.com>'],
			},
		},
	],
	[
		'a mail that fits',
		{ ...NAMED, action: { ...MAIL, template: 'fitting', language: 'customer' } },
	],
	[
		'a push',
		{
			...NAMED,
			action: {
				...{ type: 'send_push', recipient: 'everybody', title: 'Paid', body: 'Now' },
				...{ url: 'https://shop.example.com', icon: 'https://shop.example.com/i.png' },
				language: 'fr',
			},
		},
	],
	[
		'a webhook, but for its secrets',
		{
			...NAMED,
			action: {
				...{ type: 'webhook', url: 'https://hooks.example.com', method: 'PUT' },
				...{ headers: { 'X-Source': 'shop', Authorization: 'Bearer x' }, secret: API_SECRET },
				allowPrivateAddresses: true,
			},
		},
		{
			action: {
				...{ type: 'webhook', url: 'https://hooks.example.com', method: 'PUT' },
				...{ headers: { 'X-Source': 'shop' }, allowPrivateAddresses: true },
			},
		},
	],
	[
		'a status',
		{
			...NAMED,
			action: { type: 'update_status', target: 'order', status: 'completed', note: 'Ok' },
		},
	],
	[
		"a status of the shop's own",
		{ ...NAMED, action: { type: 'update_status', target: 'order', status: 'own:at-workshop' } },
	],
	[
		'a status of the order of a shipment',
		{
			...{ name: 'Mine', entityType: 'Shipment', triggerId: 'shipment_delivered' },
			action: { type: 'update_status', target: 'order', status: 'completed' },
		},
	],
	[
		'conditions of every form',
		{
			...NAMED,
			conditions: {
				...{ total: { gte: 100, lt: 500 }, currency: 'EUR', tags: { contains: 'vip' } },
				any: [{ 'shippingAddress.country': 'DE' }, { 'customer.email': { exists: true } }],
			},
			action: { ...MAIL, language: 'customer' },
		},
	],
	[
		'an alert',
		{
			...{ name: 'Mine', entityType: 'Alert', triggerId: 'store_silent' },
			action: { type: 'send_email', recipient: 'owner@example.com', language: 'customer' },
		},
		{
			action: {
				...{ type: 'send_email', recipient: 'owner@example.com', language: 'customer' },
				...ALERT_MAIL,
			},
		},
	],
];

const HOOK = 'https://hooks.example.com';

/** A node as a person draws it: n8n leaves out what is as its form has it. */
const drawn = (
	type: string,
	typeVersion: number,
	parameters: object,
	credentials: NonNullable<N8nNode['credentials']> | null = null,
) =>
	({
		...{ type: `n8n-nodes-commerce.${type}`, name: 'Drawn', typeVersion, parameters },
		credentials: credentials ?? undefined,
	}) as Partial<N8nNode>;

const CASES = BODIES.map(([what, body, read = {}]) => [what, body, read] as const);

eachDialect('a workflow that was read', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;
	let store: string;

	beforeEach(async () => {
		state = await database().open();
		api = apiInMemory(state);
		const { data } = await api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
		});
		store = data.guid;
	});

	const configure = async (body: object, ifMatch: string | null = null) =>
		await api.ask('POST', '/api/workflows/configure', body, { ifMatch });
	const read = async (guid: string) => await api.ask('GET', `/api/workflows/configured/${guid}`);
	const made = async (body: object): Promise<string> => {
		const { error, data } = await configure(body);
		expect(error).toBeUndefined();
		return data.guid;
	};
	const workflow = () =>
		[...api.n8n.workflows.values()].findLast(({ nodes }) =>
			nodes.some(({ type }) => /\.commerce(Order|Shipment|Alert)Trigger$/.test(type)),
		)!;
	const isSentBackAsItIs = async (guid: string, told: object) => {
		const held = structuredClone(workflow());
		const { configuration } = (await read(guid)).data;
		expect(configuration).toMatchObject(told);
		expect((await configure(configuration)).error).toBeUndefined();
		expect(workflow()).toEqual(held);
	};
	const edit = (change: (node: N8nNode) => object) =>
		api.n8n.edit(workflow().id, (each) => ({
			...each,
			nodes: each.nodes.map((node) => ({ ...node, ...change(node) })),
		}));

	it.each(CASES)('tells the body that makes it: %s', async (_, body, differing) => {
		const guid = await made(body);
		const { data } = await read(guid);
		expect(data.configuration).toEqual({
			...{ guid, integrations: [] },
			...(body.entityType !== 'Alert' && { conditions: {} }),
			...{ ...body, ...differing },
		});
	});

	it.each(CASES)('is as before when its configuration is sent back: %s', async (_, body) => {
		const guid = await made({ ...body, integrations: [store] });
		const before = await read(guid);
		const held = structuredClone(workflow());
		expect(before.data.configuration).toMatchObject({ integrations: [store] });
		const { error } = await configure(before.data.configuration, before.headers.ETag!);
		expect(error).toBeUndefined();
		expect(workflow()).toEqual(held);
		expect(await read(guid)).toEqual({ ...before, headers: expect.anything() as unknown });
	});

	it('keeps what the API cannot say when its configuration is sent back changed', async () => {
		const guid = await made({ ...NAMED, action: { ...WORDED, language: 'de' } });
		edit(({ type, parameters }) =>
			type.endsWith('.commerceSendEmail')
				? { parameters: { ...parameters, subject: '={{ $json.order.number }}' } }
				: {},
		);
		const { configuration } = (await read(guid)).data;
		expect(configuration.action).toEqual({
			type: 'send_email',
			recipient: 'customer',
			language: 'de',
		});
		const { error } = await configure({ ...configuration, name: 'Renamed' });
		expect(error).toBeUndefined();
		expect(workflow().name).toBe('Renamed');
		const mail = workflow().nodes.find(({ type }) => type.endsWith('.commerceSendEmail'))!;
		expect(mail.parameters).toMatchObject({
			subject: '={{ $json.order.number }}',
			html: '<p>Paid</p>',
		});
	});

	it.each<[what: string, change: Partial<N8nNode>, told: object]>([
		[
			'a webhook without a credential',
			drawn('commerceCallWebhook', 2, { url: HOOK }),
			{ url: HOOK },
		],
		['a webhook of version 1', drawn('commerceCallWebhook', 1, { url: HOOK }), { url: HOOK }],
		[
			'a status that nothing was changed of',
			drawn('commerceUpdateStatus', 3, {}),
			{ target: 'order', status: 'completed' },
		],
		[
			'a status of an order by its ID',
			drawn('commerceUpdateStatus', 2, {
				target: 'orderById',
				targetId: '=5',
				orderStatus: 'cancelled',
			}),
			{ status: 'cancelled' },
		],
		[
			'a status of a shipment by its ID',
			drawn('commerceUpdateStatus', 3, { target: 'shipmentById', targetId: '5' }),
			{ status: 'delivered' },
		],
		[
			'a mail of version 1',
			drawn('commerceSendEmail', 1, {}, { commerceSmtpApi: { id: 'own', name: 'Own' } }),
			{ template: 'order_confirmation' },
		],
		['an action that is off', { disabled: true }, {}],
	])('was drawn by a person, and is read and sent back as it is: %s', async (_, change, told) => {
		const guid = await made({ ...NAMED, action: MAIL });
		edit(({ type }) => (type.endsWith('.commerceSendEmail') ? change : {}));
		await isSentBackAsItIs(guid, { action: told });
	});

	it('is read and sent back where another event was chosen in n8n, and an output leads nowhere', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		edit(({ name }) =>
			name === 'Order Paid' ? { parameters: { events: ['order_created'] } } : {},
		);
		api.n8n.edit(workflow().id, (each) => {
			const [first] = each.connections['Order Paid']!.main!;
			return {
				...each,
				connections: { ...each.connections, 'Order Paid': { main: [first!, null] } },
			};
		});
		await isSentBackAsItIs(guid, { triggerId: 'order_created' });
	});

	it('of a shipment keeps the order that its form leaves unsaid', async () => {
		const status = { type: 'update_status', status: 'completed', target: 'order' };
		const body = { name: 'Mine', entityType: 'Shipment', triggerId: 'shipment_delivered' };
		const guid = await made({ ...body, action: status });
		edit(({ type }) => (type.endsWith('.commerceUpdateStatus') ? { parameters: {} } : {}));
		const action = { type: 'update_status', status: 'on_hold' };
		expect((await configure({ ...body, guid, action })).error).toBeUndefined();
		expect((await read(guid)).data.configuration.action).toEqual({ ...action, target: 'order' });
		const other = { ...body, action: { type: 'update_status', status: 'delivered' } };
		expect((await configure(other)).error).toBeUndefined();
	});

	it('is changed with the mail server that it has, also where the API has none', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		const { configuration } = (await read(guid)).data;
		const without = apiInMemory(state, { commerceSmtpApi: null });
		without.n8n.workflows.set(workflow().id, workflow());
		const path = `/api/workflows/configured/${guid}`;
		expect((await without.ask('GET', path)).data.configuration).toEqual(configuration);
		const changed = { ...configuration, name: 'Other' };
		const { error } = await without.ask('POST', '/api/workflows/configure', changed);
		expect(error).toBeUndefined();
	});

	it('whose name no request could say is sent back as it is, and named anew by another one', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		api.n8n.edit(workflow().id, (each) => ({ ...each, name: ' Mine ' }));
		const { configuration } = (await read(guid)).data;
		expect(configuration).toMatchObject({ name: 'Mine' });
		expect((await configure(configuration)).error).toBeUndefined();
		expect(workflow().name).toBe(' Mine ');
		expect((await configure({ ...configuration, name: 'Other' })).error).toBeUndefined();
		expect(workflow().name).toBe('Other');
		// n8n takes none as long any more, and keeps those that it has.
		api.n8n.workflows.set(workflow().id, { ...workflow(), name: 'x'.repeat(140) });
		expect((await read(guid)).data.configuration).toMatchObject({ name: 'x'.repeat(128) });
	});

	it('that is more than the API can change says so', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		api.n8n.edit(workflow().id, (each) => ({
			...each,
			nodes: [...each.nodes, { ...each.nodes[1]!, id: 'second', name: 'Second' }],
		}));
		expect((await read(guid)).data).toMatchObject({ name: 'Mine', configuration: null });
	});

	it('keeps a store that was removed', async () => {
		const guid = await made({ ...NAMED, action: MAIL, integrations: [store] });
		await api.ask('DELETE', `/api/integrations/providers/ecommerce/remove/${store}`);
		const { configuration } = (await read(guid)).data;
		expect((await configure({ ...configuration, name: 'Other' })).error).toBeUndefined();
		expect((await read(guid)).data.configuration.integrations).toEqual([store]);
	});

	it('two clients change one workflow: one gets 412, and nothing is lost', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		const tag = (await read(guid)).headers.ETag!;
		const { configuration } = (await read(guid)).data;
		const answers = await Promise.all(
			['One', 'Other'].map(async (name) => await configure({ ...configuration, name }, tag)),
		);
		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
		const winner = answers.find(({ status }) => status === 200)!.data.name;
		const loser = answers.find(({ status }) => status === 412)!;
		expect(loser.error).toMatch(/^If-Match: the workflow has been changed since it was read\./);
		expect((await read(guid)).data.name).toBe(winner);

		const path = `/api/workflows/configured/${guid}`;
		for (const [method, what] of [
			['POST', `${path}/disable`],
			['GET', `${path}/toggle`],
			['DELETE', path],
		] as const) {
			const refused = await api.ask(method, what, undefined, { ifMatch: tag });
			expect([what, refused.status]).toEqual([what, 412]);
		}
		const now = (await read(guid)).headers.ETag!;
		expect((await api.ask('DELETE', path, undefined, { ifMatch: `W/${now}` })).status).toBe(200);
		expect((await read(guid)).status).toBe(404);
	});

	it('is not made anew by who names its version, and forgets its guid', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		const { data, headers } = await read(guid);
		const { guid: _, ...configuration } = data.configuration;
		const changed = { ...configuration, name: 'Other' };
		const { status, error } = await configure(changed, headers.ETag!);
		expect([status, error]).toEqual([412, expect.stringMatching(/^If-Match: without a guid /)]);
		expect(await api.n8n.listWorkflows()).toHaveLength(2);
	});

	it('has another version after a change in the editor of n8n', async () => {
		const guid = await made({ ...NAMED, action: MAIL });
		const before = await read(guid);
		expect(before.headers.ETag).toBe(`"${before.data.version}"`);
		edit(({ name }) => (name === 'Send Email' ? { position: [512, 0] } : {}));
		const after = await read(guid);
		expect(after.headers.ETag).not.toBe(before.headers.ETag);
		const { status } = await configure(before.data.configuration, before.headers.ETag!);
		expect(status).toBe(412);
	});
});
