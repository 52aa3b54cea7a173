import { createHmac } from 'node:crypto';
import { customerOf } from '../../../core/push/customerOf.ts';

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

	it('cannot be said at all without a key', () => {
		const given = {
			integrationGuid: 'store',
			customerId: '42',
			customerSignature: sign('store:42'),
		};
		expect(() => customerOf(given, '')).toThrow(/Customer Signature Secret/);
	});
});
