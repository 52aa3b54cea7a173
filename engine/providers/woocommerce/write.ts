import type { StoreResponse } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { WooCommerceCall } from './client.ts';

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

/** What it means when a key is refused for writing that was good for reading. */
export function mayOnlyRead(storeUrl: string, error: StoreError): StoreError {
	return new StoreError(
		'forbidden',
		`The key for ${storeUrl} may only read. Make one with the permission "Read/Write" (WooCommerce > Settings > Advanced > REST API).`,
		{ ...error, cause: error },
	);
}
