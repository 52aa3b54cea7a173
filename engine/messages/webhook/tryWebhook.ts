import { allowedAddresses } from './allowedAddresses.ts';
import { readResponse } from './readResponse.ts';
import { redirectTarget } from './redirectTarget.ts';
import { connectionCause } from '../../http/connectionCause.ts';
import { httpRequest } from '../../http/httpRequest.ts';
import { ActionError, type HttpAnswer } from '../../actions/actionError.ts';
import type { WebhookNetwork, WebhookRequest } from './webhookRequest.ts';

export const MAX_REDIRECTS = 3;

/** What bounds one try. */
export type TryLimits = {
	/** From looking the name up to the last byte of the answer, redirects included. */
	readonly timeoutMs: number;
	readonly allowPrivateAddresses: boolean;
	/** What allows them, as its form calls it. */
	readonly networkOption?: string;
	/** How often it is followed to another address. */
	readonly maxRedirects?: number;
	/** Stops it early. */
	readonly signal?: AbortSignal;
};

/**
 * Calls a webhook once, and follows it to where it is sent on to. Every address on the way is checked
 * before anything is sent to it.
 *
 * @returns what was answered, whatever its status
 * @throws ActionError where there was no answer
 */
export async function tryWebhook(
	request: WebhookRequest,
	{
		timeoutMs,
		allowPrivateAddresses,
		networkOption,
		maxRedirects = MAX_REDIRECTS,
		signal: cancelled,
	}: TryLimits,
	{ resolve, trustedCertificates }: WebhookNetwork,
): Promise<HttpAnswer> {
	const late = AbortSignal.timeout(timeoutMs);
	const signal = cancelled === undefined ? late : AbortSignal.any([late, cancelled]);
	let { url } = request;
	try {
		for (let redirects = 0; ; redirects += 1) {
			signal.throwIfAborted();
			const addresses = await orAborted(
				allowedAddresses(url, resolve, allowPrivateAddresses, networkOption),
				signal,
			);
			const headers =
				url.origin === request.url.origin
					? { ...request.headers, ...request.ownHeaders }
					: request.headers;
			const { method, body } = request;
			const call = { method, url, headers, body, signal, addresses, trustedCertificates };
			const answer = await httpRequest({ ...call, isDirect: true });
			let target: URL | null;
			try {
				target = redirectTarget({ method, url }, answer);
			} catch (error) {
				answer.body.destroy();
				throw error;
			}
			if (target === null) return await readResponse(answer);
			answer.body.destroy();
			if (redirects === maxRedirects) {
				throw new ActionError(
					'redirect',
					`${request.url.origin} sends on ${maxRedirects === 0 ? 'to another address' : `more than ${maxRedirects} times`}. Enter the address that it leads to in "URL".`,
				);
			}
			url = target;
		}
	} catch (error) {
		if (error instanceof ActionError) throw error;
		if (cancelled?.aborted) {
			throw new ActionError('cancelled', 'The run was stopped before the webhook was answered.');
		}
		if (late.aborted) {
			throw new ActionError(
				'timeout',
				`${url.origin} did not answer within ${timeoutMs / 1_000} seconds.`,
				{ retryable: true },
			);
		}
		const { kind, why } = connectionCause(error);
		const details = { retryable: kind === 'unreachable', cause: error };
		throw new ActionError(kind, `${url.origin} cannot be called: ${why}`, details);
	}
}

/** A look-up cannot be stopped, but need not be waited for. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return await new Promise((resolve, reject) => {
		const abort = () => reject(signal.reason as Error);
		signal.addEventListener('abort', abort, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}
