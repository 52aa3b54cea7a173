import { retryAfterMs } from '../../providers/retryAfterMs.ts';
import { withoutSecrets } from '../../providers/sentSecrets.ts';
import { ActionError, type HttpAnswer } from '../../actions/actionError.ts';

const SHOWN_CHARS = 200;

const CAUSES: Readonly<Record<number, string>> = {
	401: 'It wants to know who calls: check the header for authentication in the credential.',
	403: 'It does not allow the call: check the header for authentication in the credential.',
	404: 'It knows nothing by this address: check the URL.',
	405: 'It does not take this method: check "Method".',
	408: 'It waited too long for the request.',
	410: 'The address is gone for good: correct the URL or remove this node.',
	413: 'The body is too large for it.',
	429: 'It is called too often.',
};

/**
 * What an answer other than 2xx means. 408, 429 and 5xx may pass by themselves; nothing else does.
 *
 * @param secrets that were sent, and are not shown where the answer repeats them
 */
export function statusError(
	origin: string,
	answer: HttpAnswer,
	secrets: readonly string[],
	now: Date,
): ActionError {
	const { status, headers, body } = answer;
	const isPassing = status === 408 || status === 429 || status >= 500;
	const cause = CAUSES[status] ?? (status >= 500 ? 'It has a problem of its own.' : '');
	const said = saidIn(body, secrets);
	return new ActionError(
		'status',
		[`${origin} answered ${status}.`, cause, said && `It said: ${said}`].filter(Boolean).join(' '),
		{
			retryable: isPassing,
			retryAfterMs: retryAfterMs(headers['retry-after'], now),
			status,
			answer,
		},
	);
}

function saidIn(body: unknown, secrets: readonly string[]): string {
	if (body === null) return '';
	const written = typeof body === 'string' ? body : JSON.stringify(body);
	const text = withoutSecrets(written, secrets)
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.trim();
	const chars = [...text.slice(0, SHOWN_CHARS * 2)];
	return chars.length <= SHOWN_CHARS ? text : `${chars.slice(0, SHOWN_CHARS).join('')}…`;
}
