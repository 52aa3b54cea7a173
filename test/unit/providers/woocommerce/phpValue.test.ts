import { phpValueOf } from '../../../../engine/providers/woocommerce/phpValue.ts';

describe('what PHP has serialised', () => {
	it.each([
		['a:2:{i:0;s:3:"ONE";i:1;s:3:"TWO";}', ['ONE', 'TWO']],
		['a:1:{i:1;a:1:{s:1:"n";i:5;}}', { 1: { n: 5 } }],
		['a:0:{}', []],
		['a:3:{s:1:"b";b:1;s:1:"d";d:0.5;s:1:"n";N;}', { b: true, d: 0.5, n: null }],
		['i:9223372036854775807;', '9223372036854775807'],
		// Lengths are in bytes.
		['s:6:"Größ";', 'Größ'],
		['s:5:"a";b"";', 'a";b"'],
	])('%s is read', (given, value) => {
		expect(phpValueOf(given)).toEqual(value);
	});

	it.each([
		['a text', 'ONE'],
		['a length that is wrong', 's:9:"ONE";'],
		['an end that is missing', 'a:1:{i:0;s:3:"ONE";'],
		['more after the end', 'a:0:{}a:0:{}'],
		['more entries than there are', 'a:999999999:{i:0;i:0;}'],
		['a length below zero', 's:-1:"";'],
		['a length that leads back, for ever', 'a:999999999999999:{i:0;s:1:"x";s:-8:"'],
		['an object of PHP', 'O:8:"stdClass":0:{}'],
		['a list in a list, without end', 'a:1:{i:0;'.repeat(5_000)],
		['something longer than any list', `s:200000:"${'a'.repeat(200_000)}";`],
	])('%s is not', (_, given) => {
		expect(phpValueOf(given)).toBeUndefined();
	});

	it('cannot change what objects are made of', () => {
		const read = phpValueOf('a:1:{s:9:"__proto__";a:1:{s:1:"x";i:1;}}');
		expect((read as { x?: unknown }).x).toBeUndefined();
		expect(({} as { x?: unknown }).x).toBeUndefined();
	});
});
