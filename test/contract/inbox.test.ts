import { lastMatchingEvent } from '../../engine/deliveries/lastMatchingEvent.ts';
import { loadItems } from '../../engine/deliveries/loadItems.ts';
import { disableIntegration, listIntegrations } from '../../engine/inbox/integration.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { TriggerCode } from '../../engine/events/catalog.ts';
import { ENTITY_TYPES } from '../../engine/events/entityType.ts';
import type { Observation } from '../../engine/events/observation.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import { filledEntity } from '../support/filledEntity.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { turnsDuring } from '../support/turnsDuring.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	INTEGRATION,
	saveIntegration,
	subscribe,
	type TestClock,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

eachDialect('the inbox', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
	});

	const deliveries = async () =>
		await state.db
			.selectFrom('delivery')
			.select(['subscriptionId', 'eventId'])
			.orderBy('seq')
			.execute();
	const events = async () => await state.db.selectFrom('event').selectAll().execute();

	it('makes one event of 50 identical messages that come at once', async () => {
		const made = await Promise.all(
			Array.from(
				{ length: 50 },
				async () => await changeOrder(inbox, 'a', {}, { receiptKey: 'the same' }),
			),
		);
		expect(made.flat()).toHaveLength(1);
		expect(await events()).toHaveLength(1);
	});

	it('compares changes of one order one after the other, whichever process takes them', async () => {
		const other = testInbox(await database().open(), clock);
		await changeOrder(inbox, 'a', { status: 'processing' });
		await Promise.all(
			Array.from(
				{ length: 20 },
				async (_, i) =>
					await changeOrder(i % 2 ? inbox : other, 'a', { status: 'completed', note: null }),
			),
		);
		const codes = (await events()).map(({ codesJson }) => JSON.parse(codesJson) as string[]);
		expect(codes.filter((list) => list.includes('order_status_changed'))).toHaveLength(1);
	});

	it('lets a message that comes late undo nothing that the store did later in the same second', async () => {
		const told = (ms: number) => ({ occurredAt: new Date(clock.now() + ms).toISOString() });
		await changeOrder(inbox, 'a', { paymentStatus: 'paid', note: null }, told(400));
		await changeOrder(inbox, 'a', { paymentStatus: 'pending', note: null }, told(100));
		expect(await events()).toHaveLength(1);
		await changeOrder(inbox, 'a', { paymentStatus: 'refunded', note: null }, told(700));
		expect(await events()).toHaveLength(2);
	});

	it('makes a delivery for each subscription that wants the change, and for no other', async () => {
		const wanting = await subscribe(state, clock, { codes: ['order_created'] });
		const also = await subscribe(state, clock, { integrations: [INTEGRATION.guid] });
		await subscribe(state, clock, { codes: ['order_paid'] });
		await subscribe(state, clock, { integrations: ['another store'] });
		await subscribe(state, clock, { space: 'another space' });
		await subscribe(state, clock, { conditions: { total: { gte: 100 } } });
		await changeOrder(inbox, 'a', { total: 99.99 });
		expect((await deliveries()).map(({ subscriptionId }) => subscriptionId).sort()).toEqual(
			[wanting.id, also.id].sort(),
		);
	});

	it('wakes exactly the subscriptions that have something to do', async () => {
		const woken: string[] = [];
		const { id } = await subscribe(state, clock);
		await subscribe(state, clock, { codes: ['order_deleted'] });
		await changeOrder(testInbox(state, clock, { wake: (ids) => woken.push(...ids) }), 'a');
		expect(woken).toEqual([id]);
	});

	it('hears of a subscription that another process has attached', async () => {
		await changeOrder(inbox, 'a');
		const { id } = await subscribe(await database().open(), clock);
		await changeOrder(inbox, 'b');
		expect((await deliveries()).map(({ subscriptionId }) => subscriptionId)).toEqual([id]);
	});

	it('tests conditions on what changed', async () => {
		await subscribe(state, clock, {
			codes: ['order_updated'],
			conditions: { status: { changedTo: 'completed' } },
		});
		await changeOrder(inbox, 'a', { status: 'processing' });
		await changeOrder(inbox, 'a', { status: 'processing' });
		expect(await deliveries()).toHaveLength(0);
		await changeOrder(inbox, 'a', { status: 'completed' });
		expect(await deliveries()).toHaveLength(1);
	});

	it.each(ENTITY_TYPES)(
		'takes SQL in every field of the entity %s for what it is: a text',
		async (entityType) => {
			const hostile = `'); drop table event; --\\'"`;
			const entity = filledEntity(entityType, hostile);
			expect(JSON.stringify(entity).split(JSON.stringify(hostile)).length).toBeGreaterThan(8);
			await subscribe(state, clock, {
				codes: [`${entityType.toLowerCase()}_created` as TriggerCode],
			});
			const told = {
				entityType,
				id: hostile,
				kind: 'upsert',
				entity,
				changedAt: null,
				clock: 'record',
				topicCodes: [`${entityType.toLowerCase()}_created`],
			} as unknown as Observation;
			const message = { receiptKey: hostile, occurredAt: null, payload: entity };
			// Its amounts make no sum, which is a warning.
			const unheard = testInbox(state, clock, { warn: () => {} });
			await storeMessage(unheard, INTEGRATION, message, [told], new Date(clock.now()));
			const [stored] = await events();
			expect(stored?.entityId).toBe(hostile);
			// An event of a shipment tells of its order, too, which is not known here.
			const beside = entityType === 'Shipment' ? { order: null } : {};
			expect(JSON.parse(stored!.entityJson)).toEqual({ ...entity, ...beside });
			expect(await deliveries()).toHaveLength(1);
			const again = await storeMessage(inbox, INTEGRATION, message, [told], new Date(clock.now()));
			expect(again).toEqual({ isRepetition: true, events: [] });
			await forgetCustomer(
				state,
				INTEGRATION.guid,
				{ customerId: hostile, email: hostile },
				clock.now(),
			);
			expect(await state.db.selectFrom('receipt').selectAll().execute()).toHaveLength(1);
		},
	);

	it("fills a shipment's customer, order number and address from its order", async () => {
		const customer = { id: '9', email: null, firstName: 'Ada' };
		await changeOrder(inbox, 'o1', {
			number: '#1001',
			customer,
			shippingAddress: { city: 'Berlin', country: 'DE' },
		});
		const at = new Date(clock.now());
		const message = (entityType: 'Customer' | 'Shipment', id: string, entity: object) =>
			({
				entityType,
				id,
				kind: 'upsert',
				entity: { id, ...entity },
				changedAt: at.toISOString(),
				clock: 'record',
				topicCodes: [],
			}) as const;
		await storeMessage(
			inbox,
			INTEGRATION,
			{ receiptKey: 'c', occurredAt: null, payload: {} },
			[message('Customer', '9', { email: 'ada@example.com' })],
			at,
		);
		const { events: made } = await storeMessage(
			inbox,
			INTEGRATION,
			{ receiptKey: 's', occurredAt: null, payload: {} },
			[message('Shipment', 's1', { orderId: 'o1', status: 'in_transit' })],
			at,
		);
		expect(made[0]?.entity).toMatchObject({
			orderNumber: '#1001',
			shippingAddress: { city: 'Berlin', country: 'DE' },
		});
		expect(made[0]?.customer).toMatchObject({
			id: '9',
			email: 'ada@example.com',
			firstName: 'Ada',
		});
	});

	it("keeps a store's own message only where a subscription asks for it", async () => {
		await subscribe(state, clock);
		await changeOrder(inbox, 'a');
		expect((await events()).map(({ rawJson }) => rawJson)).toEqual([null]);
		const subscription = await subscribe(state, clock, { includeRaw: true });
		await changeOrder(inbox, 'b');
		const batch = await claim(state, subscription, claimant(), clock.now());
		const [item] = await loadItems(state, subscription, batch!.deliveries);
		expect(item).toMatchObject({ raw: { id: 'b' } });
	});

	it('goes on when the state database is a new one and the workflow was published before', async () => {
		const { db } = state;
		await db.deleteFrom('integration').execute();
		expect(await changeOrder(inbox, 'a')).toHaveLength(1);
		expect(await listIntegrations(state, 'default')).toMatchObject([{ guid: INTEGRATION.guid }]);
	});

	it('remembers since when a store is connected, however often it is published', async () => {
		const first = await saveIntegration(state, INTEGRATION, clock.now());
		await disableIntegration(state, INTEGRATION.guid, clock.now());
		clock.advance(1_000);
		const again = await saveIntegration(state, { ...INTEGRATION, name: 'Renamed' }, clock.now());
		expect(again).toMatchObject({
			connectedAt: first.connectedAt,
			name: 'Renamed',
			status: 'active',
		});
	});

	it('gives a test in the editor the last event that matches', async () => {
		await changeOrder(inbox, 'cheap', { total: 1 });
		clock.advance(1);
		const [wanted] = await changeOrder(inbox, 'dear', { total: 500 });
		clock.advance(1);
		await changeOrder(inbox, 'cheap again', { total: 2 });
		const like = {
			space: 'default',
			entityType: 'Order',
			codes: ['order_created'],
			integrations: null,
			conditions: { total: { gte: 100 } },
			includeRaw: false,
			includeOwnUpdates: false,
		} as const;
		expect((await lastMatchingEvent(state, like))?.event).toMatchObject({
			id: wanted?.id,
			isSample: false,
		});
		expect(await lastMatchingEvent(state, { ...like, codes: ['order_paid'] })).toBeNull();
		expect(await lastMatchingEvent(state, { ...like, space: 'another' })).toBeNull();
	});

	it('serves 3,000 subscriptions of one change', async () => {
		const codes = JSON.stringify(['order_created']);
		for (let i = 0; i < 3_000; i += 500) {
			await state.db
				.insertInto('subscription')
				.values(
					Array.from({ length: 500 }, (_, n) => ({
						id: `s${i + n}`,
						space: 'default',
						workflowId: `w${i + n}`,
						workflowName: 'W',
						nodeName: 'N',
						entityType: 'Order',
						codesJson: codes,
						integrationsJson: null,
						conditionsJson: null,
						includeRaw: 0,
						includeOwnUpdates: 0,
						attachedAt: clock.now(),
					})),
				)
				.execute();
		}
		await changeOrder(inbox, 'a');
		expect(await deliveries()).toHaveLength(3_000);
	});

	it('stores a page of 5,000 entities, and lets n8n go on meanwhile', async () => {
		const changedAt = new Date(clock.now()).toISOString();
		const page = Array.from(
			{ length: 5_000 },
			(_, index) =>
				({
					entityType: 'Order',
					id: `many-${index}`,
					kind: 'upsert',
					entity: {
						id: `many-${index}`,
						createdAt: changedAt,
						customer: {
							id: `c${index}`,
							email: null,
							firstName: null,
							lastName: null,
							phone: null,
						},
					},
					changedAt,
					clock: 'record',
					topicCodes: ['order_created'],
				}) as const,
		);
		const turns = await turnsDuring(async () => {
			const message = { receiptKey: 'page', occurredAt: null, payload: {} };
			const { events } = await storeMessage(
				inbox,
				INTEGRATION,
				message,
				page,
				new Date(clock.now()),
			);
			expect(events).toHaveLength(5_000);
		});
		expect(turns).toBeGreaterThan(40);
	}, 60_000);
});
