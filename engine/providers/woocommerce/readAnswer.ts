import { z } from 'zod/v4';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';

/**
 * Reads what a shop has answered.
 *
 * @param call what was asked: `GET /orders`
 * @throws StoreError for what is not what WooCommerce documents, with the path of the first such field
 */
export function readAnswer<T>(storeUrl: string, call: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof z.ZodError)) throw error;
		throw new StoreError(
			'rejected',
			`${storeUrl} answered to ${call} with something that WooCommerce does not send: ${problemsIn(error)} A plugin may be changing its API's answers; switch plugins off one by one to find it.`,
			{ status: 200, cause: error },
		);
	}
}
