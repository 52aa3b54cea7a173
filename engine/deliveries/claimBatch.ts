import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { isAbandoned, isDue, LEASE_MS } from './due.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Schema } from '../state/schema.ts';
import type { DeliveryOptions } from './subscription.ts';

/** How long a run of several events waits to be filled. */
export const COLLECT_MS = 1_000;

/** Who claims. */
export type Claimant = {
	/** A new one at each start of a process. */
	readonly processId: string;
	/** Keys of the batches that this process is at. Its other claims are as lost as anybody's. */
	readonly heldKeys: ReadonlySet<string>;
};

/** Deliveries that are now ours to hand over, in one run. */
export type Batch = {
	/** Deduplication key for n8n: of the deliveries and the attempt. */
	readonly key: string;
	/** Whether another process has handed it over before: n8n may know the key. */
	readonly isHandedOverAgain: boolean;
	readonly deliveries: ReadonlyArray<{
		readonly id: string;
		readonly eventId: string;
		readonly attempt: number;
		readonly failures: number;
	}>;
};

/**
 * Claims what one subscription can run next.
 *
 * Events of one entity come in order: while an earlier one is under way or waits for its next try, later
 * ones wait too. A delivery that has failed before runs alone, so that it cannot take others down again.
 *
 * @returns `null` when nothing is due
 */
export async function claimBatch(
	database: OpenDatabase,
	subscriptionId: string,
	{ eventsPerRun, keepOrder }: Pick<DeliveryOptions, 'eventsPerRun' | 'keepOrder'>,
	claimant: Claimant,
	nowMs: number,
): Promise<Batch | null> {
	const { db, dialect } = database;
	return await db.transaction().execute(async (trx) => {
		if (dialect.locksRows) {
			// Two that claim at once would each see the other's rows as still waiting, and break the order.
			await trx
				.selectFrom('subscription')
				.select('id')
				.where('id', '=', subscriptionId)
				.forUpdate()
				.execute();
		}
		const left = await takeOver(database, trx, subscriptionId, claimant, nowMs);
		if (left) return left;

		const due = await selectDue(trx, subscriptionId, keepOrder, eventsPerRun, nowMs);
		const first = due[0];
		if (!first) return null;
		// Of a clock that was set back, the time of its creation may be far ahead.
		const isFresh = Math.abs(nowMs - first.createdAt) < COLLECT_MS;
		const mayGrow = due.length < eventsPerRun && isFresh;
		if (mayGrow && first.failures === 0) return null;
		const chosen = first.failures > 0 ? [first] : due.filter(({ failures }) => failures === 0);
		const deliveries = chosen.map(({ id, eventId, attempt, failures }) => ({
			id,
			eventId,
			attempt: attempt + 1,
			failures,
		}));
		const key = keyOf(deliveries);
		await trx
			.updateTable('delivery')
			.set((eb) => ({
				status: 'claimed',
				attempt: eb('attempt', '+', 1),
				claimedBy: claimant.processId,
				claimKey: key,
				leaseUntil: nowMs + LEASE_MS,
			}))
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, trx, (rows) =>
					rows.where(
						'id',
						'in',
						deliveries.map(({ id }) => id),
					),
				),
			)
			.execute();
		return { key, isHandedOverAgain: false, deliveries };
	});
}

async function selectDue(
	trx: Transaction<Schema>,
	subscriptionId: string,
	keepOrder: boolean,
	limit: number,
	nowMs: number,
) {
	let query = trx
		.selectFrom('delivery as d')
		.select(['id', 'eventId', 'attempt', 'failures', 'createdAt'])
		.where('subscriptionId', '=', subscriptionId)
		.where('status', '=', 'waiting')
		.where(isDue(nowMs))
		.orderBy('seq')
		.limit(limit);
	if (keepOrder) {
		query = query.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('delivery as earlier')
						.select(sql`1`.as('one'))
						.whereRef('earlier.subscriptionId', '=', 'd.subscriptionId')
						.whereRef('earlier.entityKey', '=', 'd.entityKey')
						.whereRef('earlier.seq', '<', 'd.seq')
						.where('earlier.status', 'in', ['waiting', 'claimed'])
						.where((eb) =>
							eb.or([
								eb('earlier.status', '=', 'claimed'),
								eb('earlier.dueAt', '>', nowMs),
								eb('earlier.failures', '>', 0),
							]),
						),
				),
			),
		);
	}
	return await query.execute();
}

/**
 * Claims again, as it was, a batch whose process is gone. Its run may have outlived that: a worker has it,
 * n8n has begun it anew at its start, or it has ended and there was no time to write that down. n8n knows
 * it by its key.
 */
async function takeOver(
	database: OpenDatabase,
	trx: Transaction<Schema>,
	subscriptionId: string,
	{ processId, heldKeys }: Claimant,
	nowMs: number,
): Promise<Batch | null> {
	const expired = await trx
		.selectFrom('delivery')
		.select(['id', 'eventId', 'attempt', 'failures', 'claimKey'])
		.where('subscriptionId', '=', subscriptionId)
		.where('status', '=', 'claimed')
		.where(isAbandoned(nowMs))
		.orderBy('seq')
		.execute();
	// A process that stalled must not take its own runs for lost.
	const abandoned = expired.filter(({ claimKey }) => !heldKeys.has(claimKey!));
	const key = abandoned[0]?.claimKey;
	if (!key) return null;
	await trx
		.updateTable('delivery')
		.set({ claimedBy: processId, leaseUntil: nowMs + LEASE_MS })
		.where(
			'seq',
			'in',
			deliveriesInOrder(database, trx, (rows) =>
				rows
					.where('subscriptionId', '=', subscriptionId)
					.where('claimKey', '=', key)
					.where('status', '=', 'claimed'),
			),
		)
		.execute();
	const deliveries = abandoned
		.filter(({ claimKey }) => claimKey === key)
		.map(({ claimKey, ...delivery }) => delivery);
	return { key, isHandedOverAgain: true, deliveries };
}

function keyOf(deliveries: Batch['deliveries']): string {
	const hash = createHash('sha256');
	for (const { id, attempt } of deliveries) hash.update(`${id}/${attempt}\n`);
	return `commerce-${hash.digest('hex')}`;
}
