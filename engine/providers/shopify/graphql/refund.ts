import { z } from 'zod/v4';
import { BAG, connection, id, listIn, moneyBag, optional, word } from './nodeFields.ts';

/** Lines that come along with each refund; the rest of a longer one is fetched after it. */
const LINES = 30;

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/RefundLineItem */
export const REFUND_LINE_FIELDS = `quantity restockType lineItem { id } subtotalSet ${BAG} totalTaxSet ${BAG}`;

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Refund */
export const REFUND_FIELDS = `
	id createdAt note
	transactions(first: 10) { nodes { kind status amountSet { presentmentMoney { amount currencyCode } } } }
	refundLineItems(first: ${LINES}) {
		nodes { ${REFUND_LINE_FIELDS} }
		pageInfo { hasNextPage endCursor }
	}
	refundShippingLines(first: 5) { nodes { subtotalAmountSet ${BAG} taxAmountSet ${BAG} } }
	orderAdjustments(first: 5) { nodes { amountSet ${BAG} taxAmountSet ${BAG} } }
`;

const payment = z.object({
	kind: word,
	status: word,
	amountSet: optional(
		z.object({ presentmentMoney: z.object({ amount: z.unknown(), currencyCode: z.unknown() }) }),
	),
});

export const refundLines = connection(
	z
		.object({
			quantity: z.unknown(),
			restockType: word,
			lineItem: z.object({ id }),
			subtotalSet: moneyBag,
			totalTaxSet: moneyBag,
		})
		.transform((node) => ({
			line_item_id: node.lineItem.id,
			quantity: node.quantity,
			restock_type: node.restockType,
			subtotal_set: node.subtotalSet,
			total_tax_set: node.totalTaxSet,
		})),
);

/** A refund, as far as it came along. A webhook tells payments in the customer's currency alone. */
export const refundNode = z
	.object({
		id,
		createdAt: z.unknown(),
		note: z.unknown(),
		transactions: listIn(payment),
		refundLineItems: refundLines,
		refundShippingLines: listIn(z.object({ subtotalAmountSet: moneyBag, taxAmountSet: moneyBag })),
		orderAdjustments: listIn(z.object({ amountSet: moneyBag, taxAmountSet: moneyBag })),
	})
	.transform((node) => ({
		lines: node.refundLineItems,
		payload: {
			id: node.id,
			created_at: node.createdAt,
			note: node.note,
			transactions: node.transactions?.map(({ kind, status, amountSet }) => ({
				kind,
				status,
				amount: amountSet?.presentmentMoney.amount,
				currency: amountSet?.presentmentMoney.currencyCode,
			})),
			refund_shipping_lines: node.refundShippingLines?.map((line) => ({
				subtotal_amount_set: line.subtotalAmountSet,
				tax_amount_set: line.taxAmountSet,
			})),
			order_adjustments: node.orderAdjustments?.map((each) => ({
				kind: 'refund_discrepancy',
				amount_set: each.amountSet,
				tax_amount_set: each.taxAmountSet,
			})),
		},
	}));

export type RefundNode = z.output<typeof refundNode>;
