import { parseJson, TooDeepError } from './parseJson.ts';

type ParsedBody =
	| { readonly ok: true; readonly object: Readonly<Record<string, unknown>> }
	| {
			readonly ok: false;
			readonly reason: 'not_json' | 'no_object' | 'too_deep';
			readonly detail: string;
	  };

/** Deeper than what any store sends. Less than `parseJson` reads, for events wrap what is kept of a message. */
const DEEPEST_MESSAGE = 100;

/** Files that were saved with one make servers send it. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** Reads a body that has to be a JSON object. */
export function jsonObjectOf(body: Buffer): ParsedBody {
	let value: unknown;
	try {
		value = parseJson(body.toString('utf8').replace(BYTE_ORDER_MARK, ''), DEEPEST_MESSAGE);
	} catch (error) {
		if (error instanceof TooDeepError) {
			return {
				ok: false,
				reason: 'too_deep',
				detail: `The body is nested deeper than ${DEEPEST_MESSAGE} levels, which are the most that are read.`,
			};
		}
		return { ok: false, reason: 'not_json', detail: 'The body is not JSON.' };
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return {
			ok: false,
			reason: 'no_object',
			detail: 'The body is JSON, but not an object in braces.',
		};
	}
	return { ok: true, object: value as Record<string, unknown> };
}
