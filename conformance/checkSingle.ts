import type { EntityType } from '../engine/events/entityType.ts';
import { COLLECTIONS, pathOf } from '../engine/providers/generic/client.ts';
import type { Context } from './context.ts';
import { differences, faultOf, idOf, type Told } from './entity.ts';
import { readPages } from './readPages.ts';
import { shown } from './storeClient.ts';

/** `GET /orders/{id}` and the like. */
export async function checkSingle(
	context: Context,
	entityType: EntityType,
	entities: readonly Told[],
): Promise<void> {
	const { store, report } = context;
	const path = `/${COLLECTIONS[entityType]}/{id}`;
	const missing = await store.ask('GET', pathOf(entityType, 'no-such-id-of-conformance'));
	report.check(
		{
			line: `GET ${path} answers 404 where there is none`,
			section: 'Lists',
			expected: '404',
		},
		missing.status === 404 ? null : shown(missing),
	);
	const newest = entities.at(-1);
	if (newest === undefined) return;
	report.check(
		{
			line: `GET ${path} gives the entity as the list does`,
			section: 'Lists',
			expected: `200 and the entity "${idOf(newest)}" itself, with the same fields and values`,
		},
		(await difference(context, entityType, newest)) &&
			(await difference(context, entityType, await listedNow(context, entityType, newest))),
	);
}

/** The entity as the list tells it by now: it may have been changed since. */
async function listedNow({ store }: Context, entityType: EntityType, listed: Told): Promise<Told> {
	const { updatedAt } = listed as { updatedAt: string };
	const query = { updatedSince: new Date(updatedAt).toISOString(), limit: '250' };
	const { entities } = await readPages(store, `/${COLLECTIONS[entityType]}`, query, 1);
	return entities.find((told) => idOf(told) === idOf(listed)) ?? listed;
}

async function difference(
	{ store }: Context,
	entityType: EntityType,
	listed: Told,
): Promise<string | null> {
	const answer = await store.ask('GET', pathOf(entityType, idOf(listed)));
	if (answer.status !== 200 || faultOf(entityType, answer.json) !== null) return shown(answer);
	const fields = differences(entityType, answer.json, listed);
	return fields.length === 0 ? null : `other values of ${fields.join(', ')}`;
}
