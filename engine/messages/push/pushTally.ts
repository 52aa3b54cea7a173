import { ActionError } from '../../actions/actionError.ts';
import type { PushOutcome, PushResult } from './sendPushes.ts';
import { subscriptionIdOf } from './subscriptionIdOf.ts';
import type { PushSubscription } from './parseSubscription.ts';

/** Of an item, more would only fill n8n's database. */
const MAX_SHOWN = 100;

/** Counts what came of an item's notifications. */
export type PushTally = {
	add(result: PushResult<PushSubscription>): void;
	/** For the output. Endpoints are not shown: whoever has one can be a nuisance to the browser. */
	summary(): Record<string, unknown>;
	/** When it reached nobody although there was somebody. */
	failure(): ActionError | null;
};

export function createPushTally(space: string): PushTally {
	const counts = { sent: 0, gone: 0, failed: 0, skipped: 0 };
	const fine: Array<Record<string, unknown>> = [];
	const notable: Array<Record<string, unknown>> = [];
	let firstFailure: Extract<PushOutcome, { status: 'failed' }> | undefined;
	let sentAt: string | undefined;

	return {
		add({ subscription: { endpoint }, outcome }) {
			counts[outcome.status] += 1;
			if (outcome.status === 'failed') firstFailure ??= outcome;
			if (outcome.status === 'skipped') sentAt ??= outcome.sentAt;
			const shown = outcome.status === 'sent' || outcome.status === 'skipped' ? fine : notable;
			if (shown.length >= MAX_SHOWN) return;
			const { status } = outcome;
			shown.push({
				id: subscriptionIdOf(space, endpoint),
				service: new URL(endpoint).host,
				status,
				...(outcome.status === 'failed' && {
					reason: outcome.reason,
					httpStatus: outcome.httpStatus,
					retryable: outcome.retryable,
				}),
				...(outcome.status === 'skipped' && { sentAt: outcome.sentAt }),
			});
		},
		summary() {
			const all = counts.sent + counts.gone + counts.failed + counts.skipped;
			const isSkipped = counts.skipped > 0 && counts.sent === 0;
			return {
				...counts,
				...(all === 0 && { reason: 'nobody has subscribed' }),
				...(isSkipped && { reason: 'already sent', sentAt }),
				results: [...notable, ...fine].slice(0, MAX_SHOWN),
			};
		},
		failure() {
			if (firstFailure === undefined || counts.sent + counts.skipped > 0) return null;
			const { kind, reason, retryable, retryAfterMs, httpStatus, isLeftAlone } = firstFailure;
			const message =
				counts.failed === 1
					? reason
					: `None of ${counts.failed} notifications could be sent. The first: ${reason}`;
			const details = { retryable, retryAfterMs, status: httpStatus };
			return new ActionError(kind, message, { ...details, ...(isLeftAlone && { isLeftAlone }) });
		},
	};
}
