import type { z } from 'zod/v4';
import { N8nApiError } from '../../../core/n8nApi/n8nApiError.ts';
import type { ApiContext } from './apiContext.ts';
import { ApiError, ERROR_STATUS } from './apiError.ts';
import type { createRouter } from './createRouter.ts';
import type { Endpoint, TextReply } from './endpoint.ts';

/** What was asked, as bytes and words of HTTP. */
export type ApiRequest = {
	readonly method: string;
	/** Below the base, decoded: `/api/providers`. */
	readonly path: string;
	readonly query: Readonly<Record<string, unknown>>;
	/** Reads the body; rejects with status 413 for one that is too large. */
	readonly readBody: () => Promise<Buffer>;
};

export type ApiAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

/** No body of the specification comes near it. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Answers one request to the REST API: finds the endpoint, asks for the token, reads what was sent by
 * its schemas, and puts what comes of it into the envelope of api.md.
 *
 * @throws never: what goes wrong is an answer
 */
export async function answerRequest(
	route: ReturnType<typeof createRouter>,
	context: ApiContext,
	request: ApiRequest,
): Promise<ApiAnswer> {
	try {
		const endpoint = findFor(route, context, request);
		const reply = await endpoint.endpoint.run(context, await read(endpoint, request));
		return 'contentType' in reply
			? text(reply as TextReply)
			: json(200, { ...reply, success: true });
	} catch (error) {
		return answerToError(error, context, request);
	}
}

function findFor(route: ReturnType<typeof createRouter>, context: ApiContext, request: ApiRequest) {
	const found = route(request.method, request.path);
	const isPublic = found !== null && 'endpoint' in found && found.endpoint.access === 'public';
	if (!isPublic && !context.request.isAuthorized) {
		throw new ApiError(
			'UNAUTHORIZED',
			'The token is missing or wrong. Send the API token of the Commerce API credential as "Authorization: Bearer <token>".',
			{ headers: { 'WWW-Authenticate': 'Bearer' } },
		);
	}
	if (found === null) {
		throw new ApiError(
			'NOT_FOUND',
			`There is no ${request.path}. GET /api/openapi.json lists what there is.`,
		);
	}
	if ('allowed' in found) {
		const allowed = found.allowed.join(', ');
		throw new ApiError(
			'METHOD_NOT_ALLOWED',
			`${request.path} does not take ${request.method}, but ${allowed}.`,
			{ headers: { Allow: allowed } },
		);
	}
	return found;
}

async function read(
	{ endpoint, params }: { endpoint: Endpoint; params: object },
	request: ApiRequest,
) {
	return {
		params: parse(endpoint.params, params),
		query: parse(endpoint.query, request.query),
		body: endpoint.body === null ? undefined : parse(endpoint.body, await readJson(request)),
	};
}

async function readJson({ readBody }: ApiRequest): Promise<unknown> {
	const bytes = await readBody();
	if (bytes.length > MAX_BODY_BYTES) {
		throw new ApiError(
			'PAYLOAD_TOO_LARGE',
			`The body has ${bytes.length} bytes, more than the allowed ${MAX_BODY_BYTES}.`,
		);
	}
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
	} catch {
		throw new ApiError('CONFIGURATION_ERROR', 'The body is not valid JSON in UTF-8.');
	}
}

/** "conditions.status: …": the field's path and what is wrong with it. */
function parse<T>(schema: z.ZodType<T>, given: unknown): T {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0]!;
	if (issue.code === 'custom' && issue.params?.answer === 'NOT_FOUND') {
		throw new ApiError('NOT_FOUND', issue.message);
	}
	const field = issue.path.map(String).join('.');
	throw new ApiError(
		'CONFIGURATION_ERROR',
		field === '' ? issue.message : `${field}: ${issue.message}`,
	);
}

function answerToError(error: unknown, context: ApiContext, request: ApiRequest): ApiAnswer {
	const known = knownError(error);
	if (known.code === 'INTERNAL_ERROR' || known.code === 'UNAVAILABLE') {
		context.warn(`${request.method} ${request.path} was answered with ${known.code}`, error);
	}
	const { code, message } = known;
	return json(ERROR_STATUS[code], { success: false, error: { code, message } }, known.headers);
}

function knownError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	if (error instanceof N8nApiError) return new ApiError('UNAVAILABLE', error.message);
	const status = (error as { status?: unknown; httpStatusCode?: unknown } | null) ?? {};
	if (status.status === 413 || status.httpStatusCode === 413) {
		return new ApiError(
			'PAYLOAD_TOO_LARGE',
			`The body is larger than the allowed ${MAX_BODY_BYTES} bytes.`,
		);
	}
	return new ApiError(
		'INTERNAL_ERROR',
		'Something went wrong here. What it was is in the log of n8n.',
	);
}

/** Never kept by anybody in between: also a GET may have changed something. */
function json(
	status: number,
	body: object,
	headers: Readonly<Record<string, string>> = {},
): ApiAnswer {
	return {
		status,
		headers: {
			'Content-Type': 'application/json; charset=utf-8',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
			...headers,
		},
		body: JSON.stringify(body),
	};
}

function text({ contentType, text: body, maxAgeSeconds }: TextReply): ApiAnswer {
	return {
		status: 200,
		headers: {
			'Content-Type': contentType,
			'Cache-Control': `public, max-age=${maxAgeSeconds}`,
			'X-Content-Type-Options': 'nosniff',
		},
		body,
	};
}
