import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { attachedSubscriptions, isTakenDown, withAttachment } from '../deliveries/attachment.ts';
import { writtenConditionsFor } from '../conditions/conditionsSchema.ts';
import type { CommerceItem } from '../deliveries/composeItem.ts';
import type { EntityType } from '../events/entityType.ts';
import { beyond, pageOf, type Keyset } from '../history/keysetCursor.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Row } from '../state/schema.ts';
import { matchingEntities, type Filter } from './matchingEntities.ts';

/** One catch-up runs a workflow for so many entities at most. */
export const MOST_RUNS = 10_000;
const EXAMPLES = 3;

/** Before the first entity. */
const START = { integrationGuid: '', entityId: '' };

/** A catch-up, with the name of its workflow; `null` where that is no more. */
export type NamedCatchUp = Row<'catchUp'> & { readonly workflowName: string | null };

/** What a catch-up is asked to run. */
export type CatchUpWish = {
	readonly filter: Filter;
	readonly perMinute: number;
	/** Only counts where it is false. */
	readonly isToStart: boolean;
};

/** How many entities there are, the first of them, and the catch-up where there is one. */
export type CatchUpAnswer = {
	readonly count: number;
	/** As the trigger emits them. */
	readonly examples: readonly CommerceItem[];
	readonly catchUp: NamedCatchUp | null;
};

/** Why a catch-up cannot be begun, in a sentence for the merchant that begins with the field. */
export class CannotCatchUp extends Error {
	override readonly name = 'CannotCatchUp';
}

/**
 * Runs a workflow once for each entity that is known already and that its trigger and a filter want, at a rate;
 * or only counts them.
 *
 * @param trigger the name of the node, where the workflow has several triggers; `null` where it has one
 * @throws CannotCatchUp
 */
export async function startCatchUp(
	{ database, now }: Pick<Inbox, 'database' | 'now'>,
	space: string,
	workflowId: string,
	trigger: string | null,
	{ filter: given, perMinute, isToStart }: CatchUpWish,
): Promise<CatchUpAnswer> {
	const subscription = await triggerOf(database, space, workflowId, trigger);
	const conditions = understoodIn(subscription.entityType as EntityType, given.conditions);
	const filter = { ...given, conditions };
	const examples: CommerceItem[] = [];
	let count = 0;
	for await (const { matches } of matchingEntities(database, subscription, filter, START, now())) {
		count += matches.length;
		examples.push(...matches.slice(0, EXAMPLES - examples.length).map(({ item }) => item));
	}
	if (!isToStart || count === 0) return { count, examples, catchUp: null };
	if (count > MOST_RUNS) {
		throw new CannotCatchUp(
			`There are ${count}, and one catch-up runs a workflow for at most ${MOST_RUNS}. Ask for fewer, for example by createdSince.`,
		);
	}
	const catchUp: Row<'catchUp'> = {
		...START,
		id: randomUUID(),
		space,
		subscriptionId: subscription.id,
		workflowId,
		filterJson: JSON.stringify(filter),
		perMinute,
		status: 'running',
		total: count,
		started: 0,
		createdAt: now(),
		endedAt: null,
	};
	const begun = await database.db
		.insertInto('catchUp')
		.values(catchUp)
		// Of two at once, each would run the workflow for all of them.
		.onConflict((conflict) =>
			conflict
				.column('subscriptionId')
				.where(sql<boolean>`status = 'running'`)
				.doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	if (begun !== undefined) {
		const { workflowName } = subscription;
		return { count, examples, catchUp: { ...catchUp, workflowName } };
	}
	throw new CannotCatchUp(
		'workflow: it is being run for what is known already. Wait until that has ended, or stop it.',
	);
}

/** The triggers for an entity type that are live: what a catch-up can run. */
export async function listTriggers(
	database: Pick<OpenDatabase, 'db'>,
	{ space, entityType }: { readonly space: string; readonly entityType: string },
): Promise<Array<Pick<Row<'subscription'>, 'workflowId' | 'workflowName' | 'nodeName'>>> {
	return await attachedSubscriptions(database)
		.select(['workflowId', 'workflowName', 'nodeName'])
		.where('space', '=', space)
		.where('entityType', '=', entityType)
		.orderBy('workflowName')
		.orderBy('nodeName')
		.execute();
}

/** @throws CannotCatchUp */
function understoodIn(
	entityType: EntityType,
	conditions: Filter['conditions'],
): Filter['conditions'] {
	if (conditions === null) return null;
	const { data, error } = writtenConditionsFor(entityType).safeParse(conditions);
	const issue = error?.issues[0];
	if (issue === undefined) return data!;
	throw new CannotCatchUp(`${['conditions', ...issue.path].join('.')}: ${issue.message}`);
}

async function triggerOf(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	workflowId: string,
	name: string | null,
): Promise<Row<'subscription'>> {
	const rows = await withAttachment(database)
		.selectAll('subscription')
		.select(['holder', 'until'])
		.where('subscription.space', '=', space)
		.where('subscription.workflowId', '=', workflowId)
		.orderBy('subscription.nodeName')
		.execute();
	const live = rows.filter((row) => !isTakenDown(row));
	if (live.length === 0) {
		throw new CannotCatchUp(
			'workflow: it is not published. Publish it, and it can be run for what is known already.',
		);
	}
	const chosen = live.filter(({ nodeName }) => name === null || nodeName === name);
	if (chosen.length === 1) return chosen[0]!;
	const names = live.map(({ nodeName }) => `"${nodeName}"`).join(', ');
	throw new CannotCatchUp(
		name === null
			? `trigger: the workflow has several triggers. Name one of them: ${names}.`
			: `trigger: the workflow has no trigger of that name. There is ${names}.`,
	);
}

const selectNamed = (db: OpenDatabase['db']) =>
	db
		.selectFrom('catchUp')
		.leftJoin('subscription', 'subscription.id', 'catchUp.subscriptionId')
		.selectAll('catchUp')
		.select('subscription.workflowName');

/** One page of a space's catch-ups, the newest first. */
export async function listCatchUps(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	let query = selectNamed(db).where('catchUp.space', '=', space);
	if (after !== null) query = query.where(beyond('catchUp.createdAt', 'catchUp.id', after));
	const rows = await query
		.orderBy('catchUp.createdAt', 'desc')
		.orderBy('catchUp.id', 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** @returns `null` when there is no such catch-up in the space */
export async function readCatchUp(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	id: string,
): Promise<NamedCatchUp | null> {
	const row = await selectNamed(db)
		.where('catchUp.space', '=', space)
		.where('catchUp.id', '=', id)
		.executeTakeFirst();
	return row ?? null;
}

/** Begins no further run of a catch-up. Runs that are under way go on; what waits for its first run is dropped. */
export async function stopCatchUp(
	{ database, now }: Pick<Inbox, 'database' | 'now'>,
	space: string,
	id: string,
): Promise<NamedCatchUp | null> {
	const nowMs = now();
	await database.db.transaction().execute(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('catchUp')
			.set({ status: 'stopped', filterJson: '{}', endedAt: nowMs })
			.where('space', '=', space)
			.where('id', '=', id)
			.where('status', '=', 'running')
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return;
		const dropped = await trx
			.updateTable('delivery')
			.set({ status: 'dropped', settledAt: nowMs })
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, trx, (rows) =>
					rows
						.where('status', '=', 'waiting')
						.where('attempt', '=', 0)
						.where('eventId', 'in', (eb) =>
							eb.selectFrom('event').select('id').where('catchUpId', '=', id),
						),
				),
			)
			.executeTakeFirst();
		await trx
			.updateTable('catchUp')
			.set((eb) => ({ started: eb('started', '-', Number(dropped.numUpdatedRows)) }))
			.where('id', '=', id)
			.execute();
	});
	return await readCatchUp(database, space, id);
}
