import type { Entities } from '../../../../engine/events/entities.ts';
import { normaliseCustomer } from '../../../../engine/providers/woocommerce/normaliseCustomer.ts';
import { normaliseOrder } from '../../../../engine/providers/woocommerce/normaliseOrder.ts';
import { normaliseProduct } from '../../../../engine/providers/woocommerce/normaliseProduct.ts';
import { readingOf } from '../../../../engine/providers/storeReading.ts';

const order = (payload: object, storeUrl = 'https://shop.example') =>
	normaliseOrder({ id: 66, ...payload }, [], false, readingOf({ storeUrl }))[0]!
		.entity as Entities['Order'];

const payPage = (scheme: string, rest = 'checkout/order-pay/66/?pay_for_order=true') =>
	`${scheme}://shop.example/${rest}&key=wc_order_Ab1-x`;
const thanks = (scheme: string) =>
	`${scheme}://shop.example/checkout/order-received/66/?key=wc_order_Ab1-x`;

describe('the link to an order, which WooCommerce does not tell', () => {
	it.each([
		['https', 'https', 'https'],
		// The queue that sends webhooks asks by http.
		['https', 'http', 'https'],
		['http', 'http', 'http'],
		['http', 'https', 'http'],
	])('of a shop by %s is %s in its message and %s for the customer', (shop, told, shown) => {
		const read = order({ payment_url: payPage(told) }, `${shop}://shop.example`);
		expect(read.url).toBe(thanks(shown));
	});

	it('is made below whatever names the shop has for its pages, also in a folder', () => {
		const told = 'https://shop.example/laden/kasse/order-pay/66?key=wc_order_1&pay_for_order=true';
		expect(order({ payment_url: told }).url).toBe(
			'https://shop.example/laden/kasse/order-received/66/?key=wc_order_1',
		);
	});

	it.each([
		['another order', payPage('https', 'checkout/order-pay/67/?pay_for_order=true')],
		['no key', 'https://shop.example/checkout/order-pay/66/?pay_for_order=true'],
		['plain permalinks', 'https://shop.example/?page_id=8&order-pay=66&key=wc_order_1'],
		['no web address', 'javascript:alert(1)//order-pay/66/?key=wc_order_1'],
		['no text', 66],
	])('is none where the page for paying is of %s', (_, told) => {
		expect(order({ payment_url: told }).url).toBeNull();
	});

	it('stays as it was where the message does not tell the page for paying', () => {
		expect(order({ status: 'processing' })).not.toHaveProperty('url');
	});
});

describe('the link for paying', () => {
	it.each(['http', 'https'])('of a shop by https is by https, told as %s', (told) => {
		const read = order({ needs_payment: true, payment_url: payPage(told) });
		expect(read.attributes.payment_url).toBe(payPage('https'));
	});
});

describe('the region of an address', () => {
	it.each([
		['DE', 'DE-BE', 'BE'],
		['DE', 'BE', 'BE'],
		['US', 'CA', 'CA'],
		['IT', 'IT', 'IT'],
		['FR', 'DE-BE', 'DE-BE'],
		['DE', 'DE-', null],
		['', 'Ontario', 'Ontario'],
	])('of country "%s" told as "%s" is %s', (country, state, region) => {
		const address = { first_name: 'Ada', city: 'x', country, state };
		const read = order({ billing: address, shipping: address });
		expect(read.billingAddress?.region ?? null).toBe(region);
		expect(read.shippingAddress?.region ?? null).toBe(region);
	});
});

describe('the role of an account', () => {
	const account = (role: unknown) => normaliseCustomer({ id: 1, role }, ['customer_created']);

	it.each(['customer', 'wholesale_customer', 'editor'])('is told: %s', (role) => {
		expect(account(role).entity).toMatchObject({ role });
	});

	it.each([
		['customer', false],
		['wholesale_customer', false],
		['editor', true],
		['subscriber', true],
		['shop_manager', true],
	])('says whether a %s has become a customer', (role, isNever) => {
		expect(account(role).isNeverCreated ?? false).toBe(isNever);
	});

	it.each([null, '', 7.5, ['customer'], {}])('that is no text does no harm: %j', (role) => {
		expect(() => account(role)).not.toThrow();
	});
});

describe('HTML entities', () => {
	it('are decoded in lines, methods, fees, coupons, tags and brands', () => {
		const name = 'Salt &amp; Pepper &#8211; 5&quot;';
		const shown = 'Salt & Pepper – 5"';
		const read = order({
			line_items: [{ id: 1, name, quantity: 1, total: '1' }],
			fee_lines: [{ name, total: '1' }],
			shipping_lines: [{ method_title: name }],
			coupon_lines: [{ code: name, discount: '1' }],
			payment_method_title: name,
		});
		expect(read).toMatchObject({
			lineItems: [{ name: shown }],
			fees: [{ name: shown }],
			discounts: [{ code: shown }],
			shippingMethod: shown,
			paymentMethod: shown,
		});
		const [product] = normaliseProduct(
			{ id: 1, name, tags: [{ name }], brands: [{ name }] },
			[],
			false,
		);
		expect(product!.entity).toMatchObject({ name: shown, tags: [shown], vendor: shown });
	});
});
