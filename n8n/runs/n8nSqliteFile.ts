import { resolve } from 'node:path';
import { n8nSetting } from '../../engine/state/n8nSettings.ts';

/** What n8n calls it if nobody says otherwise. */
const SQLITE_FILE = 'database.sqlite';

/**
 * The file in which n8n itself keeps its data; `null` where that is not SQLite.
 *
 * @param env what n8n runs with
 * @param userFolder n8n's folder, `~/.n8n` by default
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/database/
 */
export function n8nSqliteFile(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): string | null {
	if (n8nSetting(env, 'DB_TYPE') === 'postgresdb') return null;
	return resolve(userFolder, n8nSetting(env, 'DB_SQLITE_DATABASE') || SQLITE_FILE);
}
