import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { GenericCredentials } from './credentials.ts';
import type { EntityType } from '../../events/entityType.ts';
import { StoreError } from '../storeError.ts';
import { z } from 'zod/v4';
import { problemsIn } from '../problemsIn.ts';

/** One call of the store's API. @param request.path begins with `/` */
export async function callStore(
	{ credentials, http }: Connection<GenericCredentials>,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	return await http({
		...request,
		url: `${credentials.storeUrl}${path}`,
		headers: { authorization: `Bearer ${credentials.apiKey}` },
	});
}

/** Where the API has the entities of a type: `/orders`. */
export const COLLECTIONS: Readonly<Record<EntityType, string>> = {
	Order: 'orders',
	Shipment: 'shipments',
	Customer: 'customers',
	Product: 'products',
};

/** The path of one entity. */
export function pathOf(entityType: EntityType, id: string): string {
	return `/${COLLECTIONS[entityType]}/${encodeURIComponent(id)}`;
}

const ABSENT: readonly number[] = [404, 405, 501];

/**
 * What a call answers, or `null` where the store has no such thing: 404, 405 and 501 are how it says so.
 */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof StoreError && ABSENT.includes(error.status ?? 0)) return null;
		throw error;
	}
}

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
