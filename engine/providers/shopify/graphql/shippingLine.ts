import { z } from 'zod/v4';
import { ALLOCATION_FIELDS, allocations } from './discount.ts';
import { BAG, moneyBag } from './nodeFields.ts';

/**
 * The price before discounts, as `price` of a webhook is.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/ShippingLine
 */
export const SHIPPING_LINE_FIELDS = `
	title
	originalPriceSet ${BAG}
	discountAllocations { ${ALLOCATION_FIELDS} }
`;

export const shippingLineNode = z
	.object({
		title: z.unknown(),
		originalPriceSet: moneyBag,
		discountAllocations: allocations,
	})
	.transform((node) => ({
		title: node.title,
		price_set: node.originalPriceSet,
		discount_allocations: node.discountAllocations,
	}));

export type ShippingLinePayload = z.output<typeof shippingLineNode>;
