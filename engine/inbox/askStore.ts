import type { Connection } from '../providers/storeHttp.ts';

/**
 * Asks a store, and tells when it answered by its own clock: at the first of its responses, for the state
 * that the answer shows is at least as new.
 *
 * @returns `answeredAt` in epoch milliseconds; `null` where the store's responses have no `Date`
 * @throws what `call` throws
 * @see RFC 9110 section 6.6.1
 */
export async function askStore<T>(
	connection: Connection<unknown>,
	call: (connection: Connection<unknown>) => Promise<T>,
): Promise<{ readonly answer: T; readonly answeredAt: number | null }> {
	let answeredAt: number | null = null;
	const answer = await call({
		...connection,
		async http(request) {
			const response = await connection.http(request);
			const at = Date.parse(response.headers.date ?? '');
			if (!Number.isNaN(at)) answeredAt = Math.min(at, answeredAt ?? at);
			return response;
		},
	});
	return { answer, answeredAt };
}
