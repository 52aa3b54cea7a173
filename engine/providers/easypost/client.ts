import type { z } from 'zod/v4';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { EasyPostCredentials } from './credentials.ts';

export type EasyPostConnection = Connection<EasyPostCredentials>;

/**
 * One call of EasyPost's API, version 2. Lists take five calls a second, the rest what EasyPost can bear at the
 * moment; 429 may come without a time to wait.
 *
 * @param request.path begins with `/`
 * @see https://docs.easypost.com/guides/rate-limiting-guide
 * @see https://docs.easypost.com/guides/errors-guide
 */
export async function callEasyPost(
	{ credentials, http }: EasyPostConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	const { apiUrl } = credentials;
	try {
		return await http({
			...request,
			url: `${apiUrl}/v2${path}`,
			headers: { authorization: basicHeader(credentials) },
		});
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		const message = sentenceFor(error, apiUrl);
		throw message === null
			? error
			: new StoreError(error.kind, message, { ...error, cause: error });
	}
}

function sentenceFor({ kind, status }: StoreError, apiUrl: string): string | null {
	if (status === 402) {
		return `${apiUrl} follows no further number: the account has no credit or no means of payment. Put that right in EasyPost under Billing.`;
	}
	return kind === 'unauthorized'
		? `${apiUrl} does not accept the key. Copy it again, in EasyPost under Account Settings > API Keys.`
		: null;
}

/** The key is the user, and the password is empty. @see RFC 7617 */
export function basicHeader({ apiKey }: Pick<EasyPostCredentials, 'apiKey'>): string {
	return `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
}

/**
 * Reads what EasyPost answered.
 *
 * @param call what was asked: `GET /trackers`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: EasyPostConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T => readDocumented({ platform: 'EasyPost', address: credentials.apiUrl }, call, schema, body);

/** As `callEasyPost`, for one thing. @returns `null` where there is none */
export async function readOne<T>(
	connection: EasyPostConnection,
	path: string,
	schema: z.ZodType<T>,
): Promise<T | null> {
	let body: unknown;
	try {
		({ body } = await callEasyPost(connection, { method: 'GET', path }));
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
	return readAnswer(connection, `GET ${path}`, schema, body);
}
