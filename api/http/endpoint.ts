import { z } from 'zod/v4';
import type { McpHeaders } from './answerRequest.ts';
import type { ApiContext } from './apiContext.ts';
import type { ErrorCode } from './apiError.ts';
import type { Match } from './ifMatch.ts';
import { usualScopes, type Needed } from './scopes.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** What an endpoint was asked, as its schemas have read it. */
export type Asked<Params, Query, Body> = {
	readonly params: Params;
	readonly query: Query;
	readonly body: Body;
	/** Of an endpoint that may answer PRECONDITION_FAILED. */
	readonly ifMatch: Match;
	/** The header `Accept-Language`, of pages that people read. */
	readonly acceptLanguage: string | null;
	/** Of a message of MCP. */
	readonly mcp?: McpHeaders;
};

/** A body that is not JSON, such as a script for the shop's page. */
export type TextReply = {
	readonly contentType: string;
	readonly text: string;
	/** For how long a browser may keep it; not at all where it is not given. */
	readonly maxAgeSeconds?: number;
	/** 200 where it is not given. */
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
};

/**
 * One endpoint: what it takes, what it answers, what it does, and what its documentation says. All of
 * them are listed in endpoints.ts; openapi.json is made of them.
 */
export type Endpoint<Params = unknown, Query = unknown, Body = unknown> = {
	/** The first one is what the specification has; further ones do the same. */
	readonly methods: readonly [Method, ...Method[]];
	/** With parameters in braces: `/api/workflows/{entityType}/configured`. */
	readonly path: `/api/${string}`;
	readonly operationId: string;
	readonly tag: 'Integrations' | 'Workflows' | 'Events' | 'Push' | 'Privacy' | 'Service';
	readonly summary: string;
	readonly description: string;
	/** `public` is for callers that cannot hold a token: browsers of shoppers, monitors. */
	readonly access: 'token' | 'public';
	/** Which of its rights a token needs for it. Of a public one: to be told all. */
	readonly scopes: Needed;
	/** Which pages may call it from a browser (CORS): none, any, or those of the shops. */
	readonly pages: 'none' | 'any' | 'shops';
	/** How often one address may ask in a minute without the token; `null` where none may. */
	readonly perMinute: number | null;
	readonly params: z.ZodType<Params>;
	readonly query: z.ZodType<Query>;
	/** `null` where a body is ignored. */
	readonly body: z.ZodType<Body> | null;
	/** Whether the body is a form as a browser sends it, in place of JSON. */
	readonly isForm?: boolean;
	/** What a body that is not JSON is taken for; refused where it is not given. */
	readonly unread?: unknown;
	/** The whole body of the answer: `envelope(…)`; `null` for one that is not JSON. */
	readonly answer: z.ZodType | null;
	/** Of an answer that is not JSON; a script where it is not given. */
	readonly answerType?: string;
	/** The errors that are particular to it. Those that any endpoint may answer are added by themselves. */
	readonly errors: readonly ErrorCode[];
	/**
	 * What is kept of an answer for a request that is repeated: nothing of customers. `null` where nothing was changed,
	 * and doing it again does no harm. @see onceByName
	 */
	readonly keptOf: (reply: object, body: Body) => object | null;
	/** The ETag of an answer; where it is not given, it is made of the body. */
	readonly tagOf?: (reply: object & { readonly data?: unknown }) => string;
	/** With which status a HEAD is answered, for monitors that see no more than that. */
	readonly headStatus?: (reply: object & { readonly data?: unknown }) => number;
	/** Of a page that people read: what is shown in place of an error. `status` is that of HTTP. */
	readonly errorPage?: (status: number, acceptLanguage: string | null) => TextReply;
	/** @returns what `answer` describes, without `success`, which is added; or a TextReply */
	run(context: ApiContext, asked: Asked<Params, Query, Body>): Promise<object>;
};

/** Of one address: shoppers of one household or office, a monitor. */
const PUBLIC_PER_MINUTE = 120;

const nothing = z.strictObject({});
/** Shops ask for scripts with `?v=2`, monitors with the time: nothing public that takes no query minds one. */
const anything = z.looseObject({});

/** Fills in what most endpoints have in common, and lets TypeScript find the types of what is asked. */
export function defineEndpoint<
	Params = Record<string, never>,
	Query = Record<string, never>,
	Body = undefined,
>(
	given: Omit<
		Endpoint<Params, Query, Body>,
		| 'access'
		| 'scopes'
		| 'pages'
		| 'perMinute'
		| 'params'
		| 'query'
		| 'body'
		| 'errors'
		| 'keptOf'
		| 'run'
	> & {
		readonly access?: 'token' | 'public';
		/** Left out: `read` where nothing is changed, else what goes with the tag. */
		readonly scopes?: Needed;
		readonly pages?: 'any' | 'shops';
		readonly perMinute?: number;
		readonly params?: z.ZodType<Params>;
		readonly query?: z.ZodType<Query>;
		readonly body?: z.ZodType<Body>;
		readonly errors?: readonly ErrorCode[];
		readonly keptOf?: Endpoint<Params, Query, Body>['keptOf'];
		run(context: ApiContext, asked: Asked<Params, Query, Body>): Promise<object>;
	},
): Endpoint {
	return {
		access: 'token',
		scopes: usualScopes(given),
		pages: 'none',
		perMinute: given.access === 'public' ? PUBLIC_PER_MINUTE : null,
		params: nothing,
		query: given.access === 'public' ? anything : nothing,
		body: null,
		errors: [],
		keptOf: (reply: object) => reply,
		...given,
	} as Endpoint;
}

/** The body of an answer with data, as api.md has it. */
export const envelope = <T extends z.ZodType>(data: T) =>
	z.object({ data, success: z.literal(true) });

/** The body of an answer that has nothing to tell. */
export const done = z.object({ success: z.literal(true) });

/** A page that also tells how many there are on all pages. */
export const countedPage = <T extends z.ZodType>(item: T) =>
	page(item).extend({ total: z.number().int().describe('On all pages') });

/** A page of a list. `nextCursor` is what `cursor` of the next request has to be; `null` on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
	z.object({ data: z.array(item), nextCursor: z.string().nullable(), success: z.literal(true) });
