import { providerOf } from '../../../../engine/providers/providers.ts';
import { orderIn } from '../../../../engine/providers/orderIn.ts';
import { pathOf } from '../../../../engine/providers/shippo/trackData.ts';

const shippo = providerOf('shippo')!;
const parsed = (body: unknown, apiKey?: string) =>
	shippo.parse(
		{
			headers: {},
			body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
			receivedAt: new Date(),
		},
		apiKey === undefined ? undefined : shippo.credentialsSchema.parse({ apiKey }),
	);
const scan = (status: string, minute: number, more: object = {}) => ({
	object_id: `scan${minute}`,
	object_created: `2026-03-01T13:${minute}:00.000Z`,
	object_updated: `2026-03-01T13:${minute}:00.000Z`,
	status,
	substatus: null,
	status_date: `2026-03-01T12:${minute}:00Z`,
	status_details: `It is ${status}`,
	...more,
});
const update = (data: object = {}, more: object = {}) => ({
	event: 'track_updated',
	test: false,
	data: {
		carrier: 'usps',
		tracking_number: '9205590164917312751089',
		metadata: '#1001',
		transaction: null,
		eta: null,
		tracking_status: scan('TRANSIT', 20),
		tracking_history: [scan('PRE_TRANSIT', 10), scan('TRANSIT', 20)],
		...data,
	},
	...more,
});
const observed = (body: object) => {
	const message = parsed(body);
	if (message.kind !== 'message') throw new Error(`It is no message, but ${message.kind}.`);
	return shippo.normalise(message)[0]!;
};
const keyOf = (body: object) => (parsed(body) as { receiptKey: string }).receiptKey;

describe('a message of Shippo', () => {
	it('tells the parcel, which is named by carrier and number', () => {
		expect(parsed(update())).toMatchObject({
			kind: 'message',
			topic: 'track_updated',
			occurredAt: '2026-03-01T12:20:00.000Z',
		});
		expect(observed(update())).toMatchObject({
			entityType: 'Shipment',
			id: 'usps/9205590164917312751089',
			changedAt: '2026-03-01T13:20:00.000Z',
			entity: { status: 'in_transit', orderNumber: '#1001', carrier: 'USPS' },
		});
	});

	it('only names the parcel where its label was bought at Shippo, and the order is not told', () => {
		expect(parsed(update({ metadata: null, transaction: 'abc' }))).toMatchObject({
			kind: 'pointer',
			entityType: 'Shipment',
			id: 'usps/9205590164917312751089',
		});
		expect(parsed(update({ transaction: 'abc' })).kind).toBe('message');
		expect(parsed(update({ metadata: '' })).kind).toBe('message');
	});

	it('is the same each time that it comes, and another one for another scan, edit, day or parcel', () => {
		const keys = [
			update(),
			update({}, { unknown: 'field' }),
			update({ tracking_status: scan('TRANSIT', 21) }),
			update({ tracking_status: scan('TRANSIT', 20, { object_updated: '2026-03-01T14:00:00Z' }) }),
			update({ eta: '2026-03-04T00:00:00Z' }),
			update({ tracking_number: '1' }),
			update({ carrier: 'ups' }),
			update({ tracking_status: null }),
		].map(keyOf);
		expect(keys[0]).toBe(keys[1]);
		expect(new Set(keys).size).toBe(keys.length - 1);
		expect(keyOf(update({ tracking_number: '1'.repeat(120) }))).toMatch(/^.{1,200}$/);
	});

	it('is another one for another scan also where scans have neither an ID nor a time of Shippo', () => {
		const bare = (status: string, minute: number) => ({
			tracking_status: { status, status_date: `2026-03-01T12:${minute}:00Z` },
			tracking_history: [],
		});
		const keys = [bare('TRANSIT', 20), bare('TRANSIT', 20), bare('DELIVERED', 20)].map((data) =>
			keyOf(update(data)),
		);
		expect(keys[0]).toBe(keys[1]);
		expect(keys[2]).not.toBe(keys[0]);
		expect(observed(update(bare('TRANSIT', 20))).changedAt).toBe('2026-03-01T12:20:00.000Z');
	});

	it.each([
		[{}, ['shipment_in_transit']],
		[{ tracking_history: [scan('TRANSIT', 10), scan('TRANSIT', 20)] }, []],
		[{ tracking_status: scan('DELIVERED', 30) }, ['shipment_delivered']],
		[{ tracking_history: [] }, ['shipment_in_transit']],
		[{ tracking_history: null, tracking_status: scan('ON_THE_MOON', 20) }, []],
		[{ tracking_status: scan('TRANSIT', 20, { status_date: null }) }, []],
		[{ tracking_status: null }, []],
		[{ tracking_history: [scan('TRANSIT', 20), scan('TRANSIT', 15), scan('PRE_TRANSIT', 10)] }, []],
	])('%j says that %j has just happened', (data, codes) => {
		expect(observed(update(data)).topicCodes).toEqual(codes);
	});

	it('tells the days by their scans, in whatever order these stand', () => {
		const tracking_history = [scan('DELIVERED', 30), scan('PRE_TRANSIT', 10), scan('TRANSIT', 20)];
		const { entity } = observed(
			update({
				tracking_history,
				tracking_status: scan('DELIVERED', 30),
				eta: '2026-03-04T00:00:00Z',
			}),
		);
		expect(entity).toMatchObject({
			createdAt: '2026-03-01T13:10:00.000Z',
			shippedAt: '2026-03-01T12:20:00.000Z',
			deliveredAt: '2026-03-01T12:30:00.000Z',
			estimatedDeliveryAt: '2026-03-04T00:00:00.000Z',
			message: 'It is DELIVERED',
		});
	});

	it.each([
		['shippo_live_1', true, 'uninteresting'],
		['shippo_test_1', false, 'uninteresting'],
		['shippo_live_1', false, 'message'],
		['shippo_test_1', true, 'message'],
		['shippo_live_1', undefined, 'message'],
	])('with the token %s, for tests: %s, is %s', (apiKey, test, kind) => {
		expect(parsed(update({}, { test }), apiKey)).toMatchObject({
			kind,
			...(kind === 'uninteresting' && { detail: expect.stringContaining('the token is for') }),
		});
	});

	it.each(['batch_created', 'batch_purchased', 'of_tomorrow'])(
		'of the kind %s is of no interest',
		(event) => {
			expect(parsed({ event, data: {} })).toEqual({ kind: 'uninteresting', topic: event });
		},
	);

	describe('about a label', () => {
		const label = (data: object = {}, event = 'transaction_updated') => ({
			event,
			test: false,
			data: {
				object_id: '915d94940ea54c3a80cbfa328722f5a1',
				object_updated: '2026-03-01T13:00:00Z',
				status: 'SUCCESS',
				tracking_number: '9499907123456123456781',
				tracking_status: 'UNKNOWN',
				metadata: 'Order 1001',
				rate: 'ec9f0d3adc9441449c85d315f0997fd5',
				...data,
			},
		});
		it.each([
			['transaction_created', {}],
			['transaction_updated', { tracking_status: null }],
			['transaction_updated', { tracking_status: 'PRE_TRANSIT' }],
			['transaction_updated', { status: 'REFUNDED', tracking_status: 'TRANSIT' }],
			['transaction_updated', { status: 'REFUNDPENDING' }],
			['transaction_updated', { status: 'OF_TOMORROW' }],
		])('of the kind %s with %j only names it', (event, data) => {
			expect(parsed(label(data, event))).toMatchObject({
				kind: 'pointer',
				topic: event,
				entityType: 'Shipment',
				id: 'transaction:915d94940ea54c3a80cbfa328722f5a1',
			});
		});

		it.each([
			{ tracking_status: 'TRANSIT' },
			{ tracking_status: 'DELIVERED' },
			{ status: 'QUEUED', tracking_number: '' },
			{ status: 'WAITING', tracking_number: null },
		])('with %j says nothing, or nothing that is not said elsewhere', (data) => {
			expect(parsed(label(data))).toMatchObject({
				kind: 'uninteresting',
				detail: expect.any(String),
			});
		});

		it('is another one for another status or time, and the same each time that it comes', () => {
			const keys = [
				label(),
				label({}, 'transaction_created'),
				label({ status: 'REFUNDED' }),
				label({ object_updated: '2026-03-01T14:00:00Z' }),
			].map(keyOf);
			expect(keys[0]).toBe(keys[1]);
			expect(new Set(keys).size).toBe(3);
		});

		it.each([{ object_id: '../webhooks' }, { object_id: null }])('is of no use with %j', (data) => {
			expect(parsed(label(data)).kind).toBe('useless');
		});

		it('is left out where it is one for tests', () => {
			expect(parsed({ ...label(), test: true }, 'shippo_live_1').kind).toBe('uninteresting');
		});
	});

	it.each([
		['', 'malformed'],
		['{"event":', 'malformed'],
		['[]', 'malformed'],
		['{}', 'malformed'],
		[{ event: 'track_updated' }, 'useless'],
		[update({ carrier: '../webhooks' }), 'useless'],
		[update({ carrier: null }), 'useless'],
		[update({ tracking_number: ' ' }), 'useless'],
		[update({ tracking_number: 7 }), 'useless'],
		[update({ tracking_status: 'TRANSIT' }), 'useless'],
	])('%j is none: %s', (body, kind) => {
		expect(parsed(body).kind).toBe(kind);
	});
});

describe('what stands beside a parcel at Shippo', () => {
	const ours = '11111111-1111-5111-8111-111111111111/77';
	it.each([
		[ours, { orderId: ours }],
		['#1001', { orderNumber: '#1001' }],
		['1001', { orderNumber: '1001' }],
		['Order 000123', { orderNumber: '000123' }],
		['order no. SO-1001', { orderNumber: 'SO-1001' }],
		['A gift for Bob', {}],
		['gift', {}],
		['', {}],
		[null, {}],
		[undefined, {}],
	])('names in %j the order %j', (metadata, order) => {
		expect(orderIn(metadata)).toEqual(order);
	});
});

describe('the id of a parcel at Shippo', () => {
	it.each([
		['usps/9205', '/tracks/usps/9205'],
		['dhl_express/12 34/5', '/tracks/dhl_express/12%2034%2F5'],
		['usps/..', null],
		['../webhooks', null],
		['usps', null],
		['usps/', null],
		['/9205', null],
		['', null],
	])('%j is read at %j', (id, path) => {
		expect(pathOf(id)).toBe(path);
	});
});
