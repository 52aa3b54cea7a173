import { randomUUID } from 'node:crypto';
import { newDelivery } from '../deliveries/newDelivery.ts';
import { isTakenDown, withAttachment } from '../deliveries/attachment.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Row } from '../state/schema.ts';
import { warnSeldom } from '../warnSeldom.ts';
import { filterSchema, matchingEntities, type Match } from './matchingEntities.ts';

const TICK_MS = 2_000;
/** So many pages without a match are looked through before others get their turn. */
const MOST_PAGES = 20;

/**
 * Goes on with the catch-ups that are under way, again and again.
 *
 * @returns ends it
 */
export function keepCatchingUp(inbox: Inbox): () => void {
	const goOn = createCatchingUp(inbox);
	const tell = warnSeldom(inbox.warn);
	let isAt: Promise<void> | null = null;
	const timer = setInterval(() => {
		isAt ??= goOn()
			.catch((error: unknown) => tell('Catch-ups could not be looked for', error))
			.finally(() => (isAt = null));
	}, TICK_MS).unref();
	return () => clearInterval(timer);
}

/**
 * Goes on with the catch-ups that are under way: each time, the events and deliveries for as many entities as the
 * rate of each allows since the last time. Where a catch-up stands is written in the transaction of its events: a
 * process that is killed, and two that are at it at once, run nothing twice.
 */
export function createCatchingUp(inbox: Inbox): () => Promise<void> {
	const budgets = new Map<string, { readonly at: number; runs: number }>();
	/** Never a heap of what was missed. */
	const budgetOf = ({ id, perMinute }: Row<'catchUp'>) => {
		const at = inbox.now();
		const before = budgets.get(id) ?? { at: at - TICK_MS, runs: 0 };
		const runs = before.runs + (Math.max(0, at - before.at) * perMinute) / 60_000;
		const budget = { at, runs: Math.min(runs, Math.max(1, (2 * perMinute * TICK_MS) / 60_000)) };
		budgets.set(id, budget);
		return budget;
	};
	const tell = warnSeldom(inbox.warn);
	return async () => {
		const running = await selectRunning(inbox);
		for (const catchUp of running) {
			// One that another version has written holds up no other one.
			await goOn(inbox, catchUp, budgetOf(catchUp)).catch((error: unknown) =>
				tell(`The catch-up ${catchUp.id} could not go on; it is tried again`, error),
			);
		}
		for (const id of budgets.keys()) {
			if (!running.some((catchUp) => catchUp.id === id)) budgets.delete(id);
		}
	};
}

async function selectRunning({ database: { db } }: Inbox): Promise<Array<Row<'catchUp'>>> {
	return await db
		.selectFrom('catchUp')
		.selectAll()
		.where('status', '=', 'running')
		.orderBy('createdAt')
		.execute();
}

async function goOn(
	inbox: Inbox,
	catchUp: Row<'catchUp'>,
	budget: { runs: number },
): Promise<void> {
	const { database, now } = inbox;
	const { integrationGuid, entityId } = catchUp;
	if (budget.runs < 1) return;
	const subscription = await withAttachment(database)
		.selectAll('subscription')
		.select(['holder', 'until'])
		.where('subscription.id', '=', catchUp.subscriptionId)
		.executeTakeFirst();
	// Its workflow was deleted.
	if (subscription === undefined) return await move(inbox, catchUp, [], ENDED.stopped);
	// It goes on once the workflow is published again.
	if (isTakenDown(subscription)) return;
	const filter = filterSchema.parse(JSON.parse(catchUp.filterJson));
	const from = { integrationGuid, entityId };
	let pages = 0;
	for await (const looked of matchingEntities(database, subscription, filter, from, now())) {
		const chosen = looked.matches.slice(0, Math.floor(budget.runs));
		const last = chosen.length < looked.matches.length ? chosen.at(-1)! : looked.position;
		pages += 1;
		if (chosen.length === 0 && pages < MOST_PAGES) continue;
		budget.runs -= chosen.length;
		return await move(inbox, catchUp, chosen, {
			integrationGuid: last.integrationGuid,
			entityId: last.entityId,
		});
	}
	await move(inbox, catchUp, [], ENDED.done);
}

/** It may name a person, and is not needed any more. */
const ENDED = {
	done: { status: 'done', filterJson: '{}' },
	stopped: { status: 'stopped', filterJson: '{}' },
} as const;

/** Stores the events of some entities, and how far the catch-up has come, unless somebody else has moved it. */
async function move(
	{ database, now, wake }: Inbox,
	{ id, space, subscriptionId, integrationGuid, entityId, started }: Row<'catchUp'>,
	matches: readonly Match[],
	change: Partial<Row<'catchUp'>>,
): Promise<void> {
	const nowMs = now();
	const events = matches.map((match) => ({ ...match, id: randomUUID() }));
	const isMoved = await database.db.transaction().execute(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('catchUp')
			.set({
				...change,
				started: started + matches.length,
				...(change.status !== undefined && { endedAt: nowMs }),
			})
			.where('id', '=', id)
			.where('status', '=', 'running')
			.where('integrationGuid', '=', integrationGuid)
			.where('entityId', '=', entityId)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return false;
		if (events.length === 0) return true;
		await trx
			.insertInto('event')
			.values(
				events.map(({ id: eventId, event, ...of }) => ({
					id: eventId,
					space,
					integrationGuid: of.integrationGuid,
					entityType: event.entityType,
					entityId: of.entityId,
					codesJson: JSON.stringify(event.codes),
					entityJson: JSON.stringify(event.entity),
					previousJson: null,
					customerJson: event.customer === null ? null : JSON.stringify(event.customer),
					rawJson: null,
					occurredAt: nowMs,
					receivedAt: nowMs,
					isOwnUpdate: 0,
					catchUpId: id,
				})),
			)
			.execute();
		await trx
			.insertInto('delivery')
			.values(
				events.map(({ id: eventId, event: { entityType }, ...of }) =>
					newDelivery(
						subscriptionId,
						{ id: eventId, entityType, entityId: of.entityId },
						of.integrationGuid,
						nowMs,
					),
				),
			)
			.execute();
		return true;
	});
	if (isMoved && events.length > 0) wake(events.map(() => subscriptionId));
}
