import { listIn } from '../payloadFields.ts';
import { title } from './title.ts';

/** A shop's words in an answer or a log. */
const LONGEST_WORDS = 200;

/** An error of WordPress where an order, a customer or a product should be. */
export type WordPressError = {
	readonly words: string;
	/** There is nothing of that id any more, or it is something else: a coupon, a page. */
	readonly isAbsence: boolean;
};

/**
 * A payload is what the REST API answers to the webhook's user when the queue runs, be it an error: in the
 * form of the REST API (`{code, message}`), or in that of PHP (`{errors: {code: [message]}}`).
 *
 * @returns `null` for what is no error
 */
export function errorIn(body: Readonly<Record<string, unknown>>): WordPressError | null {
	if (body.id !== undefined) return null;
	const { code, message, errors } = body;
	if (isCode(code) && 'message' in body) return toError(String(code), message);
	if (typeof errors !== 'object' || errors === null) return null;
	const first = Object.entries(errors)[0];
	if (first === undefined) return null;
	const [firstCode, messages] = first as [string, unknown];
	return toError(firstCode, listIn(messages)?.[0] ?? messages);
}

const isCode = (code: unknown) => typeof code === 'string' || typeof code === 'number';

function toError(code: string, message: unknown): WordPressError {
	const said = typeof message === 'string' && message.trim() !== '' ? message : code;
	return {
		words: plain(said.slice(0, LONGEST_WORDS * 2)).slice(0, LONGEST_WORDS),
		isAbsence: code.endsWith('_invalid_id'),
	};
}

/** WordPress writes its errors for a page: `<strong>Error:</strong> …`. */
const plain = (words: string) => (title.parse(words) ?? '').replace(/\s+/g, ' ').trim();
