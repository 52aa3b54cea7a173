import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import type { ApiContext } from './apiContext.ts';
import { ApiError, ERROR_STATUS } from './apiError.ts';
import { allowedOrigin } from './allowedOrigin.ts';
import { saidByPass } from './consolePass.ts';
import { createRateLimit, type RateLimit } from './createRateLimit.ts';
import { createRouter } from './createRouter.ts';
import type { Endpoint, TextReply } from './endpoint.ts';
import { ifMatchOf } from './ifMatch.ts';
import { knownError } from './knownError.ts';
import { parseAsked } from './parseAsked.ts';
import { readForm } from './readForm.ts';
import { readJson } from './readJson.ts';
import { onceByName, requestName, type Answered } from './repeatedRequest.ts';
import { lackOf, type Grant } from './scopes.ts';
import { pathForLog } from './splitAddress.ts';

/** Who asks. Nothing of it has cost anything yet: no credential has been decrypted. */
export type Caller = {
	/** As n8n knows it. */
	readonly address: string;
	/** What an `Authorization: Bearer …` header holds; `null` where there is none. */
	readonly token: string | null;
	/** What that allows; `null` for one that is wrong. */
	readonly grantOf: (token: string) => Promise<Grant | null>;
	/** What the endpoints work with. */
	readonly open: (allowed: Allowed) => Promise<ApiContext>;
	readonly warn: ApiContext['warn'];
};

/** What the caller may do, and whether that is enough for what was asked. */
export type Allowed = Pick<ApiContext['request'], 'grant' | 'isAuthorized'>;

/** What was asked, as bytes and words of HTTP. */
export type ApiRequest = {
	readonly method: string;
	/** Below the base, decoded: `/api/providers`. */
	readonly path: string;
	readonly query: Readonly<Record<string, unknown>>;
	/** Of its headers, those that the API reads; `null` where one was not sent. */
	readonly headers: RequestHeaders;
	/** Reads the body; rejects with status 413 for one that is too large. */
	readonly readBody: () => Promise<Buffer>;
};

/** What MCP says of a message in headers, too, for those who pass it on without reading the body. */
export type McpHeaders = {
	readonly version: string | null;
	readonly method: string | null;
	readonly name: string | null;
};

export type RequestHeaders = {
	readonly idempotencyKey: string | null;
	readonly ifMatch: string | null;
	/** Of browsers. */
	readonly acceptLanguage: string | null;
	/** What the caller calls the request. */
	readonly requestId: string | null;
	readonly mcp: McpHeaders;
};

export type ApiAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

/** Of one address: more than a person mistypes, far fewer than guessing needs. */
const WRONG_TOKENS_PER_MINUTE = 10;
/** Of one address: a program that has lost its token finds out from the first one. */
const WITHOUT_TOKEN_PER_MINUTE = 60;

/** What clients send that always send something. */
const noBody = z.strictObject({}).nullish();

/** Of a path that leads nowhere. */
const LONGEST_SHOWN = 200;

/** Answers one request to the REST API. Never throws: what goes wrong is an answer. */
export type AnswerRequest = (caller: Caller, request: ApiRequest) => Promise<ApiAnswer>;

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
	const withoutToken = createRateLimit(WITHOUT_TOKEN_PER_MINUTE, now);
	const limits = new Map<Endpoint, RateLimit>(
		endpoints.flatMap((endpoint) =>
			endpoint.perMinute === null
				? []
				: [[endpoint, createRateLimit(endpoint.perMinute, now)] as const],
		),
	);

	return async (caller, asked) => {
		const requestId = requestIdOf(asked);
		const request = { ...asked, readBody: onlyOnce(asked.readBody) };
		// n8n has answered the browser's preflight by itself, for any page; whether the page may read this
		// answer, and whether anything is done, is decided here.
		let always: Record<string, string> = { 'X-Request-Id': requestId };
		let errorPage: Endpoint['errorPage'];
		const { acceptLanguage } = request.headers;
		try {
			const { endpoint, params, ...allowed } = await admit(caller, request);
			({ errorPage } = endpoint);
			if (!allowed.isAuthorized) refuseTooMany(limits.get(endpoint), caller);
			const context = await caller.open(allowed);
			always = { ...always, ...(await allowedOrigin(context, endpoint)) };
			const parsed = {
				params: parseAsked(endpoint.params, params),
				query: parseAsked(endpoint.query, request.query, { part: 'query parameter' }),
				body: await bodyFor(endpoint, request),
				ifMatch: ifMatchOf(request.headers.ifMatch),
				acceptLanguage,
				mcp: request.headers.mcp,
			};
			const run = async () => await endpoint.run(context, parsed);
			const { reply, isRepeated } = await onceAsNamed(context, endpoint, request, parsed.body, run);
			if (endpoint.tagOf) always.ETag = `"${endpoint.tagOf(reply)}"`;
			if (isRepeated) always['Idempotency-Replayed'] = 'true';
			const status = (request.method === 'HEAD' && endpoint.headStatus?.(reply)) || 200;
			return 'contentType' in reply
				? text(reply as TextReply, always)
				: json(status, { ...reply, success: true }, always);
		} catch (error) {
			const { code, message, headers } = knownError(error);
			if (code === 'INTERNAL_ERROR' || code === 'UNAVAILABLE') {
				caller.warn(
					`${request.method} ${pathForLog(request.path)} was answered with ${code} (request ${requestId})`,
					error,
				);
			}
			if (errorPage) {
				return text(errorPage(ERROR_STATUS[code], acceptLanguage), { ...always, ...headers });
			}
			const body = { success: false, error: { code, message } };
			return json(ERROR_STATUS[code], body, { ...always, ...headers });
		}
	};

	/** Everything that is refused is counted, and before any credential is decrypted for it. */
	async function admit(caller: Caller, { method, path }: ApiRequest) {
		const found = route(method, path);
		const isPublic = found !== null && 'endpoint' in found && found.endpoint.access === 'public';
		const grant = caller.token === null ? null : await caller.grantOf(caller.token);
		if (grant === null) {
			if (caller.token !== null) refuseTooMany(wrongTokens, caller);
			else if (!isPublic) refuseTooMany(withoutToken, caller);
			if (!isPublic) throw unauthorized(caller.token, now());
		}
		if (found === null) {
			throw new ApiError(
				'NOT_FOUND',
				`There is no ${path.slice(0, LONGEST_SHOWN)}. GET /api/openapi.json lists what there is.`,
			);
		}
		if ('allowed' in found) {
			const allowed = found.allowed.join(', ');
			throw new ApiError('METHOD_NOT_ALLOWED', `${path} does not take ${method}, but ${allowed}.`, {
				headers: { Allow: allowed },
			});
		}
		const lack = grant === null ? null : lackOf(grant, found.endpoint.scopes);
		if (lack !== null && !isPublic) throw new ApiError('FORBIDDEN', lack);
		return { ...found, grant, isAuthorized: grant !== null && lack === null };
	}
}

/** What a caller calls its request is in its answer and in the log, where it is a plain word. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

function requestIdOf({ headers: { requestId } }: ApiRequest): string {
	return requestId !== null && REQUEST_ID.test(requestId) ? requestId : randomUUID();
}

function onlyOnce<T>(read: () => Promise<T>): () => Promise<T> {
	let reading: Promise<T> | undefined;
	return async () => await (reading ??= read());
}

/** A public endpoint is asked by many who know nothing of each other's keys: none of them does harm when it is repeated. */
async function onceAsNamed(
	context: ApiContext,
	{ access, keptOf }: Endpoint,
	request: ApiRequest,
	body: unknown,
	run: () => Promise<object>,
): Promise<Answered> {
	const { idempotencyKey } = request.headers;
	const isNamed = request.method === 'POST' && access === 'token' && idempotencyKey !== null;
	if (!isNamed) return { reply: await run(), isRepeated: false };
	const name = requestName(idempotencyKey, request, await request.readBody());
	const { grant } = context.request;
	// Two programs may choose the same key for their first request.
	const key = grant?.kind === 'token' ? `${grant.id}/${name.key}` : name.key;
	return await onceByName(context, { ...name, key }, run, (reply) => keptOf(reply, body));
}

function unauthorized(token: string | null, nowMs: number): ApiError {
	const pass = token === null ? null : saidByPass(token);
	const isOver = pass !== null && pass.expiresAt <= nowMs;
	return new ApiError('UNAUTHORIZED', isOver ? OVER[pass.kind] : WRONG_TOKEN, {
		headers: { 'WWW-Authenticate': 'Bearer' },
	});
}

const WRONG_TOKEN =
	'The token is missing, wrong, revoked or expired. Send the API token of the Commerce API credential, or one that was made with it by POST /api/tokens, as "Authorization: Bearer <token>".';
const NEW_LINK =
	'For a new one, press "Execute step" at the Commerce API node in n8n, or enter the API token.';
const OVER = {
	link: `This link has expired: it is good for ten minutes. ${NEW_LINK}`,
	session: `The link that opened this page was good for twelve hours. ${NEW_LINK}`,
} as const;

/**
 * A body that nobody reads is refused, too: with a filter in it instead of in the query, a request would
 * do far more than it was meant to.
 */
async function bodyFor(
	{ body, isForm = false, unread }: Endpoint,
	{ method, readBody }: ApiRequest,
): Promise<unknown> {
	if (body !== null) {
		const given = await (isForm ? readForm : readJson)(readBody).catch((error: unknown) => {
			if (unread === undefined || knownError(error).code !== 'CONFIGURATION_ERROR') throw error;
			return unread;
		});
		return parseAsked(body, given);
	}
	if (method !== 'GET' && method !== 'HEAD') parseAsked(noBody, await readJson(readBody));
	return undefined;
}

function refuseTooMany(limit: RateLimit | undefined, { address }: Caller): void {
	const seconds = limit?.(address) ?? null;
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
	{ contentType, text: body, maxAgeSeconds = 0, status = 200, headers: own }: TextReply,
	headers: Readonly<Record<string, string>>,
): ApiAnswer {
	return {
		status,
		headers: {
			'Content-Type': contentType,
			'Cache-Control': maxAgeSeconds === 0 ? 'no-store' : `public, max-age=${maxAgeSeconds}`,
			'X-Content-Type-Options': 'nosniff',
			...own,
			...headers,
		},
		body,
	};
}
