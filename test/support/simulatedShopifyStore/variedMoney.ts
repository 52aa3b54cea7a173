import { newLine } from './newRecords.ts';
import type { OrderRecord, RefundRecord } from './records.ts';

/** Pieces of an order's first line that are given back. */
export const goodsOf = (
	{ lines }: OrderRecord,
	quantity: number,
	subtotal: number,
	tax: number,
	restock: RefundRecord['goods'][number]['restock'],
): RefundRecord['goods'][number] => ({ lineId: lines[0]!.id, quantity, restock, subtotal, tax });

type Shop = {
	order(changes?: Partial<OrderRecord>): OrderRecord;
	change(id: number, change: (order: OrderRecord) => void): void;
	newId(): number;
	now(): number;
};

/** Orders whose money is told in each of the ways that Shopify has. */
export function moneyOfAllKinds({ order, change, newId, now }: Shop): void {
	const inDollars = { presentmentCurrency: 'USD', rate: 1.0937 };
	const refund = (changes: Partial<RefundRecord>): RefundRecord => ({
		id: newId(),
		createdAt: now(),
		note: null,
		payments: [],
		goods: [],
		shipping: null,
		...changes,
	});

	order({ taxesIncluded: false, tax: 1706, ...inDollars });
	order({ tip: 500, ...inDollars });
	order({ duties: 1250, ...inDollars });
	order({
		discountCodes: ['TEN', 'SHIPFREE'],
		shippingDiscounts: [0, 490],
		discount: 1490,
		...inDollars,
	});
	order({ discountCodes: [], lines: [newLine(31, { discounts: [300, 700] })] });
	order({ financial: 'PARTIALLY_PAID', outstanding: 4000, ...inDollars });

	const edited = order({
		lines: [newLine(41), newLine(42, { price: 3000, quantity: 1, discounts: [], tax: 479 })],
		subtotal: 11_980,
		tax: 1991,
		...inDollars,
	});
	change(edited.id, (each) => {
		each.lines[1]!.currentQuantity = 0;
		each.outstanding = -3000;
		each.current = { total: 9470, tax: 1512, discount: 1000 };
	});

	const goodwill = order(inDollars);
	change(goodwill.id, (each) => {
		each.financial = 'PARTIALLY_REFUNDED';
		each.current = { total: 8470, tax: 1512, discount: 1000 };
		each.refunds.push(
			refund({ payments: [{ amount: 1094, currency: 'USD' }], discrepancy: -1000 }),
		);
	});

	const returned = order({ ...inDollars, taxesIncluded: false, tax: 1706 });
	change(returned.id, (each) => {
		each.financial = 'PARTIALLY_REFUNDED';
		each.lines[0]!.currentQuantity = 1;
		each.current = { total: 5833, tax: 853, discount: 500 };
		each.refunds.push(
			refund({
				payments: [{ amount: 5835, currency: 'USD' }],
				goods: [goodsOf(each, 1, 4490, 853, 'RETURN')],
				shipping: { amount: 412, tax: 78, isListed: true },
				discrepancy: 498,
			}),
		);
	});

	const onItsWay = order(inDollars);
	change(onItsWay.id, (each) => {
		each.refunds.push(
			refund({ payments: [{ amount: 500, currency: 'USD', status: 'PENDING' }] }),
			refund({ payments: [{ amount: 700, currency: 'USD', status: 'FAILURE' }] }),
			refund({
				payments: [
					{ amount: 300, currency: 'USD' },
					{ amount: 200, currency: 'USD', status: 'PENDING' },
				],
				goods: [goodsOf(each, 1, 457, 0, 'NO_RESTOCK')],
			}),
		);
	});

	const restocked = order({ financial: 'PENDING', outstanding: 9470 });
	change(restocked.id, (each) => {
		each.cancelledAt = now();
		each.closedAt = now();
		each.financial = 'VOIDED';
		each.outstanding = 0;
		each.lines[0]!.currentQuantity = 0;
		each.refunds.push(refund({ goods: [goodsOf(each, 2, 8980, 0, 'CANCEL')] }));
	});
}
