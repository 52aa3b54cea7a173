import { webhookCredential } from '../../../../engine/messages/webhook/webhookCredential.ts';

const BYTES = Buffer.alloc(32, 7);
const SECRET = `whsec_${BYTES.toString('base64')}`;

describe('a webhook credential', () => {
	it('need not be there, and need not hold anything', () => {
		const nothing = { signingKeys: [], headers: {} };
		expect(webhookCredential(null)).toEqual(nothing);
		expect(webhookCredential({ signingSecret: '', headerName: '', headerSecret: '' })).toEqual(
			nothing,
		);
	});

	it('has a signing secret, whose key is what stands behind whsec_', () => {
		expect(webhookCredential({ signingSecret: SECRET }).signingKeys).toEqual([BYTES]);
	});

	it('has two signing secrets while one is being changed', () => {
		const given = `${SECRET}\n whsec_${Buffer.alloc(24, 1).toString('base64')} `;
		expect(webhookCredential({ signingSecret: given }).signingKeys).toEqual([
			BYTES,
			Buffer.alloc(24, 1),
		]);
	});

	it('has a header for authentication', () => {
		const given = { headerName: 'Authorization', headerSecret: 'Bearer abc' };
		expect(webhookCredential(given).headers).toEqual({ authorization: 'Bearer abc' });
	});

	it('has as many headers with keys as the receiver wants', () => {
		const given = {
			headerName: 'Authorization',
			headerSecret: 'Bearer abc',
			moreHeaderSecrets: 'X-Api-Key: k:1\n\nX-Tenant : shop\r\n',
		};
		expect(webhookCredential(given).headers).toEqual({
			authorization: 'Bearer abc',
			'x-api-key': 'k:1',
			'x-tenant': 'shop',
		});
	});

	it.each([
		[{ moreHeaderSecrets: 's3cret' }, /More Headers.*Name: value/],
		[{ signingSecret: 'whsec_c2hvcnQ=' }, /the signing secret cannot be used/],
		[{ signingSecret: 'whsec_!!!' }, /the signing secret cannot be used/],
		[{ signingSecret: 'short-s3cr' }, /the signing secret cannot be used/],
		[{ signingSecret: 5 }, /Signing Secret is no text/],
		[{ headerSecret: 's3cret' }, /a header value without a header name/],
		[{ headerName: 'X-Api-Key' }, /a header name without a header value/],
		[{ headerName: 'Host', headerSecret: 's3cret' }, /Host is set by the connection/],
		[{ headerName: 'X-Key', headerSecret: 's3cret\nb' }, /line ends/],
	])('that cannot be used is explained without its secret: %j', (given, expected) => {
		let message = '';
		try {
			webhookCredential(given);
		} catch (error) {
			({ message } = error as Error);
		}
		expect(message).toMatch(/^Webhook credential: /);
		expect(message).toMatch(expected);
		expect(message).not.toMatch(/s3cr|c2hvcnQ/);
	});
});
