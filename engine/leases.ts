import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { OpenDatabase } from './state/dialects/dialect.ts';
import type { LeaseKind, Schema } from './state/schema.ts';
import { warnSeldom } from './warnSeldom.ts';

/** Without a sign of life for this long, a lease belongs to a process that is gone. */
export const LEASE_MS = 30_000;
/** A sixth of the lease: five signs of life may fail before it is lost. */
export const HEARTBEAT_MS = 5_000;
/** Each sign of life is a write to the disk, so that not every heartbeat gives one. */
const RENEW_BELOW_MS = LEASE_MS - 10_000;

/** The right to a thing: of one holder, until that gives it back or is gone. Plain data. */
export type Lease = {
	readonly kind: LeaseKind;
	readonly key: string;
	/** Another one at each taking, so that who has lost a lease is not mistaken for who has it. */
	readonly holder: string;
};

type Database = Pick<OpenDatabase, 'db'>;
type InLease = ExpressionBuilder<Schema, 'lease'>;

const LOST: Readonly<Record<LeaseKind, string>> = {
	alerts: 'Another process looks for alerts.',
	import: 'Another run has taken over the import of this store. Nothing is lost: it goes on there.',
	provision: 'Another request has taken over what this one was making. Ask again.',
	request: 'The request with this Idempotency-Key is being answered by another process.',
	store: 'Another workflow has connected this store.',
	subscription: 'Another process has taken over this trigger.',
};

/** Thrown where something would be written for a lease that somebody else has by now. */
export class LostLease extends Error {
	override readonly name = 'LostLease';

	constructor({ kind }: Pick<Lease, 'kind'>) {
		super(LOST[kind]);
	}
}

/**
 * Takes what nobody holds.
 *
 * @param until `null` for a lease that never ends by itself
 * @returns false while somebody holds it
 */
export async function takeLease(
	{ db }: Database,
	{ kind, key, holder }: Lease,
	nowMs: number,
	until: number | null = nowMs + LEASE_MS,
): Promise<boolean> {
	const taken = await db
		.insertInto('lease')
		.values({ kind, key, holder, until })
		.onConflict((conflict) =>
			conflict
				.columns(['kind', 'key'])
				.doUpdateSet({ holder, until })
				.where((eb) => isOver(eb as unknown as InLease, nowMs)),
		)
		.returning('holder')
		.executeTakeFirst();
	return taken !== undefined;
}

/** Takes something, whoever holds it. @param until see `takeLease` */
export async function seizeLease(
	{ db }: Database,
	{ kind, key, holder }: Lease,
	nowMs: number,
	until: number | null = nowMs + LEASE_MS,
): Promise<void> {
	await db
		.insertInto('lease')
		.values({ kind, key, holder, until })
		.onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ holder, until }))
		.execute();
}

/**
 * The guard of a transaction that writes something for a lease: nobody else takes the lease until the
 * transaction has ended.
 *
 * @throws LostLease where somebody else has it
 */
export async function keepLease(
	trx: OpenDatabase['db'],
	lease: Lease,
	nowMs: number,
): Promise<void> {
	const kept = await ofHolder(trx, lease)
		.set({ until: nowMs + LEASE_MS })
		.executeTakeFirst();
	if (kept.numUpdatedRows === 0n) throw new LostLease(lease);
}

/** @returns false where somebody else has it, and nothing is changed */
export async function giveBackLease(
	{ db }: Database,
	lease: Lease,
	nowMs: number,
): Promise<boolean> {
	const { numUpdatedRows } = await ofHolder(db, lease)
		.set({ holder: null, until: nowMs })
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** A sign of life for whatever a holder has, in one statement. It writes nothing while there is time. */
export async function renewLeases(
	{ db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>,
	holderId: string,
	nowMs: number,
): Promise<void> {
	let due = db
		.selectFrom('lease')
		.select(['kind', 'key'])
		.where('holder', 'like', `${holderId}/%`)
		.where((eb) =>
			// Of a clock that was set back, the end may be far ahead.
			eb.or([eb('until', '<', nowMs + RENEW_BELOW_MS), eb('until', '>', nowMs + LEASE_MS)]),
		);
	// One that is locked is being kept, given back or taken right now.
	if (dialect.locksRows) due = due.forUpdate().skipLocked();
	await db
		.updateTable('lease')
		.set({ until: nowMs + LEASE_MS })
		.where(({ eb, refTuple }) => eb(refTuple('kind', 'key'), 'in', due.$asTuple('kind', 'key')))
		.execute();
}

/**
 * At the start of a process beside which no other one works: what others held has died with them. One that
 * lives all the same, as the copy of this package before an update, has its leases again with its next sign
 * of life, unless somebody has taken them in between.
 */
export async function endLeases({ db }: Database, nowMs: number): Promise<void> {
	await db.updateTable('lease').set({ until: nowMs }).where('until', '>', nowMs).execute();
}

/** Whether a lease is over, or was given back. One far ahead was taken before the clock was set back. */
export const isOver = (eb: InLease, nowMs: number) =>
	eb.or([eb('lease.until', '<=', nowMs), eb('lease.until', '>', nowMs + 2 * LEASE_MS)]);

const ofHolder = (db: OpenDatabase['db'], { kind, key, holder }: Lease) =>
	db.updateTable('lease').where((eb) => eb.and({ kind, key, holder }));

/** Whoever holds leases: one process, or one copy of this package in it. */
export type Holder = {
	/** Begins the holder of each of its leases. */
	readonly id: string;
	/** A lease that this holder can take: as another one each time. */
	lease(kind: LeaseKind, key: string): Lease;
	/** Does something that nobody else does meanwhile; `null`, without doing it, while somebody holds the lease. */
	holding<T>(
		kind: LeaseKind,
		key: string,
		work: (lease: Lease) => Promise<T>,
	): Promise<{ readonly done: T } | null>;
	/** A sign of life; also gives back what could not be given back at its time. */
	beat(): Promise<void>;
};

/**
 * Gives signs of life until it is stopped.
 *
 * @returns how to stop
 */
export function keepBeating(
	{ beat }: Pick<Holder, 'beat'>,
	warn: (message: string, error: unknown) => void,
): () => void {
	const tell = warnSeldom(warn);
	const timer = setInterval(() => {
		beat().catch((error: unknown) =>
			tell('A sign of life could not be written; it is tried again', error),
		);
	}, HEARTBEAT_MS).unref();
	return () => clearInterval(timer);
}

export function createHolder(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	now: () => number,
	id: string = randomUUID(),
): Holder {
	const dropped = new Set<Lease>();
	const giveBack = async (lease: Lease) => {
		dropped.add(lease);
		await giveBackLease(database, lease, now());
		dropped.delete(lease);
	};
	const lease = (kind: LeaseKind, key: string) => ({
		kind,
		key,
		holder: `${id}/${randomUUID()}`,
	});
	return {
		id,
		lease,
		async holding(kind, key, work) {
			const mine = lease(kind, key);
			if (!(await takeLease(database, mine, now()))) return null;
			try {
				return { done: await work(mine) };
			} finally {
				await giveBack(mine).catch(() => {});
			}
		},
		async beat() {
			for (const each of dropped) await giveBack(each);
			await renewLeases(database, id, now());
		},
	};
}
