import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import type { Row } from '../../state/schema.ts';

/** A browser that could not be reached for so long has been thrown away, or has another key. */
export const FAILS_FOR_MS = 30 * 24 * 3_600_000;

/**
 * Writes down since when nothing gets through to a subscription, and removes one that has failed for 30
 * days. One that gets through begins anew.
 *
 * @param nowMs epoch milliseconds
 */
export async function noteAttempt(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ id, failingSince }: Pick<Row<'pushSubscription'>, 'id' | 'failingSince'>,
	status: 'sent' | 'failed',
	nowMs: number,
): Promise<void> {
	if (status === 'sent') {
		if (failingSince === null) return;
		await db
			.updateTable('pushSubscription')
			.set({ failingSince: null })
			.where('id', '=', id)
			.execute();
	} else if (failingSince === null) {
		await db
			.updateTable('pushSubscription')
			.set({ failingSince: nowMs })
			.where('id', '=', id)
			.where('failingSince', 'is', null)
			.execute();
	} else if (nowMs - failingSince >= FAILS_FOR_MS) {
		await db.deleteFrom('pushSubscription').where('id', '=', id).execute();
	}
}
