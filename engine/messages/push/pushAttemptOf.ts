import { retryAfterMs } from '../../providers/retryAfterMs.ts';
import type { PushAnswer } from './postPush.ts';
import type { ActionErrorKind } from '../../actions/actionError.ts';

/** What came of handing a notification to a push service once. */
export type PushAttempt =
	| { readonly status: 'sent' }
	/** The subscription does not exist any more: 404 or 410. */
	| { readonly status: 'gone' }
	| {
			readonly status: 'failed';
			readonly kind: ActionErrorKind;
			/** In a merchant's words. */
			readonly reason: string;
			/** Whether the same may go through later. */
			readonly retryable: boolean;
			/** How long the service asks to wait; `null` where it does not say. */
			readonly retryAfterMs: number | null;
			/** `null` where there was no answer. */
			readonly httpStatus: number | null;
			/** Whether the service was not even asked, for it has failed again and again. */
			readonly isLeftAlone?: boolean;
	  };

const SHOWN_CHARACTERS = 200;

/** Apple says 400 where others say 403: the reason tells. */
const KEY_REASONS = /Vapid|Jwt/i;

/** Microsoft says 406 where the standard says 429. */
const THROTTLED = new Set([406, 429]);

/**
 * What a push service's answer means.
 *
 * @param service its host, for the words
 * @see RFC 8030 section 8.4 and RFC 8292 section 4.2; of Microsoft's own headers, `WnsAnswer`
 */
export function pushAttemptOf(service: string, answer: PushAnswer, now: Date): PushAttempt {
	const { status: httpStatus, text, wns } = answer;
	const fate = wns?.notificationStatus?.trim().toLowerCase();
	const isTaken = httpStatus >= 200 && httpStatus < 300;
	if (isTaken && fate !== 'dropped' && fate !== 'channelthrottled') return { status: 'sent' };
	if (httpStatus === 404 || httpStatus === 410) return { status: 'gone' };
	const said = `${wns?.errorDescription ?? ''} ${text}`.replace(/[\s\p{Cc}]+/gu, ' ').trim();
	const words = said === '' ? '' : ` It said: ${said.slice(0, SHOWN_CHARACTERS)}`;
	const failed = { status: 'failed', retryAfterMs: null, httpStatus } as const;

	if (httpStatus === 401 || httpStatus === 403 || (httpStatus === 400 && KEY_REASONS.test(said))) {
		return {
			...failed,
			kind: 'keys_refused',
			retryable: false,
			reason: `${service} refused the VAPID keys (${httpStatus}). The keys do not fit the subscription: check that the web push credential holds the pair whose public key is in your shop's page, and that its subject is an address of yours.${words}`,
		};
	}
	if (THROTTLED.has(httpStatus) || httpStatus >= 500 || fate === 'channelthrottled') {
		const waitMs = retryAfterMs(answer.retryAfter, now);
		const asked = waitMs === null ? '' : ` It asked to wait ${Math.ceil(waitMs / 1_000)} seconds.`;
		return {
			...failed,
			kind: 'throttled',
			retryable: true,
			retryAfterMs: waitMs,
			reason: `${service} cannot take the notification at present (${httpStatus}).${asked}${words}`,
		};
	}
	return {
		...failed,
		kind: 'rejected',
		retryable: false,
		reason: isTaken
			? `${service} did not pass the notification on: the browser or its user does not want it at present.${words}`
			: httpStatus === 413
				? `${service} says that the notification is too long (413). Shorten it.${words}`
				: `${service} refused the notification (${httpStatus}).${words}`,
	};
}
