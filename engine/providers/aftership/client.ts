import { z } from 'zod/v4';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { AfterShipCredentials } from './credentials.ts';

export type AfterShipConnection = Connection<AfterShipCredentials>;

/** Each stays as it is for as long as AfterShip serves it. */
const VERSION = '2025-01';

/** Limits hold for one second: 20 new numbers, 6 lists, 5 of anything else. */
const BUSY_MS = 1_000;

/**
 * One call of AfterShip's Tracking API.
 *
 * @param request.path begins with `/`
 * @see https://www.aftership.com/docs/tracking/2025-01/quickstart/rate-limit
 */
export async function callAfterShip(
	{ credentials: { apiUrl, apiKey }, http }: AfterShipConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	try {
		return await http({
			...request,
			url: `${apiUrl}/tracking/${VERSION}${path}`,
			headers: { 'as-api-key': apiKey },
		});
	} catch (error) {
		throw error instanceof StoreError ? inWords(error, apiUrl) : error;
	}
}

function inWords(error: StoreError, apiUrl: string): StoreError {
	if (error.kind === 'unauthorized') {
		const message = `${apiUrl} does not accept the API key. Copy it again, in AfterShip under Settings > API keys. It has to be of the type "API key": those of the types AES and RSA are not supported.`;
		return new StoreError(error.kind, message, { ...error, cause: error });
	}
	if (error.kind === 'forbidden') {
		const message =
			'AfterShip lets the API key do nothing of this. Look in AfterShip under Settings > Billing whether your plan includes the API, and under Settings > API keys whether the key may read and write trackings.';
		return new StoreError(error.kind, message, { ...error, cause: error });
	}
	if (error.status === 402) {
		const message =
			'AfterShip follows no further number: what your plan allows is used up. Choose a larger plan in AfterShip under Settings > Billing, or wait for the next month.';
		return new StoreError('rejected', message, { ...error, cause: error });
	}
	if (error.kind !== 'throttled' || error.retryAfterMs !== null) return error;
	return new StoreError(error.kind, error.message, {
		...error,
		retryAfterMs: BUSY_MS,
		cause: error,
	});
}

/**
 * Reads what AfterShip answered: its answers hold `{meta, data}`.
 *
 * @param call what was asked: `GET /trackings`
 * @returns what is in `data`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: AfterShipConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T =>
	readDocumented(
		{ platform: 'AfterShip', address: credentials.apiUrl },
		call,
		z.object({ data: schema }),
		body,
	).data;
