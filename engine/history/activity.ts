import { sql } from 'kysely';
import { ACTION_KINDS, type ActionKind } from '../actions/actionOutcome.ts';
import { askedSeldom } from '../askedSeldom.ts';
import { isDead } from '../deliveries/due.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** So long counts of hours that are over are kept: the console asks every few seconds. */
const KEPT_MS = 600_000;
/** What came of an action may be written down so late, while the database cannot be written. */
const LATE_MS = 900_000;

/** What happened in an hour. */
export type ActiveHour = Readonly<Record<ActionKind, number>> & {
	/** Epoch milliseconds of its beginning. */
	readonly at: number;
	readonly events: number;
	/** Actions that failed. */
	readonly failed: number;
	/** Deliveries that were given up, and still are. */
	readonly dead: number;
};

const hourOf = (column: string) => sql<number>`${sql.ref(column)} / ${sql.lit(HOUR_MS)}`;
const count = sql<number>`count(*)`.as('count');

/** The last 24 hours of a space, the oldest first, the one that has begun last. */
export async function activity(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	nowMs: number,
): Promise<ActiveHour[]> {
	const current = Math.floor(nowMs / HOUR_MS);
	const since = (current - HOURS + 1) * HOUR_MS;
	const [events, actions, dead] = await Promise.all([
		db
			.selectFrom('event')
			.where('space', '=', space)
			.where('receivedAt', '>=', since)
			.select([hourOf('receivedAt').as('hour'), count])
			.groupBy('hour')
			.execute(),
		actionsOf(db, space, nowMs),
		db
			.selectFrom('delivery')
			.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
			.where('subscription.space', '=', space)
			.where(isDead)
			.where('settledAt', '>=', since)
			.select([hourOf('settledAt').as('hour'), count])
			.groupBy('hour')
			.execute(),
	]);
	const sumOf = (rows: ReadonlyArray<{ hour: number; count: number }>, hour: number) =>
		rows.reduce((sum, row) => sum + (Number(row.hour) === hour ? Number(row.count) : 0), 0);
	return Array.from({ length: HOURS }, (_, index) => {
		const hour = current - HOURS + 1 + index;
		const done = (kind: ActionKind) =>
			sumOf(
				actions.filter(({ action, outcome }) => action === kind && outcome === 'done'),
				hour,
			);
		const kinds = Object.fromEntries(ACTION_KINDS.map((kind) => [kind, done(kind)]));
		return {
			at: hour * HOUR_MS,
			events: sumOf(events, hour),
			...(kinds as Record<ActionKind, number>),
			failed: sumOf(
				actions.filter(({ outcome }) => outcome === 'failed'),
				hour,
			),
			dead: sumOf(dead, hour),
		};
	});
}

/** When the last hour has ended that is over for certain. */
const lastEnd = (nowMs: number) => Math.floor((nowMs - LATE_MS) / HOUR_MS) * HOUR_MS;

const actionsBefore = askedSeldom(
	KEPT_MS,
	async (db: OpenDatabase['db'], space, nowMs) => {
		const end = lastEnd(nowMs);
		return await countActions(db, space, end - HOURS * HOUR_MS, end);
	},
	lastEnd,
);

/** The actions of each hour: those of hours that are over are counted once in a while. */
const actionsOf = async (db: OpenDatabase['db'], space: string, nowMs: number) => [
	...(await actionsBefore(db, space, nowMs)),
	...(await countActions(db, space, lastEnd(nowMs), Number.MAX_SAFE_INTEGER)),
];

async function countActions(db: OpenDatabase['db'], space: string, from: number, to: number) {
	return await db
		.selectFrom('actionOutcome')
		// Asked of each action: joined, both databases begin with all events of the space.
		.where(
			(eb) =>
				eb.selectFrom('event').select('space').whereRef('event.id', '=', 'actionOutcome.eventId'),
			'=',
			space,
		)
		.where('at', '>=', from)
		.where('at', '<', to)
		.where('outcome', 'in', ['done', 'failed'])
		.select([hourOf('at').as('hour'), 'action', 'outcome', count])
		.groupBy(['hour', 'action', 'outcome'])
		.execute();
}
