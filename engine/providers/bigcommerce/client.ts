import { z } from 'zod/v4';
import { listIn } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import { storeUrlOf, type BigCommerceCredentials } from './credentials.ts';

export type BigCommerceConnection = Connection<BigCommerceCredentials>;

/** What has to be chosen for the API account, by what is asked for, as BigCommerce calls it. */
const SCOPES: ReadonlyArray<readonly [path: string, scope: string]> = [
	['/v2/store', '"Information & settings": read-only'],
	['/v2/order', '"Orders": modify'],
	['/v3/orders', '"Orders": modify'],
	['/v3/customers', '"Customers": read-only'],
	['/v3/catalog', '"Products": read-only'],
];

/**
 * One call of BigCommerce's API. A store has 150 of them in 30 seconds, for all that ask, and more in the larger
 * plans.
 *
 * @param request.path begins with the version: `/v2/orders`
 * @see https://developer.bigcommerce.com/docs/rest-management
 */
export async function callBigCommerce(
	{ credentials, http }: BigCommerceConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	try {
		return await http({
			...request,
			url: `${credentials.apiPath}${path}`,
			headers: { 'x-auth-token': credentials.accessToken },
		});
	} catch (error) {
		throw explained(error, storeUrlOf(credentials), path);
	}
}

function explained(error: unknown, storeUrl: string, path: string): unknown {
	if (!(error instanceof StoreError)) return error;
	const { kind } = error;
	if (kind === 'unauthorized') {
		const message = `${storeUrl} does not accept the access token. Copy it again; where it is lost, make a new API account in BigCommerce under Settings > Store-level API accounts. Check also the API path.`;
		return new StoreError(kind, message, { ...error, cause: error });
	}
	if (kind === 'not_found' && path === '/v2/store') {
		const message = `BigCommerce has no store ${storeUrl}. Copy the API path again: it stands beside the access token, in the file that BigCommerce offered with it.`;
		return new StoreError(kind, message, { ...error, cause: error });
	}
	const scope = SCOPES.find(([beginning]) => path.startsWith(beginning))?.[1];
	if (kind !== 'forbidden' || scope === undefined) return error;
	const message = `The access token of ${storeUrl} may not do this: its API account lacks the scope ${scope}. Scopes cannot be added later: make a new API account in BigCommerce under Settings > Store-level API accounts.`;
	return new StoreError(kind, message, { ...error, cause: error });
}

/**
 * Reads what BigCommerce answered.
 *
 * @param call what was asked: `GET /v2/orders`
 * @throws StoreError with the path of each field that is not as documented
 */
export function readAnswer<T>(
	connection: BigCommerceConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T {
	const read = schema.safeParse(body);
	if (read.success) return read.data;
	throw unreadable(connection, call, read.error);
}

/** What is thrown where an answer is not as documented; any other error stays as it is. */
export function unreadable(
	{ credentials }: BigCommerceConnection,
	call: string,
	error: unknown,
): unknown {
	if (!(error instanceof z.ZodError)) return error;
	return new StoreError(
		'rejected',
		`${storeUrlOf(credentials)} answered to ${call} with something else than BigCommerce documents: ${problemsIn(error)}`,
		{ status: 200, cause: error },
	);
}

const MOST_ON_PAGE = 250;
/** So many pages have more entries than are taken of an order, which is then refused as a whole. */
const MOST_PAGES = 41;

/** All entries of a list of version 2, which answers 204 without a body where there are none. */
export async function listAll(
	connection: BigCommerceConnection,
	path: string,
): Promise<readonly unknown[]> {
	const found: unknown[] = [];
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const query = { limit: String(MOST_ON_PAGE), page: String(page) };
		const { body } = await callBigCommerce(connection, { method: 'GET', path, query });
		const entries = entriesIn(connection, `GET ${path}`, body);
		found.push(...entries);
		if (entries.length < MOST_ON_PAGE) break;
	}
	return found;
}

export const entriesIn = (
	connection: BigCommerceConnection,
	call: string,
	body: unknown,
): readonly unknown[] => readAnswer(connection, call, list, body);

const list = z.unknown().transform((body, context): readonly unknown[] => {
	const entries = body === null ? [] : listIn(body);
	if (entries !== undefined) return entries;
	context.addIssue({ code: 'custom', message: 'it is no list.' });
	return z.NEVER;
});
