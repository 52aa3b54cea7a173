import { z } from 'zod/v4';
import { conditionsSchema } from '../conditions/conditionsSchema.ts';
import { bumpSubscriptions } from '../deliveries/bumpSubscriptions.ts';
import { forgetTriggers } from '../deliveries/forgetWorkflow.ts';
import { CATALOG, triggerOf } from '../events/catalog.ts';
import { ENTITY_TYPES } from '../events/entityType.ts';
import { safeText } from '../history/safeText.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import {
	destinationSubscriptionId,
	destinationWorkflowId,
	type Destination,
} from './destination.ts';

type Database = Pick<OpenDatabase, 'db' | 'dialect'>;

/** Of one space. */
export const MOST_DESTINATIONS = 100;
const LONGEST_REASON = 300;

/** What is wanted of a destination. */
export type DestinationWish = Omit<Destination, 'createdAt' | 'version' | 'offReason'>;

/** @param sealedSecret its secret as `Secrets` has sealed it */
export async function createDestination(
	{ db }: Database,
	wish: DestinationWish,
	sealedSecret: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		await trx
			.insertInto('destination')
			.values({
				...{ id: wish.id, space: wish.space, sealedSecret, createdAt: nowMs, version: 1 },
				...columnsOf(wish),
			})
			.execute();
		await subscribe(trx, wish, nowMs);
	});
}

/**
 * Changes a destination. What has been waiting for it goes on to wait for it; while it is off, nothing more does.
 *
 * @param sealedSecret `null` leaves the secret as it is
 * @returns false where there is none
 */
export async function changeDestination(
	{ db }: Database,
	wish: DestinationWish,
	sealedSecret: string | null,
	nowMs: number,
): Promise<boolean> {
	return await db.transaction().execute(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('destination')
			.set((eb) => ({
				...columnsOf(wish),
				version: eb('version', '+', 1),
				...(sealedSecret !== null && { sealedSecret }),
			}))
			.where((eb) => eb.and({ id: wish.id, space: wish.space }))
			.executeTakeFirst();
		if (numUpdatedRows === 0n) return false;
		await subscribe(trx, wish, nowMs);
		return true;
	});
}

/** A receiver has said that it is gone. A destination that was changed since it was asked stays as it is. */
export async function switchOffDestination(
	{ db }: Database,
	destination: Destination,
	reason: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const { id, version } = destination;
		const { numUpdatedRows } = await trx
			.updateTable('destination')
			.set({ isActive: 0, offReason: safeText(reason, LONGEST_REASON), version: version + 1 })
			.where((eb) => eb.and({ id, version }))
			.executeTakeFirst();
		if (numUpdatedRows > 0n) await subscribe(trx, { ...destination, isActive: false }, nowMs);
	});
}

/** Forgets a destination, and what waits for it. @returns false where there is none */
export async function deleteDestination(
	database: Database,
	space: string,
	id: string,
): Promise<boolean> {
	const { numDeletedRows } = await database.db
		.deleteFrom('destination')
		.where((eb) => eb.and({ space, id }))
		.executeTakeFirst();
	if (numDeletedRows === 0n) return false;
	await forgetTriggers(database, space, destinationWorkflowId(id));
	return true;
}

/** Of a space, by name. */
export async function listDestinations(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
): Promise<Destination[]> {
	const rows = await db
		.selectFrom('destination')
		.selectAll()
		.where('space', '=', space)
		.orderBy('name')
		.orderBy('id')
		.limit(MOST_DESTINATIONS)
		.execute();
	return rows.map(destinationOf);
}

/** Whether anything is to be posted, of any space. */
export async function hasDestinations({ db }: Pick<OpenDatabase, 'db'>): Promise<boolean> {
	const query = db.selectFrom('destination').select('id').where('isActive', '=', 1).limit(1);
	return (await query.executeTakeFirst()) !== undefined;
}

/** @param space `null` is any @returns `null` where there is none */
export async function readDestination(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string | null,
	id: string,
): Promise<(Destination & { readonly sealedSecret: string }) | null> {
	let query = db.selectFrom('destination').selectAll().where('id', '=', id);
	if (space !== null) query = query.where('space', '=', space);
	const row = await query.executeTakeFirst();
	return row ? { ...destinationOf(row), sealedSecret: row.sealedSecret } : null;
}

const stored = {
	codes: z.array(z.enum(CATALOG.map(({ code }) => code))),
	integrations: z.array(z.string()),
};

function destinationOf(row: Row<'destination'>): Destination {
	const { id, space, name, url, retryAfter, offReason, createdAt, version } = row;
	const { codesJson, integrationsJson, conditionsJson } = row;
	return {
		...{ id, space, name, url, retryAfter, offReason, createdAt, version },
		codes: stored.codes.parse(JSON.parse(codesJson)),
		integrations:
			integrationsJson === null ? null : stored.integrations.parse(JSON.parse(integrationsJson)),
		conditions: conditionsJson === null ? null : conditionsSchema.parse(JSON.parse(conditionsJson)),
		allowPrivateAddresses: row.allowPrivateAddresses === 1,
		isActive: row.isActive === 1,
	};
}

const columnsOf = (wish: DestinationWish) => ({
	...{ name: wish.name, url: wish.url, retryAfter: wish.retryAfter, offReason: null },
	codesJson: JSON.stringify(wish.codes),
	integrationsJson: wish.integrations && JSON.stringify(wish.integrations),
	conditionsJson: wish.conditions && JSON.stringify(wish.conditions),
	allowPrivateAddresses: Number(wish.allowPrivateAddresses),
	isActive: Number(wish.isActive),
});

/**
 * Lets its subscriptions want what it wants. One that wants nothing stays, with what waits for it and its dead
 * letters.
 */
async function subscribe(
	trx: OpenDatabase['db'],
	wish: DestinationWish,
	nowMs: number,
): Promise<void> {
	const wanted = wish.isActive ? wish.codes : [];
	const subscriptions = ENTITY_TYPES.map((entityType) => ({
		id: destinationSubscriptionId(wish.id, entityType),
		entityType,
		codes: wanted.filter((code) => triggerOf(code)?.entityType === entityType),
	}));
	// In the order in which everybody locks them.
	for (const { id, entityType, codes } of subscriptions.toSorted((a, b) =>
		a.id < b.id ? -1 : 1,
	)) {
		const changing = {
			workflowName: wish.name,
			codesJson: JSON.stringify(codes),
			integrationsJson: wish.integrations && JSON.stringify(wish.integrations),
			conditionsJson: wish.conditions && JSON.stringify(wish.conditions),
		};
		if (codes.length === 0) {
			await trx.updateTable('subscription').set(changing).where('id', '=', id).execute();
			continue;
		}
		await trx
			.insertInto('subscription')
			.values({
				...{ id, space: wish.space, entityType, nodeName: 'Destination', attachedAt: nowMs },
				...{ workflowId: destinationWorkflowId(wish.id), includeRaw: 0, includeOwnUpdates: 1 },
				...changing,
			})
			.onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
			.execute();
	}
	if (wish.isActive) {
		// By the time when it was switched off it may count as abandoned, which collects nothing.
		await trx
			.updateTable('lease')
			.set({ until: nowMs })
			.where('kind', '=', 'subscription')
			.where('holder', 'is', null)
			.where(
				'key',
				'in',
				subscriptions.map(({ id }) => id),
			)
			.execute();
	}
	await bumpSubscriptions(trx);
}
