import { reasonToSkip } from '../../../../engine/messages/email/reasonToSkip.ts';

const toCustomer = { recipient: { kind: 'customer' }, template: 'order_confirmation' } as const;
const refund = { ...toCustomer, template: 'refund_confirmation' } as const;
const anna = { email: 'anna@example.com' };

describe('an e-mail without a point is skipped, with its reason', () => {
	it.each([
		['without a customer', { order: { id: '1', customer: null }, customer: null }],
		['with a blank address', { order: { customer: { email: ' ' } } }],
	])('an order %s', (_what, item) => {
		expect(reasonToSkip(item, toCustomer)).toBe('the customer has no e-mail address');
		const toOffice = {
			...toCustomer,
			recipient: { kind: 'addresses', addresses: 'office@example.com' },
		} as const;
		expect(reasonToSkip(item, toOffice)).toBeNull();
	});

	it('a refund of an order that has had no money back', () => {
		expect(reasonToSkip({ customer: anna, order: { refundedTotal: 0 } }, refund)).toBe(
			'no money has been refunded',
		);
	});

	it.each([{ refundedTotal: 6.7 }, { refundedTotal: null }, {}])(
		'but not a refund of an order that tells %j',
		(order) => {
			expect(reasonToSkip({ customer: anna, order }, refund)).toBeNull();
		},
	);

	it('but nothing else of an order without a refund', () => {
		expect(reasonToSkip({ customer: anna, order: { refundedTotal: 0 } }, toCustomer)).toBeNull();
	});
});
