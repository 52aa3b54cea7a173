import type { PostgresConfig } from '../state/dialects/openPostgres.ts';
import { quoted } from './quoted.ts';
import type { OpenStatusOfRun } from './statusOfRun.ts';

/** No such table, column or schema, or no right to read it: another version of n8n than is known. */
const ELSEWHERE: readonly unknown[] = ['42P01', '42703', '3F000', '42501'];

/** Of an n8n that keeps its executions in Postgres. */
export async function statusInPostgres(
	server: Omit<PostgresConfig, 'schema'>,
	schema: string,
	table: string,
): Promise<OpenStatusOfRun> {
	const { default: pg } = await import('pg');
	const pool = new pg.Pool({
		...server,
		max: 2,
		idleTimeoutMillis: 10_000,
		allowExitOnIdle: true,
	});
	// Without a listener, an idle connection that the server closes would end the process.
	pool.on('error', () => {});
	const text = `select status from ${quoted(schema)}.${quoted(table)} where "deduplicationKey" = $1`;
	return {
		async statusOfRun(key) {
			try {
				const { rows } = await pool.query<{ status: string }>({
					name: 'status of run',
					text,
					values: [key],
				});
				return rows[0]?.status ?? null;
			} catch (error) {
				if (ELSEWHERE.includes((error as { code?: unknown }).code)) return null;
				throw error;
			}
		},
		close: async () => await pool.end(),
	};
}
