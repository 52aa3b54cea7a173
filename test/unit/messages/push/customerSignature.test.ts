import { createHmac } from 'node:crypto';
import {
	customerSignature,
	isCustomerSignature,
} from '../../../../engine/messages/push/customerSignature.ts';

const KEY = 'a key that the shop knows';
const STORE = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';

describe("a customer's signature", () => {
	it('is what a shop computes in one line of any language', () => {
		const expected = createHmac('sha256', KEY).update(`${STORE}:42`).digest('hex');
		expect(customerSignature(KEY, STORE, '42')).toBe(expected);
	});

	it('is good for this customer of this store only', () => {
		const signature = customerSignature(KEY, STORE, '42');
		expect(isCustomerSignature(signature, KEY, STORE, '42')).toBe(true);
		expect(isCustomerSignature(signature.toUpperCase(), KEY, STORE, '42')).toBe(true);
		expect(isCustomerSignature(signature, KEY, STORE, '43')).toBe(false);
		expect(isCustomerSignature(signature, KEY, STORE.replace('7', '8'), '42')).toBe(false);
		expect(isCustomerSignature(signature, 'another key', STORE, '42')).toBe(false);
		expect(isCustomerSignature('', KEY, STORE, '42')).toBe(false);
		expect(isCustomerSignature(signature.slice(1), KEY, STORE, '42')).toBe(false);
	});

	it('cannot be made without a key', () => {
		expect(() => customerSignature('', STORE, '42')).toThrow('empty');
	});
});
