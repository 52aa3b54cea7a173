import type { z } from 'zod/v4';
import type { Connection } from '../../storeHttp.ts';
import type { ShopifyCall } from '../client.ts';
import type { ShopifyCredentials } from '../credentials.ts';

/** One call to one shop. */
export type Ask = <T>(
	query: string,
	variables: Readonly<Record<string, unknown>>,
	data: z.ZodType<T>,
) => Promise<T>;

/** Calls of `call` to the shop of `connection`. */
export const askOf =
	(call: ShopifyCall, connection: Connection<ShopifyCredentials>): Ask =>
	async (query, variables, data) =>
		await call(connection, { query, variables, data });
