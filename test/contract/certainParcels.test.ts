import { randomUUID } from 'node:crypto';
import type { ObservationOf } from '../../engine/events/observation.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { storePage } from '../../engine/inbox/storePage.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { statementsOf } from '../support/statementsOf.ts';
import {
	INTEGRATION,
	saveIntegration,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const DAY_MS = 24 * 3_600_000;
const other = (more: Partial<Integration>): Integration => ({
	...INTEGRATION,
	guid: randomUUID(),
	workflowId: randomUUID(),
	...more,
});
const SHOP = INTEGRATION;
const SECOND = other({ name: 'Second', storeUrl: 'https://second.example.com' });
const TRACKER = other({
	...{ name: 'Tracker', provider: 'sendcloud', storeUrl: 'https://panel.sendcloud.sc/1' },
});
const NUMBER = 'JD0146000012345';

type OrderFields = Partial<ObservationOf<'Order'>['entity']>;
type ShipmentFields = Partial<ObservationOf<'Shipment'>['entity']>;

eachDialect('the order of a carrier’s parcel', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		for (const integration of [SHOP, SECOND, TRACKER]) {
			await saveIntegration(state, integration, clock.now() - 1);
		}
	});

	const daysAgo = (days: number) => new Date(clock.now() - days * DAY_MS).toISOString();
	const store = async (
		integration: Integration,
		observation: ObservationOf<'Order'> | ObservationOf<'Shipment'>,
	) => {
		const message = { receiptKey: randomUUID(), occurredAt: null, payload: null };
		await storeMessage(inbox, integration, message, [observation], new Date(clock.now()));
	};
	const orderOf = (id: string, more: OrderFields): ObservationOf<'Order'> => {
		const changedAt = new Date(clock.now()).toISOString();
		return {
			...({ entityType: 'Order', kind: 'upsert', clock: 'record', topicCodes: [] } as const),
			...{ id, changedAt, entity: { id, number: '#1001', createdAt: changedAt, ...more } },
		};
	};
	const place = async (more: OrderFields = {}, integration = SHOP, id = '77') => {
		clock.advance(1_000);
		await store(integration, orderOf(id, more));
	};
	const tell = async (integration: Integration, entity: ShipmentFields, id = 's') => {
		clock.advance(1_000);
		const changedAt = new Date(clock.now()).toISOString();
		await store(integration, {
			...({ entityType: 'Shipment', kind: 'upsert', clock: 'status' } as const),
			...{ id, changedAt, topicCodes: ['shipment_created'] },
			entity: { id, trackingNumber: NUMBER, ...entity },
		});
	};
	const parcel = async (shipmentId = 's') =>
		await state.db
			.selectFrom('toldParcel')
			.selectAll()
			.where('shipmentId', '=', shipmentId)
			.executeTakeFirstOrThrow();
	const listen = async (...stores: Integration[]) =>
		await subscribe(state, clock, {
			entityType: 'Shipment',
			codes: ['shipment_created', 'shipment_delivered', 'shipment_in_transit'],
			integrations: stores.map(({ guid }) => guid),
		});
	const timesHeard = async ({ id }: { readonly id: string }) =>
		(
			await state.db
				.selectFrom('delivery')
				.select('eventId')
				.where('subscriptionId', '=', id)
				.execute()
		).length;

	describe('by its number', () => {
		it('is never one that was placed after the parcel was made', async () => {
			const delivered = { status: 'delivered', deliveredAt: daysAgo(20) } as const;
			await tell(TRACKER, { orderNumber: '1001', ...delivered });
			await place();
			expect(await parcel()).toMatchObject({ orderGuid: null, reason: 'order_unknown' });
			await tell(TRACKER, { orderNumber: '1001', message: 'Told again', ...delivered });
			expect((await parcel()).remark).toContain('placed after the parcel was made');
		});

		it('may be one that was placed on the day that alone is known of the parcel', async () => {
			await place();
			const shippedAt = `${new Date(clock.now()).toISOString().slice(0, 10)}T00:00:00.000Z`;
			await tell(TRACKER, { orderNumber: '1001', shippedAt });
			expect(await parcel()).toMatchObject({ orderId: '77' });
		});

		it.each([
			['20457-1670', '20457'],
			['204571670', '20457'],
			['DE-20457', '20457'],
			['1067', '01067'],
			['1234 AB', '1234'],
			['sw1a 1aa', 'SW1A'],
		])('is one that goes to the same place, written otherwise: %s and %s', async (one, another) => {
			await place({ shippingAddress: { postalCode: one } as never });
			const shippingAddress = { postalCode: another } as never;
			await tell(TRACKER, { orderNumber: '1001', shippingAddress });
			expect(await parcel()).toMatchObject({ orderId: '77' });
		});

		it.each([
			['20457', '20459'],
			['01067', '10671'],
			['1234 AB', '1234 AC'],
		])('is none that goes elsewhere: %s and %s', async (one, another) => {
			await place({ shippingAddress: { postalCode: one } as never });
			const shippingAddress = { postalCode: another } as never;
			await tell(TRACKER, { orderNumber: '1001', shippingAddress });
			expect(await parcel()).toMatchObject({ reason: 'order_contradicted' });
		});

		it('stays when its label gets a tracking number, though another shop has the number by then', async () => {
			await place();
			await tell(TRACKER, { orderNumber: '1001', trackingNumber: null, status: 'label_created' });
			await place({}, SECOND);
			await tell(TRACKER, { orderNumber: '1001', status: 'in_transit' });
			expect(await parcel()).toMatchObject({ orderGuid: SHOP.guid, orderId: '77' });
		});

		it('is that of one shop where two shops tell theirs at the same moment', async () => {
			const [ofShop, ofSecond] = [await listen(SHOP), await listen(SECOND)];
			const numbers = Array.from({ length: 8 }, (_, index) => `20${index}`);
			for (const number of numbers) {
				await tell(TRACKER, { orderNumber: number, trackingNumber: `JD${number}` }, number);
			}
			await Promise.all(
				numbers.flatMap((number) =>
					[SHOP, SECOND].map(async (shop) => await store(shop, orderOf(number, { number }))),
				),
			);
			expect((await timesHeard(ofShop)) + (await timesHeard(ofSecond))).toBe(numbers.length);
		});
	});

	describe('by its tracking number', () => {
		const told = { orderNumber: null, status: 'in_transit' } as const;

		it('is none of last year, though its shop has changed the shipment since', async () => {
			await place({ createdAt: daysAgo(200) });
			await tell(SHOP, { orderId: '77', status: 'shipped' });
			await tell(TRACKER, told);
			expect(await parcel()).toMatchObject({ orderGuid: null });
		});

		it('is the young one of two where carriers use a number again', async () => {
			await place({ createdAt: daysAgo(200) });
			await place({ number: '#1002' }, SHOP, '78');
			await tell(SHOP, { orderId: '77', status: 'delivered' }, 'old');
			await tell(SHOP, { orderId: '78', status: 'shipped' }, 'new');
			await tell(TRACKER, told);
			expect(await parcel()).toMatchObject({ orderId: '78' });
		});

		it('is none where so many parcels have it that not all are looked at', async () => {
			const days = Array.from({ length: 25 }, (_, index) => (index % 24 === 0 ? 0 : 200));
			for (const [index, age] of days.entries()) {
				await place({ number: `#${index}`, createdAt: daysAgo(age) }, SHOP, `o${index}`);
				await tell(SHOP, { orderId: `o${index}` }, `s${index}`);
			}
			await tell(TRACKER, told, 't');
			expect(await parcel('t')).toMatchObject({ orderGuid: null });
		});
	});

	it('that is older than its shop’s connection starts nothing for what was told before', async () => {
		const ofShop = await listen(SHOP);
		const createdAt = daysAgo(3);
		await tell(TRACKER, { orderNumber: '1001', status: 'in_transit' });
		const cursor = { since: null, page: null, newest: null, completedAt: null };
		const page = [orderOf('77', { createdAt })];
		await storePage(inbox, SHOP, 'Order', page, clock.now(), cursor, true);
		expect(await parcel()).toMatchObject({ orderId: '77' });
		expect(await timesHeard(ofShop)).toBe(0);
		await tell(TRACKER, { orderNumber: '1001', status: 'delivered' });
		expect(await timesHeard(ofShop)).toBe(1);
	});

	it('is known since it was found, whatever is told of the parcel afterwards', async () => {
		await tell(TRACKER, { orderNumber: '1001', status: 'label_created' });
		const since = async () => (await parcel()).since;
		const toldAt = clock.now();
		clock.advance(DAY_MS);
		await tell(TRACKER, { orderNumber: '1001', status: 'pending' });
		expect(await since()).toBe(toldAt);
		await place();
		const foundAt = clock.now();
		expect(await since()).toBe(foundAt);
		clock.advance(40 * DAY_MS);
		await tell(TRACKER, { orderNumber: '1001', status: 'in_transit' });
		expect(await since()).toBe(foundAt);
		await tell(TRACKER, { orderNumber: '9', status: 'in_transit' });
		expect(await since()).toBe(clock.now());
	});

	it('is looked for once for a page of parcels, and not for each that has its order', async () => {
		const cursor = { since: null, page: null, newest: null, completedAt: null };
		const pageOf = (count: number, more: ShipmentFields): Array<ObservationOf<'Shipment'>> =>
			Array.from({ length: count }, (_, index) => ({
				...({ entityType: 'Shipment', kind: 'upsert', clock: 'status', topicCodes: [] } as const),
				...{ id: `s${index}`, changedAt: new Date(clock.now()).toISOString() },
				entity: { id: `s${index}`, orderNumber: '1001', trackingNumber: `JD${index}`, ...more },
			}));
		const countFor = async (count: number, more: ShipmentFields) => {
			clock.advance(1_000);
			const page = pageOf(count, more);
			const statements = await statementsOf(
				async () => await storePage(inbox, TRACKER, 'Shipment', page, clock.now(), cursor, false),
			);
			return statements.length;
		};
		await place();
		await countFor(40, { status: 'label_created' });
		const few = await countFor(4, { status: 'in_transit' });
		expect(await countFor(40, { status: 'out_for_delivery' })).toBe(few);
	});
});
