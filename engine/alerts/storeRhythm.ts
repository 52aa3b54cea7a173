import { sql } from 'kysely';
import { providerOf } from '../providers/providers.ts';
import type { Row } from '../state/schema.ts';
import { utcTime } from '../history/utcTime.ts';
import { named, spanOf, workflowLink, type Cause, type Database } from './finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So many days a store's rhythm is made of: a shop that is closed on Sundays has four of them. */
const DAYS = 28;
/** With fewer days than these, nobody can say what is usual. */
const DAYS_KNOWN = 3;
/** A store of which nothing is known may be one with an order a week. */
const UNKNOWN_MS = 7 * DAY_MS;
/** With so many days, the longest gap of all may have been an outage, and does not count. */
const DAYS_WITH_AN_OUTAGE = 14;
/** So much longer than usual is too long. */
const LENIENCE = 1.5;

/** Shorter silence is never told, however busy a store is. */
export const SILENT_FLOOR_MS = 12 * HOUR_MS;

/** After what silence a store is too silent, from the longest gap of each day on which it has sent something. */
export function tooLongMs(gaps: readonly number[], floorMs: number): number {
	if (gaps.length < DAYS_KNOWN) return Math.max(floorMs, UNKNOWN_MS);
	const [longest = 0, second = 0] = gaps.toSorted((a, b) => b - a);
	const usual = gaps.length >= DAYS_WITH_AN_OUTAGE ? second : longest;
	return Math.max(floorMs, LENIENCE * usual);
}

type Store = Pick<
	Row<'integration'>,
	| 'guid'
	| 'space'
	| 'name'
	| 'provider'
	| 'workflowId'
	| 'webhookUrl'
	| 'connectedAt'
	| 'lastMessageAt'
>;

/**
 * Stores that are silent for longer than is usual for them. The rhythm of each is learned on the way: the
 * longest gap between its messages, day by day. What is under way of a day is kept here, so that the database
 * is written to when a gap is longer than those before.
 */
export function silentStores({ db }: Database, floorMs: number): Cause {
	const lastAt = new Map<string, number>();
	const longest = new Map<string, { day: number; gapMs: number }>();

	const learn = async ({ guid, lastMessageAt }: Store): Promise<void> => {
		if (lastMessageAt === null) return;
		const before = lastAt.get(guid);
		if (before === lastMessageAt) return;
		lastAt.set(guid, lastMessageAt);
		// Without one before, as after a start, nothing is known of the gap. One of a clock that was set back is none.
		if (before === undefined || lastMessageAt < before) return;
		const day = Math.floor(lastMessageAt / DAY_MS);
		const gapMs = lastMessageAt - before;
		const known = longest.get(guid);
		if (known?.day === day && known.gapMs >= gapMs) return;
		const row = await db
			.insertInto('storeRhythm')
			.values({ integrationGuid: guid, day, longestGapMs: gapMs })
			.onConflict((conflict) =>
				conflict.columns(['integrationGuid', 'day']).doUpdateSet({
					longestGapMs: sql`case when store_rhythm.longest_gap_ms > ${gapMs} then store_rhythm.longest_gap_ms else ${gapMs} end`,
				}),
			)
			.returning('longestGapMs')
			.executeTakeFirstOrThrow();
		longest.set(guid, { day, gapMs: row.longestGapMs });
	};

	return {
		kinds: ['store_silent'],
		async find(nowMs) {
			const stores = await db
				.selectFrom('integration')
				.select([
					...(['guid', 'space', 'name', 'provider', 'workflowId', 'webhookUrl'] as const),
					...(['connectedAt', 'lastMessageAt'] as const),
				])
				.where('status', '=', 'active')
				.where('lastError', 'is', null)
				.execute();
			const posting = stores.filter(isPosting);
			for (const store of posting) await learn(store);
			const silent = posting.filter((store) => nowMs - heardAt(store) > floorMs);
			if (silent.length === 0) return [];
			const rows = await db
				.selectFrom('storeRhythm')
				.select(['integrationGuid', 'longestGapMs'])
				.where(
					'integrationGuid',
					'in',
					silent.map(({ guid }) => guid),
				)
				.where('day', '>', Math.floor(nowMs / DAY_MS) - DAYS)
				.execute();
			const gaps = Map.groupBy(rows, ({ integrationGuid }) => integrationGuid);
			return silent.flatMap((store) => {
				const { guid, space, name, workflowId, webhookUrl, lastMessageAt } = store;
				const known = (gaps.get(guid) ?? []).map(({ longestGapMs }) => longestGapMs);
				const mostMs = tooLongMs(known, floorMs);
				if (nowMs - heardAt(store) <= mostMs) return [];
				const since =
					lastMessageAt === null
						? `has sent nothing since it was connected, ${utcTime(heardAt(store))}`
						: `has sent nothing since ${utcTime(lastMessageAt)}`;
				const usual =
					known.length < DAYS_KNOWN
						? ''
						: ` In the last weeks it was never silent for longer than ${spanOf(Math.max(...known))}.`;
				return [
					{
						kind: 'store_silent' as const,
						subject: guid,
						space,
						integrationGuid: guid,
						link: workflowLink(webhookUrl, workflowId),
						title: `${named(name)} is silent`,
						cause: `${named(name)} ${since}.${usual}`,
						nextStep:
							"Look whether the shop is open and sells. If it does, look at the store's webhooks (in WooCommerce: Settings > Advanced > Webhooks) and at whether the shop can reach n8n at its address. The import of the store's workflow puts webhooks back and brings in what was missed: run it once.",
					},
				];
			});
		},
	};
}

/** One that posts nothing is asked, and what keeps it from answering is told of it as of any receiver. */
const isPosting = ({ provider }: Store) => providerOf(provider)?.pollEveryMs === undefined;

const heardAt = ({ lastMessageAt, connectedAt }: Store) =>
	Math.max(lastMessageAt ?? 0, connectedAt);

/** Forgets what is too old to say what is usual. */
export async function expireRhythms({ db }: Database, nowMs: number): Promise<void> {
	await db
		.deleteFrom('storeRhythm')
		.where('day', '<=', Math.floor(nowMs / DAY_MS) - DAYS)
		.execute();
}
