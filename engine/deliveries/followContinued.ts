import type { Inbox } from '../inbox/inbox.ts';
import { LEASE_MS } from '../leases.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { warnSeldom } from '../warnSeldom.ts';
import { isAbandoned, isClaimed, isContinuing } from './due.ts';
import { settleBatch, type RunOutcome } from './settleBatch.ts';

/** How n8n remembers a run: its id there, and its status in n8n's words. */
type Remembered = { readonly id: string; readonly status: string };
type Following = Pick<Inbox, 'database' | 'holder' | 'now' | 'wake' | 'warn'>;
/** Runs that n8n knows, by the key that each was asked for by. */
export type StatusesOf = (keys: readonly string[]) => Promise<ReadonlyMap<string, Remembered>>;

const TICK_MS = 5_000;
/** n8n creates a run soon after it was asked for, or never. */
const UNSEEN_MS = 60_000;
/** When n8n itself gives up a run of which nothing is heard. */
const LONGEST_MS = 3 * 3_600_000;

/** Nobody knows whether it did its work: it never goes on by itself. */
const UNKNOWN: RunOutcome = {
	kind: 'lost',
	error:
		'It is not known how the run that went on at the failing node has ended: n8n has not kept that, or never began it.',
};

/** What came of a run that went on where another one had failed; `undefined` while it goes on. */
export function outcomeOfContinued({ id, status }: Remembered): RunOutcome | undefined {
	const executionId = id;
	switch (status) {
		case 'success':
		case 'waiting':
			return { kind: 'done', executionId };
		case 'error':
			return { kind: 'failed', error: 'The run ended with an error.', executionId };
		case 'canceled':
		case 'crashed':
			return { kind: 'lost', error: 'The run was cut off.', executionId };
		case 'unkept':
			return UNKNOWN;
		default:
			return undefined;
	}
}

/**
 * Follows to their ends the runs that go on where another one had failed, and whose asker is gone or was told
 * nothing: again and again, whether or not their workflows are published.
 *
 * @returns ends it
 */
export function keepFollowing(inbox: Following, statusesOf: StatusesOf): () => Promise<void> {
	const follow = createFollowing(inbox, statusesOf);
	const tell = warnSeldom(inbox.warn);
	let isAt: Promise<void> | null = null;
	const timer = setInterval(() => {
		isAt ??= follow()
			.catch((error: unknown) => tell('Runs that go on could not be followed', error))
			.finally(() => (isAt = null));
	}, TICK_MS).unref();
	return async () => {
		clearInterval(timer);
		await isAt;
	};
}

/** @returns looks once after all of them */
export function createFollowing(
	{ database, holder, now, wake }: Following,
	statusesOf: StatusesOf,
): () => Promise<void> {
	const processId = `${holder.id}/follower`;
	const followed = new Map<string, { readonly since: number; unseenSince: number | null }>();

	/** Also gives a sign of life for those that were taken before. */
	const take = async () =>
		await database.db
			.updateTable('delivery')
			.set({ claimedBy: processId, leaseUntil: now() + LEASE_MS })
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, database.db, (rows) =>
					rows
						.where(isClaimed)
						.where(isContinuing)
						.where((eb) => eb.or([eb('claimedBy', '=', processId), isAbandoned(now())])),
				),
			)
			.returning(['id', 'subscriptionId', 'eventId', 'attempt', 'failures', 'claimKey'])
			.execute();

	const outcomeOf = (key: string, known: Remembered | undefined): RunOutcome | undefined => {
		const follow = followed.get(key) ?? { since: now(), unseenSince: null };
		followed.set(key, follow);
		follow.unseenSince = known === undefined ? (follow.unseenSince ?? now()) : null;
		const isLost =
			(follow.unseenSince !== null && now() - follow.unseenSince >= UNSEEN_MS) ||
			now() - follow.since >= LONGEST_MS;
		return (known && outcomeOfContinued(known)) ?? (isLost ? UNKNOWN : undefined);
	};

	return async () => {
		const taken = Map.groupBy(await take(), ({ claimKey }) => claimKey!);
		for (const key of followed.keys()) if (!taken.has(key)) followed.delete(key);
		if (taken.size === 0) return;
		const known = await statusesOf([...taken.keys()]);
		for (const [key, deliveries] of taken) {
			const outcome = outcomeOf(key, known.get(key));
			if (outcome === undefined) continue;
			const claimedAt = followed.get(key)!.since;
			const batch = { key, isHandedOverAgain: true, claimedAt, deliveries };
			await settleBatch(database, batch, outcome, [], { processId }, now());
			// What had to wait for it, for it is of the same entity.
			wake([deliveries[0]!.subscriptionId]);
		}
	};
}
