import { sentSecrets, withoutSecrets } from '../../../engine/providers/sentSecrets.ts';

const request = { method: 'GET', url: 'https://shop.example' } as const;

describe('sentSecrets', () => {
	it('finds both halves of Basic, tokens, and secrets in a query or a form', () => {
		const basic = Buffer.from('ck_0123456789:cs_9876543210').toString('base64');
		const secrets = sentSecrets({
			...request,
			headers: { authorization: `Basic ${basic}`, 'x-shopify-access-token': 'shpat_1234567' },
			query: { oauth_signature: 'abc+def/ghi=', page: 'harmless' },
			form: { client_secret: 'shpss_7654321', grant_type: 'client_credentials' },
		});
		expect(secrets).toEqual(
			expect.arrayContaining([
				'ck_0123456789',
				'cs_9876543210',
				'shpat_1234567',
				'abc+def/ghi=',
				'shpss_7654321',
			]),
		);
		expect(secrets).not.toContain('harmless');
		expect(secrets).not.toContain('client_credentials');
	});

	it('takes them out of a text, also where they are percent-encoded', () => {
		expect(withoutSecrets('x=abc%2Bdef&y=abc+def', ['abc+def'])).toBe('x=***&y=***');
	});
});
