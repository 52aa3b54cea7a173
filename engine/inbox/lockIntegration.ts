import { sql, type ExpressionBuilder } from 'kysely';
import { takeLease } from '../leases.ts';
import { CARRIERS } from '../parcels/toldParcels.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Schema } from '../state/schema.ts';
import type { Inbox } from './inbox.ts';
import { storeKey, storeLease, type Integration } from './integration.ts';

export type LockedIntegration = {
	/** Since when the store is connected, epoch milliseconds. */
	readonly connectedAt: number;
	/** Version of the subscriptions. */
	readonly version: number;
	/** How many changes of our own the store has yet to report. */
	readonly pendingOwnUpdates: number;
	/** How many carriers and trackers the space has: where there are none, no parcel waits for its order. */
	readonly carriers: number;
	/** Removed while this was under way, or another connection has its store: nothing is stored any more. */
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
	const { rows } = await trx.executeQuery(selectLocked(trx, inbox, integration).compile());
	return await lockedIntegration(trx, inbox, integration, rows[0]);
}

/** The statement of `lockIntegration`, for who has others to send with it; `lockedIntegration` reads its row. */
export function selectLocked(trx: OpenDatabase['db'], inbox: Inbox, integration: Integration) {
	const query = trx
		.selectFrom('integration')
		.select((eb) => [
			'connectedAt',
			versionOf(eb),
			pendingOwnUpdatesOf(eb),
			carriersOf(eb, integration),
			displacedBy(eb, integration),
		])
		.where('guid', '=', integration.guid);
	return inbox.database.dialect.locksRows ? query.forUpdate() : query;
}

export async function lockedIntegration(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
	found: (Omit<LockedIntegration, 'isRemoved'> & { displacedBy: string | null }) | undefined,
): Promise<LockedIntegration> {
	if (found) {
		const { displacedBy: other, ...locked } = found;
		return { ...locked, isRemoved: other !== null };
	}

	const removed = await trx
		.selectFrom('removedStore')
		.select('removedAt')
		.where('integrationGuid', '=', integration.guid)
		.executeTakeFirst();
	if (removed) {
		const nothing = { version: 0, pendingOwnUpdates: 0, carriers: 0 };
		return { ...nothing, connectedAt: removed.removedAt, isRemoved: true };
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
	await takeLease({ db: trx }, storeLease(integration), nowMs, null);
	return await lockIntegration(trx, inbox, integration);
}

type InIntegration = ExpressionBuilder<Schema, 'integration'>;

const versionOf = (eb: InIntegration) =>
	sql<number>`${eb.selectFrom('counter').select('value').where('name', '=', 'subscriptions')}`.as(
		'version',
	);

/** Of a connection that is not live, the one that has its store; `null` while none has. */
const displacedBy = (eb: InIntegration, { guid, ...place }: Integration) =>
	sql<string | null>`${eb
		.selectFrom('lease')
		.select('holder')
		.where('kind', '=', 'store')
		.where('key', '=', storeKey(place))
		.where('holder', '!=', guid)
		.where('integration.status', '=', 'disabled')}`.as('displacedBy');

const pendingOwnUpdatesOf = (eb: InIntegration) =>
	sql<number>`${eb
		.selectFrom('ownUpdate')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.whereRef('ownUpdate.integrationGuid', '=', 'integration.guid')}`.as('pendingOwnUpdates');

const carriersOf = (eb: InIntegration, { space }: Integration) =>
	sql<number>`${eb
		.selectFrom('integration as carrier')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('carrier.space', '=', space)
		.where('carrier.provider', 'in', CARRIERS)}`.as('carriers');
