import type { z } from 'zod/v4';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { ShippoCredentials } from './credentials.ts';

export type ShippoConnection = Connection<ShippoCredentials>;

/** What answers and messages are written in, so that a newer version changes nothing here. */
const VERSION = '2018-02-08';

/**
 * One call of Shippo's API. Of trackings it takes 500 reads and 750 writes a minute, with a token for tests 50 each;
 * 429 comes without a time to wait.
 *
 * @param request.path begins with `/`
 * @see https://docs.goshippo.com/docs/api_concepts/ratelimits
 */
export async function callShippo(
	{ credentials, http }: ShippoConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	const { apiUrl, apiKey } = credentials;
	try {
		return await http({
			...request,
			url: `${apiUrl}${path}`,
			headers: { authorization: authorizationOf(apiKey), 'shippo-api-version': VERSION },
		});
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		const message = sentenceFor(error, apiUrl);
		throw message === null
			? error
			: new StoreError(error.kind, message, { ...error, cause: error });
	}
}

export const authorizationOf = (apiKey: string): string => `ShippoToken ${apiKey}`;

function sentenceFor({ kind, status }: StoreError, apiUrl: string): string | null {
	if (status === 402) {
		return `${apiUrl} follows no further number: the account has no credit or no means of payment. Put that right in Shippo under Settings > Billing.`;
	}
	return kind === 'unauthorized'
		? `${apiUrl} does not accept the token. Copy it again, in Shippo under Settings > API.`
		: null;
}

/**
 * Reads what Shippo answered.
 *
 * @param call what was asked: `GET /webhooks`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: ShippoConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T => readDocumented({ platform: 'Shippo', address: credentials.apiUrl }, call, schema, body);

/** As `callShippo`, for one thing. @returns `null` where there is none */
export async function readOne<T>(
	connection: ShippoConnection,
	path: string,
	schema: z.ZodType<T>,
): Promise<T | null> {
	let body: unknown;
	try {
		({ body } = await callShippo(connection, { method: 'GET', path }));
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
	return readAnswer(connection, `GET ${path}`, schema, body);
}
