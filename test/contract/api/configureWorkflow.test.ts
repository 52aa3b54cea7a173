import type { N8nNode, N8nWorkflow } from '../../../n8n/publicApi/n8nApi.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const BODY = {
	name: 'Delivered',
	entityType: 'Shipment',
	triggerId: 'shipment_delivered',
	action: {
		type: 'send_email',
		recipient: ['team@example.com'],
		template: 'delivery_confirmation',
	},
	conditions: { carrier: 'DHL' },
};
const WEBHOOK = {
	type: 'webhook',
	url: 'https://hooks.example.com',
	secret: API_SECRET,
	headers: { 'X-Source': 'shop' },
};

eachDialect('workflows/configure', (database) => {
	let api: ApiInMemory;
	let stores: string[];

	beforeEach(async () => {
		api = apiInMemory(await database().open());
		stores = [];
		for (const name of ['one', 'two']) {
			const { data } = await api.ask('POST', '/api/integrations/provider/configure', {
				providerId: 'generic',
				credentials: { storeUrl: `${STORE_URL}/${name}`, apiKey: 'key', apiSecret: API_SECRET },
			});
			stores.push(data.guid);
		}
	});

	const configure = (body: object) => api.ask('POST', '/api/workflows/configure', body);
	const made = async (body: object): Promise<string> => {
		const { status, data, error } = await configure(body);
		expect([status, error]).toEqual([200, undefined]);
		return data.guid;
	};
	const drawn = (): N8nWorkflow =>
		[...api.n8n.workflows.values()].findLast(({ nodes }) =>
			nodes.some(({ type }) => /\.commerce(Order|Shipment)Trigger$/.test(type)),
		)!;
	const node = (type: string): N8nNode => drawn().nodes.find((each) => each.type.endsWith(type))!;
	const edit = (change: (node: N8nNode) => object) =>
		api.n8n.edit(drawn().id, (workflow) => ({
			...workflow,
			nodes: workflow.nodes.map((each) => ({ ...each, ...change(each) })),
		}));
	const count = () => api.n8n.workflows.size - stores.length;

	describe('mails and notifications are drawn in the language of the customer, or in the one that is named', () => {
		const PUSH = { type: 'send_push', title: 'Here' };

		it('with the node that knows languages, and the template that fits the event', async () => {
			await made({ ...BODY, action: { type: 'send_email', template: 'fitting' } });
			expect(node('.commerceSendEmail')).toMatchObject({
				typeVersion: 3,
				parameters: { recipient: 'customer', template: 'fitting' },
			});
			const guid = await made({ ...BODY, name: 'Push', action: { type: 'send_push' } });
			expect(node('.commerceSendPush')).toMatchObject({ typeVersion: 4 });
			expect(node('.commerceSendPush').parameters).not.toHaveProperty('content');
			await made({ ...BODY, name: 'Push', guid, action: { ...PUSH, language: 'de' } });
			expect(node('.commerceSendPush').parameters).toMatchObject({
				...{ content: 'own', title: 'Here', language: 'de' },
			});
			expect((await configure({ ...BODY, action: { type: 'send_push', body: 'x' } })).error).toBe(
				'action.title: it is needed beside a body of your own. Leave out both for the text that fits the event.',
			);
		});

		it('a node from before stays in English, until a request names a language', async () => {
			const guid = await made(BODY);
			edit(({ type, parameters }) =>
				type.endsWith('.commerceSendEmail')
					? { typeVersion: 2, parameters: { ...parameters, options: { bcc: 'a@example.com' } } }
					: {},
			);
			await made({ ...BODY, guid });
			expect(node('.commerceSendEmail').typeVersion).toBe(2);
			const { recipient: _, ...action } = BODY.action;
			await made({ ...BODY, guid, action: { ...action, language: 'sv' } });
			expect(node('.commerceSendEmail')).toMatchObject({
				typeVersion: 3,
				parameters: {
					addresses: 'team@example.com',
					template: 'delivery_confirmation',
					language: 'sv',
					options: { bcc: 'a@example.com' },
				},
			});
		});

		it('a template that can never be about such an entity is refused with those that can', async () => {
			const welcome = await configure({
				...BODY,
				action: { type: 'send_email', template: 'welcome' },
			});
			expect([welcome.status, welcome.error]).toEqual([
				400,
				'action.template: "welcome" does not fit events of the type Shipment. Give fitting, order_status_update, shipping_confirmation, out_for_delivery, delivery_confirmation, or a subject and html of your own.',
			]);
			const action = { type: 'send_email', template: 'fitting' };
			const product = { ...BODY, entityType: 'Product', triggerId: 'product_created', action };
			expect((await configure({ ...product, conditions: {} })).error).toMatch(
				/^action\.template: "fitting" does not fit events of the type Product\. Leave it out/,
			);
		});
	});

	describe('an update by guid changes what it names, and nothing else', () => {
		it('without integrations, it stays with the stores that the workflow has; an empty list is all', async () => {
			const guid = await made({ ...BODY, integrations: [stores[0]] });
			await made({ ...BODY, guid, triggerId: 'shipment_exception' });
			expect(node('.commerceShipmentTrigger').parameters).toMatchObject({
				events: ['shipment_exception'],
				integrations: [stores[0]],
			});
			await made({ ...BODY, guid, integrations: [] });
			expect(node('.commerceShipmentTrigger').parameters.integrations ?? []).toEqual([]);
		});

		it('without conditions, those of the workflow stay; {} is none', async () => {
			const { conditions, ...unnamed } = BODY;
			const guid = await made({ ...BODY, conditions });
			await made({ ...unnamed, guid, name: 'Another name' });
			const listed = async () =>
				(await api.ask('GET', '/api/workflows/Shipment/configured')).data[0].conditions;
			expect(await listed()).toEqual({ carrier: 'DHL' });
			const moved = await configure({
				...unnamed,
				guid,
				entityType: 'Order',
				triggerId: 'order_paid',
			});
			expect([moved.status, moved.error]).toEqual([
				400,
				expect.stringMatching(/^conditions: .*about a Shipment/),
			]);
			await made({ ...unnamed, guid, conditions: {} });
			expect(await listed()).toBeNull();
		});

		it('conditions of which one group must hold are drawn as groups of rows, kept, changed and cleared', async () => {
			const groups = { any: [{ carrier: 'DHL', trackingNumber: 'A' }, { carrier: 'UPS' }] };
			const { conditions, ...unnamed } = BODY;
			const guid = await made({ ...BODY, conditions: groups });
			const rows = (...pairs: Array<[string, string]>) => ({
				conditions: { rows: pairs.map(([field, value]) => ({ field, operator: 'eq', value })) },
			});
			const held = node('.commerceShipmentTrigger').parameters;
			expect(held).toMatchObject({
				conditionsMode: 'groups',
				conditionGroups: {
					groups: [rows(['carrier', 'DHL'], ['trackingNumber', 'A']), rows(['carrier', 'UPS'])],
				},
			});
			expect(held).not.toHaveProperty('conditions');
			const listed = async () =>
				(await api.ask('GET', '/api/workflows/Shipment/configured')).data[0].conditions;
			expect(await listed()).toEqual(groups);
			await made({ ...unnamed, guid, name: 'Another name' });
			expect(node('.commerceShipmentTrigger').parameters).toEqual(held);
			const moved = { ...unnamed, guid, entityType: 'Order', triggerId: 'order_paid' };
			expect((await configure(moved)).error).toMatch(/^conditions: .*about a Shipment/);
			await made({ ...BODY, guid, conditions });
			expect(node('.commerceShipmentTrigger').parameters).toMatchObject({
				conditionsMode: 'fields',
			});
			expect(node('.commerceShipmentTrigger').parameters).not.toHaveProperty('conditionGroups');
			await made({ ...BODY, guid, conditions: groups });
			await made({ ...unnamed, guid, conditions: {} });
			expect(await listed()).toBeNull();
		});

		it('groups of conditions are JSON in a trigger of before, which has no groups', async () => {
			const guid = await made(BODY);
			edit(({ type, typeVersion }) =>
				type.endsWith('.commerceShipmentTrigger') ? { typeVersion: 3 } : { typeVersion },
			);
			const groups = { any: [{ carrier: 'DHL', trackingNumber: 'A' }, { carrier: 'UPS' }] };
			await made({ ...BODY, guid, conditions: groups });
			expect(node('.commerceShipmentTrigger')).toMatchObject({
				typeVersion: 3,
				parameters: { conditionsMode: 'json', conditionsJson: JSON.stringify(groups, null, 2) },
			});
		});

		it('without a recipient, the mail goes to whom it went before', async () => {
			const guid = await made(BODY);
			await made({ ...BODY, guid, action: { type: 'send_email', template: 'out_for_delivery' } });
			expect(node('.commerceSendEmail').parameters).toEqual({
				recipient: 'addresses',
				addresses: 'team@example.com',
				template: 'out_for_delivery',
			});
		});

		it('without headers and secret, a webhook keeps both', async () => {
			const guid = await made({ ...BODY, action: WEBHOOK });
			const before = node('.commerceCallWebhook');
			await made({ ...BODY, guid, action: { type: 'webhook', url: 'https://other.example.com' } });
			expect(node('.commerceCallWebhook')).toEqual({
				...before,
				parameters: { ...before.parameters, url: 'https://other.example.com' },
			});
		});

		it('what a person has set in the editor stays: options, expressions, further events, another mail server, settings, names, the note', async () => {
			const guid = await made(BODY);
			edit((each) => {
				if (each.type.endsWith('.stickyNote')) {
					return { parameters: { ...each.parameters, content: 'Ask Anna first.', color: 4 } };
				}
				if (each.type.endsWith('.commerceShipmentTrigger')) {
					const events = ['shipment_delivered', 'shipment_exception'];
					const options = { eventsPerRun: 1, includeRaw: true };
					return { notes: 'Mine', parameters: { ...each.parameters, events, options } };
				}
				const options = { fromName: '={{ $json.integration.name }}', bcc: 'anna@example.com' };
				return {
					name: 'Tell the team',
					retryOnFail: true,
					parameters: { ...each.parameters, options },
					credentials: { commerceSmtpApi: { id: 'own', name: 'Own' } },
				};
			});
			api.n8n.edit(drawn().id, (workflow) => ({
				...workflow,
				connections: {
					'Shipment Delivered': {
						main: [[{ node: 'Tell the team', type: 'main', index: 0 }]],
					},
				},
			}));
			const before = drawn();
			const { name, ...others } = BODY;
			await made({ ...others, guid, name: `${name}!` });
			expect(drawn()).toEqual({ ...before, name: 'Delivered!' });
		});

		it('a node that others speak of keeps its name', async () => {
			const guid = await made(BODY);
			api.n8n.edit(drawn().id, (workflow) => ({
				...workflow,
				nodes: [
					...workflow.nodes,
					{
						id: 'own',
						name: 'Own',
						type: 'n8n-nodes-base.set',
						typeVersion: 3,
						position: [0, 400],
						parameters: { value: "={{ $('Shipment Delivered').item.json.shipment.id }}" },
					},
				],
			}));
			await made({ ...BODY, guid, triggerId: 'shipment_exception' });
			expect(drawn().connections).toHaveProperty('Shipment Delivered');
			expect(node('.commerceShipmentTrigger').parameters.events).toEqual(['shipment_exception']);
		});

		it('a change that a person has not published yet is not overwritten', async () => {
			const guid = await made(BODY);
			api.n8n.workflows.set(drawn().id, { ...drawn(), hasDraft: true });
			const before = drawn();
			const { status, error } = await configure({ ...BODY, guid, name: 'Other' });
			expect([status, error]).toEqual([409, expect.stringContaining('has not published that yet')]);
			expect(drawn()).toEqual(before);
		});
	});

	describe('the same call twice makes one workflow', () => {
		it.each([
			['as it was written', BODY, BODY],
			['without conditions', { ...BODY, conditions: undefined }, { ...BODY, conditions: {} }],
			[
				'by the code of the trigger and by its name in other letters',
				BODY,
				{ ...BODY, entityType: 'shipment' },
			],
			['with a webhook that signs', { ...BODY, action: WEBHOOK }, { ...BODY, action: WEBHOOK }],
		])('%s', async (_, first, second) => {
			const guid = await made(first);
			expect([await made(second), count()]).toEqual([guid, 1]);
			expect(api.n8n.credentials.size).toBe(stores.length + ('secret' in first.action ? 1 : 0));
		});

		it('ten at once too', async () => {
			const guids = await Promise.all(Array.from({ length: 10 }, () => made(BODY)));
			expect([new Set(guids).size, count()]).toEqual([1, 1]);
		});

		it('also when a person has set options of it, and tells truly whether it is published', async () => {
			const guid = await made(BODY);
			edit(({ parameters }) => ({ parameters: { ...parameters, options: { eventsPerRun: 7 } } }));
			await api.ask('POST', `/api/workflows/configured/${guid}/toggle`);
			const { data } = await configure(BODY);
			expect([data.guid, data.isActive, count()]).toEqual([guid, false, 1]);
		});

		it('what is not the same is another workflow', async () => {
			const others = [
				BODY,
				{ ...BODY, name: 'Other' },
				{ ...BODY, triggerId: 'shipment_exception' },
				{ ...BODY, conditions: { carrier: 'UPS' } },
				{ ...BODY, action: { ...BODY.action, recipient: 'customer' } },
				{ ...BODY, integrations: [stores[1]] },
				{ ...BODY, action: WEBHOOK },
				{ ...BODY, action: { ...WEBHOOK, secret: undefined } },
			];
			const guids = [];
			for (const body of others) guids.push(await made(body));
			expect([new Set(guids).size, count()]).toEqual([others.length, others.length]);
		});

		it('the secret of the second call is the one that is used', async () => {
			await made({ ...BODY, action: WEBHOOK });
			const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
			await made({ ...BODY, action: { ...WEBHOOK, secret } });
			const held = [...api.n8n.credentials.values()].find(
				({ type }) => type === 'commerceWebhookApi',
			);
			expect(held!.data).toMatchObject({ signingSecret: secret });
			expect(count()).toBe(1);
		});
	});

	it('six toggles at once end where they began', async () => {
		const guid = await made(BODY);
		const toggles = await Promise.all(
			Array.from({ length: 6 }, () => api.ask('POST', `/api/workflows/configured/${guid}/toggle`)),
		);
		expect(toggles.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
		expect(toggles.filter(({ data }) => data.isActive)).toHaveLength(3);
		expect(drawn().active).toBe(true);
	});
});
