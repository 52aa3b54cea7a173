import { CATALOG } from '../../../../engine/events/catalog.ts';
import { parse } from '../../../../engine/providers/generic/parse.ts';

const parsed = (envelope: unknown) =>
	parse({
		headers: { 'webhook-id': 'msg_1' },
		body: Buffer.from(JSON.stringify(envelope)),
		receivedAt: new Date('2026-11-23T20:31:09Z'),
	});
const timestamp = '2026-11-23T21:31:07+01:00';

describe('parsing a message of a generic store', () => {
	it.each(CATALOG.map(({ code }) => [code.replace('_', '.')]))('understands %s', (type) => {
		expect(parsed({ type, timestamp, data: { id: 1 } })).toEqual({
			kind: 'message',
			topic: type,
			receiptKey: 'msg_1',
			occurredAt: '2026-11-23T20:31:07.000Z',
			payload: { id: 1 },
		});
	});

	it('knows a message by the id that was signed, under the names of either kind', () => {
		const post = (headers: Record<string, string>) =>
			parse({
				headers,
				body: Buffer.from(JSON.stringify({ type: 'order.created', timestamp, data: { id: 1 } })),
				receivedAt: new Date('2026-11-23T20:31:09Z'),
			});
		const svix = { 'svix-id': 'msg_2', 'svix-signature': 'v1,x' };
		expect(post(svix)).toMatchObject({ receiptKey: 'msg_2' });
		expect(post({ ...svix, 'webhook-id': 'of nobody' })).toMatchObject({ receiptKey: 'msg_2' });
		expect(post({ ...svix, 'webhook-id': 'msg_1', 'webhook-signature': 'v1,y' })).toMatchObject({
			receiptKey: 'msg_1',
		});
	});

	it('answers a ping', () => {
		expect(parsed({ type: 'ping' })).toEqual({ kind: 'ping' });
	});

	it.each(['order.viewed', 'invoice.created'])('does nothing with %s', (type) => {
		expect(parsed({ type, timestamp, data: {} })).toEqual({ kind: 'uninteresting', topic: type });
	});

	it.each([
		[{ timestamp, data: {} }, '"type"'],
		[{ type: 'order.created', data: {} }, '"timestamp"'],
		[{ type: 'order.created', timestamp: '2026-11-23', data: {} }, '"timestamp"'],
		[{ type: 'order.created', timestamp }, '"data"'],
		[{ type: 'order.created', timestamp, data: [] }, '"data"'],
		[[], 'not an object'],
	])('says what is wrong with %j', (envelope, word) => {
		expect(parsed(envelope)).toEqual({ kind: 'malformed', detail: expect.stringContaining(word) });
	});
});
