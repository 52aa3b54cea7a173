import { providerOf } from '../../../../engine/providers/providers.ts';
import type { StoreMessage } from '../../../../engine/providers/provider.ts';

const shipStation = providerOf('shipstation')!;
const SENT_AT = '2026-09-03T16:20:00Z';
const parsed = (body: unknown, sentAt = SENT_AT) =>
	shipStation.parse({
		headers: { 'x-shipengine-timestamp': sentAt },
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		receivedAt: new Date(),
	});
const naming = (type: string, place: string) => ({
	resource_url: `https://api.shipstation.com/v2/${place}`,
	resource_type: type,
});
/** As UPS's delivery was captured, with other numbers. */
const DELIVERED = {
	...naming('TRACK_EVENT_V2', 'labels/se-974696123/track'),
	data: {
		tracking_number: '1Z00000000000000791',
		status_code: 'DE',
		status_detail_code: null,
		carrier_code: 'ups',
		status_description: 'Delivered',
		carrier_status_description: 'Delivered',
		ship_date: '2026-09-01T20:34:00Z',
		estimated_delivery_date: '2026-09-03T00:00:00',
		actual_delivery_date: '2026-09-03T16:18:41Z',
		exception_description: null,
		events: [
			{ occurred_at: '2026-09-03T13:50:54Z', carrier_occurred_at: '2026-09-03T09:50:54Z' },
			{ occurred_at: '2026-09-03T16:18:41Z', carrier_occurred_at: '2026-09-03T12:18:41Z' },
			{ occurred_at: '2026-09-03T12:28:50' },
		],
	},
};
const observed = (body: unknown) =>
	shipStation.normalise(parsed(body) as StoreMessage & { kind: 'message' });

describe('what a carrier says', () => {
	it('is told by the message itself, with the newest time of all its scans', () => {
		expect(parsed(DELIVERED)).toMatchObject({
			kind: 'message',
			topic: 'TRACK_EVENT_V2',
			occurredAt: '2026-09-03T16:18:41.000Z',
		});
		expect(observed(DELIVERED)).toEqual([
			{
				entityType: 'Shipment',
				id: 'label:se-974696123',
				kind: 'upsert',
				changedAt: '2026-09-03T16:18:41.000Z',
				clock: 'status',
				topicCodes: [],
				onlyIfKnown: true,
				entity: {
					id: 'label:se-974696123',
					status: 'delivered',
					nativeStatus: 'Delivered',
					message: 'Delivered',
					shippedAt: '2026-09-01T20:34:00.000Z',
					estimatedDeliveryAt: '2026-09-03T00:00:00.000Z',
					deliveredAt: '2026-09-03T16:18:41.000Z',
				},
			},
		]);
	});

	it('is known by its content: a repetition is one, another scan is none', () => {
		const later = structuredClone(DELIVERED);
		later.data.events.push({ occurred_at: '2026-09-03T17:00:00Z' });
		const keys = [DELIVERED, DELIVERED, later].map(
			(body) => (parsed(body) as { receiptKey: string }).receiptKey,
		);
		expect(keys[0]).toBe(keys[1]);
		expect(keys[2]).not.toBe(keys[0]);
	});

	it('tells no moment of delivery where the time has no zone, and none before the delivery', () => {
		const { data } = DELIVERED;
		const unzoned = {
			...DELIVERED,
			data: { ...data, actual_delivery_date: '2026-09-03T16:18:41' },
		};
		expect(observed(unzoned)[0]!.entity).not.toHaveProperty('deliveredAt', expect.any(String));
		const underway = { ...DELIVERED, data: { ...data, status_code: 'IT' } };
		expect(observed(underway)[0]!.entity).not.toHaveProperty('deliveredAt');
	});

	it('takes the days from the scans where FedEx tells them without a zone', () => {
		const scan = (code: string, at: string) => ({ status_code: code, occurred_at: at });
		const body = {
			...DELIVERED,
			data: {
				...DELIVERED.data,
				ship_date: '2026-08-12T17:00:00',
				actual_delivery_date: '2026-08-20T02:00:00',
				events: [
					scan('DE', '2026-08-19T21:45:00Z'),
					scan('DE', '2026-08-19T21:44:00Z'),
					scan('IT', '2026-08-15T02:16:00Z'),
					scan('IT', '2026-08-14T04:09:07Z'),
					scan('AC', '2026-08-13T19:05:00Z'),
				],
			},
		};
		expect(observed(body)[0]!.entity).toMatchObject({
			shippedAt: '2026-08-14T04:09:07.000Z',
			deliveredAt: '2026-08-19T21:44:00.000Z',
		});
	});

	it('of a number without a label only names the number', () => {
		const body = {
			...DELIVERED,
			...naming('TRACK_EVENT_V2', 'tracking?carrier_code=ups&tracking_number=1Z791'),
		};
		expect(parsed(body)).toMatchObject({ kind: 'pointer', id: 'tracking?tracking_number=1Z791' });
	});

	it.each([undefined, null, '', 'https://evil.example/v2/labels/se-1/track'])(
		'with the address %j names the number that it is about',
		(resource_url) => {
			expect(parsed({ ...DELIVERED, resource_url })).toMatchObject({
				kind: 'pointer',
				id: 'tracking?tracking_number=1Z00000000000000791',
			});
		},
	);

	it('is read as well where an account of ShipEngine calls it otherwise', () => {
		const body = { ...DELIVERED, resource_type: 'API_TRACK' };
		expect(parsed(body)).toMatchObject({ kind: 'message', topic: 'API_TRACK' });
		expect(observed(body)).toEqual(observed(DELIVERED));
	});

	it.each([
		['without data', { ...DELIVERED, data: undefined }],
		['without a status', { ...DELIVERED, data: { ...DELIVERED.data, status_code: undefined } }],
	])('is of no use %s', (_how, body) => {
		expect(parsed(body)).toMatchObject({ kind: 'useless' });
	});
});

describe('a message that names labels or numbers from elsewhere', () => {
	it.each([
		['LABEL_CREATED_V2', 'labels?batch_id=se-64616278', 'labels?batch_id=se-64616278'],
		['LABEL_CREATED_V2', 'labels/se-184976210', 'label:se-184976210'],
		[
			'FULFILLMENT_SHIPPED_V2',
			'fulfillments?fulfillment_id=se-1&shipment_id=se-2',
			'fulfillments?fulfillment_id=se-1&shipment_id=se-2',
		],
		['FULFILLMENT_CANCELED_V2', 'fulfillments/se-1', 'fulfillment:se-1'],
		[
			'FULFILLMENT_UPDATED_V2',
			'fulfillments?fulfillment_id=se-1&page=9',
			'fulfillments?fulfillment_id=se-1',
		],
		[
			'FULFILLMENT_CREATED_V2',
			'fulfillments?shipment_number=100044',
			'fulfillments?shipment_number=100044',
		],
	])('%s %s', (type, place, id) => {
		expect(parsed(naming(type, place))).toMatchObject({
			kind: 'pointer',
			topic: type,
			entityType: 'Shipment',
			id,
		});
	});

	it('is another one when the same is named later', () => {
		const body = naming('FULFILLMENT_UPDATED_V2', 'fulfillments/se-1');
		const keyOf = (sentAt: string) => (parsed(body, sentAt) as { receiptKey: string }).receiptKey;
		expect(keyOf(SENT_AT)).toBe(keyOf(SENT_AT));
		expect(keyOf('2026-09-03T16:21:00Z')).not.toBe(keyOf(SENT_AT));
	});

	it.each([
		'https://api.shipstation.com.evil.example/v2/labels/se-1',
		'https://evil.example/v2/labels/se-1',
		'http://api.shipstation.com/v2/labels/se-1',
		'https://api.shipstation.com:8443/v2/labels/se-1',
		'https://user:secret@evil.example/v2/labels/se-1',
		'https://api.shipstation.com/v2/labels/se-1/../../carriers',
		'https://api.shipstation.com/v2/labels/%2e%2e',
		'https://api.shipstation.com/v2/labels',
		'https://api.shipstation.com/v2/labels?batch_id=',
		`https://api.shipstation.com/v2/labels?batch_id=${'9'.repeat(61)}`,
		'https://api.shipstation.com/v2/shipments/se-1',
		'//api.shipstation.com/v2/labels/se-1',
		'',
		7,
		null,
	])('is of no use with an address that is not ShipStation’s own, or names nothing: %s', (url) => {
		const body = { resource_type: 'LABEL_CREATED_V2', resource_url: url };
		expect(parsed(body)).toMatchObject({ kind: 'useless' });
	});

	it.each(['SHIPMENT_CREATED_V2', 'BATCH_PROCESSED_V2', 'FULFILLMENT_REJECTED_V2', 'NEW_V3'])(
		'%s is of no interest',
		(topic) => {
			expect(parsed(naming(topic, 'labels/se-1'))).toEqual({ kind: 'uninteresting', topic });
		},
	);

	it.each(['', '[]', '{}', 'null', '{"resource_type":7}', '{"resource_type":"LABEL_CR'])(
		'is malformed: %s',
		(body) => {
			const { kind } = parsed(body);
			expect(kind).toBe(body === '{"resource_type":7}' ? 'uninteresting' : 'malformed');
		},
	);
});
