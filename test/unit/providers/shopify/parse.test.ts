import { parse } from '../../../../engine/providers/shopify/parse.ts';

const receivedAt = new Date('2026-11-23T20:31:09Z');
const HEADERS = {
	'x-shopify-topic': 'orders/paid',
	'x-shopify-event-id': 'event-1',
	'x-shopify-webhook-id': 'webhook-1',
	'x-shopify-triggered-at': '2026-11-23T20:31:07.123456789Z',
};
const ORDER = { id: 7, line_items: [] };
const parsed = (headers: Record<string, string | undefined>, body: unknown = ORDER) =>
	parse({
		headers,
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		receivedAt,
	});

describe('parsing a Shopify delivery', () => {
	it('reads the topic, when it happened, and what it is about', () => {
		expect(parsed(HEADERS)).toEqual({
			kind: 'message',
			topic: 'orders/paid',
			receiptKey: 'event-1:orders/paid:7',
			occurredAt: '2026-11-23T20:31:07.123Z',
			payload: ORDER,
		});
	});

	it('understands the header names of Events, which have no "X-"', () => {
		const events = Object.fromEntries(
			Object.entries(HEADERS).map(([name, value]) => [name.replace('x-', ''), value]),
		);
		expect(parsed(events)).toEqual(parsed(HEADERS));
	});

	it('has one key for the same event through two subscriptions, and another for another topic', () => {
		const key = (headers: Record<string, string | undefined>, body?: unknown) =>
			(parsed(headers, body) as { receiptKey: string }).receiptKey;
		expect(key({ ...HEADERS, 'x-shopify-webhook-id': 'webhook-2' })).toBe(key(HEADERS));
		expect(key({ ...HEADERS, 'x-shopify-topic': 'orders/updated' })).not.toBe(key(HEADERS));
		expect(key(HEADERS, { ...ORDER, id: 8 })).not.toBe(key(HEADERS));
	});

	it('falls back to the webhook id, and without that to the content', () => {
		const { 'x-shopify-event-id': _event, ...withoutEvent } = HEADERS;
		expect(parsed(withoutEvent)).toMatchObject({ receiptKey: 'webhook-1:orders/paid:7' });
		const { 'x-shopify-webhook-id': _webhook, ...bare } = withoutEvent;
		const [one, same, other] = [parsed(bare), parsed(bare), parsed(bare, { ...ORDER, note: 'x' })];
		expect(same).toEqual(one);
		expect(other).not.toMatchObject({ receiptKey: (one as { receiptKey: string }).receiptKey });
	});

	it.each(['refunds/create', 'orders/edited', 'inventory_levels/update', 'app/uninstalled'])(
		'does nothing with %s',
		(topic) => {
			expect(parsed({ ...HEADERS, 'x-shopify-topic': topic })).toEqual({
				kind: 'uninteresting',
				topic,
			});
		},
	);

	it('says what is wrong with a delivery that cannot be read', () => {
		expect(parsed({ ...HEADERS, 'x-shopify-topic': undefined })).toMatchObject({
			kind: 'malformed',
			detail: expect.stringContaining('X-Shopify-Topic'),
		});
		expect(parsed(HEADERS, '{"id":')).toMatchObject({ kind: 'malformed' });
		expect(parsed(HEADERS, '[]')).toMatchObject({ kind: 'malformed' });
	});
});
