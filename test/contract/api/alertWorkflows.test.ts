import { ALERT_KINDS, DAILY_DIGEST } from '../../../engine/alerts/alertKinds.ts';
import type { N8nNode } from '../../../n8n/publicApi/n8nApi.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const MAIL = {
	name: 'Tell me of silence',
	entityType: 'Alert',
	triggerId: 'store_silent',
	action: { type: 'send_email', recipient: 'owner@example.com' },
};

eachDialect('workflows that start on alerts are configured through the API', (database) => {
	let api: ApiInMemory;

	beforeEach(async () => {
		api = apiInMemory(await database().open());
	});

	const configure = (body: object) => api.ask('POST', '/api/workflows/configure', body);
	const listed = async () => (await api.ask('GET', '/api/workflows/alert/configured')).data;
	const node = (type: string): N8nNode =>
		[...api.n8n.workflows.values()].at(-1)!.nodes.find((each) => each.type.endsWith(type))!;

	it('every kind of alert, and the daily digest, is listed as a trigger, by a guid of its own', async () => {
		const { data } = await api.ask('GET', '/api/workflows/triggers/Alert');
		expect(data.map(({ code }: { code: string }) => code)).toEqual(
			[...ALERT_KINDS, DAILY_DIGEST].map(({ kind }) => kind),
		);
		expect(new Set(data.map(({ guid }: { guid: string }) => guid)).size).toBe(data.length);
		expect(data[0]).toMatchObject({
			name: 'Store Is Silent',
			description: 'Fires when a store has sent nothing for longer than is usual for it',
		});
	});

	it('draws the alert trigger with a mail that says what the alert says, and lists it among those of alerts alone', async () => {
		const { status, data } = await configure(MAIL);
		expect([status, data]).toEqual([
			200,
			{ guid: expect.any(String), name: 'Tell me of silence', isActive: true },
		]);
		expect(node('.commerceAlertTrigger')).toMatchObject({
			name: 'Store Is Silent',
			parameters: { kinds: ['store_silent'] },
		});
		expect(node('.commerceSendEmail').parameters).toMatchObject({
			...{ recipient: 'addresses', addresses: 'owner@example.com', template: 'custom' },
			subject: expect.stringContaining('{{ title }}'),
			html: expect.stringContaining('{{ nextStep }}'),
		});
		expect(await listed()).toMatchObject([
			{
				...{ guid: data.guid, entityType: 'Alert', trigger: 'store_silent' },
				...{ triggers: ['store_silent'], action: 'send_email', conditions: null, isActive: true },
			},
		]);
		expect((await api.ask('GET', '/api/workflows/Order/configured')).data).toEqual([]);
		expect((await configure(MAIL)).data.guid).toBe(data.guid);
	});

	it('is changed by its guid: kind, stores and action; what a person has set stays', async () => {
		const store = await api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
		});
		const { guid } = (await configure(MAIL)).data;
		const { id } = [...api.n8n.workflows.values()].at(-1)!;
		api.n8n.edit(id, (workflow) => ({
			...workflow,
			nodes: workflow.nodes.map((each) =>
				each.type.endsWith('.commerceAlertTrigger')
					? { ...each, parameters: { ...each.parameters, whenEnded: true } }
					: each,
			),
		}));
		await api.n8n.publishWorkflow(id);
		const changed = await configure({
			...{ ...MAIL, guid, triggerId: 'dead_letters', integrations: [store.data.guid] },
			action: { type: 'webhook', url: 'https://hooks.example.com/alerts' },
		});
		expect(changed.error).toBeUndefined();
		expect(node('.commerceAlertTrigger').parameters).toEqual({
			...{ kinds: ['dead_letters'], integrations: [store.data.guid], whenEnded: true },
		});
		expect(await listed()).toMatchObject([{ guid, trigger: 'dead_letters', action: 'webhook' }]);
	});

	it('a workflow on all alerts stays one when something else of it is changed', async () => {
		const made = await api.ask('POST', '/api/recipes/alerts/use', {
			settings: { owner: 'owner@example.com' },
		});
		const { guid } = made.data;
		const { trigger } = (await listed())[0];
		const changed = await configure({
			...{ ...MAIL, guid, triggerId: trigger },
			action: { type: 'send_email', recipient: 'boss@example.com' },
		});
		expect(changed.error).toBeUndefined();
		expect(node('.commerceAlertTrigger').parameters.kinds).toBeUndefined();
		expect(node('.commerceSendEmail').parameters.addresses).toBe('boss@example.com');
	});

	it('one on alerts becomes one on the daily digest, by a trigger that knows it, and mails it', async () => {
		const { guid } = (await configure(MAIL)).data;
		expect(node('.commerceAlertTrigger').typeVersion).toBe(1);
		const digest = await configure({ ...MAIL, guid, triggerId: 'daily_digest' });
		expect(digest.error).toBeUndefined();
		expect(node('.commerceAlertTrigger')).toMatchObject({
			...{ name: 'Daily Digest', typeVersion: 2, parameters: { kinds: ['daily_digest'] } },
		});
		expect(await listed()).toMatchObject([{ guid, triggers: ['daily_digest'] }]);
	});

	it('the recipe of the digest is switched on at the hour that is given, and is the same when asked for again', async () => {
		const use = async (hour: number) =>
			await api.ask('POST', '/api/recipes/daily-digest/use', {
				settings: { owner: 'owner@example.com', hour },
			});
		const { data, error } = await use(18);
		expect(error).toBeUndefined();
		expect(node('.commerceAlertTrigger')).toMatchObject({
			...{ typeVersion: 2, parameters: { kinds: ['daily_digest'], hour: 18 } },
		});
		expect((await use(18)).data.guid).toBe(data.guid);
		expect((await use(9)).error).toMatch(/set up differently/);
		const all = await api.ask('POST', '/api/recipes/alerts/use', {
			settings: { owner: 'owner@example.com' },
		});
		expect(all.data.guid).not.toBe(data.guid);
		const alerts = (await listed()).find(({ guid }: { guid: string }) => guid === all.data.guid);
		expect(alerts.triggers).toEqual(ALERT_KINDS.map(({ kind }) => kind));
	});

	it('becomes a workflow of orders, and one of alerts again', async () => {
		const { guid } = (await configure(MAIL)).data;
		const order = { entityType: 'Order', triggerId: 'order_paid', conditions: { status: 'draft' } };
		expect((await configure({ ...MAIL, ...order, guid })).error).toMatch(/template/);
		const worded = { ...MAIL.action, subject: 'Paid', html: '<p>Paid</p>' };
		expect((await configure({ ...MAIL, ...order, guid, action: worded })).error).toBeUndefined();
		expect(node('.commerceOrderTrigger').parameters).toMatchObject({ events: ['order_paid'] });
		expect((await configure({ ...MAIL, guid })).error).toMatch(/^conditions: /);
		expect((await configure({ ...MAIL, guid, conditions: {} })).error).toBeUndefined();
		expect(node('.commerceAlertTrigger').parameters).toEqual({ kinds: ['store_silent'] });
	});

	it.each([
		['conditions', { conditions: { status: 'delivered' } }, /^conditions: An alert has no/],
		[
			'a customer as recipient',
			{ action: { type: 'send_email' } },
			/^action\.recipient: an alert has no customer/,
		],
		[
			'a template about orders',
			{ action: { ...MAIL.action, template: 'welcome' } },
			/^action\.template: /,
		],
		[
			'a push to customers',
			{ action: { type: 'send_push', title: 'Silence' } },
			/^action\.type: send_push reaches customers/,
		],
		[
			'a status to write back',
			{ action: { type: 'update_status', status: 'completed' } },
			/^action\.type: update_status is possible for Order and Shipment, not Alert/,
		],
		['a trigger of orders', { triggerId: 'order_paid' }, /"order_paid" is no trigger of Alert/],
	])('refuses %s', async (_what, more, error) => {
		expect(await configure({ ...MAIL, ...more })).toMatchObject({
			status: 400,
			error: expect.stringMatching(error),
		});
		expect(api.n8n.workflows.size).toBe(0);
	});

	it('refuses a dry run of it: alerts are no stored events', async () => {
		const { guid } = (await configure(MAIL)).data;
		for (const asked of [{ workflow: guid }, { entityType: 'Alert', triggerId: 'store_silent' }]) {
			expect(await api.ask('POST', '/api/workflows/dry-run', asked)).toMatchObject({
				status: 400,
				error: expect.stringMatching(/an alert is none/),
			});
		}
	});
});
