import { parseJson } from './parseJson.ts';

type ParsedBody =
	| { readonly ok: true; readonly object: Readonly<Record<string, unknown>> }
	| { readonly ok: false; readonly detail: string };

/** Reads a body that has to be a JSON object. */
export function jsonObjectOf(body: Buffer): ParsedBody {
	let value: unknown;
	try {
		value = parseJson(body.toString('utf8'));
	} catch {
		return { ok: false, detail: 'The body is not JSON.' };
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { ok: false, detail: 'The body is JSON, but not an object in braces.' };
	}
	return { ok: true, object: value as Record<string, unknown> };
}
