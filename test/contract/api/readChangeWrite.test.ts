import type { N8nNode } from '../../../n8n/publicApi/n8nApi.ts';
import { ALERT_MAIL } from '../../../api/workflows/actionParameters.ts';
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

const CASES = BODIES.map(([what, body, read = {}]) => [what, body, read] as const);

eachDialect('a workflow that was read', (database) => {
	let api: ApiInMemory;
	let store: string;

	beforeEach(async () => {
		api = apiInMemory(await database().open());
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
