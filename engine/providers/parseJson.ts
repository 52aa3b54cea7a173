/** Far from what overflows the stack of whatever walks through it. */
const DEEPEST_JSON = 200;

/** What is nested deeper than is read. */
export class TooDeepError extends SyntaxError {
	override readonly name = 'TooDeepError';
}

/**
 * Parses JSON as stores write it: whole numbers beyond 2^53 come as text, digit by digit, for stores number
 * their entities with them.
 *
 * The text is looked through once before, for a reviver makes each parse five to ten times slower.
 *
 * @throws SyntaxError for what is not JSON; TooDeepError for what is nested deeper than `deepest` levels
 */
export function parseJson(text: string, deepest = DEEPEST_JSON): unknown {
	const longIds = lookThrough(text, deepest);
	const value = JSON.parse(text) as unknown;
	return longIds.length === 0 ? value : (JSON.parse(quoted(text, longIds)) as unknown);
}

type Place = { readonly start: number; readonly end: number };

/** The fewest digits that a number beyond 2^53 has. */
const LONG_DIGITS = 16;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const POINT = 0x2e;
/** `e` and `[`, in upper case or lower: `E` and `{`. */
const LOWER = 0x20;
const EXPONENT = 0x65;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Where long whole numbers are. One pass over a text that may be no JSON: it only has to end.
 *
 * @throws TooDeepError
 */
function lookThrough(text: string, deepest: number): Place[] {
	const found: Place[] = [];
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) {
			at = endOfString(text, at);
		} else if ((code | LOWER) === OPEN) {
			depth += 1;
			if (depth > deepest) throw new TooDeepError(`nested deeper than ${deepest} levels`);
		} else if ((code | LOWER) === CLOSE) {
			depth -= 1;
		} else if (code === MINUS || isDigit(code)) {
			let end = at + 1;
			while (isDigit(text.charCodeAt(end))) end += 1;
			if (end - at >= LONG_DIGITS && isLongId(text, at, end)) found.push({ start: at, end });
			// A fraction is no whole number of its own.
			while (isPartOfNumber(text.charCodeAt(end))) end += 1;
			at = end - 1;
		}
	}
	return found;
}

/** The place of the quote that ends a string; the end of the text where none does. */
function endOfString(text: string, start: number): number {
	for (let from = start + 1; ; ) {
		const end = text.indexOf('"', from);
		if (end < 0) return text.length;
		let backslashes = 0;
		while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
		if (backslashes % 2 === 0) return end;
		from = end + 1;
	}
}

function isLongId(text: string, start: number, end: number): boolean {
	const next = text.charCodeAt(end);
	if (next === POINT || (next | LOWER) === EXPONENT) return false;
	return end - start > LONG_DIGITS + 1 || !Number.isSafeInteger(Number(text.slice(start, end)));
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

const isPartOfNumber = (code: number) =>
	isDigit(code) || code === POINT || code === MINUS || code === 0x2b || (code | LOWER) === EXPONENT;

function quoted(text: string, places: readonly Place[]): string {
	let out = '';
	let from = 0;
	for (const { start, end } of places) {
		out += `${text.slice(from, start)}"${text.slice(start, end)}"`;
		from = end;
	}
	return out + text.slice(from);
}

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
