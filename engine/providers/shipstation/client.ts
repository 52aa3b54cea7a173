import type { z } from 'zod/v4';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { ShipStationCredentials } from './credentials.ts';

export type ShipStationConnection = Connection<ShipStationCredentials>;

/** Of a plan that does not include what was asked for, it is not documented which of the two it is. */
const REFUSED: ReadonlyArray<StoreError['kind']> = ['unauthorized', 'forbidden'];

/**
 * One call of ShipStation's API, version 2. It takes 200 calls a minute, and says with 429 how long to wait.
 *
 * @param request.path begins with `/`
 * @see https://docs.shipstation.com/rate-limits
 */
export async function callShipStation(
	{ credentials, http }: ShipStationConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	try {
		return await http({
			...request,
			url: `${credentials.apiUrl}/v2${path}`,
			headers: { 'api-key': credentials.apiKey },
		});
	} catch (error) {
		if (!(error instanceof StoreError) || !REFUSED.includes(error.kind)) throw error;
		const message = `${credentials.apiUrl} does not accept the key, or the plan does not include this. In ShipStation, open Settings > Account > API Settings, and take a key for version 2 of the API; some plans need an add-on for it.`;
		throw new StoreError(error.kind, message, { ...error, cause: error });
	}
}

/**
 * Reads what ShipStation answered.
 *
 * @param call what was asked: `GET /labels`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: ShipStationConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T =>
	readDocumented({ platform: 'ShipStation', address: credentials.apiUrl }, call, schema, body);

/** Asks for one thing. @returns `null` where ShipStation does not have it, or not for this key */
export async function readOne<T>(
	connection: ShipStationConnection,
	path: string,
	schema: z.ZodType<T>,
): Promise<T | null> {
	let body: unknown;
	try {
		({ body } = await callShipStation(connection, { method: 'GET', path }));
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
	return readAnswer(connection, `GET ${path}`, schema, body);
}
