import { sql, type ExpressionBuilder } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Schema } from '../state/schema.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';

export type LockedIntegration = {
	/** Since when the store is connected, epoch milliseconds. */
	readonly connectedAt: number;
	/** Version of the subscriptions. */
	readonly version: number;
	/** How many changes of our own the store has yet to report. */
	readonly pendingOwnUpdates: number;
	/** It was removed while this was under way: nothing of it is stored any more. */
	readonly isRemoved: boolean;
};

/**
 * Reads what storing has to know in one go, and keeps other messages of the same store out until this one
 * is stored: two changes of one entity are compared one after the other.
 */
export async function lockIntegration(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
): Promise<LockedIntegration> {
	let query = trx
		.selectFrom('integration')
		.select((eb) => ['connectedAt', versionOf(eb), pendingOwnUpdatesOf(eb)])
		.where('guid', '=', integration.guid);
	if (inbox.database.dialect.locksRows) query = query.forUpdate();
	const found = await query.executeTakeFirst();
	if (found) return { ...found, isRemoved: false };

	const removed = await trx
		.selectFrom('removedStore')
		.select('removedAt')
		.where('integrationGuid', '=', integration.guid)
		.executeTakeFirst();
	if (removed) {
		return { connectedAt: removed.removedAt, version: 0, pendingOwnUpdates: 0, isRemoved: true };
	}
	// The workflow is published but the state database is new, restored or another one: go on from here.
	const nowMs = inbox.now();
	await trx
		.insertInto('integration')
		.values({
			...integration,
			status: 'active',
			connectedAt: nowMs,
			updatedAt: nowMs,
			lastEventAt: null,
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return await lockIntegration(trx, inbox, integration);
}

type InIntegration = ExpressionBuilder<Schema, 'integration'>;

const versionOf = (eb: InIntegration) =>
	sql<number>`${eb.selectFrom('counter').select('value').where('name', '=', 'subscriptions')}`.as(
		'version',
	);

const pendingOwnUpdatesOf = (eb: InIntegration) =>
	sql<number>`${eb
		.selectFrom('ownUpdate')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.whereRef('ownUpdate.integrationGuid', '=', 'integration.guid')}`.as('pendingOwnUpdates');
