import { createActionWorld } from '../../engine/actions/actionWorld.ts';
import { noteOutcomes } from '../../engine/actions/ledgerActions.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { orderTimelines, type TimelineEntry } from '../../engine/history/orderTimeline.ts';
import { readEvent } from '../../engine/history/readEvent.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { endPause, recordPause } from '../../engine/pauses/pauses.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { newSecret } from '../support/postSigned.ts';
import {
	claim,
	claimant,
	connect,
	genericStore,
	INTEGRATION,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const CUSTOMER = { id: 'c-1', email: 'ana@example.com' };

eachDialect('the timeline of an order', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let mails: Subscription;
	let post: ReturnType<typeof genericStore>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock, { warn: () => {} });
		post = genericStore(inbox, clock);
		await connect(state, clock);
		mails = await subscribe(state, clock, {
			entityType: 'Shipment',
			codes: ['shipment_created'],
			workflowName: 'Mail on shipment',
		});
	});

	const tell = async (type: string, data: Record<string, unknown>) => {
		clock.advance(1_000);
		return (await post(type, data)).events;
	};
	const order = (id: string, given: object = {}) => ({
		id,
		number: `#${id}`,
		status: 'processing',
		customer: CUSTOMER,
		...given,
	});
	const inWords = (entry: TimelineEntry): string => {
		switch (entry.kind) {
			case 'event':
				return `event ${(JSON.parse(entry.event.codesJson) as string[])[0]}`;
			case 'run':
				return `run ${entry.attempt.attempt} of ${entry.workflow.workflowName} ${entry.attempt.outcome}`;
			case 'action':
				return `${entry.action.action} ${entry.action.outcome} to ${entry.action.recipient}`;
			case 'parcel':
				return 'parcel';
			case 'paused':
				return `paused ${entry.workflow.workflowName} until ${entry.until}`;
			case 'refused':
				return `refused ${entry.refused.outcome}`;
			default:
				return `${entry.kind} ${entry.workflow.workflowName}: ${entry.lastError}`;
		}
	};
	const note = async (eventId: string) =>
		await noteOutcomes(
			createActionWorld(inbox, () => {}),
			{
				workflowId: mails.workflowId,
				executionId: '17',
				nodeName: 'Send Email',
				action: 'email',
				outcomes: [
					{
						eventId,
						outcome: 'done',
						recipient: 'a…@example.com',
						what: 'On its way',
						said: '<1>',
					},
				],
			},
		);

	it('has its events, those of its shipments and customer, runs, mails and what waits, and nothing of other orders', async () => {
		await tell('order.created', order('1001'));
		await tell('order.created', order('1002', { customer: { id: 'c-2', email: 'b@x.example' } }));
		const [shipped] = await tell('shipment.created', { id: 's-1', orderId: '1001' });
		await tell('shipment.created', { id: 's-2', orderId: '1002' });
		await tell('customer.created', CUSTOMER);
		const by = claimant();
		const batch = (await claim(state, mails, by, clock.now()))!;
		clock.advance(1_000);
		await note(shipped!.id);
		const failed = { kind: 'failed', error: 'down', node: 'Send Email' } as const;
		await settleBatch(state, batch, failed, [600_000], by, clock.now());

		for (const number of ['#1001', '1001', ' 01001 ']) {
			const [found, ...others] = await orderTimelines(state, 'default', number);
			expect(others).toEqual([]);
			expect(found!.entries.map(inWords)).toEqual([
				'event order_created',
				'event shipment_created',
				'event customer_created',
				'run 1 of Mail on shipment failed',
				'email done to a…@example.com',
				'waiting Mail on shipment: down. It is tried again at 2026-03-01 12:10:06 UTC.',
			]);
		}
		expect(await orderTimelines(state, 'other', '1001')).toEqual([]);
		expect(await orderTimelines(state, 'default', '9999')).toEqual([]);
	});

	it('has the messages that name the order and were refused, and none that may be about another one', async () => {
		await tell('order.created', order('1001'));
		const refuse = async (type: string, data: Record<string, unknown>) => {
			clock.advance(60_000);
			await post(type, data, newSecret());
		};
		await refuse('order.updated', order('1001', { status: 'completed' }));
		// In the same minute, so that this one is what is kept of the bodies.
		await post('order.updated', order('1002'), newSecret());
		await refuse('shipment.created', { id: 's-1', orderId: '1001' });
		// Another order, a product and a customer of the same id, and one in which the id stands somewhere else.
		await refuse('order.updated', order('10010'));
		await refuse('order.updated', order('10011', { note: '1001' }));
		await refuse('product.updated', { id: '1001' });
		await refuse('customer.updated', { id: '1001' });
		await refuse('order.updated', { customer: { id: '1001' }, number: '#7' });
		await inbox.messages.flush();
		const [found] = await orderTimelines(state, 'default', '1001');
		expect(found!.entries.map(inWords)).toEqual([
			'event order_created',
			'refused signature_wrong',
			'refused signature_wrong',
		]);
		const reasons = found!.entries.flatMap((entry) =>
			entry.kind === 'refused' ? [entry.refused.reason] : [],
		);
		// The last one of that minute is about another order.
		expect(reasons).toEqual([
			expect.stringMatching(/^One of 2 in a minute; the last one: /),
			expect.not.stringContaining('One of'),
		]);
		await forgetCustomer(
			state,
			INTEGRATION.guid,
			{ customerId: null, email: CUSTOMER.email },
			clock.now(),
		);
		const [forgotten] = await orderTimelines(state, 'default', '1001');
		expect(forgotten!.entries.map(inWords)).toEqual(['event order_created']);
	});

	it('has the runs that wait at a pause, until they go on', async () => {
		await tell('order.created', order('1001'));
		const [shipped] = await tell('shipment.created', { id: 's-1', orderId: '1001' });
		await note(shipped!.id);
		const until = clock.now() + 3_600_000;
		const pause = {
			...{ executionId: '17', nodeId: 'n', space: 'default', workflowId: mails.workflowId },
			...{ resumeUrl: 'https://n8n.example.com', pausedAt: clock.now() + 1, until },
		};
		await recordPause(state, pause);
		await recordPause(state, { ...pause, executionId: '18' });
		const waits = async () => {
			const [found] = await orderTimelines(state, 'default', '1001');
			return found!.entries.map(inWords).filter((words) => words.startsWith('paused'));
		};
		expect(await waits()).toEqual([`paused Mail on shipment until ${until}`]);
		await endPause(state, pause);
		expect(await waits()).toEqual([]);

		// Of a run that has sent nothing, the delivery tells n8n's id.
		const by = claimant();
		const batch = (await claim(state, mails, by, clock.now()))!;
		await settleBatch(state, batch, { kind: 'done', executionId: '18' }, [], by, clock.now());
		expect(await waits()).toEqual([`paused Mail on shipment until ${until}`]);
	});

	it('forgets with the customer whom mails went to', async () => {
		await tell('order.created', order('1001'));
		const [shipped] = await tell('shipment.created', { id: 's-1', orderId: '1001' });
		await note(shipped!.id);
		expect((await readEvent(state, 'default', shipped!.id))!.actions).toHaveLength(1);
		await forgetCustomer(
			state,
			INTEGRATION.guid,
			{ customerId: null, email: CUSTOMER.email },
			clock.now(),
		);
		expect((await readEvent(state, 'default', shipped!.id))!.actions).toEqual([]);
	});
});
