import { isDead } from '../deliveries/due.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { beyond, pageOf, type Keyset } from './keysetCursor.ts';

/** Which dead letters; what is absent does not matter. */
export type DeadLetterFilter = {
	readonly id?: string | undefined;
	/** n8n's id. */
	readonly workflowId?: string | undefined;
	readonly integrationGuid?: string | undefined;
};

/** One page of the events that were given up, the last one first. Alerts are no events, and are only tried again. */
export async function listDeadLetters(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: DeadLetterFilter,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	let query = selectDead(db, space, filter)
		.innerJoin('event', 'event.id', 'delivery.eventId')
		.innerJoin('integration', 'integration.guid', 'event.integrationGuid')
		.select([
			'delivery.id',
			'delivery.attempt',
			'delivery.lastError',
			'delivery.settledAt',
			'subscription.workflowId',
			'subscription.workflowName',
			'event.id as eventId',
			'event.codesJson',
			'event.entityType',
			'event.entityId',
			'event.receivedAt',
			'event.integrationGuid',
			'integration.name as integrationName',
		]);
	if (after !== null) query = query.where(beyond('delivery.settledAt', 'delivery.id', after));
	const rows = await query
		.orderBy('delivery.settledAt', 'desc')
		.orderBy('delivery.id', 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ settledAt, id }) => ({ at: settledAt ?? 0, id }));
}

/**
 * Tries dead letters again, with as many further tries as a new delivery has.
 *
 * @returns how many there were
 */
export async function retryDeadLetters(
	inbox: Inbox,
	space: string,
	filter: DeadLetterFilter,
): Promise<number> {
	const nowMs = inbox.now();
	const { db } = inbox.database;
	const retried = await db
		.updateTable('delivery')
		.set({
			...{ status: 'waiting', failures: 0, losses: 0, failingSince: null },
			...{ dueAt: nowMs, settledAt: null },
		})
		.where('seq', 'in', deadInOrder(inbox.database, space, filter))
		.returning('subscriptionId')
		.execute();
	if (retried.length > 0) {
		inbox.wake([...new Set(retried.map(({ subscriptionId }) => subscriptionId))]);
	}
	return retried.length;
}

/**
 * Lets dead letters be: they are tried no more, and are no longer listed.
 *
 * @returns how many there were
 */
export async function giveUpDeadLetters(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	space: string,
	filter: DeadLetterFilter,
): Promise<number> {
	const { numUpdatedRows } = await database.db
		.updateTable('delivery')
		.set({ status: 'dropped' })
		.where('seq', 'in', deadInOrder(database, space, filter))
		.executeTakeFirst();
	return Number(numUpdatedRows);
}

const deadInOrder = (
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	space: string,
	filter: DeadLetterFilter,
) =>
	deliveriesInOrder(database, database.db, (rows) =>
		rows
			.where('id', 'in', selectDead(database.db, space, filter).select('delivery.id'))
			.where('status', '=', 'dead'),
	);

function selectDead(db: OpenDatabase['db'], space: string, filter: DeadLetterFilter) {
	const { id, workflowId, integrationGuid } = filter;
	let query = db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.where(isDead)
		.where('subscription.space', '=', space);
	if (id !== undefined) query = query.where('delivery.id', '=', id);
	if (workflowId !== undefined) query = query.where('subscription.workflowId', '=', workflowId);
	if (integrationGuid !== undefined) {
		query = query.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('event as theirs')
					.select('theirs.id')
					.whereRef('theirs.id', '=', 'delivery.eventId')
					.where('theirs.integrationGuid', '=', integrationGuid),
			),
		);
	}
	return query;
}
