import { randomUUID } from 'node:crypto';
import type { ObservationOf } from '../../engine/events/observation.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { type Integration } from '../../engine/inbox/integration.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { deleteExpired } from '../../engine/deliveries/retention.ts';
import { retryWaiting } from '../../engine/parcels/deliverWaiting.ts';
import { matchParcel } from '../../engine/parcels/matchParcel.ts';
import { orderReference } from '../../engine/parcels/orderKey.ts';
import { toldParcelOf, type ToldParcel } from '../../engine/parcels/toldParcel.ts';
import {
	countWaiting,
	forgetWaiting,
	keepWaiting,
	listWaiting,
} from '../../engine/parcels/waitingParcels.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	INTEGRATION,
	saveIntegration,
	subscribe,
	type TestClock,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

const DAY_MS = 24 * 3_600_000;
const other = (more: Partial<Integration>): Integration => ({
	...INTEGRATION,
	guid: randomUUID(),
	workflowId: randomUUID(),
	...more,
});
const CARRIER = other({ name: 'Carrier', storeUrl: 'https://carrier.example.com' });
const SECOND_SHOP = other({ name: 'Second Shop', storeUrl: 'https://second.example.com' });
const WOO_SHOP = other({ provider: 'woocommerce', storeUrl: 'https://woo.example.com' });

eachDialect('a parcel that another system reports', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		for (const integration of [INTEGRATION, CARRIER, SECOND_SHOP, WOO_SHOP]) {
			await saveIntegration(state, integration, clock.now() - 1);
		}
	});

	const order = async (
		integration: Integration,
		id: string,
		more: Partial<ObservationOf<'Order'>['entity']> = {},
	) => {
		clock.advance(1_000);
		const changedAt = new Date(clock.now()).toISOString();
		const entity = { id, createdAt: changedAt, ...more };
		await store(integration, {
			entityType: 'Order',
			id,
			kind: 'upsert',
			entity,
			changedAt,
			clock: 'record',
			topicCodes: [],
		});
	};
	const store = async (
		integration: Integration,
		observation: ObservationOf<'Order'> | ObservationOf<'Shipment'>,
	) => {
		const message = { receiptKey: randomUUID(), occurredAt: null, payload: null };
		const { events } = await storeMessage(
			inbox,
			integration,
			message,
			[observation],
			new Date(clock.now()),
		);
		return events;
	};
	const shipment = async (
		integration: Integration,
		entity: Partial<ObservationOf<'Shipment'>['entity']>,
	) => {
		clock.advance(1_000);
		const [event] = await store(integration, {
			entityType: 'Shipment',
			id: 's',
			kind: 'upsert',
			entity: { id: 's', trackingNumber: 'JD01', ...entity },
			changedAt: new Date(clock.now()).toISOString(),
			clock: 'record',
			topicCodes: ['shipment_created'],
		});
		return event!;
	};
	const told = (integration: Integration, more: Record<string, unknown>): ToldParcel =>
		toldParcelOf('default', integration.guid, { id: 's', trackingNumber: 'JD01', ...more })!;
	const match = async (integration: Integration, more: Record<string, unknown>) =>
		await matchParcel(state.db, told(integration, more), clock.now());

	describe('is added to an order only where it is certain which one', () => {
		it.each(['77', '#77', ' # 0077 ', '７７'])(
			'by the number of the order: %j',
			async (orderNumber) => {
				await order(INTEGRATION, 'a', { number: '#77' });
				expect(await match(CARRIER, { orderNumber })).toMatchObject({
					kind: 'matched',
					orderId: 'a',
					store: { guid: INTEGRATION.guid },
				});
			},
		);

		it('by our own reference, also where two shops have the number', async () => {
			await order(INTEGRATION, '77', { number: '77' });
			await order(SECOND_SHOP, '77', { number: '77' });
			const orderNumber = orderReference({ integrationGuid: SECOND_SHOP.guid, orderId: '77' });
			expect(await match(CARRIER, { orderNumber })).toMatchObject({
				kind: 'matched',
				orderId: '77',
				store: { guid: SECOND_SHOP.guid },
			});
		});

		it('never by a bare id', async () => {
			await order(INTEGRATION, '77', { number: '#1001' });
			expect(await match(CARRIER, { orderId: '77' })).toMatchObject({
				kind: 'none',
				reason: 'order_not_named',
			});
		});

		it('never where the system that reports it has such an order itself, by id or by number', async () => {
			await order(INTEGRATION, '77', { number: '77' });
			await order(SECOND_SHOP, '77', { number: '77' });
			for (const named of [{ orderId: '77' }, { orderNumber: '#77' }]) {
				expect(await match(SECOND_SHOP, named)).toMatchObject({ kind: 'own' });
			}
		});

		it('never where the reporting shop makes its shipments of its own orders, known to us or not', async () => {
			await order(INTEGRATION, '77', { number: '77' });
			expect(await match(WOO_SHOP, { orderId: '77', orderNumber: '77' })).toMatchObject({
				kind: 'own',
			});
		});

		it('never where two orders have the number, in one shop or in two', async () => {
			await order(INTEGRATION, 'a', { number: '77' });
			await order(SECOND_SHOP, 'b', { number: '#77' });
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({
				reason: 'order_ambiguous',
				remark: expect.stringMatching(/"Test Shop".*"Second Shop"|"Second Shop".*"Test Shop"/),
			});
			await removeIntegration(state, SECOND_SHOP.guid, clock.now());
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({ kind: 'matched' });
			await order(INTEGRATION, 'c', { number: '077' });
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({
				reason: 'order_ambiguous',
			});
		});

		it('one shop that is connected twice is one shop', async () => {
			const again = other({ name: 'Again' });
			await saveIntegration(state, again, clock.now());
			await order(INTEGRATION, 'a', { number: '77' });
			await order(again, 'a', { number: '77' });
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({ orderId: 'a' });
			expect(await match(again, { orderNumber: '77' })).toMatchObject({ kind: 'own' });
		});

		it('never where what a shop puts before the number differs', async () => {
			await order(INTEGRATION, 'a', { number: 'DE-77' });
			expect(await match(CARRIER, { orderNumber: 'UK-77' })).toMatchObject({ kind: 'none' });
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({ kind: 'none' });
			expect(await match(CARRIER, { orderNumber: 'de-77' })).toMatchObject({ kind: 'matched' });
		});

		it('never where the postal code, another id of a shop, or the age of the order speaks against it', async () => {
			await order(INTEGRATION, 'a', { number: '77', shippingAddress: { postalCode: '20457' } });
			const reason = async (integration: Integration, more: Record<string, unknown>) =>
				((await match(integration, { orderNumber: '77', ...more })) as { reason?: string }).reason;
			const to = (postalCode: string) => ({ shippingAddress: { postalCode } });
			expect(await reason(CARRIER, to('20 457'))).toBeUndefined();
			expect(await reason(CARRIER, to('20457-1670'))).toBeUndefined();
			expect(await reason(CARRIER, to('20458-1670'))).toBe('order_contradicted');
			expect(await reason(CARRIER, to('10115'))).toBe('order_contradicted');
			await order(SECOND_SHOP, 'b', { number: '78' });
			expect(await reason(SECOND_SHOP, { orderId: 'x' })).toBe('order_contradicted');
			expect(await reason(SECOND_SHOP, { orderId: 'a' })).toBeUndefined();
			clock.advance(181 * DAY_MS);
			expect(await reason(CARRIER, {})).toBe('order_unknown');
		});

		it('not across spaces, and not to a deleted order', async () => {
			const hidden = other({ space: 'hidden', storeUrl: 'https://hidden.example.com' });
			await saveIntegration(state, hidden, clock.now());
			await order(hidden, 'a', { number: '77' });
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({ kind: 'none' });
			const orderNumber = orderReference({ integrationGuid: hidden.guid, orderId: 'a' });
			expect(await match(CARRIER, { orderNumber })).toMatchObject({ kind: 'none' });
			await order(INTEGRATION, 'b', { number: '77' });
			clock.advance(1_000);
			await store(INTEGRATION, {
				entityType: 'Order',
				id: 'b',
				kind: 'delete',
				entity: { id: 'b' },
				changedAt: new Date(clock.now()).toISOString(),
				clock: 'record',
				topicCodes: ['order_deleted'],
			});
			expect(await match(CARRIER, { orderNumber: '77' })).toMatchObject({ kind: 'none' });
		});
	});

	describe('whose order is not known yet waits', () => {
		const wait = async (named: Record<string, unknown>) => {
			const { id: eventId } = await shipment(CARRIER, named);
			const awaiting = { targetGuid: INTEGRATION.guid, workflowId: 'tracking', eventId };
			expect(await keepWaiting(state, told(CARRIER, named), awaiting, clock.now())).toMatchObject({
				kind: 'none',
			});
			return eventId;
		};
		const listed = async () =>
			(await listWaiting(state, 'default', {}, { limit: 10, after: null })).rows;
		const deliveries = async () =>
			await state.db.selectFrom('delivery').select(['eventId', 'subscriptionId']).execute();
		const subscribeTracking = async () =>
			await subscribe(state, clock, {
				entityType: 'Shipment',
				codes: ['shipment_delivered'],
				workflowId: 'tracking',
			});

		it('and is listed and counted once, by whatever number of stores it is waited for', async () => {
			const eventId = await wait({ orderNumber: '#77' });
			const second = { targetGuid: SECOND_SHOP.guid, workflowId: 'x', eventId };
			await keepWaiting(state, told(CARRIER, { orderNumber: '#77' }), second, clock.now());
			const rows = await listed();
			expect(rows.map(({ targetName }) => targetName).toSorted()).toEqual([
				'Second Shop',
				'Test Shop',
			]);
			expect(rows[0]).toMatchObject({
				reporterName: 'Carrier',
				trackingNumber: 'JD01',
				orderNumber: '#77',
				remark: 'No connected store has an order "#77" yet.',
			});
			expect(await countWaiting(state, 'default', clock.now())).toBe(1);
			expect(await countWaiting(state, 'another', clock.now())).toBe(0);
		});

		it.each([
			['by its number', { orderNumber: '#77' }],
			[
				'by our reference',
				{ orderNumber: orderReference({ integrationGuid: INTEGRATION.guid, orderId: 'a' }) },
			],
		])('and is delivered once more when the order comes, %s', async (_, named) => {
			const subscription = await subscribeTracking();
			const eventId = await wait(named);
			const woken: string[] = [];
			inbox = testInbox(state, clock, { wake: (ids) => void woken.push(...ids) });
			await changeOrder(inbox, 'z', { number: '78' });
			expect(await deliveries()).toEqual([]);
			await changeOrder(inbox, 'a', { number: '77' });
			expect(await deliveries()).toEqual([{ eventId, subscriptionId: subscription.id }]);
			expect(woken).toEqual([subscription.id]);
			await changeOrder(inbox, 'a', { number: '77', note: 'again' });
			expect(await deliveries()).toHaveLength(1);
		});

		it('also when the order is stored in silence, because it is older than the connection', async () => {
			await subscribeTracking();
			await wait({ orderNumber: '77' });
			await changeOrder(inbox, 'a', {
				number: '77',
				createdAt: new Date(clock.now() - DAY_MS).toISOString(),
			});
			expect(await deliveries()).toHaveLength(1);
		});

		it('and does not wait where the order comes at that very moment', async () => {
			const { id: eventId } = await shipment(CARRIER, { orderNumber: '77' });
			await changeOrder(inbox, 'a', { number: '77' });
			const awaiting = { targetGuid: INTEGRATION.guid, workflowId: 'tracking', eventId };
			const found = await keepWaiting(
				state,
				told(CARRIER, { orderNumber: '77' }),
				awaiting,
				clock.now(),
			);
			expect(found).toMatchObject({ kind: 'matched', orderId: 'a' });
			expect(await listed()).toEqual([]);
		});

		it('and is found by the next import where the workflow was unpublished when the order came', async () => {
			await wait({ orderNumber: '77' });
			await changeOrder(inbox, 'a', { number: '77' });
			expect(await deliveries()).toEqual([]);
			const subscription = await subscribeTracking();
			expect(await retryWaiting(state, INTEGRATION, clock.now())).toEqual([subscription.id]);
			expect(await deliveries()).toHaveLength(1);
			expect(await retryWaiting(state, INTEGRATION, clock.now())).toEqual([]);
		});

		it('no longer when it is written, was given another number, or the store is removed', async () => {
			await subscribeTracking();
			await wait({ orderNumber: '77' });
			await forgetWaiting(state, told(CARRIER, {}));
			expect(await listed()).toEqual([]);
			await wait({ orderNumber: '77', carrier: 'DHL' });
			await shipment(CARRIER, { orderNumber: '77', trackingNumber: 'JD02' });
			await changeOrder(inbox, 'a', { number: '77' });
			expect([await listed(), await deliveries()]).toEqual([[], []]);
			await wait({ orderNumber: '79' });
			await removeIntegration(state, CARRIER.guid, clock.now());
			expect(await state.db.selectFrom('waitingParcel').selectAll().execute()).toEqual([]);
		});

		it('for 14 days, and is listed for 30', async () => {
			await subscribeTracking();
			await wait({ orderNumber: '77' });
			clock.advance(14 * DAY_MS);
			await changeOrder(inbox, 'a', { number: '77' });
			expect(await deliveries()).toEqual([]);
			expect(await countWaiting(state, 'default', clock.now())).toBe(0);
			await deleteExpired(state, clock.now());
			expect(await listed()).toHaveLength(1);
			clock.advance(16 * DAY_MS + 1);
			await deleteExpired(state, clock.now());
			expect(await listed()).toEqual([]);
		});
	});
});
