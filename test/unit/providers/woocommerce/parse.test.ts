import { isUnsignedPing } from '../../../../engine/providers/woocommerce/verify.ts';
import { parse } from '../../../../engine/providers/woocommerce/parse.ts';
import { recordedWooCommerce } from '../../../support/storePosts.ts';

const receivedAt = new Date('2026-11-23T20:31:09Z');
const HEADERS = {
	'x-wc-webhook-topic': 'order.updated',
	'x-wc-webhook-id': '2',
	'x-wc-webhook-delivery-id': 'abc',
};
const parsed = (headers: Record<string, string | undefined>, body: string) =>
	parse({ headers, body: Buffer.from(body), receivedAt });

describe('parsing a WooCommerce delivery', () => {
	it('reads the topic and when the order was changed', () => {
		expect(
			parsed(
				HEADERS,
				'{"id":13,"order_key":"wc_order_1","date_modified_gmt":"2026-11-23T20:31:07"}',
			),
		).toMatchObject({
			kind: 'message',
			topic: 'order.updated',
			occurredAt: null,
		});
	});

	it('tells two deliveries apart that share a delivery id', () => {
		const keys = [
			'013-product.created-variable',
			'014-product.created-variation-same-delivery-id',
		].map((name) => {
			const { post } = recordedWooCommerce(name);
			return { id: post.headers['x-wc-webhook-delivery-id'], message: parse(post) };
		});
		expect(keys[0]!.id).toBe(keys[1]!.id);
		const [one, other] = keys.map(({ message }) => (message as { receiptKey: string }).receiptKey);
		expect(one).not.toBe(other);
		expect(one!.length).toBeLessThanOrEqual(200);
	});

	it.each(['coupon.created', 'action.woocommerce_low_stock'])('does nothing with %s', (topic) => {
		expect(parsed({ ...HEADERS, 'x-wc-webhook-topic': topic }, '{}')).toEqual({
			kind: 'uninteresting',
			topic,
		});
	});

	it('names the reason when the shop sends an error instead of the order', () => {
		const body = '{"code":"woocommerce_rest_cannot_view","message":"Sorry.","data":{"status":401}}';
		expect(parsed(HEADERS, body)).toMatchObject({
			kind: 'useless',
			detail: expect.stringContaining('"Sorry."'),
		});
	});

	it('refuses what is not JSON and what has no topic', () => {
		expect(parsed(HEADERS, '<html>')).toMatchObject({ kind: 'malformed' });
		expect(parsed({}, '{"id":1}')).toMatchObject({ kind: 'malformed' });
	});
});

describe('the ping of WooCommerce', () => {
	const isPing = (body: string, headers: Record<string, string> = {}) =>
		isUnsignedPing({ headers, body: Buffer.from(body), receivedAt });

	it('is recognised as it was recorded', () => {
		expect(isUnsignedPing(recordedWooCommerce('001-ping').post)).toBe(true);
	});

	it.each([
		'webhook_id=',
		'webhook_id=1&x=2',
		'webhook_id=1\n',
		' webhook_id=1',
		'webhook_id=x',
		'',
	])('is not %j', (body) => {
		expect(isPing(body)).toBe(false);
	});

	it('is not what carries the headers of a delivery: nobody gets past the signature with it', () => {
		expect(isPing('webhook_id=1', { 'x-wc-webhook-topic': 'order.created' })).toBe(false);
	});
});
