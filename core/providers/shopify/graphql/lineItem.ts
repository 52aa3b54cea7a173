import { z } from 'zod/v4';
import { id, money, optional, reference } from './nodeFields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/LineItem */
export const LINE_ITEM_FIELDS = `
	id name sku quantity
	product { id }
	variant { id }
	originalUnitPriceSet { shopMoney { amount } }
	discountAllocations { allocatedAmountSet { shopMoney { amount } } }
`;

export const lineItemNode = z
	.object({
		id,
		name: z.unknown(),
		sku: z.unknown(),
		quantity: z.unknown(),
		product: reference,
		variant: reference,
		originalUnitPriceSet: money,
		discountAllocations: optional(z.array(z.object({ allocatedAmountSet: money }))),
	})
	.transform((node) => ({
		id: node.id,
		product_id: node.product,
		variant_id: node.variant,
		sku: node.sku,
		name: node.name,
		quantity: node.quantity,
		price: node.originalUnitPriceSet,
		discount_allocations: node.discountAllocations?.map(({ allocatedAmountSet }) => ({
			amount: allocatedAmountSet,
		})),
	}));

export type LineItemPayload = z.output<typeof lineItemNode>;
