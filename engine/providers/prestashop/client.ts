import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { PrestaShopCredentials } from './credentials.ts';
import { refusalIn } from './refusalIn.ts';

export type PrestaShopConnection = Connection<PrestaShopCredentials>;

/** One call of the webservice. */
export type PrestaShopCall = (
	connection: PrestaShopConnection,
	request: {
		readonly method: StoreRequest['method'];
		/** Below `/api`, as in `orders`; empty for what the key may see. */
		readonly resource: string;
		readonly query?: Readonly<Record<string, string>>;
		/** What is written: the webservice answers in JSON, and reads XML alone. */
		readonly xml?: string;
	},
) => Promise<StoreResponse>;

const MOST_REMEMBERED = 1_000;
/** The key did not reach PrestaShop. */
const NO_KEY_SEEN = 16;

/**
 * The key is the user name of Basic authentication, without a password. Some servers do not hand that header on to
 * PHP: those get it in the address, as PrestaShop also takes it.
 *
 * @see https://devdocs.prestashop-project.org/8/webservice/tutorials/testing-access/
 */
export function createClient(): PrestaShopCall {
	const wantKeyInQuery = new Set<string>();
	return async ({ credentials, http }, { method, resource, query = {}, xml }) => {
		const { storeUrl, apiKey } = credentials;
		const send = async (isInQuery: boolean) =>
			await http({
				method,
				url: `${storeUrl}/api/${resource}`,
				query: {
					...query,
					output_format: 'JSON',
					...(isInQuery && { ws_key: apiKey }),
				},
				...(!isInQuery && { headers: { authorization: basicHeader(apiKey) } }),
				...(xml !== undefined && { xml }),
			});
		try {
			return await send(wantKeyInQuery.has(storeUrl));
		} catch (error) {
			const isUnseen = refusalIn(error).code === NO_KEY_SEEN;
			if (!isUnseen || wantKeyInQuery.has(storeUrl)) throw explained(error, method, resource);
			try {
				const answer = await send(true);
				if (wantKeyInQuery.size >= MOST_REMEMBERED) wantKeyInQuery.clear();
				wantKeyInQuery.add(storeUrl);
				return answer;
			} catch (second) {
				throw explained(second, method, resource);
			}
		}
	};

	function explained(error: unknown, method: string, resource: string): unknown {
		if (!(error instanceof StoreError)) return error;
		return refusalIn(error).inWords(method, resource) ?? error;
	}
}

/** @see RFC 7617 */
export const basicHeader = (apiKey: string): string =>
	`Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
