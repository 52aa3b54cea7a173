import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod/v4';
import { Refused } from './refused.ts';

const MAX_BODY_BYTES = 1_000_000;

/** One request as the routes see it. */
export type Asked = {
	readonly method: string;
	/** The path's parts, decoded: `/orders/o-1001` is `['orders', 'o-1001']`. */
	readonly parts: readonly string[];
	readonly query: URLSearchParams;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
};

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
	response.end(JSON.stringify(body));
}

/** @throws Refused when the body is too large, not JSON, or not what the schema says */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES) throw new Refused('The body is larger than 1 MB.', 413);
		chunks.push(chunk);
	}
	let body: unknown;
	try {
		body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
	} catch {
		throw new Refused('The body is not JSON.', 400);
	}
	const parsed = schema.safeParse(body);
	if (!parsed.success) throw new Refused(z.prettifyError(parsed.error), 400);
	return parsed.data;
}
