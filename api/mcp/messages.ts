import { z } from 'zod/v4';

/** A message of JSON-RPC that answers, or nothing, and the status of HTTP that goes with it. */
export type McpAnswer = { readonly status: number; readonly body: object | null };

export type Id = string | number | null;

/**
 * Codes of errors.
 *
 * @see https://www.jsonrpc.org/specification#error_object
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning
 */
export const CODES = {
	PARSE: -32_700,
	INVALID: -32_600,
	METHOD: -32_601,
	PARAMS: -32_602,
	HEADERS: -32_020,
	VERSION: -32_022,
} as const;

const id = z.union([z.string().max(200), z.number()]);

/** A request, or without an id a notification. */
export const message = z.looseObject({
	jsonrpc: z.literal('2.0'),
	id: id.optional(),
	method: z.string().max(100),
	params: z.looseObject({}).optional(),
});

export type Message = z.infer<typeof message>;

export const success = (of: Id, result: object): McpAnswer => ({
	status: 200,
	body: { jsonrpc: '2.0', id: of, result },
});

export const failure = (
	status: number,
	of: Id,
	error: { readonly code: number; readonly message: string; readonly data?: object },
): McpAnswer => ({ status, body: { jsonrpc: '2.0', id: of, error } });

/** For what cannot be read as JSON. */
export const unreadable = (): McpAnswer =>
	failure(400, null, { code: CODES.PARSE, message: 'The body is not valid JSON in UTF-8.' });

/** For what is no message. */
export function invalid(given: unknown): McpAnswer {
	const named = z.looseObject({ id }).safeParse(given);
	const text = Array.isArray(given)
		? 'Batches are not taken: send one message at a time.'
		: 'The body is no request of JSON-RPC 2.0.';
	return failure(400, named.success ? named.data.id : null, { code: CODES.INVALID, message: text });
}
