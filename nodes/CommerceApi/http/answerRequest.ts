import type { ApiContext } from './apiContext.ts';
import { ApiError, ERROR_STATUS } from './apiError.ts';
import { allowedOrigin } from './allowedOrigin.ts';
import { createRateLimit, type RateLimit } from './createRateLimit.ts';
import { createRouter } from './createRouter.ts';
import type { Endpoint, TextReply } from './endpoint.ts';
import { knownError } from './knownError.ts';
import { parseAsked } from './parseAsked.ts';
import { readJson } from './readJson.ts';

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

/** Of one address: more than a person mistypes, far fewer than guessing needs. */
const WRONG_TOKENS_PER_MINUTE = 10;

/** Answers one request to the REST API. Never throws: what goes wrong is an answer. */
export type AnswerRequest = (context: ApiContext, request: ApiRequest) => Promise<ApiAnswer>;

/**
 * Prepares the answering of requests: finds the endpoint, asks for the token, reads what was sent by its
 * schemas, and puts what comes of it into the envelope of api.md.
 */
export function createAnswerRequest(
	endpoints: readonly Endpoint[],
	now: () => number,
): AnswerRequest {
	const route = createRouter(endpoints);
	const wrongTokens = createRateLimit(WRONG_TOKENS_PER_MINUTE, now);
	const limits = new Map<Endpoint, RateLimit>(
		endpoints.flatMap((endpoint) =>
			endpoint.perMinute === null
				? []
				: [[endpoint, createRateLimit(endpoint.perMinute, now)] as const],
		),
	);

	return async (context, request) => {
		// n8n has answered the browser's preflight by itself, for any page; whether the page may read this
		// answer, and whether anything is done, is decided here.
		let origin: Record<string, string> = {};
		try {
			const { endpoint, params } = findFor(context, request);
			origin = await allowedOrigin(context, endpoint);
			refuseTooMany(limits.get(endpoint), context);
			const reply = await endpoint.run(context, {
				params: parseAsked(endpoint.params, params),
				query: parseAsked(endpoint.query, request.query),
				body:
					endpoint.body === null
						? undefined
						: parseAsked(endpoint.body, await readJson(request.readBody)),
			});
			return 'contentType' in reply
				? text(reply as TextReply, origin)
				: json(200, { ...reply, success: true }, origin);
		} catch (error) {
			const { code, message, headers } = knownError(error);
			if (code === 'INTERNAL_ERROR' || code === 'UNAVAILABLE') {
				context.warn(`${request.method} ${request.path} was answered with ${code}`, error);
			}
			const body = { success: false, error: { code, message } };
			return json(ERROR_STATUS[code], body, { ...origin, ...headers });
		}
	};

	function findFor(context: ApiContext, request: ApiRequest) {
		const found = route(request.method, request.path);
		const isPublic = found !== null && 'endpoint' in found && found.endpoint.access === 'public';
		if (!isPublic && !context.request.isAuthorized) {
			if (context.request.hasToken) refuseTooMany(wrongTokens, context);
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
}

function refuseTooMany(limit: RateLimit | undefined, { request }: ApiContext): void {
	const seconds = limit?.(request.address) ?? null;
	if (seconds === null) return;
	throw new ApiError(
		'TOO_MANY_REQUESTS',
		`Too many requests came from this address. Ask again in ${seconds} seconds.`,
		{ headers: { 'Retry-After': String(seconds) } },
	);
}

/** Never kept by anybody in between: also a GET may have changed something. */
function json(status: number, body: object, headers: Readonly<Record<string, string>>): ApiAnswer {
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

function text(
	{ contentType, text: body, maxAgeSeconds }: TextReply,
	headers: Readonly<Record<string, string>>,
): ApiAnswer {
	return {
		status: 200,
		headers: {
			'Content-Type': contentType,
			'Cache-Control': `public, max-age=${maxAgeSeconds}`,
			'X-Content-Type-Options': 'nosniff',
			...headers,
		},
		body,
	};
}
