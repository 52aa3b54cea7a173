import {
	describeStories,
	IN_DOLLARS,
	MUG,
	MUG_BACK,
	PAID,
	PLACED,
	REFUNDED,
	SECOND,
	SOLD,
	TEA,
} from '../../support/shopifyStories.ts';

describeStories('money that goes back to a customer of Shopify', {
	'a refund to a gift card': [
		{ ...SOLD, order: { ...PAID, more: { payment_gateway_names: ['gift_card'] } } },
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				current: { total: 50 },
				lines: [{ ...MUG, current: 1 }, TEA],
				refunds: [{ id: 9, goods: [MUG_BACK], payments: [{ amount: 20, gateway: 'gift_card' }] }],
				more: { payment_gateway_names: ['gift_card'] },
			},
			codes: REFUNDED,
			is: { total: 70, refundedTotal: 20, paidTotal: 70, giftCards: 70 },
		},
	],
	'a void': [
		{ ...PLACED, order: { ...PAID, financial: 'authorized', outstanding: 70 } },
		{
			order: {
				...PAID,
				financial: 'voided',
				refunds: [{ id: 9, payments: [{ kind: 'void', amount: 70 }] }],
			},
			codes: ['order_status_changed', 'order_updated'],
			is: { total: 70, refundedTotal: 0, paidTotal: 0, outstandingTotal: 0 },
		},
	],
	'an order whose authorisation runs out': [
		{ ...PLACED, order: { ...PAID, financial: 'authorized', outstanding: 70 } },
		{
			order: { ...PAID, financial: 'expired', outstanding: 70 },
			codes: ['order_status_changed', 'order_updated'],
			is: { status: 'failed', refundedTotal: 0, paidTotal: 0, outstandingTotal: 70 },
		},
	],
	'a refund that is on its way and then succeeds': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [{ id: 9, goods: [MUG_BACK], payments: [{ amount: 20, status: 'pending' }] }],
			},
			codes: ['order_status_changed', 'order_updated'],
			is: { total: 70, refundedTotal: 0, paidTotal: 70 },
		},
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [
					{
						id: 9,
						at: SECOND,
						goods: [MUG_BACK],
						payments: [{ amount: 20, status: 'success' }],
					},
				],
			},
			codes: ['order_refunded', 'order_updated'],
			is: { total: 70, refundedTotal: 20 },
		},
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [
					{
						id: 9,
						at: SECOND,
						goods: [MUG_BACK],
						payments: [{ amount: 20, status: 'success' }],
					},
				],
			},
			codes: [],
		},
	],
	'a pending refund with a second transaction that succeeds': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				refunds: [{ id: 9, payments: [{ amount: 20, status: 'pending' }] }],
			},
			codes: ['order_updated'],
			is: { refundedTotal: 0 },
		},
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				current: { total: 50 },
				refunds: [
					{
						id: 9,
						at: SECOND,
						payments: [
							{ amount: 20, status: 'failure' },
							{ amount: 20, status: 'success' },
						],
					},
				],
			},
			codes: REFUNDED,
			is: { refundedTotal: 20, refunds: [{ amount: 20 }] },
		},
	],
	'a refund that fails': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				refunds: [{ id: 9, at: SECOND, payments: [{ amount: 20, status: 'failure' }] }],
			},
			codes: ['order_updated'],
			is: { refundedTotal: 0, paidTotal: 70 },
		},
		{
			order: {
				...PAID,
				refunds: [{ id: 9, at: SECOND, payments: [{ amount: 20, status: 'error' }] }],
			},
			codes: [],
		},
	],
	'a refund in the currency of the customer': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [{ id: 9, goods: [MUG_BACK], payments: [{ amount: 22 }] }],
			},
			codes: REFUNDED,
			is: { refundedTotal: 20, presentment: { refundedTotal: 22, total: 77 } },
		},
	],
	'a refund of goods and duties in the currency of the customer': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS, duties: 10 } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				duties: 10,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [{ id: 9, goods: [MUG_BACK], payments: [{ amount: 33 }] }],
			},
			codes: REFUNDED,
			is: { total: 80, refundedTotal: 30, presentment: { refundedTotal: 33, total: 88 } },
		},
	],
	'a refund to a card and a gift card in the currency of the customer': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [
					{
						id: 9,
						goods: [MUG_BACK],
						payments: [{ amount: 12 }, { amount: 10, gateway: 'gift_card' }],
					},
				],
			},
			codes: REFUNDED,
			is: { refundedTotal: 20, presentment: { refundedTotal: 22 } },
		},
	],
	'a refund that only restocks, without money': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				refunds: [
					{
						id: 9,
						goods: [{ ...MUG_BACK, restock: 'cancel' }],
						adjustments: [{ kind: 'refund_discrepancy', amount: 20 }],
					},
				],
			},
			codes: ['order_updated'],
			is: { total: 70, refundedTotal: 0, outstandingTotal: 0, paidTotal: 70 },
		},
	],
	'goods that come back without money': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				refunds: [
					{
						id: 9,
						goods: [MUG_BACK],
						adjustments: [{ kind: 'refund_discrepancy', amount: 20 }],
					},
				],
			},
			codes: ['order_updated'],
			is: { total: 70, refundedTotal: 0 },
		},
	],
	'a refund of the shipping only': [
		{ ...SOLD, order: { ...PAID, shipping: 4.9 } },
		{
			order: {
				...PAID,
				shipping: 4.9,
				financial: 'partially_refunded',
				current: { total: 70 },
				refunds: [
					{
						id: 9,
						payments: [{ amount: 4.9 }],
						adjustments: [{ kind: 'shipping_refund', amount: -4.9 }],
						shipping: [{ amount: 4.9 }],
					},
				],
			},
			codes: REFUNDED,
			is: { total: 74.9, refundedTotal: 4.9 },
		},
	],
	'a refund of the duties only': [
		{ ...SOLD, order: { ...PAID, duties: 7.5 } },
		{
			order: {
				...PAID,
				duties: 7.5,
				financial: 'partially_refunded',
				current: { total: 70 },
				refunds: [{ id: 9, payments: [{ amount: 7.5 }], more: { duties: [] } }],
			},
			codes: REFUNDED,
			is: { total: 77.5, refundedTotal: 7.5, fees: [{ name: 'Duties', amount: 7.5 }] },
		},
	],
	'a refund of the tip only': [
		{ ...SOLD, order: { ...PAID, tip: 5 } },
		{
			order: {
				...PAID,
				tip: 5,
				financial: 'partially_refunded',
				current: { total: 70 },
				refunds: [
					{
						id: 9,
						payments: [{ amount: 5 }],
						goods: [{ line: 900, quantity: 1, restock: 'no_restock', subtotal: 5 }],
					},
				],
			},
			codes: REFUNDED,
			is: { total: 75, tips: 5, refundedTotal: 5 },
		},
	],
	'less paid back than the goods were': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 55 },
				refunds: [
					{
						id: 9,
						goods: [MUG_BACK],
						payments: [{ amount: 16.5 }],
						adjustments: [{ kind: 'refund_discrepancy', amount: 5 }],
					},
				],
			},
			codes: REFUNDED,
			is: { total: 70, refundedTotal: 15, presentment: { refundedTotal: 16.5 } },
		},
	],
	'more paid back than the goods were, and the shipping': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS, shipping: 10 } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				shipping: 10,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 45 },
				refunds: [
					{
						id: 9,
						goods: [MUG_BACK],
						payments: [{ amount: 38.5 }],
						adjustments: [
							{ kind: 'refund_discrepancy', amount: -5 },
							{ kind: 'shipping_refund', amount: -10 },
						],
					},
				],
			},
			codes: REFUNDED,
			is: { total: 80, refundedTotal: 35, presentment: { refundedTotal: 38.5 } },
		},
	],
	'an order that is partly paid, cancelled and refunded': [
		{
			...PLACED,
			order: { ...PAID, financial: 'partially_paid', outstanding: 50 },
			is: { paidTotal: 20, outstandingTotal: 50 },
		},
		{
			topic: 'orders/cancelled',
			order: {
				...PAID,
				financial: 'refunded',
				lines: [
					{ ...MUG, current: 0 },
					{ ...TEA, current: 0 },
				],
				current: { total: 0 },
				refunds: [
					{
						id: 9,
						payments: [{ amount: 20 }],
						goods: [
							{ line: 1, quantity: 2, restock: 'cancel', subtotal: 40 },
							{ line: 2, quantity: 1, restock: 'cancel', subtotal: 30 },
						],
						adjustments: [{ kind: 'refund_discrepancy', amount: 50 }],
					},
				],
				more: { cancelled_at: 'NOW', cancel_reason: 'customer' },
			},
			codes: ['order_cancelled', 'order_refunded', 'order_status_changed', 'order_updated'],
			is: { total: 70, refundedTotal: 20, paidTotal: 20, outstandingTotal: 0 },
		},
	],
	'an order of which nothing was paid that is cancelled': [
		{ ...PLACED, order: { ...PAID, financial: 'pending', outstanding: 70 } },
		{
			topic: 'orders/cancelled',
			order: {
				...PAID,
				financial: 'voided',
				lines: [
					{ ...MUG, current: 0 },
					{ ...TEA, current: 0 },
				],
				current: { total: 0 },
				refunds: [
					{
						id: 9,
						goods: [
							{ line: 1, quantity: 2, restock: 'cancel', subtotal: 40 },
							{ line: 2, quantity: 1, restock: 'cancel', subtotal: 30 },
						],
					},
				],
				more: { cancelled_at: 'NOW', cancel_reason: 'customer' },
			},
			codes: ['order_cancelled', 'order_status_changed', 'order_updated'],
			is: { total: 70, refundedTotal: 0, paidTotal: 0, outstandingTotal: 0 },
		},
	],
	'a pending refund in the currency of the customer that succeeds': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [
					{ id: 9, at: SECOND, goods: [MUG_BACK], payments: [{ amount: 22, status: 'pending' }] },
				],
			},
			codes: ['order_updated'],
			is: { total: 70, refundedTotal: 0, presentment: { refundedTotal: 0, total: 77 } },
		},
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [{ id: 9, at: SECOND, goods: [MUG_BACK], payments: [{ amount: 22 }] }],
			},
			codes: REFUNDED,
			is: { total: 70, refundedTotal: 20, presentment: { refundedTotal: 22 } },
		},
	],
	'a refund of which one payment works and one does not': [
		{ ...SOLD, order: { ...PAID, ...IN_DOLLARS } },
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				financial: 'partially_refunded',
				lines: [{ ...MUG, current: 1 }, TEA],
				current: { total: 50 },
				refunds: [
					{
						id: 9,
						goods: [MUG_BACK],
						payments: [{ amount: 11 }, { amount: 11, status: 'failure' }],
					},
				],
			},
			codes: REFUNDED,
			is: { total: 70, refundedTotal: 10, presentment: { refundedTotal: 11 } },
		},
	],
	'a refund of nothing': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				lines: [{ ...MUG, current: 1 }, TEA],
				refunds: [
					{
						id: 9,
						goods: [{ ...MUG_BACK, restock: 'legacy_restock' }],
						payments: [{ amount: 0 }],
						adjustments: [{ kind: 'refund_discrepancy', amount: 20 }],
					},
				],
			},
			codes: ['order_updated'],
			is: { total: 70, refundedTotal: 0 },
		},
	],
	'two refunds, one after the other': [
		{ ...SOLD, order: PAID },
		{
			order: {
				...PAID,
				financial: 'partially_refunded',
				current: { total: 60 },
				refunds: [{ id: 9, at: SECOND, payments: [{ amount: 10 }] }],
			},
			codes: REFUNDED,
			is: { refundedTotal: 10 },
		},
		{
			order: {
				...PAID,
				financial: 'refunded',
				current: { total: 0 },
				lines: [
					{ ...MUG, current: 0 },
					{ ...TEA, current: 0 },
				],
				refunds: [
					{ id: 9, at: SECOND, payments: [{ amount: 10 }] },
					{
						id: 10,
						payments: [{ amount: 60 }],
						goods: [
							{ line: 1, quantity: 2, restock: 'return', subtotal: 40 },
							{ line: 2, quantity: 1, restock: 'return', subtotal: 30 },
						],
						adjustments: [{ kind: 'refund_discrepancy', amount: 10 }],
					},
				],
			},
			codes: REFUNDED,
			is: { total: 70, refundedTotal: 70, paidTotal: 70, status: 'refunded' },
		},
	],
	'a paid order that is cancelled, and refunded later': [
		{ ...SOLD, order: PAID },
		{
			topic: 'orders/cancelled',
			order: {
				...PAID,
				current: { total: 0 },
				lines: [
					{ ...MUG, current: 0 },
					{ ...TEA, current: 0 },
				],
				outstanding: -70,
				refunds: [
					{
						id: 9,
						at: SECOND,
						goods: [
							{ line: 1, quantity: 2, restock: 'cancel', subtotal: 40 },
							{ line: 2, quantity: 1, restock: 'cancel', subtotal: 30 },
						],
					},
				],
				more: { cancelled_at: SECOND, cancel_reason: 'inventory' },
			},
			codes: ['order_cancelled', 'order_status_changed', 'order_updated'],
			is: { total: 70, refundedTotal: 0, paidTotal: 70, outstandingTotal: -70 },
		},
		{
			order: {
				...PAID,
				financial: 'refunded',
				current: { total: 0 },
				lines: [
					{ ...MUG, current: 0 },
					{ ...TEA, current: 0 },
				],
				refunds: [
					{
						id: 9,
						at: SECOND,
						goods: [
							{ line: 1, quantity: 2, restock: 'cancel', subtotal: 40 },
							{ line: 2, quantity: 1, restock: 'cancel', subtotal: 30 },
						],
					},
					{ id: 10, payments: [{ amount: 70 }] },
				],
				more: { cancelled_at: SECOND, cancel_reason: 'inventory' },
			},
			codes: ['order_refunded', 'order_updated'],
			is: { total: 70, refundedTotal: 70, paidTotal: 70, outstandingTotal: 0 },
		},
	],
	'a refund of the shipping with its tax on top': [
		{
			...SOLD,
			order: {
				...PAID,
				...IN_DOLLARS,
				taxesIncluded: false,
				lines: [{ ...MUG, tax: 8 }],
				shipping: 10,
				moreTax: 2,
			},
			is: { total: 60 },
		},
		{
			order: {
				...PAID,
				...IN_DOLLARS,
				taxesIncluded: false,
				lines: [{ ...MUG, tax: 8 }],
				shipping: 10,
				moreTax: 2,
				financial: 'partially_refunded',
				current: { total: 48, tax: 8 },
				refunds: [
					{
						id: 9,
						payments: [{ amount: 13.2 }],
						adjustments: [{ kind: 'shipping_refund', amount: -10, tax: -2 }],
						shipping: [{ amount: 10, tax: 2 }],
					},
				],
			},
			codes: REFUNDED,
			is: { refundedTotal: 12, presentment: { refundedTotal: 13.2 } },
		},
	],
});
