import { StoreError } from '../storeError.ts';

/** What it means when a key is refused for writing that was good for reading. */
export function mayOnlyRead(storeUrl: string, error: StoreError): StoreError {
	return new StoreError(
		'forbidden',
		`The key for ${storeUrl} may only read. Make one with the permission "Read/Write" (WooCommerce > Settings > Advanced > REST API).`,
		{ ...error, cause: error },
	);
}
