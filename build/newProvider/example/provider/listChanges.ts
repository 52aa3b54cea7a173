import { z } from 'zod/v4';
import type { EntityType } from '../../../../engine/events/entityType.ts';
import type { Observation } from '../../../../engine/events/observation.ts';
import { listedEntries, refusedEntity } from '../../../../engine/providers/refusedEntity.ts';
import { StoreError } from '../../../../engine/providers/storeError.ts';
import type {
	ListPage,
	ListPosition,
	RefusedEntity,
} from '../../../../engine/providers/storeSide.ts';
import { collectionOf } from './abilities.ts';
import { callSamplecart, readAnswer, type SamplecartConnection } from './client.ts';

/** The most that Sample Cart gives. */
const PAGE_SIZE = '100';

const listAnswer = z.object({ data: listedEntries, next: z.string().nullish() });

/** Asks for `GET /orders?updated_since=…&cursor=…`, oldest change first. An entry that cannot be read is left out. */
export async function listChanges(
	connection: SamplecartConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const { path, observe } = collectionOf(entityType);
	const query = {
		limit: PAGE_SIZE,
		...(since !== null && { updated_since: since }),
		...(page !== null && { cursor: page }),
	};
	const { body } = await callSamplecart(connection, { method: 'GET', path, query });
	const { data, next } = readAnswer(connection, `GET ${path}`, listAnswer, body);
	if (next && next === page) {
		const message = `${connection.credentials.storeUrl} answered to GET ${path} with the same cursor that it was given: the list would never end.`;
		throw new StoreError('rejected', message, { status: 200 });
	}
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entity of data) {
		try {
			observations.push(...observe(entity));
		} catch (error) {
			refused.push(refusedEntity(entity, error));
		}
	}
	return { observations, nextPage: next ?? null, refused };
}
