import type { EntityType } from '../events/entityType.ts';
import { contentsOf, type ImportedType, type WebhooksPutRight } from '../inbox/importRuns.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { beyond, pageOf, type Keyset } from './keysetCursor.ts';

/** `lost`: interrupted, for example because n8n stopped; the next import has gone on from there. */
export type ImportStatus = 'running' | 'done' | 'failed' | 'cancelled' | 'lost';

/** An import, or several in a row that have shown the same. */
export type ListedImport = Row<'importRun'> & {
	readonly status: ImportStatus;
	/** `null` where it cannot be read: another version may have written it. */
	readonly imported: Partial<Record<EntityType, ImportedType>> | null;
	readonly webhooks: WebhooksPutRight | null;
};

/** One page of the imports from a store, the last one first: the one that is under way, if any. */
export async function listImports(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
	nowMs: number,
): Promise<{ rows: readonly ListedImport[]; nextCursor: string | null }> {
	const lease = await db
		.selectFrom('lease')
		.select('holder')
		.where('kind', '=', 'import')
		.where('key', '=', integrationGuid)
		.where('until', '>', nowMs)
		.executeTakeFirst();
	let query = db.selectFrom('importRun').selectAll().where('integrationGuid', '=', integrationGuid);
	if (after !== null) query = query.where(beyond('started_at', 'id', after));
	const found = await query
		.orderBy('startedAt', 'desc')
		.orderBy('id', 'desc')
		.limit(limit + 1)
		.execute();
	const { rows, nextCursor } = pageOf(found, limit, ({ startedAt, id }) => ({ at: startedAt, id }));
	const listed = rows.map((row) => ({
		...row,
		...contentsOf(row),
		status: statusOf(row, lease?.holder ?? null),
	}));
	return { rows: listed, nextCursor };
}

function statusOf(row: Row<'importRun'>, holder: string | null): ImportStatus {
	if (row.endedAt === null) return row.holder === holder ? 'running' : 'lost';
	if (row.failure !== null) return 'failed';
	return row.isCancelled === 1 ? 'cancelled' : 'done';
}
