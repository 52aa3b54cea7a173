import { detectChange, type Snapshot } from '../../../engine/events/detectChange.ts';
import type { Order } from '../../../engine/events/entities.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { isOddOrder } from '../../../engine/money/oddOrder.ts';
import { observe } from '../../../engine/providers/generic/normalise.ts';
import { normaliseOrder as shopifyOrder } from '../../../engine/providers/shopify/normaliseOrder.ts';
import { normaliseOrder as wooOrder } from '../../../engine/providers/woocommerce/normaliseOrder.ts';
import { genericSale, shopifySale, wooSale, type Sale } from '../../support/sameSale.ts';

const STORES = {
	shopify: (sale: Sale) => shopifyOrder(shopifySale(sale), [])[0]!,
	woocommerce: (sale: Sale) => wooOrder(wooSale(sale), [], false)[0]!,
	generic: (sale: Sale) => observe('Order', genericSale(sale), null, []),
};

const PLACED: Sale = {
	isGross: true,
	isPaid: false,
	shipped: 0,
	refunds: [],
	isCancelled: false,
};

const SALES: ReadonlyArray<readonly [name: string, sale: Partial<Sale>]> = [
	['is placed and not paid', {}],
	['is placed in a shop of net prices', { isGross: false }],
	['is paid', { isPaid: true }],
	['is paid in a shop of net prices', { isGross: false, isPaid: true }],
	['is shipped in part', { isPaid: true, shipped: 1 }],
	['is shipped', { isPaid: true, shipped: 2 }],
	['is shipped before it is paid', { shipped: 2 }],
	['has one refund of a part', { isPaid: true, refunds: [20] }],
	['has two refunds of parts', { isPaid: true, refunds: [20, 13.05] }],
	['is refunded', { isPaid: true, refunds: [113.05] }],
	['is shipped and refunded', { isPaid: true, shipped: 2, refunds: [113.05] }],
	['is cancelled before it is paid', { isCancelled: true }],
	['is cancelled and refunded', { isPaid: true, isCancelled: true, refunds: [113.05] }],
	['costs nothing', { isPaid: true, isFree: true }],
];

const AT = Date.parse('2026-04-01');

function changeOf(observation: Observation, known: Snapshot | null) {
	return detectChange(observation, known, 0, AT, { at: null, isAnswer: false });
}

const orderOf = (observation: Observation) => changeOf(observation, null).change!.entity as Order;

/** What each step of a sale has reached. */
function reached(read: (sale: Sale) => Observation, steps: ReadonlyArray<Partial<Sale>>) {
	let known: Snapshot | null = null;
	let sale = PLACED;
	return steps.map((more) => {
		sale = { ...sale, ...more };
		const { change, snapshot } = changeOf(read(sale), known);
		known = snapshot ?? known;
		return (change?.codes ?? []).filter((code) => MILESTONES.has(code));
	});
}

const MILESTONES: ReadonlySet<string> = new Set([
	'order_created',
	'order_paid',
	'order_fulfilled',
	'order_refunded',
	'order_cancelled',
	'order_edited',
]);

/** What every kind of store tells. */
function sharedOf({ lineItems, refunds, ...order }: Order) {
	return {
		currency: order.currency,
		paymentStatus: order.paymentStatus,
		fulfillmentStatus: order.fulfillmentStatus,
		taxesIncluded: order.taxesIncluded,
		total: order.total,
		subtotal: order.subtotal,
		totalTax: order.totalTax,
		shippingTotal: order.shippingTotal,
		discountTotal: order.discountTotal,
		discounts: order.discounts,
		fees: order.fees,
		refundedTotal: order.refundedTotal,
		paidTotal: order.paidTotal,
		outstandingTotal: order.outstandingTotal,
		roundingDifference: order.roundingDifference,
		presentment: order.presentment,
		paymentMethod: order.paymentMethod,
		shippingMethod: order.shippingMethod,
		lineItems: lineItems.map(({ name, sku, quantity, price, total, discount, tax, ...more }) => ({
			name,
			sku,
			quantity,
			removed: more.removedQuantity ?? 0,
			price,
			total,
			discount,
			tax,
		})),
		refunds: refunds.map(({ amount, currency, reason }) => ({ amount, currency, reason })),
	};
}

describe('the same sale told by each kind of store is the same order', () => {
	it.each(SALES)('when it %s', (_name, more) => {
		const sale = { ...PLACED, ...more };
		const [first, ...others] = Object.values(STORES).map((read) => orderOf(read(sale)));
		for (const other of others) expect(sharedOf(other)).toEqual(sharedOf(first!));
		expect(Object.values(STORES).some((read) => isOddOrder(orderOf(read(sale))))).toBe(false);
	});

	it.each(Object.entries(STORES))('and fires the same, step by step: %s', (_store, read) => {
		const refund = { refunds: [20] };
		expect(reached(read, [{}, { isPaid: true }, { shipped: 1 }, { shipped: 2 }, refund])).toEqual([
			['order_created'],
			['order_paid'],
			[],
			['order_fulfilled'],
			['order_refunded'],
		]);
		expect(reached(read, [{}, {}, { isCancelled: true }])).toEqual([
			['order_created'],
			[],
			['order_cancelled'],
		]);
		const paid = { isPaid: true };
		const all = { refunds: [20, 93.05] };
		expect(reached(read, [{}, { shipped: 2 }, paid, refund, refund, all])).toEqual([
			['order_created'],
			['order_fulfilled'],
			['order_paid'],
			['order_refunded'],
			[],
			['order_refunded'],
		]);
	});

	it('and WooCommerce\'s "refunded" of what nobody had paid is no payment', () => {
		const unpaid = { ...PLACED, refunds: [113.05] };
		const [before, now] = [PLACED, unpaid].map((sale) => wooOrder(wooSale(sale), [], false)[0]!);
		const { snapshot } = changeOf(before!, null);
		const { change } = changeOf(now!, snapshot);
		expect(change!.codes.filter((code) => MILESTONES.has(code))).toEqual([]);
		expect(change!.entity).toMatchObject({
			paymentStatus: 'voided',
			paidTotal: 0,
			refundedTotal: 0,
			outstandingTotal: 0,
		});
	});
});
