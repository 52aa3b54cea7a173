import { safeText } from '../history/safeText.ts';
import { utcTime } from '../history/utcTime.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { DEFAULT_SPACE } from '../spaces/spaceOfKey.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { ActionError, failureOf, type ActionErrorKind, type Failure } from './actionError.ts';

/** Whom an action asks: by host, and by port where that tells two of them apart. */
export type Receiver = {
	readonly kind: 'mail server' | 'webhook receiver' | 'push service' | 'shop';
	readonly host: string;
	/** Who wants to know when it is away: a space, or that of an event. */
	readonly space?: string;
	readonly eventId?: string | null;
};

/** Receivers that fail again and again are left alone for a while. One for each process; what is open, all share. */
export type Receivers = {
	/**
	 * Asks a receiver, unless it is left alone. Of one that is well nothing is read nor written.
	 *
	 * @param failureIn reads from a result that it is none
	 * @throws ActionError with `isLeftAlone`, and when it may be asked again; else what `task` throws
	 */
	ask<T>(
		receiver: Receiver,
		task: () => Promise<T>,
		failureIn?: (result: T) => Pick<Failure, 'kind' | 'message' | 'retryable'> | null,
	): Promise<T>;
};

/** In a row, from one process. */
const MOST_FAILURES = 5;
/** Failures that lie further apart say nothing about the receiver as a whole. */
const WINDOW_MS = 600_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 900_000;
/** How long the one that asks again has for it. */
const PROBE_MS = 60_000;
const READ_EVERY_MS = 5_000;
const MOST_COUNTED = 1_000;
const LONGEST_REASON = 300;
const ADDRESS = /[^\s<>]{1,200}@[^\s<>]{1,200}/g;
/** A receiver that nobody wants to ask any more is nobody's trouble. */
const ASKED_NO_MORE_MS = 1_800_000;

/** How long a receiver is left alone that was asked again in vain so often. */
export const pauseMs = (openings: number) =>
	Math.min(FIRST_PAUSE_MS * 2 ** openings, LONGEST_PAUSE_MS);

type Open = Row<'receiver'>;
type Counted = { count: number; since: number; lastAt: number };
type Verdict = 'well' | 'failing' | 'unasked';

export function createReceivers({
	database,
	now,
	warn,
}: Pick<Inbox, 'database' | 'now' | 'warn'>): Receivers {
	const { db } = database;
	const open = new Map<string, Open>();
	const counted = new Map<string, Counted>();
	let readAt = -Infinity;
	let reading: Promise<void> | null = null;

	const read = async (): Promise<void> => {
		readAt = now();
		const rows = await db.selectFrom('receiver').selectAll().limit(MOST_COUNTED).execute();
		open.clear();
		for (const row of rows) open.set(row.key, row);
	};
	/** What is kept only saves work: nothing fails for it. */
	const kept = async (work: () => Promise<void>): Promise<void> =>
		await work().catch((error: unknown) => warn('What is left alone could not be kept', error));

	/** @returns whether it is the one that asks again */
	const admit = async (key: string): Promise<boolean> => {
		if (Math.abs(now() - readAt) > READ_EVERY_MS) {
			reading ??= read()
				.catch(() => {})
				.finally(() => (reading = null));
		}
		const row = open.get(key);
		if (row === undefined) return false;
		if (isLeftAlone(row, now())) throw leftAlone(row, now());
		const until = now() + PROBE_MS;
		let isFirst = true;
		await kept(async () => {
			const { numUpdatedRows } = await db
				.updateTable('receiver')
				.set({ until })
				.where((eb) => eb.and({ key, until: row.until }))
				.executeTakeFirst();
			isFirst = numUpdatedRows > 0n;
			if (!isFirst) await read();
		});
		if (isFirst) {
			open.set(key, { ...row, until });
			return true;
		}
		const present = open.get(key);
		if (present !== undefined && isLeftAlone(present, now())) throw leftAlone(present, now());
		return false;
	};

	const close = async (key: string): Promise<void> => {
		counted.delete(key);
		if (!open.delete(key)) return;
		await kept(async () => void (await db.deleteFrom('receiver').where('key', '=', key).execute()));
	};

	const fail = async (
		key: string,
		asked: Receiver,
		said: string,
		isProbe: boolean,
	): Promise<void> => {
		const at = now();
		// It is about the receiver, and nobody's address is needed for that.
		const reason = safeText(said.replace(ADDRESS, '…'), LONGEST_REASON);
		const before = counted.get(key);
		const isInARow = before !== undefined && at - before.lastAt <= WINDOW_MS;
		const { count, since } = isInARow ? before : { count: 0, since: at };
		counted.delete(key);
		counted.set(key, { count: count + 1, since, lastAt: at });
		const [oldest] = counted.keys();
		if (counted.size > MOST_COUNTED) counted.delete(oldest!);
		if (isProbe) {
			const openings = (open.get(key)?.openings ?? 0) + 1;
			await db
				.updateTable('receiver')
				.set({ until: at + pauseMs(openings), openings, reason })
				.where('key', '=', key)
				.execute();
		} else if (count + 1 >= MOST_FAILURES && !open.has(key)) {
			const space = await spaceOf(database, asked);
			const until = at + pauseMs(0);
			await db
				.insertInto('receiver')
				.values({ key, space, since, until, openings: 0, reason })
				.onConflict((conflict) => conflict.column('key').doNothing())
				.execute();
			warn(`The ${key} is left alone, for it fails again and again`, reason);
		}
		await read();
	};

	return {
		async ask(receiver, task, failureIn = () => null) {
			const key = `${receiver.kind} ${receiver.host}`;
			const isProbe = await admit(key);
			const note = async (failure: ReturnType<typeof failureIn>): Promise<void> => {
				const verdict = verdictOf(failure);
				if (verdict === 'failing') {
					await kept(async () => await fail(key, receiver, failure!.message, isProbe));
				}
				if (verdict === 'well') await close(key);
			};
			try {
				const result = await task();
				await note(failureIn(result));
				return result;
			} catch (error) {
				await note(failureOf(error));
				throw error;
			}
		},
	};
}

/** What tells nothing about the receiver: it was not asked. */
const UNASKED: readonly ActionErrorKind[] = ['setup', 'nobody', 'address', 'cancelled', 'unknown'];

function verdictOf(failure: Pick<Failure, 'kind' | 'retryable'> | null): Verdict {
	if (failure === null) return 'well';
	if (UNASKED.includes(failure.kind)) return 'unasked';
	// A mail server that puts one recipient off (greylisting) is there.
	return failure.retryable && failure.kind !== 'recipient_refused' ? 'failing' : 'well';
}

/** A time far ahead was written before the clock was set back. */
const isLeftAlone = ({ until }: Open, nowMs: number) =>
	until > nowMs && until <= nowMs + LONGEST_PAUSE_MS;

function leftAlone({ key, since, until, reason }: Open, nowMs: number): ActionError {
	return new ActionError(
		'unavailable',
		`The ${key} is left alone until ${utcTime(until)}, for it has failed again and again since ${utcTime(since)}. The last time: ${reason}`,
		{ retryable: true, retryAfterMs: Math.max(0, until - nowMs), isLeftAlone: true },
	);
}

async function spaceOf(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ space, eventId }: Receiver,
): Promise<string> {
	if (space !== undefined) return space;
	if (!eventId) return DEFAULT_SPACE;
	const query = db.selectFrom('event').select('space').where('id', '=', eventId);
	return (await query.executeTakeFirst())?.space ?? DEFAULT_SPACE;
}

/** The receivers that are left alone, the one that fails for longest first. `space` is whose action met it. */
export async function openBreakers(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<Array<Row<'receiver'>>> {
	return await db
		.selectFrom('receiver')
		.selectAll()
		.where('until', '>', nowMs - ASKED_NO_MORE_MS)
		.where('until', '<=', nowMs + LONGEST_PAUSE_MS)
		.orderBy('since')
		.orderBy('key')
		.limit(MOST_COUNTED)
		.execute();
}
