import { z } from 'zod/v4';
import { amount, listOf, text } from '../payloadFields.ts';

/** Codes come with their amounts in webhooks and alone in GraphQL. */
const code = z.union([z.string(), z.object({ code: z.string() }).transform((given) => given.code)]);

const orderAttributes = z.object({
	test: z.unknown(),
	confirmed: z.unknown(),
	confirmation_number: text,
	po_number: text,
	source_name: text,
	customer_locale: text,
	presentment_currency: text,
	total_outstanding: amount,
	total_tip_received: amount,
	discount_codes: listOf(code),
	note_attributes: listOf(z.object({ name: text, value: text })),
});

/**
 * What else of an order can be of use in a workflow; by Shopify's names. What the order has none of is left
 * out: messages do, too, for some.
 */
export function orderAttributesOf(payload: unknown): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(orderAttributes.parse(payload)).filter(
			([, value]) => value !== null && value !== undefined,
		),
	);
}
