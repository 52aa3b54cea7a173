import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import type { GenericCredentials } from './credentials.ts';
import { observe } from './normalise.ts';
import { readAnswer } from './client.ts';

/**
 * An entity that the store answered with, just as if a webhook had brought it.
 *
 * @param call what was asked: `GET /orders/1001`
 */
export function observeAnswer(
	connection: Connection<GenericCredentials>,
	call: string,
	entityType: EntityType,
	entity: unknown,
): Observation {
	return readAnswer(connection, call, () => observe(entityType, entity, null, []));
}
