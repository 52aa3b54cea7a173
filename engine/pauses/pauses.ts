import { sql } from 'kysely';
import { pageOf, type Keyset } from '../history/keysetCursor.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** A run that waits at a Commerce Pause node; times are epoch milliseconds. */
export type Pause = Row<'pause'>;

/** Writes down that a run waits. A run that pauses at the same node again replaces its first pause. */
export async function recordPause(database: Pick<OpenDatabase, 'db'>, pause: Pause): Promise<void> {
	const { executionId, nodeId, ...rest } = pause;
	await deleteEndedPauses(database, pause.pausedAt);
	await database.db
		.insertInto('pause')
		.values(pause)
		.onConflict((conflict) => conflict.columns(['executionId', 'nodeId']).doUpdateSet(rest))
		.execute();
}

/**
 * Ends a pause.
 *
 * @returns true for the one caller that has ended it; everybody after finds nothing paused
 */
export async function endPause(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ executionId, nodeId }: Pick<Pause, 'executionId' | 'nodeId'>,
): Promise<boolean> {
	const { numDeletedRows } = await db
		.deleteFrom('pause')
		.where((eb) => eb.and({ executionId, nodeId }))
		.executeTakeFirst();
	return numDeletedRows > 0n;
}

/**
 * Deletes the pauses whose time is up. When it is, n8n lets the run go on by itself and tells nobody: so
 * they go with the next pause that is written down or asked for, and else with what has expired.
 */
export async function deleteEndedPauses(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<void> {
	await db.deleteFrom('pause').where('until', '<=', nowMs).execute();
}

/**
 * The runs of a workflow, or of a space, that wait, the longest waiting first. One whose time is up waits no more.
 *
 * @param limit how many at most; left out: all
 */
export async function listPauses(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	workflowId: string | undefined,
	nowMs: number,
	limit?: number,
): Promise<Pause[]> {
	await deleteEndedPauses(database, nowMs);
	let query = database.db.selectFrom('pause').selectAll().where('space', '=', space);
	if (workflowId !== undefined) query = query.where('workflowId', '=', workflowId);
	if (limit !== undefined) query = query.limit(limit);
	return await query.orderBy('pausedAt').execute();
}

/** How many runs of a space, or of one of its workflows, wait. */
export async function countPauses(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	workflowId: string | undefined,
): Promise<number> {
	let query = db.selectFrom('pause').where('space', '=', space);
	if (workflowId !== undefined) query = query.where('workflowId', '=', workflowId);
	const { count } = await query
		.select(({ fn }) => fn.countAll().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** What tells a pause from others that began in the same millisecond. */
const keyOf = sql<string>`pause.execution_id || '/' || pause.node_id`;

/** A page of the runs of a space that wait, those that began to wait last first. */
export async function pausesPage(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	{ workflowId }: { readonly workflowId?: string | undefined },
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
	nowMs: number,
) {
	await deleteEndedPauses(database, nowMs);
	let query = toldPauses(database).where('space', '=', space);
	if (workflowId !== undefined) query = query.where('workflowId', '=', workflowId);
	if (after !== null) {
		query = query.where(sql<boolean>`(paused_at, ${keyOf}) < (${after.at}, ${after.id})`);
	}
	const rows = await query
		.orderBy('pausedAt', 'desc')
		.orderBy(keyOf, 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ pausedAt, key }) => ({ at: pausedAt, id: key }));
}

/** @returns `undefined` for one that has ended, or is none of the space */
export async function findPause(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	{ executionId, nodeId }: Pick<Pause, 'executionId' | 'nodeId'>,
	nowMs: number,
) {
	await deleteEndedPauses(database, nowMs);
	return await toldPauses(database)
		.where((eb) => eb.and({ space, executionId, nodeId }))
		.executeTakeFirst();
}

const toldPauses = ({ db }: Pick<OpenDatabase, 'db'>) =>
	db
		.selectFrom('pause')
		.selectAll()
		.select((eb) => [
			keyOf.as('key'),
			// A workflow that others call starts on no event, and its name is not known here.
			eb
				.selectFrom('subscription')
				.select(({ fn }) => fn.max('workflowName').as('name'))
				.whereRef('subscription.workflowId', '=', 'pause.workflowId')
				.as('workflowName'),
		]);
