import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { HEARTBEAT_MS, LEASE_MS } from '../leases.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Row } from '../state/schema.ts';
import type { Batch } from './claimBatches.ts';
import { isBlocking, isClaimed, isDead } from './due.ts';
import { extendLeases } from './extendLeases.ts';
import { continuingKey, isWholeRun } from './runKeys.ts';

/** n8n cannot go on with the run of a dead letter, or must not. Nothing was done. */
export class CannotContinue extends Error {
	override readonly name = 'CannotContinue';
}

/** What a dead letter was, so that it can be that again. */
export type DeadRun = Pick<Row<'delivery'>, 'id' | 'subscriptionId' | 'claimKey' | 'settledAt'>;

/** Somebody who has claimed deliveries, and the key of the run. */
export type Claim = { readonly key: string; readonly claimedBy: string };
type Database = Pick<OpenDatabase, 'db' | 'dialect'>;

/**
 * Claims all dead letters of one run: n8n goes on with all of its items, so all of them must be dead letters still.
 *
 * @param continued n8n's id of the run that is to go on; `isOver` where that has gone on by itself, and has ended
 * @throws CannotContinue
 */
export async function claimDeadRun(
	database: Database,
	{ id, subscriptionId, claimKey }: DeadRun,
	continued: { readonly executionId: string; readonly claimedBy: string; readonly isOver: boolean },
	nowMs: number,
): Promise<{ readonly batch: Batch; readonly claim: Claim }> {
	const { executionId, claimedBy, isOver } = continued;
	return await database.db.transaction().execute(async (trx) => {
		let holder = trx.selectFrom('subscription').select('id').where('id', '=', subscriptionId);
		// Whoever claims at the same time would not see what is claimed here, and break the order.
		if (database.dialect.locksRows) holder = holder.forUpdate();
		await holder.execute();
		const rows = await trx
			.selectFrom('delivery')
			.select(['seq', 'id', 'attempt', 'entityKey', 'attemptsText'])
			.where(isDead)
			.where('subscriptionId', '=', subscriptionId)
			.where(claimKey === null ? 'id' : 'claimKey', '=', claimKey ?? id)
			.orderBy('seq')
			.execute();
		const [first] = rows;
		if (first === undefined) throw new CannotContinue(TAKEN);
		if (!isOver) {
			if (claimKey === null || !isWholeRun(claimKey, rows)) throw new CannotContinue(NOT_WHOLE);
			if (rows.some(({ attemptsText }) => attemptsText === null)) {
				throw new CannotContinue(FORGOTTEN);
			}
			const before = await trx
				.selectFrom('delivery')
				.select('seq')
				.where('subscriptionId', '=', subscriptionId)
				.where('entityKey', 'in', [...new Set(rows.map(({ entityKey }) => entityKey))])
				.where(isBlocking)
				.limit(1)
				.executeTakeFirst();
			if (before !== undefined) throw new CannotContinue(UNDER_WAY);
		}
		const key = continuingKey(executionId, first.attempt, rows.length);
		const deliveries = await trx
			.updateTable('delivery')
			.set((eb) => ({
				...{ status: 'claimed', claimedBy, claimKey: key, settledAt: null },
				attempt: eb('attempt', '+', 1),
				leaseUntil: nowMs + LEASE_MS,
			}))
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, trx, (dead) =>
					dead.where(isDead).where(
						'seq',
						'in',
						rows.map(({ seq }) => seq),
					),
				),
			)
			.returning(['id', 'eventId', 'attempt', 'failures'])
			.execute();
		if (deliveries.length < rows.length) throw new CannotContinue(TAKEN);
		const batch = { key, isHandedOverAgain: false, claimedAt: nowMs, deliveries };
		return { batch, claim: { key, claimedBy } };
	});
}

const TAKEN = 'Somebody else is trying this dead letter again.';
const NOT_WHOLE =
	'Not all events of its run are dead letters any more (some were tried again, given up or deleted), and n8n would go on with all of them.';
const FORGOTTEN =
	"n8n's copy of its run may still hold what was removed here for a customer, or is of an older version.";
const UNDER_WAY =
	'Another event of the same order, shipment, customer or product is under way in this workflow: try again when that has ended.';

/** Does something with what is claimed, under signs of life: nobody else takes the claim for lost meanwhile. */
export async function holdingClaim<T>(
	database: Database,
	{ key, claimedBy }: Claim,
	now: () => number,
	work: () => Promise<T>,
): Promise<T> {
	const claimant = { processId: claimedBy, heldKeys: new Set([key]) };
	const timer = setInterval(() => {
		// One that could not be given is made up for by the next.
		extendLeases(database, claimant, now()).catch(() => {});
	}, HEARTBEAT_MS).unref();
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
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

/** Leaves a run that goes on, or may go on, to whoever follows such runs. */
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
