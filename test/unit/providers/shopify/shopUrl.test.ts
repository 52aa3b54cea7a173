import { shopUrl } from '../../../../engine/providers/shopify/shopUrl.ts';

describe('shopUrl', () => {
	it.each([
		'my-shop',
		'My-Shop',
		'my-shop.myshopify.com',
		'https://my-shop.myshopify.com/',
		'https://my-shop.myshopify.com/admin/settings?x=1',
		'https://admin.shopify.com/store/my-shop',
		'admin.shopify.com/store/my-shop/orders',
	])('reads %j as the shop', (typed) => {
		expect(shopUrl(typed)).toBe('https://my-shop.myshopify.com');
	});

	it('lets no key go over plain http, but to this machine', () => {
		expect(shopUrl('http://my-shop.myshopify.com')).toBeNull();
		expect(shopUrl('http://127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
	});

	it.each(['', 'my shop', 'https://admin.shopify.com/', 'https://x:y@my-shop.myshopify.com'])(
		'refuses %j',
		(typed) => {
			expect(shopUrl(typed)).toBeNull();
		},
	);
});
