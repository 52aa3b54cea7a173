import { z } from 'zod/v4';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { compileConditions } from '../conditions/compileConditions.ts';
import { conditionsSchema } from '../conditions/conditionsSchema.ts';
import {
	composeItem,
	factsOf,
	type CommerceItem,
	type EventFacts,
} from '../deliveries/composeItem.ts';
import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import { wantedBy } from '../history/explainEvent.ts';
import { loadSnapshots } from '../inbox/loadSnapshots.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** Which of the entities that are known. */
export const filterSchema = z.strictObject({
	/** Of the integrations; `null` is all that the trigger listens to. */
	integrations: z.array(z.string()).nullable(),
	/** Beside those of the trigger. */
	conditions: conditionsSchema.nullable(),
	/** Made in the store at or after; epoch milliseconds. */
	createdSince: z.number().int().nullable(),
	/** Also what the workflow was run for in the days for which that is known. */
	includeAlreadyRun: z.boolean(),
});
export type Filter = z.output<typeof filterSchema>;

/** An entity that is known, as an event that the trigger wants. */
export type Match = {
	readonly integrationGuid: string;
	readonly entityId: string;
	readonly event: EventFacts;
	readonly item: CommerceItem;
};

/** Entities that were looked at together. */
export type Looked = {
	/** Where to go on. */
	readonly position: Pick<Row<'catchUp'>, 'integrationGuid' | 'entityId'>;
	readonly matches: readonly Match[];
};

/** So many are read at once. */
const PAGE_ROWS = 100;

/**
 * The entities that are known, that a trigger wants and that are in a filter; each page of them, in an order that
 * does not change. What was deleted is not among them.
 *
 * Conditions on what has changed hold for none: of what is known already, nothing has.
 */
export async function* matchingEntities(
	database: Pick<OpenDatabase, 'db'>,
	subscription: Row<'subscription'>,
	{ integrations, conditions, createdSince, includeAlreadyRun }: Filter,
	after: Looked['position'],
	nowMs: number,
): AsyncGenerator<Looked> {
	const { db } = database;
	const wanted = wantedBy(subscription);
	const { entityType, codes } = wanted;
	const isWanted = [wanted.conditions, conditions].map((each) =>
		each === null ? () => true : compileConditions(each),
	);
	const isIn = (list: readonly string[] | null, guid: string) => list?.includes(guid) ?? true;
	const stores = (
		await db
			.selectFrom('integration')
			.selectAll()
			.where('space', '=', subscription.space)
			.where('guid', '>=', after.integrationGuid)
			.orderBy('guid')
			.execute()
	).filter(({ guid }) => isIn(wanted.integrations, guid) && isIn(integrations, guid));

	for (const store of stores) {
		const { guid } = store;
		let entityId = guid === after.integrationGuid ? after.entityId : '';
		for (;;) {
			const ids = (
				await db
					.selectFrom('snapshot')
					.select('entityId')
					.where('integrationGuid', '=', guid)
					.where('entityType', '=', entityType)
					.where('entityId', '>', entityId)
					.orderBy('entityId')
					.limit(PAGE_ROWS)
					.execute()
			).map((row) => row.entityId);
			if (ids.length === 0) break;
			entityId = ids.at(-1)!;
			const [known, run] = await Promise.all([
				loadSnapshots(db, guid, [ids.map((id) => nothingNew(entityType, id))], () => {}),
				includeAlreadyRun ? new Set() : alreadyRun(database, subscription, guid, ids),
			]);
			const matches = ids.flatMap((id): Match[] => {
				const snapshot = known.snapshots.get(entityType, id);
				if (snapshot === null || snapshot.deletedAt !== null || run.has(id)) return [];
				const { createdAt } = snapshot.entity as { createdAt?: string | null };
				const isOld = createdSince !== null && !(Date.parse(createdAt ?? '') >= createdSince);
				if (isOld) return [];
				const event: EventFacts = {
					...{ id: '', entityType, codes: [codes[0]!], previous: null },
					...known.snapshots.complete(entityType, snapshot.entity),
					...{ occurredAt: nowMs, receivedAt: nowMs },
				};
				const item = composeItem(event, store, [], 1);
				const facts = factsOf(item);
				if (!isWanted.every((holds) => holds(facts))) return [];
				return [{ integrationGuid: guid, entityId: id, event, item }];
			});
			yield { position: { integrationGuid: guid, entityId }, matches };
			await yieldToOthers();
		}
	}
}

/** For which of these the workflow has been run, or is about to be, as far back as events are kept. */
async function alreadyRun(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ id, entityType }: Row<'subscription'>,
	integrationGuid: string,
	ids: readonly string[],
): Promise<Set<string>> {
	const rows = await db
		.selectFrom('event')
		.innerJoin('delivery', 'delivery.eventId', 'event.id')
		.select('event.entityId')
		.distinct()
		.where('event.integrationGuid', '=', integrationGuid)
		.where('event.entityType', '=', entityType)
		.where('event.entityId', 'in', ids)
		.where('delivery.subscriptionId', '=', id)
		.where('delivery.status', '!=', 'dropped')
		.execute();
	return new Set(rows.map(({ entityId }) => entityId));
}

/** What says of an entity that it is there, and no more. */
const nothingNew = (entityType: EntityType, id: string) =>
	({
		...{ entityType, id, kind: 'upsert', entity: {} },
		...{ changedAt: null, clock: 'record', topicCodes: [] },
	}) as unknown as Observation;
