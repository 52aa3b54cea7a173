import { signingKey } from '../../../engine/standardWebhooks/signingKey.ts';

const BYTES = Buffer.from('0123456789abcdef0123456789abcdef');
const ENCODED = BYTES.toString('base64');

describe('signingKey', () => {
	it('decodes a secret with its prefix and without it', () => {
		expect(signingKey(`whsec_${ENCODED}`)).toEqual(BYTES);
		expect(signingKey(ENCODED)).toEqual(BYTES);
	});

	it('takes any other text of 12 characters or more as it is', () => {
		expect(signingKey('your-api-secret')).toEqual(Buffer.from('your-api-secret'));
	});

	it.each(['', 'short', 'whsec_', 'whsec_AAAA', 'whsec_not base64!', `whsec_${'A'.repeat(100)}`])(
		'refuses %j',
		(secret) => {
			expect(signingKey(secret)).toBeNull();
		},
	);
});
