import { sql } from 'kysely';
import { attemptsIn, type Attempt } from '../deliveries/attempts.ts';
import type { DeadRun } from '../deliveries/continuedRun.ts';
import { isDead } from '../deliveries/due.ts';
import { continuedBy } from '../deliveries/runKeys.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { SLICE_ROWS } from '../state/slices.ts';
import { beyond, pageOf, type Keyset } from './keysetCursor.ts';

/** Which dead letters; what is absent does not matter. */
export type DeadLetterFilter = {
	readonly id?: string | undefined;
	readonly ids?: readonly string[] | undefined;
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
			'delivery.attemptsText',
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
	const page = pageOf(rows, limit, ({ settledAt, id }) => ({ at: settledAt ?? 0, id }));
	return {
		...page,
		rows: page.rows.map(({ attemptsText, ...row }) => ({ ...row, ...retryOf(attemptsText) })),
	};
}

/**
 * Where a dead letter is to be tried again, so that nothing is done twice: at its `start` where the whole run may be
 * repeated, else at the `failingNode`.
 */
export type RetryFrom = 'start' | 'failingNode';

/** The last run of a dead letter, and where it is to be tried again. */
function retryOf(attemptsText: string | null): {
	readonly last: Attempt | null;
	readonly from: RetryFrom;
} {
	const last = attemptsIn(attemptsText).at(-1);
	// Of a customer who was forgotten, or of an older version: nobody knows what had run.
	if (last === undefined) return { last: null, from: 'failingNode' };
	const isContinued = continuedBy(last.key) !== null;
	const isRepeatable = !isContinued && (last.outcome !== 'failed' || last.isRepeatable === true);
	return { last, from: isRepeatable ? 'start' : 'failingNode' };
}

/** A dead letter, as far as it takes to try it again. */
export type DeadLetter = DeadRun & ReturnType<typeof retryOf> & { readonly workflowId: string };

/**
 * Dead letters, the first one first: of events, and of alerts.
 *
 * @param after the last one of the part before; `null` for the first part
 */
export async function readDeadLetters(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: DeadLetterFilter,
	after: Pick<DeadLetter, 'id' | 'settledAt'> | null = null,
): Promise<DeadLetter[]> {
	let query = selectDead(db, space, filter);
	if (after !== null) {
		query = query.where(
			sql<boolean>`(delivery.settled_at, delivery.id) > (${after.settledAt}, ${after.id})`,
		);
	}
	const rows = await query
		.select([
			'delivery.id',
			'delivery.subscriptionId',
			'delivery.claimKey',
			'delivery.settledAt',
			'delivery.attemptsText',
			'subscription.workflowId',
		])
		.orderBy('delivery.settledAt')
		.orderBy('delivery.id')
		.limit(SLICE_ROWS)
		.execute();
	return rows.map(({ attemptsText, ...row }) => ({ ...row, ...retryOf(attemptsText) }));
}

/** How many of the dead letters that had died by a moment are left. */
export async function countDeadLetters(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: DeadLetterFilter,
	diedBy: number,
): Promise<number> {
	const { count } = await selectDead(db, space, filter)
		.where('delivery.settledAt', '<=', diedBy)
		.select(({ fn }) => fn.countAll().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** How many dead letters `listDeadLetters` lists on all its pages. */
export async function countListedDeadLetters(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: DeadLetterFilter,
): Promise<number> {
	const { count } = await selectDead(db, space, filter)
		.innerJoin('event', 'event.id', 'delivery.eventId')
		.select(({ fn }) => fn.countAll().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

/**
 * Tries dead letters again from their start, with as many further tries as a new delivery has.
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
	const { id, ids, workflowId, integrationGuid } = filter;
	let query = db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.where(isDead)
		.where('subscription.space', '=', space);
	if (id !== undefined) query = query.where('delivery.id', '=', id);
	if (ids !== undefined) query = query.where('delivery.id', 'in', ids);
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
