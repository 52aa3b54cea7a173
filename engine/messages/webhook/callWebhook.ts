import { retryAfterMs } from '../../providers/retryAfterMs.ts';
import { signatureHeaders } from './signatureHeaders.ts';
import { statusError } from './statusError.ts';
import { tryWebhook, type TryLimits } from './tryWebhook.ts';
import { WebhookError, type WebhookResponse } from './webhookError.ts';
import type { WebhookNetwork } from './webhookNetwork.ts';
import type { WebhookRequest } from './webhookRequest.ts';

/** All waiting between the tries of one webhook together. Longer ones are the delivery's own. */
export const MAX_WAITING_MS = 60_000;

/** Shorter texts are no keys, and would blot out ordinary words. */
const SHORTEST_SECRET = 6;

export type WebhookCall = TryLimits & {
	/** Made once, for all tries. */
	readonly id: string;
	readonly signingKeys: readonly Buffer[];
	/** How long to wait before each further try. */
	readonly retryDelaysMs: readonly number[];
};

/** A webhook that its receiver has taken over. */
export type CalledWebhook = { readonly response: WebhookResponse; readonly attempts: number };

/**
 * Calls a webhook until it is answered with 2xx, there are no more delays, or trying again is of no use.
 * A `Retry-After` of the receiver is waited for, unless it is too long.
 *
 * @throws WebhookError of the last try
 */
export async function callWebhook(
	request: WebhookRequest,
	{ id, signingKeys, retryDelaysMs, ...limits }: WebhookCall,
	network: WebhookNetwork,
): Promise<CalledWebhook> {
	let waitedMs = 0;
	for (let attempts = 1; ; attempts += 1) {
		const result = await once(request, { id, signingKeys, limits }, network);
		if (!(result instanceof WebhookError)) return { response: result, attempts };

		const delayMs = retryDelaysMs[attempts - 1];
		const askedMs = retryAfterMs(result.response?.headers['retry-after'], network.now()) ?? 0;
		const waitMs = Math.max(delayMs ?? 0, askedMs);
		const isLast = delayMs === undefined || waitedMs + waitMs > MAX_WAITING_MS;
		if (!result.retryable || isLast) throw withAttempts(result, attempts);
		waitedMs += waitMs;
		try {
			await network.wait(waitMs, limits.signal);
		} catch {
			throw withAttempts(result, attempts);
		}
	}
}

async function once(
	request: WebhookRequest,
	{
		id,
		signingKeys: keys,
		limits,
	}: { id: string; signingKeys: readonly Buffer[]; limits: TryLimits },
	network: WebhookNetwork,
): Promise<WebhookResponse | WebhookError> {
	const headers = {
		...request.headers,
		...signatureHeaders({ id, body: request.body, keys }, network.now()),
	};
	try {
		const response = await tryWebhook({ ...request, headers }, limits, network);
		return response.status >= 200 && response.status < 300
			? response
			: statusError(request.url.origin, response, secretsIn(request.ownHeaders));
	} catch (error) {
		if (error instanceof WebhookError) return error;
		throw error;
	}
}

/** A header as it is, and what stands behind `Bearer` in it. */
function secretsIn(ownHeaders: WebhookRequest['ownHeaders']): string[] {
	return Object.values(ownHeaders)
		.flatMap((value) => [value, value.split(' ').at(-1)!])
		.filter((secret) => secret.length >= SHORTEST_SECRET);
}

function withAttempts(error: WebhookError, attempts: number): WebhookError {
	const { kind, message, retryable, response, cause } = error;
	const tried = attempts > 1 ? ` It was tried ${attempts} times.` : '';
	return new WebhookError(kind, message + tried, { retryable, response, attempts, cause });
}
