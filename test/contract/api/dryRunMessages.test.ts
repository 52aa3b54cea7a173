import type { N8nNode, N8nWorkflowDraft } from '../../../n8n/publicApi/n8nApi.ts';
import { createVapidPair } from '../../../engine/messages/push/vapidKeys.ts';
import { saveSubscription } from '../../../engine/messages/push/saveSubscription.ts';
import type { Inbox } from '../../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import type { Schema } from '../../../engine/state/schema.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	REAL_CLOCK as clock,
	testInbox,
} from '../../support/testInbox.ts';
import { startReceiver, type Receiver } from '../../support/webhookReceiver.ts';

/** What is written where something is sent, or about to be. */
const TRACES: Array<keyof Schema> = ['delivery', 'sentAction', 'actionOutcome', 'receiver'];

const ON_ORDERS = { entityType: 'Order', triggerId: 'order_created' };
const PACKAGE = 'n8n-nodes-commerce';

eachDialect('a dry run tells what would have been sent', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let api: ApiInMemory;
	let receiver: Receiver;

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock, { warn: () => {} });
		api = apiInMemory(state);
		await connect(state, clock);
		receiver = await startReceiver();
	});
	afterEach(async () => await receiver.close());

	const order = async (id: string, given: object = {}) =>
		(
			await changeOrder(inbox, id, {
				number: `#${id}`,
				status: 'processing',
				currency: 'EUR',
				total: 84.7,
				customer: {
					id: '7',
					email: `ada-${id}@example.com`,
					firstName: 'Ada',
					lastName: null,
					phone: null,
				},
				...given,
			})
		)[0]!;
	const run = async (body: object) => {
		const { status, data, error } = await api.ask('POST', '/api/workflows/dry-run', body);
		expect([status, error]).toEqual([200, undefined]);
		return data;
	};
	const messagesOf = async (body: object) => (await run(body)).events[0].messages;
	const traces = async () =>
		await Promise.all(
			TRACES.map(async (table) => await state.db.selectFrom(table).selectAll().execute()),
		);
	/** A published workflow that mails. */
	const mailing = async (action: object = { template: 'order_confirmation' }): Promise<string> => {
		const { data, error } = await api.ask('POST', '/api/workflows/configure', {
			...ON_ORDERS,
			name: 'Mail',
			action: { type: 'send_email', ...action },
		});
		expect(error).toBeUndefined();
		return data.guid;
	};
	const edit = (change: (workflow: N8nWorkflowDraft) => Partial<N8nWorkflowDraft>) => {
		const [id] = [...api.n8n.workflows.keys()];
		api.n8n.edit(id!, (workflow) => ({ ...workflow, ...change(workflow) }));
	};
	const editMail = (change: (node: N8nNode) => Partial<N8nNode>) =>
		edit(({ nodes }) => ({
			nodes: nodes.map((node) =>
				node.type.endsWith('SendEmail') ? { ...node, ...change(node) } : node,
			),
		}));

	it('whom a mail of an existing workflow would have gone to, its subject, text and HTML; nothing is sent and nothing is written down', async () => {
		await order('1001', { customer: null });
		const guid = await mailing();
		await order('1002');
		const before = await traces();
		const { events, wouldStart } = await run({ workflow: guid });
		expect(wouldStart).toBe(2);
		expect(events.map(({ messages }: { messages: unknown }) => messages)).toMatchObject([
			[
				{
					action: 'email',
					node: 'Send Email',
					outcome: 'would_send',
					recipient: 'a…@example.com',
					subject: expect.stringContaining('#1002'),
					text: expect.stringContaining('Hello Ada'),
					html: expect.stringMatching(/<html[\s\S]*#1002/),
					said: null,
					unknown: [],
					between: [],
				},
			],
			[{ outcome: 'skipped', said: 'the customer has no e-mail address', subject: null }],
		]);
		expect(await traces()).toEqual(before);
	});

	it('of a described workflow: its mail, its push and its webhook, which is not called', async () => {
		await order('1001');
		const described = async (action: object) => await messagesOf({ ...ON_ORDERS, action });
		const before = await traces();
		expect(
			await described({
				type: 'send_email',
				recipient: ['team@example.com', 'boss@example.org'],
				subject: 'News of {{ order.number }}',
				html: '<p>{{ order.customer.firstName }} & co</p>',
			}),
		).toMatchObject([{ recipient: 't…@example.com, b…@example.org', subject: 'News of #1001' }]);
		expect(
			await described({
				type: 'webhook',
				url: `${receiver.url}/{{ order.id }}`,
				allowPrivateAddresses: true,
			}),
		).toMatchObject([
			{
				action: 'webhook',
				recipient: new URL(receiver.url).host,
				subject: 'POST',
				text: expect.stringContaining('"type":"order.created"'),
			},
		]);
		expect(receiver.posts).toEqual([]);
		const push = { type: 'send_push', title: 'Order {{ order.number }}', body: 'Thanks' };
		expect(await described(push)).toMatchObject([
			{ outcome: 'skipped', recipient: '0 browsers', subject: 'Order #1001', text: 'Thanks' },
		]);
		await saveSubscription(
			state,
			{
				space: 'default',
				endpoint: 'https://fcm.googleapis.com/fcm/send/1',
				p256dh: (await createVapidPair()).publicKey,
				auth: Buffer.alloc(16, 1).toString('base64url'),
				integrationGuid: INTEGRATION.guid,
				customerId: '7',
			},
			clock.now(),
		);
		expect(await described(push)).toMatchObject([
			{ outcome: 'would_send', recipient: '1 browser' },
		]);
		expect(await described({ ...push, recipient: 'everybody' })).toMatchObject([
			{ outcome: 'would_send', recipient: expect.stringContaining('everybody') },
		]);
		expect(await described({ type: 'update_status', status: 'completed' })).toEqual([]);
		expect(await messagesOf(ON_ORDERS)).toEqual([]);
		expect(await traces()).toEqual(before);
	});

	it('what n8n works out when it runs is told as it is written, and never guessed', async () => {
		const guid = await mailing({ subject: 'Hello', html: '<p>Hello</p>' });
		await order('1001');
		const whole = '={{ $json.subject }}';
		editMail(({ parameters }) => ({
			parameters: {
				...parameters,
				subject: '=Order {{ order.number }} of {{ $json.customer.firstName }}',
				recipient: 'addresses',
				addresses: '={{ $env.TEAM }}',
				options: { replyTo: '={{ $json.replyTo }}', locale: '=de-DE' },
			},
		}));
		expect(await messagesOf({ workflow: guid })).toMatchObject([
			{
				outcome: 'would_send',
				recipient: null,
				subject: 'Order #1001 of {{ $json.customer.firstName }}',
				unknown: expect.arrayContaining([
					{ field: 'Addresses', expression: null },
					{ field: 'Reply To', expression: null },
					{ field: 'Subject', expression: '{{ $json.customer.firstName }}' },
				]),
			},
		]);
		editMail(({ parameters }) => ({ parameters: { ...parameters, template: whole } }));
		expect(await messagesOf({ workflow: guid })).toMatchObject([
			{
				outcome: 'unknown',
				subject: null,
				unknown: expect.arrayContaining([{ field: 'Template', expression: '{{ $json.subject }}' }]),
			},
		]);
	});

	it('a customer without an address is skipped as in production, whatever a field that is not used holds', async () => {
		const guid = await mailing({ subject: 'Hello', html: '<p>Hello</p>' });
		await order('1001', { customer: null });
		editMail(({ parameters }) => ({
			parameters: {
				...parameters,
				addresses: '={{ $json.customer.email }}',
				html: '=<p>{{ $json.customer.email }}</p>',
			},
		}));
		expect(await messagesOf({ workflow: guid })).toMatchObject([
			{ outcome: 'skipped', unknown: [{ field: 'HTML' }] },
		]);
	});

	it('names the nodes before a mail that may turn the event away, and no node that is switched off', async () => {
		const guid = await mailing();
		await order('1001');
		const further = (name: string, type: string, more: object = {}): N8nNode => ({
			...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
			...more,
		});
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		edit(({ nodes, connections }) => {
			const [trigger] = Object.keys(connections);
			return {
				nodes: [
					...nodes,
					further('Is large', 'n8n-nodes-base.if'),
					further('Off', `${PACKAGE}.commerceSendEmail`, { disabled: true }),
					further('Keep', `${PACKAGE}.commerceSendPush`, { parameters: { operation: 'save' } }),
					further('Second', `${PACKAGE}.commerceSendEmail`, { typeVersion: 2 }),
					further('Loop back', 'n8n-nodes-base.noOp'),
				],
				connections: {
					[trigger!]: { main: [[...to('Send Email'), ...to('Is large'), ...to('Off')]] },
					'Is large': { main: [to('Second'), to('Keep')] },
					Second: { main: [to('Loop back')] },
					'Loop back': { main: [to('Is large')] },
				},
			};
		});
		const messages = await messagesOf({ workflow: guid });
		expect(
			messages.map(({ node, between }: { node: string; between: string[] }) => [node, between]),
		).toEqual([
			['Send Email', []],
			['Second', ['Is large', 'Loop back']],
		]);
	});

	it('for as many of the newest events as are asked for, or for one of them; of a mail that cannot be written it says why', async () => {
		const first = await order('1001');
		for (const id of ['1002', '1003', '1004']) await order(id);
		const action = { type: 'send_email', subject: '{{ order.number }}', html: '{{ broken' };
		const { events } = await run({ ...ON_ORDERS, messages: 2, action });
		expect(events.map(({ messages }: { messages: unknown[] | null }) => messages?.length)).toEqual([
			1,
			1,
			undefined,
			undefined,
		]);
		expect(events[0].messages[0]).toMatchObject({
			outcome: 'failed',
			said: expect.stringContaining('HTML'),
			subject: null,
		});
		const one = await run({ ...ON_ORDERS, event: first.id, action: { ...action, html: 'Hi' } });
		expect(one).toMatchObject({
			lookedAt: 1,
			events: [{ event: { id: first.id }, messages: [{ subject: '#1001' }] }],
		});
		const refused = async (body: object) => {
			const { status, error } = await api.ask('POST', '/api/workflows/dry-run', body);
			return `${status} ${error}`;
		};
		const ofOtherType = { entityType: 'Shipment', triggerId: 'shipment_delivered' };
		expect((await run({ ...ofOtherType, event: first.id })).events).toMatchObject([
			{ wouldStart: false, reasons: [{ code: 'otherEvent' }], messages: null },
		]);
		await state.db
			.updateTable('event')
			.set({ catchUpId: 'catch-up' })
			.where('id', '=', first.id)
			.execute();
		expect((await run({ ...ON_ORDERS, event: first.id })).events).toMatchObject([
			{ wouldStart: false, reasons: [{ code: 'catchUp' }] },
		]);
		const event = '99999999-9999-4999-8999-999999999999';
		expect(await refused({ ...ON_ORDERS, event })).toBe('404 Event not found');
		expect(await refused({ ...ON_ORDERS, messages: 21 })).toMatch(/^400 messages: /);
		expect(await refused({ workflow: event, action })).toMatch(/^400 action: Name a workflow/);
		expect(await refused({ ...ON_ORDERS, action: { type: 'send_email' } })).toMatch(
			/^400 action\.template: /,
		);
	});
});
