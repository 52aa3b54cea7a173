import type { components, operations, webhooks } from './openapi.js';

/** What the API tells of: `Schemas['Order']`, `Schemas['Workflow']`. */
export type Schemas = components['schemas'];
/** Why a request failed. */
export type ErrorCode = Schemas['ErrorCode'];

export type CommerceClientSettings = {
	/** What stands before `/api`: `https://n8n.example.com/webhook/commerce`. */
	readonly baseUrl: string;
	/** The API token; left out, only what is public can be asked. */
	readonly token?: string;
	/** In place of the `fetch` of the browser or of Node.js. */
	readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
};

/** What can be said about one request, beside what it is about. */
export type RequestOptions = {
	/** Names a POST, 1 to 255 characters: sent again with the same key within 24 hours, it does nothing twice. */
	readonly idempotencyKey?: string;
	/** The `version` of a workflow as it was read: the change fails with 412 where somebody has changed it since. */
	readonly ifMatch?: string;
	/** What the request is to be called in the log of n8n. */
	readonly requestId?: string;
	readonly signal?: AbortSignal;
};

/** A request that was answered with an error. That nobody answered is an error of `fetch`. */
export class CommerceApiError extends Error {
	override readonly name = 'CommerceApiError';
	/** `null` where something else than the API has answered, such as a proxy. */
	readonly code: ErrorCode | null;
	/** The HTTP status. */
	readonly status: number;
	/** By which the log of n8n knows the request. */
	readonly requestId: string | null;
	/** How many seconds to wait before the next request, where the answer says so. */
	readonly retryAfterSeconds: number | null;

	constructor(message: string, code: ErrorCode | null, { status, headers }: Response) {
		super(message);
		this.code = code;
		this.status = status;
		this.requestId = headers.get('x-request-id');
		const wait = headers.get('retry-after');
		this.retryAfterSeconds = wait === null ? null : Number(wait);
	}
}

/** One page of a list. */
export type Page<T> = {
	readonly data: T[];
	readonly nextCursor: string | null;
	/** How many there are on all pages, of lists that count them. */
	readonly total?: number;
};

/** A list: `await` gives the first page of it, `for await` everything, page after page. */
export type Pages<T> = PromiseLike<Page<T>> & AsyncIterable<T>;

type Operations = Omit<operations, WebhookNames>;
type WebhookNames = {
	[Name in keyof operations]: operations[Name] extends webhooks[keyof webhooks]['post']
		? Name
		: never;
}[keyof operations];

/** What is not there restricts nothing. */
type OrAnything<Part> = [Part] extends [never] ? unknown : Part;
type PartOf<Operation, Name extends 'path' | 'query'> = Operation extends {
	parameters: { [Key in Name]?: infer Part };
}
	? OrAnything<Exclude<Part, undefined>>
	: unknown;
type BodyOf<Operation> = Operation extends {
	requestBody?: { content: { 'application/json': infer Body } };
}
	? OrAnything<Exclude<Body, undefined>>
	: unknown;
/** Parameters of the path, of the query and the fields of the body, together: no two of an operation have one name. */
type Asked<Operation> = PartOf<Operation, 'path'> & PartOf<Operation, 'query'> & BodyOf<Operation>;

type Answer<Operation> = Operation extends { responses: { 200: { content: infer Content } } }
	? Content extends { 'application/json': infer Body }
		? Told<Body>
		: Promise<string>
	: never;
type Told<Body> = Body extends { data: Array<infer Item>; nextCursor: unknown }
	? Pages<Item>
	: Body extends { data: infer Data }
		? Promise<Data>
		: Promise<Body>;

type Method<Operation> =
	object extends Asked<Operation>
		? (asked?: Asked<Operation>, options?: RequestOptions) => Answer<Operation>
		: (asked: Asked<Operation>, options?: RequestOptions) => Answer<Operation>;

/** A method for each operation of the API, by its `operationId` in openapi.json. */
export type CommerceClient = {
	readonly [Name in keyof Operations]: Method<Operations[Name]>;
};

/** Of each operation; the build fills it in. */
declare const OPERATIONS: Readonly<Record<string, Operation>>;
type Operation = {
	readonly method: string;
	/** `/api/events/{id}` */
	readonly path: string;
	/** Names of query parameters. */
	readonly query: readonly string[];
	readonly hasBody: boolean;
};

type AskedFields = Readonly<Record<string, unknown>>;

/**
 * A client of the REST API, typed by its openapi.json.
 *
 * @throws TypeError where `baseUrl` is no address
 */
export function createCommerceClient({
	baseUrl,
	token,
	fetch: send = async (url, init) => await fetch(url, init),
}: CommerceClientSettings): CommerceClient {
	const base = new URL(baseUrl).href.replace(/(\/api)?\/*$/, '');

	async function ask(
		operation: Operation,
		asked: AskedFields,
		{ idempotencyKey, ifMatch, requestId, signal }: RequestOptions,
	): Promise<unknown> {
		const { address, body } = requestOf(operation, asked);
		const headers = new Headers();
		const set = (name: string, value: string | undefined) =>
			value === undefined || headers.set(name, value);
		set('authorization', token && `Bearer ${token}`);
		set('content-type', body === null ? undefined : 'application/json');
		set('idempotency-key', idempotencyKey);
		set('if-match', ifMatch && quoted(ifMatch));
		set('x-request-id', requestId);
		const { method } = operation;
		const init = { method, headers, body, ...(signal && { signal }) };
		const response = await send(`${base}${address}`, init);
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json') === true;
		const answer: unknown = isJson ? JSON.parse(text) : text;
		if (!response.ok) throw errorOf(response, answer);
		return told(answer);
	}

	const methods = Object.entries(OPERATIONS).map(([name, operation]) => {
		const method = (asked: AskedFields = {}, options: RequestOptions = {}) => {
			const read = (from: AskedFields) => ask(operation, { ...asked, ...from }, options);
			if (!operation.query.includes('cursor')) return read({});
			return pages(read as (from: AskedFields) => Promise<Page<unknown>>, 'after' in asked);
		};
		return [name, method] as const;
	});
	return Object.fromEntries(methods) as unknown as CommerceClient;
}

/** Nothing is asked before somebody waits for it. */
const pages = (
	read: (from: AskedFields) => Promise<Page<unknown>>,
	isFeed: boolean,
): Pages<unknown> => ({
	then: (done, failed) => read({}).then(done, failed),
	async *[Symbol.asyncIterator]() {
		let from: AskedFields = {};
		for (;;) {
			const { data, nextCursor } = await read(from);
			yield* data;
			// The feed has no last page: it ends where nothing has happened since.
			if (nextCursor === null || (isFeed && data.length === 0)) return;
			from = isFeed ? { after: nextCursor } : { cursor: nextCursor };
		}
	},
});

/** @throws TypeError where a part of the path was not given */
function requestOf({ path, query, hasBody }: Operation, asked: AskedFields) {
	const rest = new Map(Object.entries(asked).filter(([, value]) => value !== undefined));
	const taken = (name: string) => {
		const value = rest.get(name);
		rest.delete(name);
		return value;
	};
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = taken(name);
		if (value === undefined) throw new TypeError(`"${name}" is needed for ${path}.`);
		return encodeURIComponent(String(value));
	});
	const search = new URLSearchParams();
	// Where no body is taken, the API says of a field that is too much what may have been meant.
	for (const name of hasBody ? query : [...rest.keys()]) {
		const value = taken(name);
		if (value !== undefined) search.set(name, String(value));
	}
	return {
		address: search.size === 0 ? filled : `${filled}?${search}`,
		body: hasBody ? JSON.stringify(Object.fromEntries(rest)) : null,
	};
}

function told(answer: unknown): unknown {
	if (typeof answer !== 'object' || answer === null || !('data' in answer)) return answer;
	if (!('nextCursor' in answer)) return answer.data;
	return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'success'));
}

function errorOf(response: Response, answer: unknown): CommerceApiError {
	const { error } = (answer ?? {}) as { readonly error?: Schemas['Error']['error'] };
	const message = error?.message ?? `The API was not reached: ${response.status} was answered.`;
	return new CommerceApiError(message, error?.code ?? null, response);
}

/** An ETag is a text in quotes. */
const quoted = (version: string) => (/^(W\/)?"|^\*$/.test(version) ? version : `"${version}"`);
