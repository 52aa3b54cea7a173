import { sha256 } from '../../../../engine/providers/digests.ts';
import { providerOf } from '../../../../engine/providers/providers.ts';

const sendcloud = providerOf('sendcloud')!;
const parsed = (body: unknown) =>
	sendcloud.parse({
		headers: {},
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		receivedAt: new Date(),
	});
const changed = (more: object = {}, parcel: object = {}) => ({
	action: 'parcel_status_changed',
	timestamp: 1_764_061_200_123,
	parcel: { id: 3172, status: { id: 91, message: 'Parcel en route' }, ...parcel },
	...more,
});

describe('a message of Sendcloud', () => {
	it('names the parcel, and is known by parcel, status and time', () => {
		expect(parsed(changed())).toEqual({
			kind: 'pointer',
			topic: 'parcel_status_changed',
			receiptKey: '3172:91:1764061200123',
			entityType: 'Shipment',
			id: '3172',
		});
	});

	it('is the same in each attempt, and another one for another status or time', () => {
		const keys = [
			changed(),
			changed(),
			changed({ timestamp: 1_764_061_200_124 }),
			changed({}, { status: { id: 92 } }),
		].map((body) => (parsed(body) as { receiptKey: string }).receiptKey);
		expect(keys[0]).toBe(keys[1]);
		expect(new Set(keys).size).toBe(3);
	});

	it('is of no interest where the parcel goes back to the shop: its delivery is none to the customer', () => {
		expect(parsed(changed({}, { is_return: true }))).toMatchObject({ kind: 'uninteresting' });
	});

	it.each([
		'integration_connected',
		'integration_updated',
		'integration_deleted',
		'return_created',
		'test',
	])('of the kind %s is of no interest', (action) => {
		expect(parsed({ action, timestamp: 1 })).toEqual({ kind: 'uninteresting', topic: action });
	});

	it.each([
		['', 'malformed'],
		['[]', 'malformed'],
		// Answered with 200, as "Test API webhook" wants.
		['{}', 'useless'],
		[{ action: 7 }, 'uninteresting'],
		[{ action: 'parcel_status_changed' }, 'useless'],
		[changed({ parcel: null }), 'useless'],
		[changed({}, { id: '3172,3173' }), 'useless'],
		[changed({}, { id: -1 }), 'useless'],
		[changed({}, { id: '' }), 'useless'],
	])('%j is none: %s', (body, kind) => {
		expect(parsed(body).kind).toBe(kind);
	});

	it.each([
		['the time as text', changed({ timestamp: '1764061200123' }), '3172:91:1764061200123'],
		['the time in seconds', changed({ timestamp: 1_764_061_200 }), '3172:91:1764061200'],
		['the ID as text', changed({}, { id: '3172' }), '3172:91:1764061200123'],
		[
			'the status in the words of version 3',
			changed({}, { status: { code: 'SHIPMENT_ON_ROUTE', message: 'Parcel en route' } }),
			'3172:SHIPMENT_ON_ROUTE:1764061200123',
		],
		['no status', changed({}, { status: null }), null],
		['no time', changed({ timestamp: null }), null],
	])('names the parcel where it tells %s', (_what, body, receiptKey) => {
		expect(parsed(body)).toMatchObject({
			...{ kind: 'pointer', id: '3172' },
			receiptKey: receiptKey ?? sha256(JSON.stringify(body)),
		});
	});
});
