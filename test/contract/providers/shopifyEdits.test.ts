import {
	describeStories,
	bag,
	EDITED,
	IN_DOLLARS,
	MUG,
	MUG_BACK,
	PAID,
	REFUNDED,
	SOLD,
	TEA,
} from '../../support/shopifyStories.ts';

describeStories('an order of Shopify that is edited', {
	'a refund as store credit': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				current: { total: 60 },
				refunds: [{ id: 9, payments: [{ amount: 10, gateway: 'shopify_store_credit' }] }],
			},
			codes: REFUNDED,
			is: { total: 70, refundedTotal: 10, paidTotal: 70, outstandingTotal: 0 },
		},
	],
	'an edit that adds a line': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [MUG, TEA, { id: 3, name: 'Cup', price: 15, quantity: 1 }],
				outstanding: 15,
				financial: 'partially_paid',
			},
			codes: EDITED,
			is: { total: 85, subtotal: 85, outstandingTotal: 15, paidTotal: 70 },
		},
	],
	'an edit that adds a line, of which the total as ordered does not know': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [MUG, TEA, { id: 3, name: 'Cup', price: 15, quantity: 1 }],
				total: 70,
				current: { total: 85 },
				outstanding: 15,
				financial: 'partially_paid',
			},
			codes: EDITED,
			is: { total: 85, subtotal: 85, outstandingTotal: 15, paidTotal: 70 },
		},
	],
	'an edit that raises a quantity': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, quantity: 3, current: 3 }, TEA],
				total: 70,
				current: { total: 90 },
				outstanding: 20,
				financial: 'partially_paid',
			},
			codes: EDITED,
			is: { total: 90, subtotal: 90, outstandingTotal: 20, paidTotal: 70 },
		},
	],
	'an edit that lowers a quantity': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				outstanding: -20,
			},
			codes: EDITED,
			is: {
				total: 50,
				outstandingTotal: -20,
				paidTotal: 70,
				lineItems: [{ quantity: 2, currentQuantity: 1, removedQuantity: 1, total: 20 }, {}],
			},
		},
	],
	'an edit that lowers a quantity, of which Shopify keeps a refund without money': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				outstanding: -20,
				refunds: [{ id: 9, goods: [{ ...MUG_BACK, restock: 'no_restock' }] }],
			},
			codes: EDITED,
			is: { total: 50, refundedTotal: 0, outstandingTotal: -20, paidTotal: 70 },
		},
	],
	'an edit that lowers a quantity of which the total as ordered knows': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				total: 50,
				outstanding: -20,
			},
			codes: EDITED,
			is: { total: 50, outstandingTotal: -20, paidTotal: 70 },
		},
	],
	'a lowered quantity, and the difference refunded': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				outstanding: -20,
			},
			codes: EDITED,
			is: { total: 50 },
		},
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				outstanding: 0,
				refunds: [{ id: 9, payments: [{ amount: 20 }] }],
			},
			codes: REFUNDED,
			is: { total: 50, refundedTotal: 20, paidTotal: 70, outstandingTotal: 0 },
		},
	],
	'a lowered quantity, and another piece refunded': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				outstanding: -20,
			},
			codes: EDITED,
		},
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 0 }, TEA],
				current: { total: 30 },
				outstanding: -20,
				refunds: [{ id: 9, goods: [MUG_BACK], payments: [{ amount: 20 }] }],
			},
			codes: REFUNDED,
			is: { total: 50, refundedTotal: 20, paidTotal: 70, outstandingTotal: -20 },
		},
	],
	'an edit that removes a line, and another that is refunded': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [MUG, { ...TEA, current: 0 }],
				current: { total: 40 },
				outstanding: -30,
			},
			codes: EDITED,
		},
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				lines: [
					{ ...MUG, current: 1 },
					{ ...TEA, current: 0 },
				],
				current: { total: 20 },
				outstanding: 0,
				refunds: [{ id: 9, goods: [MUG_BACK], payments: [{ amount: 50 }] }],
			},
			codes: REFUNDED,
			is: { total: 40, refundedTotal: 50, paidTotal: 70, outstandingTotal: 0 },
		},
	],
	'an edit that adds an item of its own': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [
					MUG,
					TEA,
					{
						id: 3,
						name: 'Engraving',
						price: 12.5,
						quantity: 1,
						more: { product_id: null, variant_id: null, requires_shipping: false },
					},
				],
				financial: 'partially_paid',
				outstanding: 12.5,
			},
			codes: EDITED,
			is: { total: 82.5, tips: 0 },
		},
	],
	'an edit that changes the shipping': [
		{ ...SOLD, order: { ...PAID, shipping: 4.9 } },
		{
			order: {
				...PAID,
				shipping: 4.9,
				current: { total: 79.9 },
				outstanding: 5,
				financial: 'partially_paid',
				more: {
					shipping_lines: [
						{
							title: 'Post',
							price: '4.90',
							price_set: bag('4.90'),
							is_removed: true,
							discount_allocations: [],
						},
						{
							title: 'Express',
							price: '9.90',
							price_set: bag('9.90'),
							is_removed: false,
							discount_allocations: [],
						},
					],
				},
			},
			codes: ['order_updated'],
			is: { total: 79.9, shippingTotal: 9.9, shippingMethod: 'Express', paidTotal: 74.9 },
		},
	],
	'an edit that takes a discount off one line': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [MUG, { ...TEA, off: [[0, 3]] }],
				discounts: [{ type: 'manual', title: 'Sorry', target_type: 'line_item' }],
				total: 70,
				current: { total: 67 },
				outstanding: -3,
			},
			codes: ['order_updated'],
			is: { total: 67, subtotal: 70, discountTotal: 3, outstandingTotal: -3 },
		},
	],
	'an exchange: a mug comes back, and a cup goes out': [
		{
			...SOLD,
			order: PAID,
		},
		{
			order: {
				...PAID,
				financial: 'partially_paid',
				lines: [{ ...MUG, current: 1 }, TEA, { id: 3, name: 'Cup', price: 25, quantity: 1 }],
				current: { total: 75 },
				outstanding: 5,
				refunds: [{ id: 9, goods: [MUG_BACK] }],
				more: { returns: [{ id: 1, status: 'open', return_line_items: [] }] },
			},
			codes: EDITED,
			is: { total: 95, refundedTotal: 0, outstandingTotal: 5, paidTotal: 70 },
		},
	],
	'an edit in the currency of the customer': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				lines: [MUG, { ...TEA, current: 0 }, { id: 3, name: 'Cup', price: 15, quantity: 1 }],
				current: { total: 55 },
				outstanding: -15,
			},
			codes: EDITED,
			is: { total: 55, outstandingTotal: -15, presentment: { total: 60.5 } },
		},
	],
	'an edit that takes a discounted line out, with tax on top': [
		{
			...SOLD,
			order: {
				...PAID,
				taxesIncluded: false,
				lines: [
					{ ...MUG, off: [[0, 4]], tax: 6.84 },
					{ ...TEA, off: [[0, 3]], tax: 5.13 },
				],
				discounts: [{ type: 'discount_code', code: 'TEN' }],
				codes: [{ code: 'TEN', amount: '7.00', type: 'percentage' }],
				shipping: 5,
				moreTax: 0.95,
			},
			is: { total: 80.92 },
		},
		{
			order: {
				...PAID,
				taxesIncluded: false,
				lines: [
					{ ...MUG, off: [[0, 4]], tax: 6.84 },
					{ ...TEA, off: [[0, 3]], tax: 5.13, current: 0 },
				],
				discounts: [{ type: 'discount_code', code: 'TEN' }],
				codes: [{ code: 'TEN', amount: '7.00', type: 'percentage' }],
				shipping: 5,
				moreTax: 0.95,
				current: { total: 48.79, tax: 7.79, discounts: 4 },
				outstanding: -32.13,
			},
			codes: EDITED,
			is: { total: 48.79, subtotal: 40, discountTotal: 4, totalTax: 7.79, paidTotal: 80.92 },
		},
	],
});
