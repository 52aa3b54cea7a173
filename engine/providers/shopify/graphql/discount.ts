import { z } from 'zod/v4';
import { BAG, moneyBag, optional } from './nodeFields.ts';

/**
 * What a discount takes off a line or off the shipping, with the discount itself: an order lists its
 * discounts without those that edits have brought.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/DiscountAllocation
 */
export const ALLOCATION_FIELDS = `
	allocatedAmountSet ${BAG}
	discountApplication {
		index
		... on DiscountCodeApplication { code }
		... on AutomaticDiscountApplication { title }
		... on ManualDiscountApplication { title }
		... on ScriptDiscountApplication { title }
	}
`;

const application = z.object({
	index: z.number(),
	code: z.unknown(),
	title: z.unknown(),
});

export const allocations = optional(
	z.array(
		z
			.object({ allocatedAmountSet: moneyBag, discountApplication: optional(application) })
			.transform(({ allocatedAmountSet, discountApplication }) => ({
				amount_set: allocatedAmountSet,
				discount_application_index: discountApplication?.index,
				application: discountApplication,
			})),
	),
);

type Discounted = { readonly discount_allocations?: z.output<typeof allocations> };

/** No order has as many discounts. */
const MOST_APPLICATIONS = 1_000;

/** `discount_applications` of a webhook: each at its index. Those that take nothing off have no place in it. */
export function applicationsIn(parts: readonly Discounted[]): Array<object | null> {
	const found: Array<object | null> = [];
	for (const { discount_allocations: all } of parts) {
		for (const { application: given } of all ?? []) {
			if (!given || given.index < 0 || given.index >= MOST_APPLICATIONS) continue;
			while (found.length <= given.index) found.push({});
			found[given.index] = { code: given.code, title: given.title };
		}
	}
	return found;
}
