import {
	webhookHeaders,
	type HeaderPlace,
} from '../../../../engine/messages/webhook/webhookHeaders.ts';

const one = (name: string, value = 'x', place: HeaderPlace = 'node') =>
	webhookHeaders([{ name, value }], place);

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
		expect(() => one(name, 'x', 'credential')).toThrow(
			'is set by the connection itself. Remove it.',
		);
	});

	it.each(['webhook-id', 'Webhook-Timestamp', 'WEBHOOK-SIGNATURE'])(
		'cannot be one of the signature: %s',
		(name) => {
			expect(() => one(name)).toThrow('is part of the signature');
			expect(() => one(name, 'x', 'credential')).toThrow('is part of the signature');
		},
	);

	it.each([
		...['Authorization', 'Cookie', 'X-Api-Key', 'apikey', 'X-Shop-Access-Token', 'Client-Secret'],
		...['X-Auth', 'X-Authentication', 'X-Hub-Password', 'x-functions-key', 'X_AUTH_USER'],
	])('that carries a key goes into the credential: %s', (name) => {
		expect(() => one(name, 's3cret')).toThrow(/^Headers: .* Put it into the credential\.$/);
		expect(one(name, 's3cret', 'credential')).toEqual({ [name.toLowerCase()]: 's3cret' });
	});

	it.each(['X-Source', 'Idempotency-Key', 'X-Idempotency-Key', 'X-Author', 'X-Keywords'])(
		'that carries none stays in the node: %s',
		(name) => {
			expect(one(name)).toEqual({ [name.toLowerCase()]: 'x' });
		},
	);

	it('that carries a key is still sent by nodes of the first version, but for what was refused there', () => {
		expect(one('X-Api-Key', 's3cret', 'firstNode')).toEqual({ 'x-api-key': 's3cret' });
		expect(() => one('Authorization', 's3cret', 'firstNode')).toThrow(
			'Put it into the credential.',
		);
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
			'Headers: the value of X-Name has line ends, control characters or letters that a header cannot hold, or is longer than 4096 characters. Put it into the body.',
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
