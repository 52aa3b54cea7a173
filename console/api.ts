/** Asks the REST API. The token is kept here, in memory, and nowhere else. */

/** Where `/api` is: beside the page. */
export const BASE = location.pathname.replace(/\/console\/?$/, '');

/** An answer that is none: what the API, or the way to it, has said. */
export class Failure extends Error {
	/** 0 where nobody answered. */
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

let token: string | null = null;
/** What was read last, by path: asked for again only where it has changed. */
const read = new Map<string, { readonly tag: string; readonly body: unknown }>();
const MOST_KEPT = 50;

export function signInWith(given: string | null): void {
	token = given;
	read.clear();
}

/** @throws Failure */
export async function get<T>(path: string): Promise<T> {
	const known = read.get(path);
	const response = await send('GET', path, { ...(known && { 'If-None-Match': known.tag }) });
	if (response.status === 304 && known !== undefined) return known.body as T;
	const body = await bodyOf<T>(response);
	const tag = response.headers.get('ETag');
	read.delete(path);
	if (tag !== null) read.set(path, { tag, body });
	if (read.size > MOST_KEPT) read.delete(read.keys().next().value!);
	return body;
}

/** @throws Failure */
export async function post<T>(
	path: string,
	body: unknown = {},
	further: Readonly<Record<string, string>> = {},
): Promise<T> {
	const headers = { 'Content-Type': 'application/json', ...further };
	return await bodyOf<T>(await send('POST', path, headers, JSON.stringify(body)));
}

/** @throws Failure */
export async function remove<T>(path: string): Promise<T> {
	return await bodyOf<T>(await send('DELETE', path, {}));
}

async function send(method: string, path: string, headers: Record<string, string>, body?: string) {
	try {
		return await fetch(`${BASE}${path}`, {
			method,
			headers: { ...headers, ...(token !== null && { Authorization: `Bearer ${token}` }) },
			credentials: 'omit',
			cache: 'no-store',
			...(body !== undefined && { body }),
		});
	} catch {
		throw new Failure(0, 'n8n cannot be reached.');
	}
}

async function bodyOf<T>(response: Response): Promise<T> {
	const body = await response.json().catch(() => null);
	if (response.ok && body?.success === true) return body as T;
	const said: unknown = body?.error?.message ?? body?.message;
	throw new Failure(
		response.status,
		typeof said === 'string' ? said : `n8n answered with ${response.status}.`,
	);
}
