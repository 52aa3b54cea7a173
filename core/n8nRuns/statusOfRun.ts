import { resolve } from 'node:path';
import { n8nPostgres } from '../state/stateLocation.ts';

/**
 * How n8n remembers the run that was started with a deduplication key: `new`, `running`, `waiting`,
 * `success`, `error`, `canceled`, `crashed`, …
 *
 * @returns `null` when n8n does not know it: its executions are not kept, or not where they are looked for
 * @throws when the database cannot be reached, or is busy
 */
export type StatusOfRun = (key: string) => Promise<string | null>;

export type OpenStatusOfRun = {
	readonly statusOfRun: StatusOfRun;
	readonly close: () => Promise<void>;
};

/** What n8n calls it if nobody says otherwise. */
const SQLITE_FILE = 'database.sqlite';

/**
 * Reads it from n8n's own database, for a trigger is told nothing of a run that another process has
 * started. It connects when it is first asked, which is after a crash, or in queue mode.
 *
 * @param env what n8n runs with: its database and table prefix
 * @param userFolder n8n's folder, `~/.n8n` by default
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/database/
 */
export function createStatusOfRun(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): OpenStatusOfRun {
	const table = `${env.DB_TABLE_PREFIX ?? ''}execution_entity`;
	let opening: Promise<OpenStatusOfRun> | undefined;
	const open = async (): Promise<OpenStatusOfRun> => {
		const postgres = n8nPostgres(env);
		if (postgres) {
			const { statusInPostgres } = await import('./statusInPostgres.ts');
			return await statusInPostgres(postgres, env.DB_POSTGRESDB_SCHEMA || 'public', table);
		}
		const { statusInSqlite } = await import('./statusInSqlite.ts');
		return await statusInSqlite(resolve(userFolder, env.DB_SQLITE_DATABASE || SQLITE_FILE), table);
	};
	return {
		statusOfRun: async (key) => await (await (opening ??= open())).statusOfRun(key),
		close: async () => await (await opening)?.close(),
	};
}
