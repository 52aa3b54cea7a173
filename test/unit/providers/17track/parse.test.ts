import { sha256 } from '../../../../engine/providers/digests.ts';
import { providerOf } from '../../../../engine/providers/providers.ts';

const track17 = providerOf('17track')!;
const parsed = (body: unknown) =>
	track17.parse({
		headers: {},
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		receivedAt: new Date(),
	});
const update = (data: object = {}, more: object = {}) => ({
	event: 'TRACKING_UPDATED',
	data: { number: 'RR123456789CN', carrier: 3011, tag: '1001', track_info: {}, ...data },
	...more,
});

describe('a message of 17TRACK', () => {
	it('names the number with its carrier, and is known by its bytes', () => {
		const body = JSON.stringify(update());
		expect(parsed(body)).toEqual({
			kind: 'pointer',
			topic: 'TRACKING_UPDATED',
			receiptKey: sha256(body),
			entityType: 'Shipment',
			id: '3011-RR123456789CN',
		});
	});

	it('names the same number, however that and its carrier are written, and whatever the version tells of it', () => {
		for (const data of [{ carrier: '3011' }, { number: 'rr123456789cn' }, { track: { e: 10 } }]) {
			expect(parsed(update(data))).toMatchObject({ kind: 'pointer', id: '3011-RR123456789CN' });
		}
	});

	it('names a number that is written as one', () => {
		const body =
			'{"event":"TRACKING_UPDATED","data":{"number":3404341234567890123456,"carrier":7041}}';
		expect(parsed(body)).toMatchObject({ kind: 'pointer', id: '7041-3404341234567890123456' });
	});

	it('is of no interest where 17TRACK follows the number no longer, and says so', () => {
		expect(parsed({ event: 'TRACKING_STOPPED', data: { number: 'RR1', carrier: 3011 } })).toEqual({
			kind: 'uninteresting',
			topic: 'TRACKING_STOPPED',
			detail: '17TRACK follows the number no longer.',
		});
	});

	it.each([
		['', 'malformed'],
		['{"event":"TRACKING_UPD', 'malformed'],
		['[]', 'malformed'],
		// Answered with 200, as 17TRACK wants when it tries the address.
		['{}', 'useless'],
		[{ event: 'SOMETHING_NEW' }, 'uninteresting'],
		[update({ number: undefined }), 'useless'],
		[update({ number: 7 }), 'useless'],
		[update({ number: '1234' }), 'useless'],
		[update({ number: '../quota' }), 'useless'],
		[update({ number: 'A'.repeat(51) }), 'useless'],
		[update({ carrier: null }), 'useless'],
		[update({ carrier: -1 }), 'useless'],
		[update({ carrier: 1.5 }), 'useless'],
		[update({ carrier: '' }), 'useless'],
		[update({}, { data: null }), 'useless'],
	])('%j is none: %s', (body, kind) => {
		expect(parsed(body).kind).toBe(kind);
	});
});
