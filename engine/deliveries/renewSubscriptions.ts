import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { bumpSubscriptions } from './bumpSubscriptions.ts';

/** A trigger whose holder gave no sign of life for this long is held by nobody. */
export const HELD_MS = 90_000;
/** How often a sign of life is written: each one is a write to the disk. */
const RENEW_MS = 20_000;

type Held = Pick<Row<'subscription'>, 'id' | 'heldBy' | 'seenAt' | 'detachedAt'>;

/**
 * Says that this process still holds its triggers, and takes back those that nobody holds any more: another
 * process had taken them over and is gone, or an older version of this package has detached them.
 *
 * @param held by the id of the subscription, which attachment has it
 */
export async function renewSubscriptions(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	held: ReadonlyMap<string, string>,
	nowMs: number,
): Promise<void> {
	// Of a clock that was set back, the last sign of life may be far ahead.
	const ageOf = ({ seenAt }: Held) => Math.abs(nowMs - (seenAt ?? -Infinity));
	for (const part of slicesOf([...held.keys()])) {
		const rows = await database.db
			.selectFrom('subscription')
			.select(['id', 'heldBy', 'seenAt', 'detachedAt'])
			.where('id', 'in', part)
			.execute();
		const isMine = ({ id, heldBy }: Held) => heldBy === held.get(id);
		const mine = rows.filter((row) => isMine(row) && row.detachedAt === null);
		const due = mine.filter((row) => ageOf(row) >= RENEW_MS);
		if (due.length > 0) await renew(database, due, nowMs);
		const lost = rows.filter((row) =>
			isMine(row) ? row.detachedAt !== null : ageOf(row) >= HELD_MS,
		);
		for (const row of lost) await takeBack(database, row, held.get(row.id)!, nowMs);
	}
}

async function renew(
	{ db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>,
	due: readonly Held[],
	nowMs: number,
): Promise<void> {
	let inOrder = db
		.selectFrom('subscription')
		.select('id')
		.where(
			'id',
			'in',
			due.map(({ id }) => id),
		)
		.where(
			'heldBy',
			'in',
			due.map(({ heldBy }) => heldBy),
		)
		.orderBy('id');
	if (dialect.locksRows) inOrder = inOrder.forUpdate();
	await db.updateTable('subscription').set({ seenAt: nowMs }).where('id', 'in', inOrder).execute();
}

async function takeBack(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ id, heldBy: before, seenAt }: Held,
	heldBy: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('subscription')
			.set({ heldBy, seenAt: nowMs, detachedAt: null })
			.where('id', '=', id)
			// As it was read: whoever has attached or detached it since then is right.
			.where('heldBy', before === null ? 'is' : '=', before)
			.where('seenAt', seenAt === null ? 'is' : '=', seenAt)
			.executeTakeFirst();
		if (numUpdatedRows > 0n) await bumpSubscriptions(trx);
	});
}
