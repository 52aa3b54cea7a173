import { z } from 'zod/v4';
import type { Connection } from '../provider.ts';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';
import type { GenericCredentials } from './credentials.ts';

/**
 * Reads what the store answered.
 *
 * @param call what was asked: `GET /orders`
 * @throws StoreError with the path of each field that is not what docs/generic-store.md says
 */
export function readAnswer<T>(
	{ credentials }: Connection<GenericCredentials>,
	call: string,
	read: () => T,
): T {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof z.ZodError)) throw error;
		throw new StoreError(
			'rejected',
			`${credentials.storeUrl} answered to ${call} with something else than docs/generic-store.md describes: ${problemsIn(error)}`,
			{ status: 200, cause: error },
		);
	}
}
