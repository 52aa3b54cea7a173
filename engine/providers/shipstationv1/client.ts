import type { z } from 'zod/v4';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { ShipStationV1Credentials } from './credentials.ts';

export type ShipStationV1Connection = Connection<ShipStationV1Credentials>;

/** The limit is counted anew each minute. */
const LIMIT_ENDS_MS = 60_000;

/**
 * One call of ShipStation's API, version 1. It takes 40 calls a minute, and says with `X-Rate-Limit-Reset` in how many
 * seconds these are counted anew.
 *
 * @param request.path begins with `/`
 * @see https://docs.shipstation.com/apis/shipstation-v1/docs/start-here/requirements
 */
export async function callShipStation(
	{ credentials, http }: ShipStationV1Connection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	const { apiUrl } = credentials;
	try {
		return await http({
			...request,
			url: `${apiUrl}${path}`,
			headers: { authorization: basicHeader(credentials) },
		});
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		if (error.kind === 'throttled' && error.retryAfterMs === null) {
			throw new StoreError(error.kind, error.message, {
				...error,
				retryAfterMs: LIMIT_ENDS_MS,
				cause: error,
			});
		}
		if (error.kind !== 'unauthorized') throw error;
		const message = `${apiUrl} does not accept the keys. In ShipStation, open Settings > Account > API Settings, choose V1, and copy the key and the secret again.`;
		throw new StoreError(error.kind, message, { ...error, cause: error });
	}
}

/** @see RFC 7617 */
export const basicHeader = ({
	apiKey,
	apiSecret,
}: Pick<ShipStationV1Credentials, 'apiKey' | 'apiSecret'>): string =>
	`Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;

/**
 * Reads what ShipStation answered.
 *
 * @param call what was asked: `GET /shipments`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: ShipStationV1Connection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T =>
	readDocumented({ platform: 'ShipStation', address: credentials.apiUrl }, call, schema, body);
