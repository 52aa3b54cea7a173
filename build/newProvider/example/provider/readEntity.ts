import type { EntityType } from '../../../../engine/events/entityType.ts';
import type { Observation } from '../../../../engine/events/observation.ts';
import { problemsIn } from '../../../../engine/providers/problemsIn.ts';
import { StoreError } from '../../../../engine/providers/storeError.ts';
import { collectionOf } from './abilities.ts';
import { callSamplecart, unlessAbsent, type SamplecartConnection } from './client.ts';

/** @returns empty for what Sample Cart does not have */
export async function readEntity(
	connection: SamplecartConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	const { path } = collectionOf(entityType);
	const call = `${path}/${encodeURIComponent(id)}`;
	const answer = await unlessAbsent(callSamplecart(connection, { method: 'GET', path: call }));
	return answer === null ? [] : observeAnswer(connection, `GET ${call}`, entityType, answer.body);
}

/** What an answer that holds one entity tells. @throws StoreError where it is no such entity */
export function observeAnswer(
	{ credentials }: SamplecartConnection,
	call: string,
	entityType: EntityType,
	body: unknown,
): Observation[] {
	try {
		return collectionOf(entityType).observe(body);
	} catch (error) {
		const message = `${credentials.storeUrl} answered to ${call} with something else than Sample Cart documents: ${problemsIn(error)}`;
		throw new StoreError('rejected', message, { status: 200, cause: error });
	}
}
