import { n8nPostgres, n8nSchema, n8nSetting } from '../../engine/state/n8nSettings.ts';
import { n8nSqliteFile } from '../runs/n8nSqliteFile.ts';
import type { StatesOf } from './statesQuery.ts';

/**
 * Reads from n8n's own database which of its workflows have changed. It connects when it is first asked.
 *
 * @param env what n8n runs with: its database and table prefix
 * @param userFolder n8n's folder, `~/.n8n` by default
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/database/
 */
export function createStatesOf(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): StatesOf {
	let opening: Promise<StatesOf> | undefined;
	const open = async (): Promise<StatesOf> => {
		const prefix = n8nSetting(env, 'DB_TABLE_PREFIX') ?? '';
		const postgres = n8nPostgres(env);
		if (postgres) {
			const { statesInPostgres } = await import('./statesInPostgres.ts');
			return await statesInPostgres(postgres, n8nSchema(env), prefix);
		}
		const { statesInSqlite } = await import('./statesInSqlite.ts');
		return statesInSqlite(n8nSqliteFile(env, userFolder)!, prefix);
	};
	return async (apiKey) => await (await (opening ??= open()))(apiKey);
}
