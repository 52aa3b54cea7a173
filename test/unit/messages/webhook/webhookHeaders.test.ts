import { webhookHeaders } from '../../../../core/messages/webhook/webhookHeaders.ts';

const one = (name: string, value = 'x', isCredential = false) =>
	webhookHeaders([{ name, value }], isCredential);

describe('a header of the own making', () => {
	it('is taken in lower case, and an empty row is left out', () => {
		const rows = [
			{ name: ' X-Source ', value: ' Shop Zürich ' },
			{ name: '', value: '' },
		];
		expect(webhookHeaders(rows)).toEqual({ 'x-source': 'Shop Zürich' });
	});

	it.each([
		...[
			'Connection',
			'Keep-Alive',
			'Proxy-Authenticate',
			'Proxy-Authorization',
			'Proxy-Connection',
		],
		...['TE', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'Host', 'Content-Length', 'Expect'],
		...['Content-Encoding', 'Accept-Encoding', 'HTTP2-Settings'],
	])('cannot be one of the connection: %s', (name) => {
		expect(() => one(name)).toThrow('is set by the connection itself. Remove it.');
		expect(() => one(name, 'x', true)).toThrow('is set by the connection itself. Remove it.');
	});

	it.each(['webhook-id', 'Webhook-Timestamp', 'WEBHOOK-SIGNATURE'])(
		'cannot be one of the signature: %s',
		(name) => {
			expect(() => one(name)).toThrow('is part of the signature');
			expect(() => one(name, 'x', true)).toThrow('is part of the signature');
		},
	);

	it.each(['Authorization', 'Cookie'])('cannot hold a secret but in the credential: %s', (name) => {
		expect(() => one(name, 's3cret')).toThrow(/^Headers: .* Put it into the credential\.$/);
		expect(one(name, 's3cret', true)).toEqual({ [name.toLowerCase()]: 's3cret' });
	});

	it.each(['X Source', 'X-Söurce', 'X:Y', 'X\r\nY', '', 'x'.repeat(101)])(
		'cannot be called %j',
		(name) => {
			expect(() => one(name)).toThrow('is not the name of a header');
		},
	);

	it.each([
		'a\r\nX-Admin: 1',
		'a\nb',
		'a\rb',
		'a\0b',
		'a\u2028b',
		'日本',
		'a\x7f',
		'a'.repeat(4_097),
	])('cannot have the value %j, which is not repeated', (value) => {
		expect(() => one('X-Name', value)).toThrow(
			'Headers: the value of x-name has line ends, control characters or letters that a header cannot hold, or is longer than 4096 characters. Put it into the body.',
		);
	});

	it('cannot be given twice, nor more than fifty times', () => {
		const twice = ['X-A', 'x-a'].map((name) => ({ name, value: '1' }));
		expect(() => webhookHeaders(twice)).toThrow('x-a is given twice.');
		const many = Array.from({ length: 51 }, (_each, index) => ({ name: `x-${index}`, value: '1' }));
		expect(() => webhookHeaders(many)).toThrow('there are more than 50.');
	});

	it('may have a name that objects have too', () => {
		expect(Object.entries(one('__proto__'))).toEqual([['__proto__', 'x']]);
		expect(one('constructor')).toEqual({ constructor: 'x' });
	});
});
