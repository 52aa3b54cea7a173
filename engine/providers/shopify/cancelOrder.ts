import { z } from 'zod/v4';
import { optional } from './graphql/nodeFields.ts';
import { change, refused, type Shop } from './shop.ts';

const CANCEL = `mutation cancel($id: ID!, $note: String) {
	done: orderCancel(
		orderId: $id
		reason: OTHER
		restock: true
		refundMethod: { originalPaymentMethodsRefund: false }
		notifyCustomer: false
		staffNote: $note
	) {
		jobResult { id }
		orderCancelUserErrors { field message }
	}
}`;

const PROGRESS = `query progress($id: ID!, $job: ID!) {
	order(id: $id) { cancelledAt }
	node(id: $job) { ... on OrderCancelJobResult { done errors { message } } }
}`;

const started = z.object({ jobResult: optional(z.object({ id: z.string() })) });
const progress = z.object({
	order: optional(z.object({ cancelledAt: z.string().nullish() })),
	node: optional(
		z.object({
			done: z.boolean().nullish(),
			errors: optional(z.array(z.object({ message: z.string() }))),
		}),
	),
});

const LONGEST_NOTE = 255;

/** Shopify cancels in the background; that takes seconds. */
const POLL_DELAYS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Cancels an order. What was reserved for it goes back into stock; nothing is refunded.
 *
 * @returns false when Shopify was still at it after about 15 seconds
 * @throws StoreError when Shopify refuses, at once or in the background
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/orderCancel
 */
export async function cancelOrder(
	shop: Shop,
	gid: string,
	orderId: string,
	note: string | null,
): Promise<boolean> {
	const failed = `cancel order "${orderId}"`;
	const answer = await change(shop, failed, CANCEL, {
		id: gid,
		note: note && note.slice(0, LONGEST_NOTE),
	});
	const job = started.parse(answer).jobResult?.id ?? gid;
	for (const delayMs of POLL_DELAYS_MS) {
		const { order, node } = await shop.ask(PROGRESS, { id: gid, job }, progress);
		if (order?.cancelledAt) return true;
		const errors = node?.errors ?? [];
		if (errors.length > 0) {
			throw refused(shop.storeUrl, failed, errors.map(({ message }) => message).join('; '));
		}
		await shop.wait(delayMs);
	}
	return false;
}
