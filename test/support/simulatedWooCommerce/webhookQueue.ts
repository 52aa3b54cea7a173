import type { SimulatedWooCommerce } from '../simulatedWooCommerce.ts';

/** A failure after more than this many in a row switches a webhook off: at the seventh. */
const MOST_FAILURES = 5;

export type WebhookQueue = {
	/** Something has happened. Nothing is sent yet: Action Scheduler does that later. */
	schedule(topic: string, payload: () => unknown): void;
	/** Sends what waits, with the content that things have now. @returns the status of each answer */
	run(): Promise<number[]>;
};

/**
 * `includes/wc-webhook-functions.php` (`wc_webhook_process_delivery`) and `includes/class-wc-webhook.php`
 * (`deliver`, `failed_delivery`): the payload is built when it is sent, the same job is queued once, 2xx
 * to 302 is a success, and nothing is ever sent again.
 */
export function createWebhookQueue(shop: SimulatedWooCommerce): WebhookQueue {
	const waiting = new Map<string, { topic: string; payload: () => unknown }>();
	const failures = new Map<number, number>();
	return {
		schedule(topic, payload) {
			const { id } = payload() as { id: unknown };
			const key = `${topic} ${String(id)}`;
			if (!waiting.has(key)) waiting.set(key, { topic, payload });
		},
		async run() {
			const jobs = [...waiting.values()];
			waiting.clear();
			const statuses: number[] = [];
			for (const { topic, payload } of jobs) {
				const active = shop.webhooks.filter(
					(one) => one.topic === topic && one.status === 'active',
				);
				const answers = await shop
					.deliver(topic, payload())
					.then((all) => all.map(({ status }) => status))
					.catch(() => active.map(() => 0));
				for (const [index, status] of answers.entries()) {
					const webhook = active[index]!;
					const isSuccess = status >= 200 && status <= 302;
					const before = failures.get(webhook.id) ?? 0;
					if (!isSuccess && before > MOST_FAILURES) webhook.status = 'disabled';
					failures.set(webhook.id, isSuccess ? 0 : before + 1);
				}
				statuses.push(...answers);
			}
			return statuses;
		},
	};
}
