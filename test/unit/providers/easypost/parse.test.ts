import { providerOf } from '../../../../engine/providers/providers.ts';

const easypost = providerOf('easypost')!;
const keysOf = (apiKey: string) => easypost.credentialsSchema.parse({ apiKey });
const parsed = (body: unknown, apiKey = 'EZAK1') =>
	easypost.parse(
		{
			headers: {},
			body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
			receivedAt: new Date(),
		},
		keysOf(apiKey),
	);
const event = (more: object = {}, result: object = {}) => ({
	id: 'evt_1',
	object: 'Event',
	mode: 'production',
	description: 'tracker.updated',
	previous_attributes: { status: 'pre_transit' },
	created_at: '2026-03-01T12:00:00Z',
	...more,
	result: {
		id: 'trk_1',
		tracking_code: '9400100000000000000001',
		carrier: 'USPS',
		status: 'in_transit',
		status_detail: 'arrived_at_facility',
		shipment_id: null,
		updated_at: '2026-03-01T12:00:00Z',
		...result,
	},
});
const observed = (body: object) => {
	const message = parsed(body);
	if (message.kind !== 'message') throw new Error(`It is no message, but ${message.kind}.`);
	return easypost.normalise(message);
};

describe('a message of EasyPost', () => {
	it('tells the parcel, and is known by the id of its event', () => {
		expect(parsed(event())).toMatchObject({
			kind: 'message',
			topic: 'tracker.updated',
			receiptKey: 'evt_1',
			occurredAt: '2026-03-01T12:00:00.000Z',
		});
		expect(observed(event())).toMatchObject([
			{
				entityType: 'Shipment',
				id: 'trk_1',
				changedAt: '2026-03-01T12:00:00.000Z',
				entity: { status: 'in_transit', nativeStatus: 'in_transit: arrived_at_facility' },
			},
		]);
	});

	it('only names the parcel where its label was bought at EasyPost: the label names the order', () => {
		expect(parsed(event({}, { shipment_id: 'shp_1' }))).toEqual({
			kind: 'pointer',
			topic: 'tracker.updated',
			receiptKey: 'evt_1',
			entityType: 'Shipment',
			id: 'trk_1',
		});
	});

	it.each([
		[{ description: 'tracker.created' }, {}, ['shipment_created']],
		[{}, {}, ['shipment_in_transit']],
		[{}, { status: 'delivered' }, ['shipment_delivered']],
		[{}, { status: 'on_the_moon' }, []],
		[{ previous_attributes: { status: 'in_transit' } }, {}, []],
		[{ previous_attributes: {} }, { status: 'delivered' }, []],
		[{ previous_attributes: null }, { status: 'delivered' }, []],
	])('%j %j says that %j has just happened', (more, result, codes) => {
		expect(observed(event(more, result))[0]!.topicCodes).toEqual(codes);
	});

	it.each([
		['EZAK1', 'test', 'uninteresting'],
		['EZTK1', 'production', 'uninteresting'],
		['EZAK1', 'production', 'message'],
		['EZTK1', 'test', 'message'],
		['a key of another form', 'test', 'message'],
		['a key of another form', 'production', 'message'],
		['EZAK1', null, 'message'],
	])('with the key %s, of the mode %j, is %s', (apiKey, mode, kind) => {
		const message = easypost.parse(
			{ headers: {}, body: Buffer.from(JSON.stringify(event({ mode }))), receivedAt: new Date() },
			{ apiKey, apiUrl: 'https://api.easypost.com' },
		);
		expect(message).toMatchObject({
			kind,
			...(kind === 'uninteresting' && { detail: expect.stringContaining(`mode "${mode}"`) }),
		});
	});

	it('is of no interest where the parcel goes back to the shop: its delivery is none to the customer', () => {
		expect(parsed(event({}, { is_return: true }))).toMatchObject({ kind: 'uninteresting' });
	});

	it.each(['batch.created', 'refund.successful', 'report.done', 'insurance.purchased', 'ping'])(
		'of the kind %s is of no interest',
		(description) => {
			expect(parsed({ id: 'evt_1', description })).toEqual({
				kind: 'uninteresting',
				topic: description,
			});
		},
	);

	it.each([
		['', 'malformed'],
		['{"id":', 'malformed'],
		['[]', 'malformed'],
		['{}', 'malformed'],
		[{ description: 'tracker.updated' }, 'useless'],
		[{ ...event(), result: undefined }, 'useless'],
		[event({ id: '' }), 'useless'],
		[event({ id: 7 }), 'useless'],
		[event({ id: 'e'.repeat(300) }), 'useless'],
		[event({}, { id: '../webhooks' }), 'useless'],
		[event({}, { id: 7 }), 'useless'],
	])('%j is none: %s', (body, kind) => {
		expect(parsed(body).kind).toBe(kind);
	});
});
