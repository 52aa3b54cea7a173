import type { PostgresConfig } from '../../engine/state/dialects/openPostgres.ts';
import { quoted } from './quoted.ts';
import { firstOf, runQuery } from './runQuery.ts';
import type { OpenRuns, RunRecord } from './runQuery.ts';

/** No such table, column or schema, or no right to read it: another version of n8n than is known. */
const ELSEWHERE: readonly unknown[] = ['42P01', '42703', '3F000', '42501'];
export const isUnknownToPostgres = (error: unknown): boolean =>
	ELSEWHERE.includes((error as { code?: unknown }).code);

/** Of an n8n that keeps its executions in Postgres. */
export async function statusInPostgres(
	server: Omit<PostgresConfig, 'schema'>,
	schema: string,
	table: string,
	isOneQueue: boolean,
): Promise<OpenRuns> {
	const { default: pg } = await import('pg');
	const pool = new pg.Pool({
		...server,
		max: 2,
		idleTimeoutMillis: 10_000,
		allowExitOnIdle: true,
	});
	// Without a listener, an idle connection that the server closes would end the process.
	pool.on('error', () => {});
	const text = runQuery(
		`${quoted(schema)}.${quoted(table)}`,
		(column) => `${column} = any ($1::varchar[])`,
		(column) => `${column} = any ($2::varchar[])`,
		(column) => `${column} > $3::bigint`,
		isOneQueue,
	);
	return {
		async recordsOf(keys, ids) {
			try {
				const { rows } = await pool.query<RunRecord & { key: string }>(text, [
					...[keys, ids, firstOf(ids)],
				]);
				return new Map(rows.map(({ key, ...record }) => [key, record]));
			} catch (error) {
				if (isUnknownToPostgres(error)) return new Map();
				throw error;
			}
		},
		close: async () => await pool.end(),
	};
}
