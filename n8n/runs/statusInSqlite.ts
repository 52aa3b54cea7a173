import { z } from 'zod/v4';
import { quoted } from './quoted.ts';
import { readSqlite, SqliteError } from './readSqlite.ts';
import { firstOf, runQuery } from './runQuery.ts';
import type { OpenRuns } from './runQuery.ts';

/** No such table or column, or no database: another version of n8n than is known. https://www.sqlite.org/rescode.html */
export const isUnknownToSqlite = (error: unknown): boolean =>
	error instanceof SqliteError && (error.code === 1 || error.code === 26);

const rowsSchema = z.array(
	z.object({
		key: z.string(),
		id: z.string(),
		status: z.string(),
		isOvertaken: z.literal([0, 1]),
	}),
);

/** Of an n8n that keeps its executions in a SQLite file, which this process never opens itself. */
export function statusInSqlite(file: string, table: string): OpenRuns {
	const isGiven = (column: string) => `${column} in (select value from json_each(?))`;
	const isAfter = (column: string) => `${column} > cast(? as integer)`;
	// Queue mode, and with it more than one queue, needs Postgres.
	const statement = runQuery(quoted(table), isGiven, isGiven, isAfter, true);
	return {
		async recordsOf(keys, ids) {
			try {
				const values = [JSON.stringify(keys), firstOf(ids), JSON.stringify(ids)];
				const rows = rowsSchema.parse((await readSqlite(file, statement, values)) ?? []);
				return new Map(
					rows.map(({ key, isOvertaken, ...run }) => [
						key,
						{ ...run, isOvertaken: isOvertaken === 1 },
					]),
				);
			} catch (error) {
				if (isUnknownToSqlite(error)) return new Map();
				throw error;
			}
		},
		close: async () => {},
	};
}
