/**
 * Parses JSON as stores write it: whole numbers beyond 2^53 come as text, digit by digit, for stores number
 * their entities with them.
 *
 * @throws SyntaxError for what is not JSON
 */
export function parseJson(text: string): unknown {
	return JSON.parse(text, keepLongIds) as unknown;
}

/** `context.source` is given by Node.js 21 and newer; without it, long ids are rounded as usual. */
function keepLongIds(_key: string, value: unknown, context?: { source?: string }): unknown {
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
	const source = context?.source ?? '';
	return /^-?\d+$/.test(source) ? source : value;
}
