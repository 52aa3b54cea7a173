import { z } from 'zod/v4';
import { signedHeader, type OAuth1Moment } from '../oauth1.ts';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { MagentoCredentials } from './credentials.ts';

export type MagentoConnection = Connection<MagentoCredentials>;

/** One call of the REST API. */
export type MagentoCall = (
	connection: MagentoConnection,
	request: {
		readonly method: StoreRequest['method'];
		/** Below `/rest/all/V1`. */
		readonly path: string;
		readonly query?: Readonly<Record<string, string>>;
		readonly json?: unknown;
	},
) => Promise<StoreResponse>;

/**
 * Calls are signed: an access token alone is taken only by shops that allow that.
 *
 * @see AdobeDocs/commerce-webapi `src/pages/get-started/authentication/gs-authentication-oauth.md`
 */
export function createClient(moment: () => OAuth1Moment): MagentoCall {
	return async ({ credentials, http }, { method, path, query = {}, json }) => {
		// "all" are the views of all stores.
		const url = `${credentials.storeUrl}/rest/all/V1${path}`;
		const authorization = signedHeader({ method, url, query }, credentials, moment());
		try {
			return await http({ method, url, query, json, headers: { authorization } });
		} catch (error) {
			throw explained(error, credentials.storeUrl);
		}
	};
}

/** What a call answers, or `null` where the shop has no such thing. */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
}

/**
 * Reads what the shop answered.
 *
 * @param call what was asked: `GET /orders`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: MagentoConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T => readDocumented({ platform: 'Magento', address: credentials.storeUrl }, call, schema, body);

/** Anything else may come from a server that is no shop, and is nobody's to read. `trace` stands there in developer mode. */
const refusal = z.strictObject({
	message: z.string().max(500),
	trace: z.unknown().optional(),
	parameters: z
		.union([z.array(z.unknown()).max(20), z.record(z.string(), z.unknown())])
		.nullish()
		.catch(null),
});

/** Magento's own sentence: `The consumer isn't authorized to access %resources.`, with what the parameters say. */
function sentenceIn(answer: string | null): string | null {
	let body: unknown;
	try {
		body = JSON.parse(answer ?? '');
	} catch {
		return null;
	}
	const read = refusal.safeParse(body);
	if (!read.success) return null;
	const { message, parameters } = read.data;
	const values = Array.isArray(parameters)
		? parameters.map((value, index) => [String(index + 1), value] as const)
		: Object.entries(parameters ?? {});
	const filled = values.reduce(
		(text, [name, value]) => text.replaceAll(`%${name}`, String(value).slice(0, 100)),
		message,
	);
	return filled.slice(0, 300);
}

/** Magento 2.2 has other words than the later ones. */
const LACKS_RIGHT = /(isn't|not) authorized to access/;

function explained(error: unknown, storeUrl: string): unknown {
	if (!(error instanceof StoreError)) return error;
	const said = sentenceIn(error.answer);
	if (said !== null && LACKS_RIGHT.test(said)) {
		const message = `${storeUrl}: the integration may not do this (${said}) In Magento, open System > Integrations, edit it, tick Sales, Customers, Catalog and Stores under "API", save, and activate it again.`;
		return new StoreError('forbidden', message, { ...error, cause: error });
	}
	if (error.kind === 'unauthorized') {
		const reason = said === null ? '' : ` Magento says: ${said.replace(/\.?$/, '.')}`;
		const message = `${storeUrl} does not accept the keys.${reason} Copy all four again, in Magento under System > Integrations; a new activation makes new ones. The clock of this server has to be right, too.`;
		return new StoreError(error.kind, message, { ...error, cause: error });
	}
	if (error.kind !== 'rejected' || said === null) return error;
	const message = `${storeUrl} refused the call: ${said}`;
	return new StoreError(error.kind, message, { ...error, cause: error });
}
