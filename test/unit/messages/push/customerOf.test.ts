import { createHmac } from 'node:crypto';
import { customerOf } from '../../../../engine/messages/push/customerOf.ts';

const KEY = 'a key that the shop and n8n share';
const sign = (text: string) => createHmac('sha256', KEY).update(text).digest('hex');

describe('whose a subscription is', () => {
	it('stays as it is when the page does not say', () => {
		expect(customerOf({ endpoint: 'x' }, KEY)).toEqual({});
	});

	it('is nobody’s after a logout, without a signature', () => {
		const given = { integrationGuid: 'store', customerId: null };
		expect(customerOf(given, '')).toEqual(given);
	});

	it('is the customer’s whom the shop has signed', () => {
		const given = { integrationGuid: 'store', customerId: '42' };
		expect(customerOf({ ...given, customerSignature: sign('store:42') }, KEY)).toEqual(given);
	});

	it.each([
		['no signature', { customerId: '42' }],
		[
			'the signature of another customer',
			{ customerId: '42', customerSignature: sign('store:43') },
		],
		['the signature of another store', { customerId: '42', customerSignature: sign('shop:42') }],
	])('is not believed with %s', (_, given) => {
		expect(() => customerOf({ integrationGuid: 'store', ...given }, KEY)).toThrow(/signature/);
	});

	const NOW_MS = 1_790_000_000_000;
	const EXPIRES = NOW_MS / 1_000 + 60;
	const expiring = (more: object = {}) => ({
		integrationGuid: 'store',
		customerId: '42',
		customerSignature: sign(`store:42:${EXPIRES}`),
		customerSignatureExpires: EXPIRES,
		...more,
	});

	it('is believed until the expiry of the signature, and no longer', () => {
		const whose = { integrationGuid: 'store', customerId: '42' };
		expect(customerOf(expiring(), KEY, NOW_MS)).toEqual(whose);
		expect(
			customerOf(expiring({ customerSignatureExpires: String(EXPIRES) }), KEY, NOW_MS),
		).toEqual(whose);
		expect(() => customerOf(expiring(), KEY, NOW_MS + 60_001)).toThrow(/has expired/);
	});

	it.each([
		['a later one', { customerSignatureExpires: EXPIRES + 60 }],
		['none', { customerSignatureExpires: undefined }],
		['one that is no time', { customerSignatureExpires: 'soon' }],
		['one that never comes', { customerSignatureExpires: 1e300 }],
	])('is not believed with %s instead of the expiry that was signed', (_, more) => {
		expect(() => customerOf(expiring(more), KEY, NOW_MS)).toThrow(/signature/i);
	});

	it('cannot be said at all without a key', () => {
		const given = {
			integrationGuid: 'store',
			customerId: '42',
			customerSignature: sign('store:42'),
		};
		expect(() => customerOf(given, '')).toThrow(/Customer Signature Secret/);
	});
});
