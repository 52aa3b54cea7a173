import { StoreError } from '../storeError.ts';
import type { PrestaShopCall, PrestaShopConnection } from './client.ts';

/**
 * The rows of a resource. An empty list is `[]` in some versions, and `{"orders":[]}` in others.
 *
 * @see https://github.com/PrestaShop/PrestaShop/issues/22760
 * @throws StoreError where the shop answers with something else
 */
export async function readRows(
	call: PrestaShopCall,
	connection: PrestaShopConnection,
	resource: string,
	query: Readonly<Record<string, string>>,
): Promise<readonly unknown[]> {
	const { body } = await call(connection, {
		method: 'GET',
		resource,
		query: { display: 'full', ...query },
	});
	const rows = Array.isArray(body) ? body : listIn(body);
	if (rows !== undefined && (body !== rows || rows.length === 0)) return rows;
	const { storeUrl } = connection.credentials;
	throw new StoreError(
		'rejected',
		`${storeUrl} answered to GET ${resource} with something that PrestaShop does not send. A module or an error in the shop spoils its webservice's answers; look into the shop's error log.`,
		{ status: 200 },
	);
}

/** As `readRows`, for a few rows by a field of theirs; none is no call. */
export async function readRowsOf(
	call: PrestaShopCall,
	connection: PrestaShopConnection,
	resource: string,
	field: string,
	ids: Iterable<string>,
	query: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
	const wanted = [...new Set(ids)].filter((id) => /^\d{1,18}$/.test(id) && id !== '0');
	const answers: Array<readonly unknown[]> = [];
	for (let from = 0; from < wanted.length; from += MOST_IDS) {
		const some = wanted.slice(from, from + MOST_IDS).join('|');
		const filter = { [`filter[${field}]`]: `[${some}]` };
		answers.push(await readRows(call, connection, resource, { ...query, ...filter }));
	}
	return answers.flat();
}

/** Servers take addresses of 8,000 characters; each id and what is between them is some ten. */
const MOST_IDS = 200;

/** The one list in `{"orders":[…]}`. */
function listIn(body: unknown): unknown[] | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const [list, ...more] = Object.values(body) as unknown[];
	return Array.isArray(list) && more.length === 0 ? list : undefined;
}
