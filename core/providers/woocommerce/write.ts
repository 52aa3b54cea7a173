import type { StoreResponse } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { WooCommerceCall } from './client.ts';
import { mayOnlyRead } from './mayOnlyRead.ts';

/**
 * A call that changes something in the shop. Before it something was read with the same key: if it is
 * unauthorized now, it is a key for reading.
 */
export async function write(
	call: WooCommerceCall,
	connection: Parameters<WooCommerceCall>[0],
	request: Parameters<WooCommerceCall>[1],
): Promise<StoreResponse> {
	try {
		return await call(connection, request);
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'unauthorized') {
			throw mayOnlyRead(connection.credentials.storeUrl, error);
		}
		throw error;
	}
}
