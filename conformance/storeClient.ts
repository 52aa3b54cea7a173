/** What a store answered, or why it did not. */
export type Answer = {
	/** `null`: there was no answer. */
	readonly status: number | null;
	readonly contentType: string;
	/** `undefined` for what is not JSON; `null` for an empty body. */
	readonly json: unknown;
	readonly text: string;
};

export type Asked = {
	readonly query?: Readonly<Record<string, string>>;
	readonly json?: unknown;
	/** Instead of the right one; `null` for none. */
	readonly apiKey?: string | null;
};

/** Asks a store, and takes whatever it answers. */
export type StoreClient = {
	ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, asked?: Asked): Promise<Answer>;
};

/** n8n waits as long. */
const TIMEOUT_MS = 30_000;
const SHOWN_CHARACTERS = 200;
const ABSENT: readonly unknown[] = [404, 405, 501];

export function createStoreClient(storeUrl: string, rightKey: string): StoreClient {
	return {
		async ask(method, path, { query, json, apiKey = rightKey } = {}) {
			const search = query ? `?${new URLSearchParams(query).toString()}` : '';
			try {
				const response = await fetch(`${storeUrl}${path}${search}`, {
					method,
					redirect: 'manual',
					signal: AbortSignal.timeout(TIMEOUT_MS),
					headers: {
						accept: 'application/json',
						...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
						...(json !== undefined && { 'content-type': 'application/json' }),
					},
					...(json !== undefined && { body: JSON.stringify(json) }),
				});
				const text = await response.text();
				const contentType = response.headers.get('content-type') ?? 'none';
				return { status: response.status, contentType, text, json: readJson(text) };
			} catch (error) {
				const { message, cause } = error as Error;
				const text = cause instanceof Error ? cause.message : message;
				return { status: null, contentType: 'none', text, json: undefined };
			}
		},
	};
}

/** An answer for a report: `200 {"data":[]}`. */
export function shown({ status, text }: Answer): string {
	const body = text.replace(/\s+/g, ' ').trim();
	const cut = body.length > SHOWN_CHARACTERS ? `${body.slice(0, SHOWN_CHARACTERS)} …` : body;
	return status === null ? `no answer: ${cut}` : `${status} ${cut || 'without a body'}`;
}

/** Whether the store says that it does not have this part of the page. */
export function isAbsent({ status }: Answer): boolean {
	return ABSENT.includes(status);
}

function readJson(text: string): unknown {
	if (text.trim() === '') return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
