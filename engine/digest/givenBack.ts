import { minus, sumOf, total } from '../money/amounts.ts';
import type { Telling } from './tellings.ts';

/**
 * How much money a change of an order has given back: what was added to its refunds, or what the total of them has
 * grown by. `null` where that is not known, 0 where it had all gone back before.
 */
export function givenBack({ codes, entity, previous }: Telling): number | null {
	const { refundedTotal, refunds } = entity;
	if (previous === null && !codes.includes('order_created')) {
		// Of an order from before the connection: of several refunds, nobody knows which one is new.
		const made = (refunds ?? []).filter(({ amount }) => (amount ?? 0) > 0);
		return made.length === 1 ? made[0]!.amount! : null;
	}
	const before = previous ?? { refunds: [], refundedTotal: 0 };
	if (before.refunds !== undefined) {
		const known = new Set(before.refunds?.map(({ id }) => id));
		const added = sumOf((refunds ?? []).filter(({ id }) => !known.has(id)).map(amountOf));
		if (added !== null && added > 0) return added;
	}
	if (typeof refundedTotal !== 'number') return null;
	if (before.refundedTotal === undefined) return 0;
	return Math.max(0, total([refundedTotal, minus(before.refundedTotal ?? 0)]));
}

const amountOf = ({ amount }: { readonly amount?: number | null | undefined }) => amount;
