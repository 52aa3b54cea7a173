import { signatureHeaders } from './signatureHeaders.ts';
import { statusError } from './statusError.ts';
import { tryWebhook, type TryLimits } from './tryWebhook.ts';
import { ActionError, triedAgain, type HttpAnswer } from '../../actions/actionError.ts';
import type { WebhookNetwork, WebhookRequest } from './webhookRequest.ts';

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
export type CalledWebhook = { readonly response: HttpAnswer; readonly attempts: number };

/**
 * Calls a webhook until it is answered with 2xx, there are no more delays, or trying again is of no use.
 * A `Retry-After` of the receiver is waited for, unless it is too long.
 *
 * @throws ActionError of the last try
 */
export async function callWebhook(
	request: WebhookRequest,
	{ id, signingKeys, retryDelaysMs, ...limits }: WebhookCall,
	network: WebhookNetwork,
): Promise<CalledWebhook> {
	let waitedMs = 0;
	for (let attempts = 1; ; attempts += 1) {
		const result = await once(request, { id, signingKeys, limits }, network);
		if (!(result instanceof ActionError)) return { response: result, attempts };

		const delayMs = retryDelaysMs[attempts - 1];
		const waitMs = Math.max(delayMs ?? 0, result.retryAfterMs ?? 0);
		const isLast = delayMs === undefined || waitedMs + waitMs > MAX_WAITING_MS;
		if (!result.retryable || isLast) throw triedAgain(result, attempts);
		waitedMs += waitMs;
		try {
			await network.wait(waitMs, limits.signal);
		} catch {
			throw triedAgain(result, attempts);
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
): Promise<HttpAnswer | ActionError> {
	const headers = {
		...request.headers,
		...signatureHeaders({ id, body: request.body, keys }, network.now()),
	};
	try {
		const response = await tryWebhook({ ...request, headers }, limits, network);
		return response.status >= 200 && response.status < 300
			? response
			: statusError(request.url.origin, response, secretsIn(request.ownHeaders), network.now());
	} catch (error) {
		if (error instanceof ActionError) return error;
		throw error;
	}
}

/** A header as it is, and what stands behind `Bearer` in it. */
function secretsIn(ownHeaders: WebhookRequest['ownHeaders']): string[] {
	return Object.values(ownHeaders)
		.flatMap((value) => [value, value.split(' ').at(-1)!])
		.filter((secret) => secret.length >= SHORTEST_SECRET);
}
