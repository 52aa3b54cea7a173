import type { StoreInfo } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { call17Track, type SeventeenTrackConnection } from './client.ts';

/** Asks what the account may still follow, which costs nothing. 17TRACK tells no name of an account. */
export async function checkCredentials(connection: SeventeenTrackConnection): Promise<StoreInfo> {
	await call17Track(connection, 'getquota', []);
	return { name: null, storeUrl: accountUrl(connection.credentials) };
}
