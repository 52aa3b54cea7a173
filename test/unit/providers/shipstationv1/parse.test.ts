import { createHmac } from 'node:crypto';
import { providerOf } from '../../../../engine/providers/providers.ts';

const shipStation = providerOf('shipstationv1')!;
const RECEIVED_AT = '2026-11-25T09:30:00Z';
const post = (body: unknown, query: { token?: string } = {}, receivedAt = RECEIVED_AT) => ({
	headers: {},
	query,
	body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
	receivedAt: new Date(receivedAt),
});
const parsed = (body: unknown, receivedAt = RECEIVED_AT) =>
	shipStation.parse(post(body, {}, receivedAt));
const naming = (type: string, url: unknown) => ({ resource_type: type, resource_url: url });

describe('a message of ShipStation V1', () => {
	it.each([
		[
			'SHIP_NOTIFY',
			'https://ssapi6.shipstation.com/shipments?storeID=12&batchId=7&includeShipmentItems=False',
			'shipments?storeID=12&batchId=7',
		],
		[
			'ITEM_SHIP_NOTIFY',
			'https://ssapi.shipstation.com/shipments?batchId=7&includeShipmentItems=True',
			'shipments?batchId=7',
		],
		[
			'FULFILLMENT_SHIPPED',
			'https://ssapi.shipstation.com/fulfillments?fulfillmentId=9',
			'fulfillments?fulfillmentId=9',
		],
	])('%s names parcels: %s', (topic, url, id) => {
		const receiptKey = `${topic}:${id}:2026-11-25T09`;
		const pointer = { kind: 'pointer', topic, receiptKey, entityType: 'Shipment', id };
		expect(parsed(naming(topic, url))).toEqual(pointer);
	});

	it('that names the same again is a repetition within the hour, and read once more after it', () => {
		const url = 'https://ssapi.shipstation.com/fulfillments?orderNumber=100044';
		const keyAt = (at: string) =>
			(parsed(naming('FULFILLMENT_SHIPPED', url), at) as { receiptKey: string }).receiptKey;
		expect(keyAt('2026-11-25T09:59:59Z')).toBe(keyAt(RECEIVED_AT));
		expect(keyAt('2026-11-25T10:00:01Z')).not.toBe(keyAt(RECEIVED_AT));
	});

	it.each([
		'https://ssapi.shipstation.com.evil.example/shipments?batchId=7',
		'https://evil.example/shipments?batchId=7',
		'https://xssapi.shipstation.com/shipments?batchId=7',
		'http://ssapi.shipstation.com/shipments?batchId=7',
		'https://ssapi.shipstation.com:8443/shipments?batchId=7',
		'https://ssapi.shipstation.com/orders?batchId=7',
		'https://ssapi.shipstation.com/shipments',
		'https://ssapi.shipstation.com/shipments?storeID=12',
		'https://ssapi.shipstation.com/shipments?batchId=',
		`https://ssapi.shipstation.com/shipments?batchId=${'7'.repeat(61)}`,
		'',
		7,
		null,
	])('is of no use with an address that is not ShipStation’s own, or names nothing: %s', (url) => {
		expect(parsed(naming('SHIP_NOTIFY', url))).toMatchObject({ kind: 'useless' });
	});

	it.each(['ORDER_NOTIFY', 'ITEM_ORDER_NOTIFY', 'FULFILLMENT_REJECTED', 'NEW'])(
		'%s is of no interest',
		(topic) => {
			const url = 'https://ssapi.shipstation.com/shipments?batchId=7';
			expect(parsed(naming(topic, url))).toEqual({ kind: 'uninteresting', topic });
		},
	);

	it.each(['', '[]', '{}', 'null', '{"resource_type":"SHIP_N'])('is malformed: %s', (body) => {
		expect(parsed(body)).toMatchObject({ kind: 'malformed' });
	});

	describe('is known by the secret in its address', () => {
		const credentials = shipStation.credentialsSchema.parse({ apiKey: 'key', apiSecret: 'secret' });
		const tokenOf = (secret: string, guid: string) =>
			createHmac('sha256', secret).update(`n8n-nodes-commerce webhook ${guid}`).digest('hex');
		const check = (query: { token?: string }) =>
			shipStation.verify(post({}, query), credentials, 'guid-1');

		it('which fits one connection and one secret', () => {
			expect(check({ token: tokenOf('secret', 'guid-1') })).toEqual({ valid: true });
			for (const token of [
				tokenOf('secret', 'guid-2'),
				tokenOf('another', 'guid-1'),
				tokenOf('secret', 'guid-1').toUpperCase(),
				`${tokenOf('secret', 'guid-1')}0`,
				'é',
			]) {
				expect(check({ token })).toMatchObject({ valid: false, reason: 'signature_wrong' });
			}
		});

		it('and refused without one', () => {
			for (const query of [{}, { token: '' }]) {
				expect(check(query)).toMatchObject({ valid: false, reason: 'signature_missing' });
			}
			const bare = { headers: {}, body: Buffer.from('{}'), receivedAt: new Date() };
			expect(shipStation.verify(bare, credentials, 'guid-1').valid).toBe(false);
		});
	});
});
