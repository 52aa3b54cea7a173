import type { z } from 'zod/v4';
import { problemsIn } from './problemsIn.ts';
import { StoreError } from './storeError.ts';

/**
 * Reads what a platform answered.
 *
 * @param who the platform's name, and the address that was asked, for the merchant
 * @param call what was asked: `GET /orders`
 * @throws StoreError with the path of each field that is not as documented
 */
export function readDocumented<T>(
	who: { readonly platform: string; readonly address: string },
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T {
	const read = schema.safeParse(body);
	if (read.success) return read.data;
	throw new StoreError(
		'rejected',
		`${who.address} answered to ${call} with something else than ${who.platform} documents: ${problemsIn(read.error)}`,
		{ status: 200, cause: read.error },
	);
}
