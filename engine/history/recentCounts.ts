import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { ENTITY_TYPES } from '../events/entityType.ts';

/** So far back it is counted. */
export const RECENT_MS = 3_600_000;

/** How much of what has happened in a space of late; each by an index of the time. */
export async function recentCounts({ db }: Pick<OpenDatabase, 'db'>, space: string, nowMs: number) {
	const since = nowMs - RECENT_MS;
	const [events, deliveries, refused] = await Promise.all([
		db
			.selectFrom('event')
			.select(({ fn }) => ['entityType', fn.countAll().as('count')])
			.where('space', '=', space)
			.where('entityType', 'in', ENTITY_TYPES)
			.where('receivedAt', '>=', since)
			.groupBy('entityType')
			.execute(),
		db
			.selectFrom('delivery')
			.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
			.select(({ fn }) => ['status', fn.countAll().as('count'), fn.sum('attempt').as('attempts')])
			.where('subscription.space', '=', space)
			.where('settledAt', 'is not', null)
			.where('settledAt', '>=', since)
			.groupBy('status')
			.execute(),
		db
			.selectFrom('refusedMessage')
			.innerJoin('integration', 'integration.guid', 'refusedMessage.integrationGuid')
			.select(({ fn }) => ['integrationGuid', 'name', 'outcome', fn.sum('count').as('count')])
			.where('integration.space', '=', space)
			.where('lastAt', '>=', since)
			.groupBy(['integrationGuid', 'name', 'outcome'])
			.execute(),
	]);
	return {
		events: new Map(events.map(({ entityType, count }) => [entityType, Number(count)])),
		settled: new Map(deliveries.map(({ status, count }) => [status, Number(count)])),
		attempts: deliveries.reduce((sum, { attempts }) => sum + Number(attempts ?? 0), 0),
		refused: refused.map(({ count, ...rest }) => ({ ...rest, count: Number(count) })),
	};
}

/** When the import of each store of a space was last read to its end. */
export async function importedAt(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('importCursor')
		.innerJoin('integration', 'integration.guid', 'importCursor.integrationGuid')
		.select(({ fn }) => ['integrationGuid', fn.max('completedAt').as('at')])
		.where('integration.space', '=', space)
		.where('completedAt', 'is not', null)
		.groupBy('integrationGuid')
		.execute();
	return new Map(rows.map(({ integrationGuid, at }) => [integrationGuid, Number(at)]));
}
