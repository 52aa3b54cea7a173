import { quoted } from './quoted.ts';
import type { OpenStatusOfRun } from './statusOfRun.ts';

/** https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;

/**
 * Of an n8n that keeps its executions in a SQLite file. It is opened for reading only, and only for as long
 * as it is read: who asks does so seldom.
 */
export async function statusInSqlite(file: string, table: string): Promise<OpenStatusOfRun> {
	const { DatabaseSync } = await import('node:sqlite');
	return {
		async statusOfRun(key) {
			try {
				// Without waiting for a lock: that would stop n8n.
				const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
				try {
					const row = database
						.prepare(`select status from ${quoted(table)} where "deduplicationKey" = ?`)
						.get(key);
					return row === undefined ? null : String(row.status);
				} finally {
					database.close();
				}
			} catch (error) {
				if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY) throw error;
				return null;
			}
		},
		close: async () => {},
	};
}
