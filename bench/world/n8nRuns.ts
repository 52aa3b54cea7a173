import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Reads beside a running n8n how many of a workflow's runs have ended. */
export type N8nRuns = {
	ended(workflowId: string): number;
	close(): void;
};

/** Of an n8n that keeps its executions in SQLite. */
export function openN8nRuns(userFolder: string): N8nRuns {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
	const count = database.prepare(
		`select count(*) as count from execution_entity where workflowId = ? and stoppedAt is not null and status = 'success'`,
	);
	return {
		ended: (workflowId) => Number(count.get(workflowId)!.count),
		close: () => database.close(),
	};
}
