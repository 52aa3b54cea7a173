import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { LEASE_MS } from '../leases.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Row } from '../state/schema.ts';
import type { Batch } from './claimBatches.ts';
import { isClaimed, isDead } from './due.ts';

const PREFIX = 'commerce-continues/';

/**
 * The key of a run that goes on at the node at which another one has failed. n8n knows no key of such a run, and finds
 * it by the one that it continues.
 *
 * @param executionId n8n's id of the run that has failed
 */
export const continuingKey = (executionId: string, attempt = 0): string =>
	`${PREFIX}${executionId}/${attempt}`;

/** n8n's id of the run that the run of a key continues; `null` for a run that began at its trigger. */
export const continuedBy = (key: string): string | null =>
	key.startsWith(PREFIX) ? key.slice(PREFIX.length).split('/')[0]! : null;

/** What a dead letter was, so that it can be that again. */
export type DeadRun = Pick<Row<'delivery'>, 'id' | 'subscriptionId' | 'claimKey' | 'settledAt'>;

/** Somebody who has claimed deliveries, and the key of the run. */
type Claim = { readonly key: string; readonly claimedBy: string };
type Database = Pick<OpenDatabase, 'db' | 'dialect'>;

/**
 * Claims all dead letters of one run: n8n goes on with all of its items.
 *
 * @returns `null` where somebody else was quicker
 */
export async function claimDeadRun(
	database: Database,
	{ id, subscriptionId, claimKey }: DeadRun,
	{ key, claimedBy }: Claim,
	nowMs: number,
): Promise<Batch | null> {
	const deliveries = await database.db
		.updateTable('delivery')
		.set((eb) => ({
			...{ status: 'claimed', claimedBy, claimKey: key, settledAt: null },
			attempt: eb('attempt', '+', 1),
			leaseUntil: nowMs + LEASE_MS,
		}))
		.where(
			'seq',
			'in',
			deliveriesInOrder(database, database.db, (rows) => {
				const dead = rows.where(isDead).where('subscriptionId', '=', subscriptionId);
				return claimKey === null
					? dead.where('id', '=', id)
					: dead.where('claimKey', '=', claimKey);
			}),
		)
		.returning(['id', 'eventId', 'attempt', 'failures'])
		.execute();
	if (deliveries.length === 0) return null;
	return { key, isHandedOverAgain: false, claimedAt: nowMs, deliveries };
}

/** Makes dead letters of them again, as they were: their run did not begin. */
export async function releaseDeadRun(
	database: Database,
	{ claimKey, settledAt }: DeadRun,
	claim: Claim,
): Promise<void> {
	await database.db
		.updateTable('delivery')
		.set((eb) => ({
			...{ status: 'dead', claimedBy: null, leaseUntil: null, claimKey, settledAt },
			attempt: eb('attempt', '-', 1),
		}))
		.where('seq', 'in', claimed(database, claim))
		.execute();
}

/** Leaves a run that goes on to the process in which its trigger is live: that one follows it to its end. */
export async function leaveToFollow(database: Database, claim: Claim): Promise<void> {
	await database.db
		.updateTable('delivery')
		.set({ leaseUntil: 0 })
		.where('seq', 'in', claimed(database, claim))
		.execute();
}

const claimed = (database: Database, { key, claimedBy }: Claim) =>
	deliveriesInOrder(database, database.db, (rows) =>
		rows.where(isClaimed).where('claimedBy', '=', claimedBy).where('claimKey', '=', key),
	);
