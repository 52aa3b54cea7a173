import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import { callStore, pathOf } from './client.ts';
import type { GenericCredentials } from './credentials.ts';
import { observeAnswer } from './observeAnswer.ts';

/** @returns empty for an entity that the store does not have */
export async function readEntity(
	connection: Connection<GenericCredentials>,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	const path = pathOf(entityType, id);
	let body: unknown;
	try {
		({ body } = await callStore(connection, { method: 'GET', path }));
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return [];
		throw error;
	}
	const observed = observeAnswer(connection, `GET ${path}`, entityType, body);
	if (observed.id === id) return [observed];
	throw new StoreError(
		'rejected',
		`${connection.credentials.storeUrl} answered to GET ${path} with another one: its id is "${observed.id}".`,
		{ status: 200 },
	);
}
