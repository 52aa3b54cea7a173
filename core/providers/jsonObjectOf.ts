type ParsedBody =
	| { readonly ok: true; readonly object: Readonly<Record<string, unknown>> }
	| { readonly ok: false; readonly detail: string };

/**
 * Reads a body that has to be a JSON object.
 *
 * Whole numbers beyond 2^53 come as text, digit by digit: stores number their entities with them.
 */
export function jsonObjectOf(body: Buffer): ParsedBody {
	let value: unknown;
	try {
		value = JSON.parse(body.toString('utf8'), keepLongIds);
	} catch {
		return { ok: false, detail: 'The body is not JSON.' };
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { ok: false, detail: 'The body is JSON, but not an object in braces.' };
	}
	return { ok: true, object: value as Record<string, unknown> };
}

/** `context.source` is given by Node.js 21 and newer; without it, long ids are rounded as usual. */
function keepLongIds(_key: string, value: unknown, context?: { source?: string }): unknown {
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
	const source = context?.source ?? '';
	return /^-?\d+$/.test(source) ? source : value;
}
