import { z } from 'zod/v4';
import { id, money, optional, word } from './nodeFields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Refund */
export const REFUND_FIELDS = `
	id createdAt note
	transactions(first: 10) { nodes { kind status amountSet { presentmentMoney { amount currencyCode } } } }
	refundLineItems(first: 50) {
		nodes { subtotalSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } } }
	}
	refundShippingLines(first: 5) {
		nodes { subtotalAmountSet { shopMoney { amount } } taxAmountSet { shopMoney { amount } } }
	}
`;

const listIn = <T extends z.ZodType>(node: T) =>
	optional(z.object({ nodes: z.array(node) })).transform((part) => part?.nodes);

const payment = z.object({
	kind: word,
	status: word,
	amountSet: optional(
		z.object({ presentmentMoney: z.object({ amount: z.unknown(), currencyCode: z.unknown() }) }),
	),
});

export const refundNode = z
	.object({
		id,
		createdAt: z.unknown(),
		note: z.unknown(),
		transactions: listIn(payment),
		refundLineItems: listIn(z.object({ subtotalSet: money, totalTaxSet: money })),
		refundShippingLines: listIn(z.object({ subtotalAmountSet: money, taxAmountSet: money })),
	})
	.transform((node) => ({
		id: node.id,
		created_at: node.createdAt,
		note: node.note,
		transactions: node.transactions?.map(({ kind, status, amountSet }) => ({
			kind,
			status,
			amount: amountSet?.presentmentMoney.amount,
			currency: amountSet?.presentmentMoney.currencyCode,
		})),
		refund_line_items: node.refundLineItems?.map(({ subtotalSet, totalTaxSet }) => ({
			subtotal: subtotalSet,
			total_tax: totalTaxSet,
		})),
		order_adjustments: node.refundShippingLines?.map(({ subtotalAmountSet, taxAmountSet }) => ({
			kind: 'shipping_refund',
			amount: negative(subtotalAmountSet),
			tax_amount: negative(taxAmountSet),
		})),
	}));

/** What is given back is written as a negative adjustment in webhooks. */
const negative = (amount: string | number | null | undefined) =>
	amount === null || amount === undefined ? amount : -Number(amount);
