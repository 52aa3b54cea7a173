import { continuedBy } from '../../engine/deliveries/runKeys.ts';
import { n8nPostgres, n8nSchema, n8nSetting } from '../../engine/state/n8nSettings.ts';
import { inBatches } from './inBatches.ts';
import { n8nSqliteFile } from './n8nSqliteFile.ts';
import type { OpenRuns, RunRecord } from './runQuery.ts';

/**
 * How n8n remembers the run that was started with a deduplication key, or the last one that went on where another one
 * had failed (`continuingKey`).
 *
 * @returns `null` when n8n does not know it: its executions are not kept, or not where they are looked for
 * @throws when the database cannot be reached, or is busy
 */
export type StatusOfRun = (key: string) => Promise<RunRecord | null>;

/** Executions are numbered. */
const N8N_ID = /^\d{1,15}$/;

export type OpenStatusOfRun = {
	readonly statusOfRun: StatusOfRun;
	readonly close: () => Promise<void>;
};

/**
 * Reads it from n8n's own database, for a trigger is told nothing of a run that another process has
 * started. It connects when it is first asked, which is after a crash, or in queue mode. Runs
 * that are asked for at the same time are looked up in one.
 *
 * @param env what n8n runs with: its database and table prefix
 * @param userFolder n8n's folder, `~/.n8n` by default
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/database/
 */
export function createStatusOfRun(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): OpenStatusOfRun {
	const table = `${n8nSetting(env, 'DB_TABLE_PREFIX') ?? ''}execution_entity`;
	const hasPools = env.N8N_WORKER_POOLS_ENABLED === 'true';
	let opening: Promise<OpenRuns> | undefined;
	const open = async (): Promise<OpenRuns> => {
		const postgres = n8nPostgres(env);
		if (postgres) {
			const { statusInPostgres } = await import('./statusInPostgres.ts');
			return await statusInPostgres(postgres, n8nSchema(env), table, !hasPools);
		}
		const { statusInSqlite } = await import('./statusInSqlite.ts');
		return statusInSqlite(n8nSqliteFile(env, userFolder)!, table);
	};
	return {
		statusOfRun: inBatches(async (keys) => {
			const ids = keys.map(continuedBy).filter((id) => id !== null && N8N_ID.test(id));
			const { recordsOf } = await (opening ??= open());
			const found = await recordsOf(keys, ids.map(String));
			return new Map(
				keys.flatMap((key) => {
					const record = found.get(continuedBy(key) ?? key);
					return record === undefined ? [] : [[key, record] as const];
				}),
			);
		}),
		close: async () => await (await opening)?.close(),
	};
}
