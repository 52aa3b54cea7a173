import type { Pool } from 'pg';
import { n8nPostgres } from '../state/stateLocation.ts';

/**
 * How n8n remembers the run that was started with a deduplication key: `new`, `running`, `success`,
 * `error`, `crashed`, …
 *
 * @returns `null` when n8n does not know it: its executions are not kept, or not where they are looked for
 * @throws when the database cannot be reached
 */
export type StatusOfRun = (key: string) => Promise<string | null>;

/** No such table, column or schema, or no right to read it: another version of n8n than is known. */
const ELSEWHERE: readonly unknown[] = ['42P01', '42703', '3F000', '42501'];

/**
 * Reads it from n8n's own database, for a trigger is told nothing of a run that another process has
 * started. It connects when it is first asked, which is after a crash in queue mode.
 *
 * @param env what n8n runs with: its Postgres server, schema and table prefix
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/database/
 */
export function createStatusOfRun(env: Readonly<Record<string, string | undefined>>): {
	readonly statusOfRun: StatusOfRun;
	readonly close: () => Promise<void>;
} {
	const server = n8nPostgres(env);
	const table = [
		env.DB_POSTGRESDB_SCHEMA || 'public',
		`${env.DB_TABLE_PREFIX ?? ''}execution_entity`,
	]
		.map((name) => `"${name.replaceAll('"', '""')}"`)
		.join('.');
	let opened: Promise<Pool> | undefined;

	const open = async (): Promise<Pool> => {
		const { default: pg } = await import('pg');
		const pool = new pg.Pool({
			...server,
			max: 2,
			idleTimeoutMillis: 10_000,
			allowExitOnIdle: true,
		});
		// Without a listener, an idle connection that the server closes would end the process.
		pool.on('error', () => {});
		return pool;
	};

	return {
		async statusOfRun(key) {
			if (server === null) return null;
			const pool = await (opened ??= open());
			try {
				const { rows } = await pool.query<{ status: string }>({
					name: 'status of run',
					text: `select status from ${table} where "deduplicationKey" = $1`,
					values: [key],
				});
				return rows[0]?.status ?? null;
			} catch (error) {
				if (ELSEWHERE.includes((error as { code?: unknown }).code)) return null;
				throw error;
			}
		},
		close: async () => await (await opened)?.end(),
	};
}
