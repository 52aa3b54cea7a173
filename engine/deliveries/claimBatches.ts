import { sql, type Transaction } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Row, Schema } from '../state/schema.ts';
import { together } from '../state/together.ts';
import { isAbandoned, isBlocking, isClaimed, isContinuing, isFresh, isRetry } from './due.ts';
import { LEASE_MS } from '../leases.ts';
import { runKey } from './runKeys.ts';
import type { DeliveryOptions } from './subscription.ts';

/** How long a run of several events waits to be filled. */
export const COLLECT_MS = 1_000;
/** So many deliveries are claimed at once, unless a single run takes more. */
const MOST_AT_ONCE = 500;

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
	/** By its present process, epoch milliseconds. */
	readonly claimedAt: number;
	readonly deliveries: ReadonlyArray<{
		readonly id: string;
		readonly eventId: string;
		readonly attempt: number;
		readonly failures: number;
	}>;
};

export type Claim = {
	readonly batches: readonly Batch[];
	/** A run that is not full yet: until when it waits, and how many further events would fill it. */
	readonly collecting: { readonly until: number; readonly missing: number } | null;
};

type Candidate = Pick<
	Row<'delivery'>,
	'seq' | 'id' | 'eventId' | 'entityKey' | 'attempt' | 'failures' | 'createdAt'
>;
type Abandoned = Candidate & Pick<Row<'delivery'>, 'claimKey'>;

const CANDIDATE = [
	'seq',
	'id',
	'eventId',
	'entityKey',
	'attempt',
	'failures',
	'createdAt',
] as const;

/**
 * Claims what one subscription can run next.
 *
 * Events of one entity come in order: while an earlier one is under way or waits for its next try, later
 * ones wait too. A delivery that has failed before runs alone, so that it cannot take others down again.
 *
 * @param most how many runs may begin
 */
export async function claimBatches(
	database: OpenDatabase,
	subscriptionId: string,
	options: Pick<DeliveryOptions, 'eventsPerRun' | 'keepOrder'>,
	claimant: Claimant,
	nowMs: number,
	most: number,
): Promise<Claim> {
	const { db, dialect } = database;
	const { eventsPerRun, keepOrder } = options;
	const runs = Math.max(1, Math.min(most, Math.floor(MOST_AT_ONCE / eventsPerRun)));
	return await db.transaction().execute(async (trx) => {
		let holder = trx.selectFrom('subscription').select('id').where('id', '=', subscriptionId);
		// Two that claim at once would each see the other's rows as still waiting, and break the order.
		if (dialect.locksRows) holder = holder.forUpdate();
		const limit = runs * eventsPerRun;
		const [, abandoned, fresh, retries] = await together(trx, [
			holder,
			selectAbandoned(trx, subscriptionId, nowMs),
			selectFresh(trx, subscriptionId, keepOrder, limit),
			selectRetries(trx, subscriptionId, keepOrder, nowMs, limit),
		]);
		const left = await takeOver(database, trx, abandoned.rows, claimant, nowMs, runs);
		if (left.length > 0) return { batches: left, collecting: null };

		const due = [...retries.rows, ...fresh.rows].sort((a, b) => a.seq - b.seq);
		const { chosen, collecting } = choose(due, options, runs, nowMs);
		const batches = chosen.map((run) => batchOf(run, nowMs));
		await together(
			trx,
			batches.map(({ key }, index) =>
				trx
					.updateTable('delivery')
					.set((eb) => ({
						status: 'claimed',
						attempt: eb('attempt', '+', 1),
						claimedBy: claimant.processId,
						claimKey: key,
						leaseUntil: nowMs + LEASE_MS,
					}))
					.where('seq', 'in', lockedBySeq(database, trx, chosen[index]!)),
			),
		);
		return { batches, collecting };
	});
}

function selectFresh(
	trx: Transaction<Schema>,
	subscriptionId: string,
	keepOrder: boolean,
	limit: number,
) {
	const fresh = trx
		.selectFrom('delivery as d')
		.select(CANDIDATE)
		.where('subscriptionId', '=', subscriptionId)
		.where(isFresh)
		.orderBy('seq')
		.limit(limit);
	return keepOrder ? fresh.where(blocker(trx), 'is', null) : fresh;
}

function selectRetries(
	trx: Transaction<Schema>,
	subscriptionId: string,
	keepOrder: boolean,
	nowMs: number,
	limit: number,
) {
	const retries = trx
		.selectFrom('delivery as d')
		.select(CANDIDATE)
		.where('subscriptionId', '=', subscriptionId)
		.where(isRetry)
		.where('dueAt', '<=', nowMs)
		.orderBy('dueAt')
		.orderBy('seq')
		.limit(limit);
	return keepOrder ? retries.where(blocker(trx), 'is', null) : retries;
}

/**
 * An earlier delivery of the same entity that has to end first. One value for each row, which Postgres looks
 * up; of `not exists` it makes a join that reads whatever is waiting once for each row.
 */
const blocker = (trx: Transaction<Schema>) =>
	trx
		.selectFrom('delivery as earlier')
		.select('earlier.seq')
		.where('earlier.subscriptionId', '=', sql.ref<string>('d.subscriptionId'))
		.where('earlier.entityKey', '=', sql.ref<string>('d.entityKey'))
		.where('earlier.seq', '<', sql.ref<number>('d.seq'))
		.where(isBlocking)
		.limit(1);

/** Divides what is due, in its order, into runs. */
function choose(
	due: readonly Candidate[],
	{ eventsPerRun, keepOrder }: Pick<DeliveryOptions, 'eventsPerRun' | 'keepOrder'>,
	runs: number,
	nowMs: number,
): { chosen: Candidate[][]; collecting: Claim['collecting'] } {
	const chosen: Candidate[][] = [];
	const underWay = new Set<string>();
	let open: Candidate[] = [];
	const begin = (run: Candidate[]) => {
		chosen.push(run);
		if (keepOrder) for (const { entityKey } of run) underWay.add(entityKey);
	};
	for (const candidate of due) {
		if (chosen.length === runs) break;
		if (underWay.has(candidate.entityKey)) continue;
		if (candidate.failures > 0) {
			begin([candidate]);
			continue;
		}
		open.push(candidate);
		if (open.length < eventsPerRun) continue;
		begin(open);
		open = [];
	}
	const first = open[0];
	if (!first || chosen.length === runs) return { chosen, collecting: null };
	// Of a clock that was set back, the time of its creation may be far ahead.
	if (Math.abs(nowMs - first.createdAt) < COLLECT_MS) {
		const until = Math.min(first.createdAt, nowMs) + COLLECT_MS;
		return { chosen, collecting: { until, missing: eventsPerRun - open.length } };
	}
	begin(open);
	return { chosen, collecting: null };
}

function batchOf(chosen: readonly Candidate[], nowMs: number): Batch {
	const deliveries = chosen.map((delivery) => pick(delivery, delivery.attempt + 1));
	return { key: runKey(deliveries), isHandedOverAgain: false, claimedAt: nowMs, deliveries };
}

const pick = ({ id, eventId, failures }: Candidate, attempt: number) => ({
	id,
	eventId,
	attempt,
	failures,
});

function selectAbandoned(trx: Transaction<Schema>, subscriptionId: string, nowMs: number) {
	return (
		trx
			.selectFrom('delivery')
			.select([...CANDIDATE, 'claimKey'])
			.where('subscriptionId', '=', subscriptionId)
			.where(isClaimed)
			.where(isAbandoned(nowMs))
			// Those are not handed over: they are only followed.
			.where(({ not }) => not(isContinuing))
			.orderBy('seq')
	);
}

/**
 * Claims again, as they were, batches whose process is gone. Their runs may have outlived that: a worker has
 * one, n8n has begun it anew at its start, or it has ended and there was no time to write that down. n8n
 * knows it by its key.
 */
async function takeOver(
	database: OpenDatabase,
	trx: Transaction<Schema>,
	abandoned: readonly Abandoned[],
	{ processId, heldKeys }: Claimant,
	nowMs: number,
	most: number,
): Promise<Batch[]> {
	// A process that stalled must not take its own runs for lost.
	const lost = abandoned.filter(({ claimKey }) => !heldKeys.has(claimKey!));
	if (lost.length === 0) return [];
	const runs = [...Map.groupBy(lost, ({ claimKey }) => claimKey!)].slice(0, most);
	const rows = runs.flatMap(([, run]) => run);
	// Its process may have come back since they were read, and have settled or renewed them.
	const stillLost = lockedBySeq(database, trx, rows).where(isClaimed).where(isAbandoned(nowMs));
	const taken = await trx
		.updateTable('delivery')
		.set({ claimedBy: processId, leaseUntil: nowMs + LEASE_MS })
		.where('seq', 'in', stillLost)
		.returning('seq')
		.execute();
	const seqs = new Set(taken.map(({ seq }) => seq));
	return runs
		.map(([key, run]) => [key, run.filter(({ seq }) => seqs.has(seq))] as const)
		.filter(([, run]) => run.length > 0)
		.map(([key, run]) => ({
			key,
			isHandedOverAgain: true,
			claimedAt: nowMs,
			deliveries: run.map((delivery) => pick(delivery, delivery.attempt)),
		}));
}

const lockedBySeq = (
	database: OpenDatabase,
	trx: Transaction<Schema>,
	deliveries: readonly Candidate[],
) =>
	deliveriesInOrder(database, trx, (rows) =>
		rows.where(
			'seq',
			'in',
			deliveries.map(({ seq }) => seq),
		),
	);
