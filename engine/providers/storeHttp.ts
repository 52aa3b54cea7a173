import type { StoreReading } from './storeReading.ts';

/** One call to a store's API. */
export type StoreRequest = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Absolute. */
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly json?: unknown;
	/** Sent as XML. */
	readonly xml?: string;
	/** Sent as a form; for token calls. */
	readonly form?: Readonly<Record<string, string>>;
};

export type StoreResponse = {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** The parsed JSON body; `null` for an empty one. */
	readonly body: unknown;
};

/**
 * How providers reach a store. Follows no redirect, has a time limit and a size limit.
 *
 * @throws StoreError for every answer that is not 2xx, not JSON, or no answer at all
 */
export type StoreHttp = (request: StoreRequest) => Promise<StoreResponse>;

/** What a provider needs to talk to one store. */
export type Connection<Credentials> = {
	readonly credentials: Credentials;
	readonly http: StoreHttp;
	/** How the merchant wants the store's words to be read; left out: as they are known here. */
	readonly reading?: StoreReading;
};
