import { createHmac } from 'node:crypto';
import { signatureBase, signedQuery } from '../../../engine/providers/oauth1.ts';

describe('OAuth 1.0', () => {
	it('makes the signature base of RFC 5849 section 3.4.1.1', () => {
		const base = signatureBase('POST', 'http://EXAMPLE.COM:80/request', [
			['b5', '=%3D'],
			['a3', 'a'],
			['c@', ''],
			['a2', 'r b'],
			['oauth_consumer_key', '9djdj82h48djs9d2'],
			['oauth_token', 'kkk9d7dh3k39sjv7'],
			['oauth_signature_method', 'HMAC-SHA1'],
			['oauth_timestamp', '137131201'],
			['oauth_nonce', '7d8f3e4a'],
			['c2', ''],
			['a3', '2 q'],
		]);
		expect(base).toBe(
			'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q' +
				'%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_' +
				'key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m' +
				'ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk' +
				'9d7dh3k39sjv7',
		);
	});

	it('has the base from which the signature of RFC 5849 section 1.2 comes', () => {
		const base = signatureBase('GET', 'http://photos.example.net/photos', [
			['file', 'vacation.jpg'],
			['size', 'original'],
			['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
			['oauth_token', 'nnch734d00sl2jdk'],
			['oauth_signature_method', 'HMAC-SHA1'],
			['oauth_timestamp', '137131202'],
			['oauth_nonce', 'chapoH'],
		]);
		const signature = createHmac('sha1', 'kd94hf93k423kf44&pfkkdhi9sl3r4s00').update(base);
		expect(signature.digest('base64')).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=');
	});

	it('signs the query with a time and a nonce, and keeps what was in it', () => {
		const query = signedQuery(
			{ method: 'GET', url: 'http://shop.example/wp-json/wc/v3/webhooks', query: { page: '2' } },
			{ consumerKey: 'ck_1', consumerSecret: 'cs_1' },
			{ now: new Date('2026-11-23T20:31:07.900Z'), nonce: 'once' },
		);
		expect(query).toEqual({
			page: '2',
			oauth_consumer_key: 'ck_1',
			oauth_nonce: 'once',
			oauth_signature_method: 'HMAC-SHA256',
			oauth_timestamp: String(Date.UTC(2026, 10, 23, 20, 31, 7) / 1_000),
			oauth_signature: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
		});
		expect(JSON.stringify(query)).not.toContain('cs_1');
	});
});
