import { randomUUID } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { Delivery, StoreState, Webhook } from './storeState.ts';

const ATTEMPT_TIMEOUT_MS = 15_000;
const KEPT_DELIVERIES = 200;
const SHOWN_ANSWER_CHARACTERS = 200;
const GONE = 410;

/** The waits between the attempts of one message. */
export const RETRY_DELAYS_MS: readonly number[] = [
	2_000, 10_000, 30_000, 120_000, 600_000, 3_600_000,
];

export type Message = {
	/** A trigger code with its first `_` as `.`: `shipment.out_for_delivery`. */
	readonly type: string;
	readonly subject: string;
	/** ISO 8601: when it happened. */
	readonly timestamp: string;
	readonly data: unknown;
};

export type WebhookSender = {
	/** Sends a message to every webhook that wants it, without waiting for the answers. */
	send(message: Message): void;
	/** Sends what is still waiting in the state again, as after a restart of the store. */
	resume(): void;
	/** Returns when no request is under way; what waits for its next attempt stays waiting. */
	stop(): Promise<void>;
};

/**
 * Sends the store's messages as Standard Webhooks 1.0.0 says: signed, the same id at every attempt,
 * 2xx is success, 410 switches the webhook off, anything else is tried again later. Success has a JSON
 * body, as docs/generic-store.md says: a starting n8n answers 200 with a text to whatever comes.
 *
 * First attempts go out in order, one at a time for each webhook.
 */
export function createWebhookSender(options: {
	readonly state: StoreState;
	readonly secret: string;
	readonly retryDelaysMs: readonly number[];
	readonly now: () => Date;
	/** Called after each change of a delivery. */
	readonly changed: () => void;
}): WebhookSender {
	const { state, retryDelaysMs, now, changed } = options;
	const signer = new Signer(options.secret);
	const lines = new Map<string, Promise<void>>();
	const timers = new Set<NodeJS.Timeout>();
	const stopping = new AbortController();

	function send({ type, subject, timestamp, data }: Message): void {
		const body = JSON.stringify({ type, timestamp, data });
		for (const { id: webhookId, url } of state.webhooks.filter((webhook) => wants(webhook, type))) {
			const delivery: Delivery = {
				id: `msg_${randomUUID()}`,
				webhookId,
				url,
				type,
				subject,
				body,
				status: 'pending',
				attempts: [],
				nextAttemptAt: timestamp,
			};
			state.deliveries.push(delivery);
			enqueue(delivery);
		}
		const isSettled = ({ status }: Delivery) => status !== 'pending';
		while (state.deliveries.length > KEPT_DELIVERIES) {
			const oldest = state.deliveries.findIndex(isSettled);
			if (oldest === -1) break;
			state.deliveries.splice(oldest, 1);
		}
	}

	function enqueue(delivery: Delivery): void {
		const before = lines.get(delivery.webhookId) ?? Promise.resolve();
		lines.set(
			delivery.webhookId,
			before.then(() => attempt(delivery)),
		);
	}

	async function attempt(delivery: Delivery): Promise<void> {
		if (stopping.signal.aborted) return;
		const webhook = state.webhooks.find(({ id }) => id === delivery.webhookId);
		if (webhook === undefined || !webhook.enabled) return settle(delivery, 'failed');
		const at = now();
		const { status, answer, isJson } = await post(delivery, at);
		if (status === undefined && stopping.signal.aborted) return;
		const ok = status !== undefined && status >= 200 && status < 300 && isJson;
		delivery.attempts.push({ at: at.toISOString(), answer, ok });
		if (ok) return settle(delivery, 'delivered');
		if (status === GONE) {
			webhook.enabled = false;
			return settle(delivery, 'failed');
		}
		const delay = retryDelaysMs[delivery.attempts.length - 1];
		if (delay === undefined) return settle(delivery, 'failed');
		delivery.nextAttemptAt = new Date(now().getTime() + delay).toISOString();
		later(delivery, delay);
		changed();
	}

	async function post(
		delivery: Delivery,
		at: Date,
	): Promise<{ status: number | undefined; answer: string; isJson: boolean }> {
		try {
			const response = await fetch(delivery.url, {
				method: 'POST',
				redirect: 'manual',
				signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
				headers: {
					'content-type': 'application/json',
					'user-agent': 'demo-store',
					'webhook-id': delivery.id,
					'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
					'webhook-signature': signer.sign(delivery.id, at, delivery.body),
				},
				body: delivery.body,
			});
			const text = (await response.text()).slice(0, SHOWN_ANSWER_CHARACTERS);
			const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
			return { status: response.status, answer: `${response.status} ${text}`.trim(), isJson };
		} catch (error) {
			const { message, cause } = error as Error;
			return {
				status: undefined,
				answer: `No answer: ${cause instanceof Error ? cause.message : message}`,
				isJson: false,
			};
		}
	}

	function settle(delivery: Delivery, status: Delivery['status']): void {
		delivery.status = status;
		delivery.nextAttemptAt = null;
		changed();
	}

	function later(delivery: Delivery, delay: number): void {
		const timer = setTimeout(() => {
			timers.delete(timer);
			enqueue(delivery);
		}, delay);
		timers.add(timer);
	}

	return {
		send,
		resume() {
			for (const delivery of state.deliveries.filter(({ status }) => status === 'pending')) {
				const due = delivery.nextAttemptAt === null ? 0 : Date.parse(delivery.nextAttemptAt);
				later(delivery, Math.max(0, due - now().getTime()));
			}
		},
		async stop() {
			stopping.abort();
			timers.forEach(clearTimeout);
			await Promise.all(lines.values());
		},
	};
}

function wants({ enabled, events }: Webhook, type: string): boolean {
	return enabled && (events === undefined || events.length === 0 || events.includes(type));
}
