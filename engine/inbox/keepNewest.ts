import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** When a row of a table came, or was last added to. */
const TIME = { importRun: 'startedAt', refusedMessage: 'lastAt' } as const;

/** Deletes all but the newest rows of a store, by an index of its rows in the order of their times. */
export async function keepNewest(
	{ db }: Pick<OpenDatabase, 'db'>,
	table: keyof typeof TIME,
	integrationGuid: string,
	most: number,
): Promise<void> {
	const time = TIME[table];
	const first = await db
		.selectFrom(table)
		.select(`${time} as time`)
		.where('integrationGuid', '=', integrationGuid)
		.orderBy(time, 'desc')
		.orderBy('id', 'desc')
		.offset(most)
		.limit(1)
		.executeTakeFirst();
	if (first === undefined) return;
	await db
		.deleteFrom(table)
		.where('integrationGuid', '=', integrationGuid)
		.where(time, '<=', first.time)
		.execute();
}
