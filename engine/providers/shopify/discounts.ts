import { sumOf } from '../../money/amounts.ts';
import { discountOf, type LineItemPayload } from './lineItem.ts';
import type { Side } from './money.ts';
import type { OrderPayload } from './orderPayload.ts';

/** What each discount takes off the lines and the shipping; where that is not told, off the order. */
export function discountsOf(given: OrderPayload, side: Side, goods: readonly LineItemPayload[]) {
	const { discount_applications: applications, discount_codes: codes } = given;
	if (applications === undefined && codes === undefined) return undefined;
	const taken = new Map<number, number[]>();
	for (const { discount_allocations: allocations } of [...goods, ...(given.shipping_lines ?? [])]) {
		for (const each of allocations ?? []) {
			const index = each.discount_application_index ?? 0;
			const amounts = taken.get(index);
			if (amounts) amounts.push(discountOf(each, side));
			else taken.set(index, [discountOf(each, side)]);
		}
	}
	const found = (applications ?? []).map(({ code, title, description }, index) => ({
		code: code ?? title ?? description ?? null,
		amount: sumOf(taken.get(index) ?? []),
	}));
	if (found.length > 0) return found.filter(({ amount }) => amount !== null);
	return side.name === 'shop'
		? (codes ?? []).map(({ code, amount }) => ({ code: code ?? null, amount: amount ?? null }))
		: [];
}
