import { isPrivateWay, webAddress } from '../../../engine/providers/webAddress.ts';

describe('webAddress', () => {
	it.each([
		['shop.example', 'https://shop.example'],
		['  https://shop.example/  ', 'https://shop.example'],
		['https://shop.example//', 'https://shop.example'],
		['https://Shop.Example/Store/?x=1#y', 'https://shop.example/Store'],
		['http://127.0.0.1:8081', 'http://127.0.0.1:8081'],
		['localhost:3000/api', 'https://localhost:3000/api'],
		['https://shop.example:443', 'https://shop.example'],
	])('reads %j as %s', (typed, address) => {
		expect(webAddress(typed)).toBe(address);
	});

	it.each(['', '   ', 'ftp://shop.example', 'https://', 'https://user:pw@shop.example', 'a b'])(
		'refuses %j',
		(typed) => {
			expect(webAddress(typed)).toBeNull();
		},
	);

	it('stays the same when it is read again', () => {
		const once = webAddress('shop.example/store/')!;
		expect(webAddress(once)).toBe(once);
	});
});

describe('isPrivateWay', () => {
	it.each([
		['https://shop.example', true],
		['http://shop.example', false],
		['http://localhost:5000', true],
		['http://127.0.0.1', true],
		['http://[::1]:80', true],
		['http://127.0.0.1.shop.example', false],
		['http://localhost.shop.example', false],
	])('%s: %s', (address, isPrivate) => {
		expect(isPrivateWay(address)).toBe(isPrivate);
	});
});
