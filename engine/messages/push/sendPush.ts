import type { PushSubscription } from './parseSubscription.ts';
import { endpointProblem } from './pushServices.ts';
import { postPush } from './postPush.ts';
import { pushAttemptOf, type PushAttempt } from './pushAttemptOf.ts';
import type { PushDelivery } from './pushDelivery.ts';
import type { VapidKeys } from './vapidKeys.ts';
import type { VapidTokens } from './vapidTokens.ts';

const MICROSOFT = /(^|\.)notify\.windows\.com$/;

/** What all notifications of one run share. */
export type PushSender = {
	readonly keys: VapidKeys;
	readonly tokens: VapidTokens;
	/** Push services that the merchant trusts beside the known ones, see `endpointProblem`. */
	readonly furtherServices: readonly string[];
	readonly now: () => number;
	/** For one request. */
	readonly timeoutMs?: number;
};

/**
 * Hands a notification to the push service of one subscription, once. Failing is a result, never thrown.
 *
 * @see RFC 8030 section 5
 */
export async function sendPush(
	{ keys, tokens, furtherServices, now, timeoutMs }: PushSender,
	subscription: PushSubscription,
	payload: string,
	{ ttl, urgency, topic }: PushDelivery,
): Promise<PushAttempt> {
	const { endpoint } = subscription;
	const failed = { status: 'failed', retryAfterMs: null, httpStatus: null } as const;
	const problem = endpointProblem(endpoint, furtherServices);
	if (problem !== null) {
		return { ...failed, kind: 'setup', retryable: false, reason: problem };
	}
	const { origin, host, hostname } = new URL(endpoint);
	const headers = {
		TTL: String(ttl),
		// Microsoft keeps messages unless told otherwise, and refuses a TTL of 0 for the contradiction.
		...(MICROSOFT.test(hostname) && { 'X-WNS-Cache-Policy': ttl === 0 ? 'no-cache' : 'cache' }),
		Urgency: urgency,
		...(topic !== null && { Topic: topic }),
		'Content-Type': 'application/octet-stream',
		'Content-Encoding': 'aes128gcm',
		Authorization: await tokens(origin, keys, now()),
	};
	const body = await encryptPush(payload, subscription);
	try {
		const answer = await postPush(endpoint, headers, body, timeoutMs);
		return pushAttemptOf(host, answer, new Date(now()));
	} catch (error) {
		const { code, name } = error as { code?: string; name?: string };
		const reason = name === 'TimeoutError' || code === 'ABORT_ERR' ? 'no answer in time' : code;
		return {
			...failed,
			kind: 'unreachable',
			retryable: true,
			reason: `${host} could not be reached: ${reason ?? 'the connection failed'}.`,
		};
	}
}

/** The body of a push message that only the subscribed browser can read. @see RFC 8291 */
export async function encryptPush(
	payload: string,
	{ p256dh, auth }: Pick<PushSubscription, 'p256dh' | 'auth'>,
): Promise<Buffer> {
	const { default: webPush } = await import('web-push');
	return webPush.encrypt(p256dh, auth, payload, 'aes128gcm').cipherText;
}
