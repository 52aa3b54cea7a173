import {
	describeStories,
	EDITED,
	MUG,
	PAID,
	PLACED,
	REFUNDED,
	SOLD,
	TEA,
} from '../../support/shopifyStories.ts';

describeStories('an order of Shopify', {
	'a draft order that is paid later': [
		{
			...PLACED,
			order: {
				...PAID,
				financial: 'pending',
				outstanding: 70,
				more: { source_name: 'shopify_draft_order' },
			},
			is: { paidTotal: 0, outstandingTotal: 70, status: 'pending_payment' },
		},
		{
			topic: 'orders/paid',
			order: { ...PAID, more: { source_name: 'shopify_draft_order' } },
			codes: ['order_paid', 'order_status_changed', 'order_updated'],
			is: { paidTotal: 70, outstandingTotal: 0 },
		},
	],
	'an order that costs nothing': [
		{
			...SOLD,
			order: {
				...PAID,
				lines: [
					{ ...MUG, off: [[0, 40]] },
					{ ...TEA, off: [[0, 30]] },
				],
				discounts: [{ type: 'discount_code', code: 'FREE', target_type: 'line_item' }],
				codes: [{ code: 'FREE', amount: '70.00', type: 'percentage' }],
			},
			is: { total: 0, subtotal: 70, discountTotal: 70, discounts: [{ code: 'FREE', amount: 70 }] },
		},
	],
	'a free gift': [
		{
			...SOLD,
			order: { ...PAID, lines: [...PAID.lines, { id: 3, name: 'Sample', price: 0, quantity: 1 }] },
			is: { total: 70, subtotal: 70 },
		},
	],
	'buy one, get one': [
		{
			...SOLD,
			order: {
				...PAID,
				lines: [{ ...MUG, off: [[0, 20]] }, TEA],
				discounts: [{ type: 'automatic', title: 'Two mugs for one', target_type: 'line_item' }],
			},
			is: {
				total: 50,
				subtotal: 70,
				discountTotal: 20,
				discounts: [{ code: 'Two mugs for one', amount: 20 }],
				lineItems: [{ price: 20, total: 40, discount: 20 }, { discount: 0 }],
			},
		},
	],
	'a discount on a product and one on the order': [
		{
			...SOLD,
			order: {
				...PAID,
				lines: [
					{
						...MUG,
						off: [
							[0, 4],
							[1, 3.6],
						],
					},
					{ ...TEA, off: [[1, 3]] },
				],
				discounts: [
					{ type: 'automatic', title: 'Mugs', target_type: 'line_item' },
					{ type: 'discount_code', code: 'TEN', target_type: 'line_item' },
				],
				codes: [{ code: 'TEN', amount: '6.60', type: 'percentage' }],
			},
			is: {
				total: 59.4,
				discountTotal: 10.6,
				discounts: [
					{ code: 'Mugs', amount: 4 },
					{ code: 'TEN', amount: 6.6 },
				],
			},
		},
	],
	'a discount on the shipping': [
		{
			...SOLD,
			order: {
				...PAID,
				shipping: 4.9,
				shippingOff: [[0, 4.9]],
				discounts: [{ type: 'discount_code', code: 'SHIP', target_type: 'shipping_line' }],
				codes: [{ code: 'SHIP', amount: '4.90', type: 'shipping' }],
			},
			is: { total: 70, shippingTotal: 4.9, discountTotal: 4.9 },
		},
	],
	'tax included, with a discount': [
		{
			...SOLD,
			order: {
				...PAID,
				lines: [
					{ ...MUG, off: [[0, 4]], tax: 5.75 },
					{ ...TEA, off: [[0, 3]], tax: 4.31 },
				],
				discounts: [{ type: 'discount_code', code: 'TEN' }],
			},
			is: { total: 63, subtotal: 70, totalTax: 10.06, taxesIncluded: true },
		},
	],
	'tax on top, of the shipping too': [
		{
			...SOLD,
			order: {
				...PAID,
				taxesIncluded: false,
				lines: [
					{ ...MUG, tax: 7.6 },
					{ ...TEA, tax: 5.7 },
				],
				shipping: 10,
				moreTax: 1.9,
			},
			is: { total: 95.2, totalTax: 15.2 },
		},
	],
	'a tip': [{ ...SOLD, order: { ...PAID, tip: 5 }, is: { total: 75, subtotal: 70, tips: 5 } }],
	'a tip in another language': [
		{
			...SOLD,
			order: {
				...PAID,
				total: 75,
				lines: [
					...PAID.lines,
					{
						id: 900,
						name: 'Trinkgeld',
						price: 5,
						quantity: 1,
						more: {
							product_id: null,
							variant_id: null,
							requires_shipping: false,
							taxable: false,
							tip: { payment_gateway: 'card', payment_method: 'Visa' },
						},
					},
				],
				more: { total_tip_received: '5.00' },
			},
			is: { total: 75, subtotal: 70, tips: 5 },
		},
	],
	'a gift card that is sold': [
		{
			...SOLD,
			order: {
				...PAID,
				lines: [
					{
						id: 1,
						name: 'Gift card',
						price: 50,
						quantity: 1,
						more: { gift_card: true, requires_shipping: false, taxable: false },
					},
				],
			},
			is: { total: 50, giftCards: null },
		},
	],
	'duties and tax on top': [
		{
			...SOLD,
			order: {
				...PAID,
				taxesIncluded: false,
				lines: [{ ...MUG, tax: 4 }, TEA],
				duties: 7.5,
			},
			is: { total: 81.5, fees: [{ name: 'Duties', amount: 7.5 }] },
		},
	],
	'an order that is paid in two parts': [
		{
			...PLACED,
			order: { ...PAID, financial: 'partially_paid', outstanding: 50 },
			is: { paidTotal: 20, outstandingTotal: 50, paymentStatus: 'partially_paid' },
		},
		{
			topic: 'orders/paid',
			order: PAID,
			codes: ['order_paid', 'order_updated'],
			is: { paidTotal: 70, outstandingTotal: 0 },
		},
	],
	'a test order': [
		{ ...SOLD, order: { ...PAID, more: { test: true } }, is: { attributes: { test: true } } },
	],
	'an order without a customer and an address': [
		{
			...SOLD,
			order: {
				...PAID,
				more: { customer: null, email: '', contact_email: null, source_name: 'pos' },
			},
			is: { customer: null, shippingAddress: null },
		},
	],
	yen: [
		{
			...SOLD,
			order: {
				...PAID,
				currency: 'JPY',
				lines: [{ id: 1, name: 'Mug', price: 1_980, quantity: 3, tax: 486, off: [[0, 594]] }],
				discounts: [{ type: 'automatic', title: 'Ten' }],
				shipping: 500,
			},
			is: { total: 5_846, subtotal: 5_940, discountTotal: 594 },
		},
		{
			order: {
				...PAID,
				currency: 'JPY',
				financial: 'partially_refunded',
				lines: [
					{ id: 1, name: 'Mug', price: 1_980, quantity: 3, current: 2, tax: 486, off: [[0, 594]] },
				],
				discounts: [{ type: 'automatic', title: 'Ten' }],
				shipping: 500,
				current: { total: 4_064 },
				refunds: [
					{
						id: 9,
						payments: [{ amount: 1_782 }],
						goods: [{ line: 1, quantity: 1, restock: 'return', subtotal: 1_782, tax: 162 }],
					},
				],
			},
			codes: REFUNDED,
			is: { refundedTotal: 1_782, total: 5_846 },
		},
	],
	'dinars of three decimals': [
		{
			...SOLD,
			order: {
				...PAID,
				currency: 'KWD',
				taxesIncluded: false,
				lines: [{ id: 1, name: 'Mug', price: 1.375, quantity: 3, tax: 0.206 }],
				shipping: 0.5,
			},
			is: { total: 4.831, subtotal: 4.125, totalTax: 0.206 },
		},
		{
			order: {
				...PAID,
				currency: 'KWD',
				taxesIncluded: false,
				lines: [{ id: 1, name: 'Mug', price: 1.375, quantity: 3, current: 2, tax: 0.206 }],
				shipping: 0.5,
				current: { total: 3.387, tax: 0.137 },
				outstanding: -1.444,
			},
			codes: EDITED,
			is: { total: 3.387, totalTax: 0.137, outstandingTotal: -1.444, paidTotal: 4.831 },
		},
	],
	'paid in yen in a shop of dollars': [
		{
			...SOLD,
			order: {
				...PAID,
				currency: 'USD',
				paidIn: { currency: 'JPY', rate: 150 },
				lines: [{ id: 1, name: 'Mug', price: 20, quantity: 2, off: [[0, 4]] }],
				discounts: [{ type: 'automatic', title: 'Ten' }],
				shipping: 5,
			},
			is: { total: 41, presentment: { currency: 'JPY', total: 6_150, discountTotal: 600 } },
		},
		{
			order: {
				...PAID,
				currency: 'USD',
				paidIn: { currency: 'JPY', rate: 150 },
				lines: [{ id: 1, name: 'Mug', price: 20, quantity: 2, off: [[0, 4]] }],
				discounts: [{ type: 'automatic', title: 'Ten' }],
				shipping: 5,
				financial: 'partially_refunded',
				current: { total: 38 },
				refunds: [{ id: 9, payments: [{ amount: 450 }] }],
			},
			codes: REFUNDED,
			is: { refundedTotal: 3, presentment: { refundedTotal: 450 } },
		},
	],
});
