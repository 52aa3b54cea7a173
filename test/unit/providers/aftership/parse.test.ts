import { providerOf } from '../../../../engine/providers/providers.ts';
import { sha256 } from '../../../../engine/providers/digests.ts';

const aftership = providerOf('aftership')!;
const ID = 'abcdef0123456789abcdef0123450001';
const EVENT = '2b1c5a5e-4f7c-4d0e-9d0e-0a2b3c4d5e6f';
const parsed = (body: unknown) =>
	aftership.parse({
		headers: {},
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		receivedAt: new Date(),
	});
const update = (more: object = {}) => ({
	event: 'tracking_update',
	event_id: EVENT,
	is_tracking_first_tag: true,
	ts: 1_764_061_200,
	msg: { id: ID, tracking_number: '00340434', slug: 'dhl-germany', tag: 'InTransit' },
	...more,
});

describe('a message of AfterShip', () => {
	it.each(['tracking_update', 'edd_revise'])(
		'of the kind %s names the tracking, and is known by its own ID',
		(event) => {
			expect(parsed(update({ event }))).toEqual({
				kind: 'pointer',
				topic: event,
				receiptKey: EVENT,
				entityType: 'Shipment',
				id: ID,
			});
		},
	);

	it('names the tracking in the words of every version of webhooks', () => {
		const old = update({ msg: { id: '5b7658cec7c33c0e007de3c5', active: true, checkpoints: [] } });
		expect(parsed(old)).toMatchObject({ kind: 'pointer', id: '5b7658cec7c33c0e007de3c5' });
	});

	it('without an ID of its own is known by its bytes', () => {
		const body = JSON.stringify(update({ event_id: undefined }));
		expect(parsed(body)).toMatchObject({ receiptKey: sha256(body) });
	});

	it.each(['tracking_pending_time', 'something_new'])(
		'of the kind %s is of no interest',
		(event) => {
			expect(parsed(update({ event }))).toEqual({ kind: 'uninteresting', topic: event });
		},
	);

	it.each([
		['', 'malformed'],
		['{"event":"tracking_upd', 'malformed'],
		['[]', 'malformed'],
		// Answered with 200, as "Send test webhook" wants.
		['{}', 'useless'],
		[update({ msg: undefined }), 'useless'],
		[update({ msg: [] }), 'useless'],
		[update({ msg: { id: '' } }), 'useless'],
		[update({ msg: { id: '../couriers' } }), 'useless'],
		[update({ msg: { id: 'a'.repeat(300) } }), 'useless'],
	])('%j is none: %s', (body, kind) => {
		expect(parsed(body).kind).toBe(kind);
	});
});
