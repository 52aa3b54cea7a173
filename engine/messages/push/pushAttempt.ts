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
	  };
