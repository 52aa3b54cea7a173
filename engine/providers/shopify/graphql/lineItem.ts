import { z } from 'zod/v4';
import { ALLOCATION_FIELDS, allocations } from './discount.ts';
import { BAG, id, moneyBag, optional, reference } from './nodeFields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/LineItem */
export const LINE_ITEM_FIELDS = `
	id name sku quantity currentQuantity requiresShipping taxable
	product { id }
	variant { id }
	originalUnitPriceSet ${BAG}
	discountAllocations { ${ALLOCATION_FIELDS} }
	taxLines { priceSet ${BAG} }
`;

export const lineItemNode = z
	.object({
		id,
		name: z.unknown(),
		sku: z.unknown(),
		quantity: z.unknown(),
		currentQuantity: z.unknown(),
		requiresShipping: z.unknown(),
		taxable: z.unknown(),
		product: reference,
		variant: reference,
		originalUnitPriceSet: moneyBag,
		discountAllocations: allocations,
		taxLines: optional(z.array(z.object({ priceSet: moneyBag }))),
	})
	.transform((node) => ({
		id: node.id,
		product_id: node.product,
		variant_id: node.variant,
		sku: node.sku,
		name: node.name,
		quantity: node.quantity,
		current_quantity: node.currentQuantity,
		requires_shipping: node.requiresShipping,
		taxable: node.taxable,
		// The lines of a parcel have it alone.
		price: node.originalUnitPriceSet?.shop_money?.amount,
		price_set: node.originalUnitPriceSet,
		discount_allocations: node.discountAllocations,
		tax_lines: node.taxLines?.map(({ priceSet }) => ({ price_set: priceSet })),
	}));

export type LineItemPayload = z.output<typeof lineItemNode>;
