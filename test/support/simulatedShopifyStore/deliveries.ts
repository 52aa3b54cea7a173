import { createHmac, randomUUID } from 'node:crypto';
import type { Happening } from './shopState.ts';

type Subscription = { readonly id: string; readonly topic: string; readonly uri: string };

type Pending = {
	readonly subscription: Subscription;
	readonly topic: string;
	/** Made when it happened: a retry brings the same bytes to the same address. */
	readonly body: string;
	readonly eventId: string;
	readonly webhookId: string;
	readonly triggeredAt: string;
	dueAt: number;
	failures: number;
};

/**
 * After a failure, 8 more tries within 4 hours, further and further apart; then the subscription is deleted.
 *
 * @see https://shopify.dev/changelog/updates-to-webhook-retry-mechanism
 */
const RETRY_AFTER_MS = [1, 2, 4, 8, 15, 30, 60, 120].map((minutes) => minutes * 60_000);

export type Deliveries = {
	/** What has not been taken yet, in the order in which it happened. */
	readonly pending: Pending[];
	happen(happening: Happening): void;
	/** Posts what is due by the shop's clock. */
	deliver(): Promise<void>;
	/** The newest message comes once more, with the same event id: documented as possible. */
	repeatLast(): void;
	/** Messages are sent later than they happened, or in another order: documented as possible. */
	delay(ms: number): void;
};

export function createDeliveries(
	subscriptions: Subscription[],
	secret: string,
	now: () => Date,
): Deliveries {
	const pending: Pending[] = [];
	let last: Pending[] = [];
	let delayMs = 0;

	const post = async (each: Pending) => {
		try {
			const answer = await fetch(each.subscription.uri, {
				method: 'POST',
				body: each.body,
				// A redirect counts as a failure.
				redirect: 'manual',
				signal: AbortSignal.timeout(5_000),
				headers: {
					'content-type': 'application/json',
					'x-shopify-topic': each.topic,
					'x-shopify-hmac-sha256': createHmac('sha256', secret).update(each.body).digest('base64'),
					'x-shopify-shop-domain': 'my-shop.myshopify.com',
					'x-shopify-api-version': '2026-10',
					'x-shopify-webhook-id': each.webhookId,
					'x-shopify-event-id': each.eventId,
					'x-shopify-triggered-at': each.triggeredAt,
				},
			});
			return answer.ok;
		} catch {
			return false;
		}
	};

	return {
		pending,
		happen({ topic, payload }) {
			const eventId = randomUUID();
			const name = topic.replace('/', '_').toUpperCase();
			last = subscriptions
				.filter((each) => each.topic === name)
				.map((subscription) => ({
					subscription,
					topic,
					body: JSON.stringify(payload),
					eventId,
					webhookId: randomUUID(),
					triggeredAt: now().toISOString(),
					dueAt: now().getTime() + delayMs,
					failures: 0,
				}));
			pending.push(...last);
		},
		async deliver() {
			const due = pending.filter(({ dueAt }) => dueAt <= now().getTime());
			for (const each of due) {
				if (!pending.includes(each)) continue;
				const isTaken = await post(each);
				const retryMs = RETRY_AFTER_MS[each.failures];
				if (!isTaken && retryMs !== undefined) {
					each.failures += 1;
					each.dueAt = now().getTime() + retryMs;
					continue;
				}
				pending.splice(pending.indexOf(each), 1);
				if (!isTaken) {
					const index = subscriptions.findIndex(({ id }) => id === each.subscription.id);
					if (index >= 0) subscriptions.splice(index, 1);
				}
			}
		},
		repeatLast: () =>
			void pending.push(...last.map((each) => ({ ...each, webhookId: randomUUID() }))),
		delay: (ms) => void (delayMs = ms),
	};
}
