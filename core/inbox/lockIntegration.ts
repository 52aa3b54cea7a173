import { sql } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';

export type LockedIntegration = {
	/** Since when the store is connected, epoch milliseconds. */
	readonly connectedAt: number;
	/** Version of the subscriptions. */
	readonly version: number;
	/** How many changes of our own the store has yet to report. */
	readonly pendingOwnUpdates: number;
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
		.select([
			'connectedAt',
			sql<number>`(select value from counter where name = 'subscriptions')`.as('version'),
			sql<number>`(select count(*) from own_update where integration_guid = integration.guid)`.as(
				'pendingOwnUpdates',
			),
		])
		.where('guid', '=', integration.guid);
	if (inbox.database.dialect.locksRows) query = query.forUpdate();
	const found = await query.executeTakeFirst();
	if (found) return found;

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
