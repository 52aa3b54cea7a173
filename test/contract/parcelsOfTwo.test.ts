import { randomUUID } from 'node:crypto';
import type { TriggerCode } from '../../engine/events/catalog.ts';
import type { ObservationOf } from '../../engine/events/observation.ts';
import { loadItems } from '../../engine/deliveries/loadItems.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import { orderTimelines } from '../../engine/history/orderTimeline.ts';
import { listParcels } from '../../engine/parcels/listParcels.ts';
import { matchByHand } from '../../engine/parcels/matchByHand.ts';
import { matchParcel } from '../../engine/parcels/matchParcel.ts';
import { orderReference } from '../../engine/parcels/orderKey.ts';
import { shopsJsonOf } from '../../engine/parcels/shops.ts';
import { toldParcelOf } from '../../engine/parcels/toldParcel.ts';
import { trackedOrder } from '../../engine/tracking/trackedOrder.ts';
import { brandJsonOf } from '../../engine/brand/brand.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	INTEGRATION,
	saveIntegration,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

type OrderFields = Partial<ObservationOf<'Order'>['entity']>;
type ShipmentFields = Partial<ObservationOf<'Shipment'>['entity']>;

const other = (more: Partial<Integration>): Integration => ({
	...INTEGRATION,
	guid: randomUUID(),
	workflowId: randomUUID(),
	...more,
});
const SHOP = INTEGRATION;
const TRACKER = other({
	name: 'Tracker',
	provider: 'sendcloud',
	storeUrl: 'https://panel.sendcloud.sc/1',
});
const NUMBER = 'JD0146000012345';
const EVERY: readonly TriggerCode[] = [
	'shipment_created',
	'shipment_in_transit',
	'shipment_out_for_delivery',
	'shipment_delivered',
	'shipment_exception',
	'shipment_cancelled',
	'shipment_status_changed',
];

eachDialect('a parcel that a shop and a carrier tell', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		for (const integration of [SHOP, TRACKER]) {
			await saveIntegration(state, integration, clock.now() - 1);
		}
	});

	const store = async (
		integration: Integration,
		observation: ObservationOf<'Order'> | ObservationOf<'Shipment'>,
	) => {
		const message = { receiptKey: randomUUID(), occurredAt: null, payload: null };
		await storeMessage(inbox, integration, message, [observation], new Date(clock.now()));
	};
	const place = async (more: OrderFields = {}, integration = SHOP, id = '77') => {
		clock.advance(1_000);
		const changedAt = new Date(clock.now()).toISOString();
		await store(integration, {
			...({ entityType: 'Order', kind: 'upsert', clock: 'record', topicCodes: [] } as const),
			...{ id, changedAt, entity: { id, number: '#1001', createdAt: changedAt, ...more } },
		});
	};
	const tell = async (integration: Integration, entity: ShipmentFields, id = 's') => {
		clock.advance(1_000);
		const changedAt = new Date(clock.now()).toISOString();
		const told = integration.provider === 'sendcloud' ? { orderNumber: '1001' } : { orderId: '77' };
		await store(integration, {
			...({ entityType: 'Shipment', kind: 'upsert', clock: 'status' } as const),
			...{ id, changedAt, topicCodes: ['shipment_created'] },
			entity: { id, trackingNumber: NUMBER, ...told, ...entity },
		});
	};
	const listen = async (...stores: Integration[]) =>
		await subscribe(state, clock, {
			entityType: 'Shipment',
			codes: EVERY,
			integrations: stores.length === 0 ? null : stores.map(({ guid }) => guid),
		});
	/** What a trigger was started with, each as "store code". */
	const heard = async (trigger: { readonly id: string; readonly codes: readonly string[] }) => {
		const items = await itemsOf(trigger);
		return items.map(({ event, integration }) => {
			const wanted = event.codes.filter((code) => trigger.codes.includes(code));
			return `${integration.name}: ${wanted.join(', ')}`;
		});
	};
	const itemsOf = async (trigger: { readonly id: string; readonly codes: readonly string[] }) => {
		const rows = await state.db
			.selectFrom('delivery')
			.select('eventId')
			.where('subscriptionId', '=', trigger.id)
			.orderBy('seq')
			.execute();
		if (rows.length === 0) return [];
		const deliveries = rows.map(({ eventId }) => ({ eventId, attempt: 1 }));
		const given = { codes: trigger.codes, includeRaw: false };
		return (await loadItems(state, given, deliveries as never)) as unknown as Array<{
			event: { codes: string[] };
			integration: { name: string; guid: string };
			shipment: Record<string, unknown>;
			customer: Record<string, unknown> | null;
		}>;
	};
	const CHANGED = 'shipment_status_changed';

	it('fires nothing twice: on its way by the shop, then by the carrier, arrived by both', async () => {
		const all = await listen();
		await place();
		await tell(SHOP, { status: 'in_transit' });
		await tell(TRACKER, { status: 'in_transit' });
		await tell(TRACKER, { status: 'delivered' });
		await tell(SHOP, { status: 'delivered' });
		expect(await heard(all)).toEqual([
			'Test Shop: shipment_in_transit, shipment_created',
			`Tracker: shipment_delivered, ${CHANGED}`,
		]);
	});

	it('fires nothing for a late "on its way" of the shop, and keeps that word', async () => {
		const all = await listen();
		await place();
		await tell(TRACKER, { status: 'delivered' });
		await tell(SHOP, { status: 'shipped' });
		await tell(SHOP, { status: 'in_transit' });
		expect(await heard(all)).toEqual(['Tracker: shipment_delivered, shipment_created']);
		const { entityJson } = await state.db
			.selectFrom('snapshot')
			.select('entityJson')
			.where((eb) => eb.and({ integrationGuid: SHOP.guid, entityType: 'Shipment' }))
			.executeTakeFirstOrThrow();
		expect(JSON.parse(entityJson)).toMatchObject({ status: 'in_transit' });
	});

	it('arrives once also where the shop says so first', async () => {
		const all = await listen();
		await place();
		await tell(TRACKER, { status: 'in_transit' });
		await tell(SHOP, { status: 'delivered' });
		await tell(TRACKER, { status: 'delivered' });
		expect(await heard(all)).toEqual([
			'Tracker: shipment_in_transit, shipment_created',
			`Test Shop: shipment_delivered, ${CHANGED}`,
		]);
	});

	it('is heard by triggers for the shop alone, and for the carrier alone, once each', async () => {
		const [ofShop, ofTracker] = [await listen(SHOP), await listen(TRACKER)];
		await place();
		await tell(SHOP, { status: 'in_transit' });
		await tell(TRACKER, { status: 'in_transit' });
		await tell(SHOP, { status: 'delivered' });
		await tell(TRACKER, { status: 'delivered' });
		expect(await heard(ofShop)).toEqual([
			'Test Shop: shipment_in_transit, shipment_created',
			`Test Shop: shipment_delivered, ${CHANGED}`,
		]);
		expect(await heard(ofTracker)).toEqual([
			'Tracker: shipment_in_transit, shipment_created',
			`Test Shop: shipment_delivered, ${CHANGED}`,
		]);
	});

	it('fires once where both tell at the same moment', async () => {
		const all = await listen();
		await place();
		await tell(SHOP, { status: 'shipped' });
		await tell(TRACKER, { status: 'label_created' });
		await Promise.all([
			tell(SHOP, { status: 'delivered' }),
			tell(TRACKER, { status: 'delivered' }),
		]);
		const arrived = (await heard(all)).filter((text) => text.includes('shipment_delivered'));
		expect(arrived).toHaveLength(1);
	});

	it('is two parcels where the numbers differ', async () => {
		const all = await listen();
		await place();
		await tell(SHOP, { status: 'in_transit', trackingNumber: 'JD02' });
		await tell(TRACKER, { status: 'in_transit' });
		expect(await heard(all)).toHaveLength(2);
	});

	it('fires as before where no order is known', async () => {
		const all = await listen();
		const ofShop = await listen(SHOP);
		await tell(TRACKER, { status: 'in_transit' });
		expect(await heard(all)).toEqual(['Tracker: shipment_in_transit, shipment_created']);
		expect(await heard(ofShop)).toEqual([]);
	});

	it('tells what its order says: customer, number, lines, total, currency, language and shop', async () => {
		const all = await listen();
		const customer = { id: '5', email: 'ada@example.com', firstName: 'Ada' };
		const shippingAddress = { postalCode: '10115', city: 'Berlin', country: 'DE' };
		const lineItems = [{ id: '1', sku: 'lamp', name: 'Lamp', quantity: 2, price: 42.35 }];
		const told = { total: 84.7, currency: 'EUR', language: 'de', lineItems };
		await place({ ...told, customer, shippingAddress });
		await tell(TRACKER, {
			status: 'in_transit',
			customer: { firstName: 'A.', lastName: 'Lovelace', email: 'label@example.com' },
		});
		const [item] = await itemsOf(all);
		expect(item).toMatchObject({
			customer: { id: '5', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
			shipment: {
				orderNumber: '#1001',
				shippingAddress,
				order: {
					...{ id: '77', number: '#1001', ...told },
					integration: { guid: SHOP.guid, name: SHOP.name },
				},
			},
		});
	});

	it('keeps the order that our reference names for whatever acts on its event, where two shops have that number', async () => {
		const twin = other({ name: 'Twin', storeUrl: 'https://twin.example.com' });
		await saveIntegration(state, twin, clock.now() - 1);
		const all = await listen();
		await place();
		await place({}, twin);
		const reference = orderReference({ integrationGuid: twin.guid, orderId: '77' });
		await tell(TRACKER, { status: 'in_transit', orderNumber: reference });
		const [item] = await itemsOf(all);
		expect(item).toMatchObject({ shipment: { orderNumber: '#1001' } });
		const { shipment } = item as { shipment: unknown };
		const parcel = toldParcelOf(TRACKER.space, TRACKER.guid, shipment)!;
		expect(await matchParcel(state.db, parcel, clock.now())).toMatchObject({
			...{ kind: 'matched', orderId: '77', store: { guid: twin.guid } },
		});
	});

	it('two shops with the same order ids and numbers in one space, one tracker each: nothing crosses', async () => {
		const twin = other({ name: 'Twin', storeUrl: 'https://twin.example.com' });
		const storeUrl = 'https://panel.sendcloud.sc/2';
		const ofTwin = other({ provider: 'sendcloud', name: 'Tracker of Twin', storeUrl });
		await saveIntegration(state, twin, clock.now() - 1);
		await saveIntegration(
			state,
			{ ...ofTwin, shopsJson: shopsJsonOf([twin.guid]) },
			clock.now() - 1,
		);
		await saveIntegration(
			state,
			{ ...TRACKER, shopsJson: shopsJsonOf([SHOP.guid]) },
			clock.now() - 1,
		);
		const [all, bound] = [await listen(), await listen(twin)];
		await place({ customer: { email: 'ana@example.com' } });
		await place({ customer: { email: 'bob@example.com' } }, twin);
		await tell(TRACKER, { status: 'delivered' });
		await tell(ofTwin, { status: 'delivered', trackingNumber: `${NUMBER}9` });
		expect(await itemsOf(all)).toMatchObject([
			{
				customer: { email: 'ana@example.com' },
				shipment: { order: { integration: { guid: SHOP.guid } } },
			},
			{
				customer: { email: 'bob@example.com' },
				shipment: { order: { integration: { guid: twin.guid } } },
			},
		]);
		expect(await heard(bound)).toEqual([expect.stringContaining('Tracker of Twin: ')]);
	});

	it('starts a workflow by a condition on its order', async () => {
		const conditions = { 'order.total': { gt: 50 } };
		const codes = EVERY;
		const given = { entityType: 'Shipment', codes, integrations: [SHOP.guid], conditions } as const;
		const dear = await subscribe(state, clock, given);
		await place({ total: 84.7 });
		await tell(TRACKER, { status: 'in_transit' });
		expect(await heard(dear)).toHaveLength(1);
	});

	it('is told to the shop’s triggers when its order comes later, with what that says', async () => {
		const [all, ofShop] = [await listen(), await listen(SHOP)];
		await tell(TRACKER, { status: 'in_transit' });
		await place({ customer: { email: 'ada@example.com' } });
		expect(await heard(all)).toHaveLength(1);
		expect(await heard(ofShop)).toEqual(['Tracker: shipment_in_transit, shipment_created']);
		expect((await itemsOf(ofShop))[0]).toMatchObject({ customer: { email: 'ada@example.com' } });
	});

	it('finds its order by the tracking number alone, whichever comes first', async () => {
		await place();
		await tell(SHOP, { status: 'shipped' });
		const all = await listen();
		await tell(TRACKER, { status: 'in_transit', orderNumber: null });
		await tell(
			TRACKER,
			{ status: 'shipped', orderNumber: null, trackingNumber: 'RR99999999' },
			't',
		);
		await tell(SHOP, { status: 'in_transit', trackingNumber: 'rr 9999 9999' }, 't');
		const items = await itemsOf(all);
		expect(items.map(({ event, shipment }) => [event.codes[0], shipment.orderNumber])).toEqual([
			['shipment_in_transit', '#1001'],
			['shipment_created', '#1001'],
			['shipment_in_transit', '#1001'],
		]);
	});

	it('belongs to no order where two shops have its number', async () => {
		const second = other({ name: 'Second', storeUrl: 'https://second.example.com' });
		await saveIntegration(state, second, clock.now() - 1);
		await place();
		await place({ number: '#2' }, second);
		await tell(SHOP, { status: 'shipped' });
		await tell(second, { status: 'shipped' });
		await tell(TRACKER, { status: 'in_transit', orderNumber: null });
		const row = await state.db.selectFrom('toldParcel').selectAll().executeTakeFirstOrThrow();
		expect(row).toMatchObject({ orderGuid: null, reason: 'order_not_named' });
	});

	it('is shown once on the page of its order, as the carrier says', async () => {
		await place({ customer: { id: '5', email: 'ada@example.com' } });
		await tell(SHOP, { status: 'shipped' });
		await tell(TRACKER, { status: 'attempted' });
		await tell(SHOP, { status: 'out_for_delivery' });
		await tell(TRACKER, { status: 'in_transit', trackingNumber: 'RR02' }, 'second');
		await state.db
			.updateTable('integration')
			.set({ brandJson: brandJsonOf({ trackingPage: 'https://shop.example.com/api/track' }) })
			.where('guid', '=', SHOP.guid)
			.execute();
		const page = await trackedOrder(state, 'default', {
			integrationGuid: SHOP.guid,
			orderId: '77',
		});
		expect(page!.parcels.map(({ shipment }) => shipment)).toMatchObject([
			{ trackingNumber: 'RR02', status: 'in_transit' },
			{ trackingNumber: NUMBER, status: 'attempted' },
		]);
	});

	describe('by hand', () => {
		const idOf = async (matched: 'none' | 'found' | 'by_hand') => {
			const { rows } = await listParcels(state, 'default', { matched }, { limit: 10, after: null });
			return rows.map(({ id }) => id);
		};
		const say = async (id: string, number: string | null) =>
			await matchByHand(
				inbox,
				'default',
				id,
				number === null ? null : { shop: SHOP, order: { number } },
			);

		it('belongs to the order that a person names, whatever it names itself, from then on', async () => {
			const ofShop = await listen(SHOP);
			await place({ customer: { email: 'ada@example.com' } });
			await tell(TRACKER, { status: 'label_created', orderNumber: '4711' });
			const [id] = await idOf('none');
			expect(await say(id!, '#9')).toEqual({ kind: 'order_unknown' });
			expect(await say(id!, '01001')).toEqual({ kind: 'done' });
			expect(await heard(ofShop)).toEqual([]);
			await tell(TRACKER, { status: 'in_transit', orderNumber: '4712' });
			expect(await itemsOf(ofShop)).toMatchObject([
				{ customer: { email: 'ada@example.com' }, shipment: { order: { id: '77' } } },
			]);
			expect([await idOf('none'), await idOf('by_hand')]).toEqual([[], [id]]);
		});

		it('belongs to none once that is taken back, also where its number is the order’s', async () => {
			const ofShop = await listen(SHOP);
			await place();
			await tell(TRACKER, { status: 'label_created' });
			const [id] = await idOf('found');
			expect(await say(id!, null)).toEqual({ kind: 'done' });
			await tell(TRACKER, { status: 'in_transit' });
			await place({ note: 'told once more' });
			expect(await heard(ofShop)).toEqual(['Tracker: shipment_created']);
			expect(await state.db.selectFrom('parcel').selectAll().execute()).toEqual([]);
			expect(await say(id!, '1001')).toEqual({ kind: 'done' });
			await tell(TRACKER, { status: 'delivered' });
			expect((await heard(ofShop)).at(-1)).toContain('shipment_delivered');
		});

		it('belongs to no order of another space, and is not found from there', async () => {
			await place();
			await tell(TRACKER, { status: 'label_created' });
			const [id] = await idOf('found');
			expect(await matchByHand(inbox, 'other', id!, null)).toEqual({ kind: 'parcel_unknown' });
		});
	});

	it('is looked for in the shops alone that its carrier works for', async () => {
		const second = other({ name: 'Second', storeUrl: 'https://second.example.com' });
		await saveIntegration(state, second, clock.now() - 1);
		await place();
		await place({}, second);
		await state.db
			.updateTable('integration')
			.set({ shopsJson: JSON.stringify([second.guid]) })
			.where('guid', '=', TRACKER.guid)
			.execute();
		await tell(TRACKER, { status: 'in_transit' });
		const row = await state.db.selectFrom('toldParcel').selectAll().executeTakeFirstOrThrow();
		expect(row).toMatchObject({ orderGuid: second.guid, orderId: '77' });
	});

	it('keeps nothing of a customer who is forgotten, or of a shop that is removed', async () => {
		const all = await listen();
		await place({ customer: { id: '5', email: 'ada@example.com' } });
		await tell(TRACKER, { status: 'in_transit' });
		await forgetCustomer(state, SHOP.guid, { customerId: '5', email: null }, clock.now());
		expect(JSON.stringify(await itemsOf(all))).not.toContain('ada@example.com');
		await removeIntegration(state, SHOP.guid, clock.now());
		expect(await state.db.selectFrom('parcel').selectAll().execute()).toEqual([]);
		expect(await state.db.selectFrom('toldParcel').selectAll().execute()).toMatchObject([
			{ orderGuid: null, orderId: null, reason: 'order_unknown' },
		]);
		await removeIntegration(state, TRACKER.guid, clock.now());
		expect(await state.db.selectFrom('toldParcel').selectAll().execute()).toEqual([]);
	});

	it('is in all that happened to its order, as the carrier tells it too, and in that of no other order', async () => {
		await place();
		await place({ number: '#1002' }, SHOP, '78');
		await tell(SHOP, { status: 'shipped' });
		await tell(TRACKER, { status: 'in_transit' });
		await tell(TRACKER, { status: 'delivered' });
		await tell(
			TRACKER,
			{ status: 'in_transit', orderNumber: '1002', trackingNumber: 'OTHER7654' },
			'o',
		);
		const told = async (number: string) =>
			(await orderTimelines(state, 'default', number)).map(({ entries }) =>
				entries.flatMap((entry) =>
					entry.kind === 'event' && entry.event.integrationGuid === TRACKER.guid
						? [(JSON.parse(entry.event.entityJson) as { status: string }).status]
						: [],
				),
			);
		expect(await told('1001')).toEqual([['in_transit', 'delivered']]);
		expect(await told('1002')).toEqual([['in_transit']]);
	});
});
