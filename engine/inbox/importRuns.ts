import { z } from 'zod/v4';
import { ENTITY_TYPES, type EntityType } from '../events/entityType.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** How an import was begun; `publish` is no import: the webhooks were registered as the workflow was published. */
export const IMPORT_BEGINNINGS = ['schedule', 'start', 'manual', 'workflow', 'publish'] as const;
export type ImportBeginning = (typeof IMPORT_BEGINNINGS)[number];

/** How many are kept of one store; the oldest go first. */
export const MOST_IMPORTS = 500;
/** What shows nothing new is told together for so long. */
const FOLDED_MS = 24 * 3_600_000;

const importedSchema = z.object({
	/** From when on changes were asked for, epoch milliseconds; `null` is everything. */
	since: z.number().nullable(),
	pages: z.number(),
	/** Read. */
	entities: z.number(),
	/** How many of them were new or changed. */
	stored: z.number(),
	/** How many of these became events. */
	events: z.number(),
	/** How many could not be read and were left out, and the first of them. */
	refusals: z.number(),
	refused: z.array(z.object({ id: z.string(), reason: z.string() })),
	/** How many there were, as the store said; `null` where it does not say. */
	total: z.number().nullable(),
	skipped: z.string().nullable(),
	failed: z.string().nullable(),
});
const importedByTypeSchema = z.partialRecord(z.enum(ENTITY_TYPES), importedSchema);
const webhooksSchema = z.object({
	/** Topics. */
	registered: z.array(z.string()),
	restored: z.array(z.string()),
	/** How many obsolete ones were taken out of the store. */
	removed: z.number(),
	/** Why they could not be put right. */
	failed: z.string().nullable(),
});

/** What an import has made of one type of entity so far. */
export type ImportedType = z.infer<typeof importedSchema>;
export type ImportedByType = Partial<Record<EntityType, ImportedType>>;
/** What an import has made of the webhooks of its store. */
export type WebhooksPutRight = z.infer<typeof webhooksSchema>;

/** An import, as it is kept; several in a row that have shown the same are one. */
export type Run = Row<'importRun'>;

/** What an import has read and done, as its row holds it; `null` for what cannot be read. */
export function contentsOf({
	importedJson,
	webhooksJson,
}: Pick<Run, 'importedJson' | 'webhooksJson'>): {
	readonly imported: ImportedByType | null;
	readonly webhooks: WebhooksPutRight | null;
} {
	return {
		imported: parsed(importedByTypeSchema, importedJson),
		webhooks: webhooksJson === null ? null : parsed(webhooksSchema, webhooksJson),
	};
}

function parsed<T>(schema: z.ZodType<T>, json: string): T | null {
	try {
		return schema.parse(JSON.parse(json));
	} catch {
		return null;
	}
}

export const NOTHING_READ: ImportedType = {
	...{ since: null, pages: 0, entities: 0, stored: 0, events: 0, refusals: 0 },
	...{ refused: [], total: null, skipped: null, failed: null },
};

/**
 * An import that shows the same as the one before it, nothing new or the same failure, is counted there: one each
 * ten minutes would push out what is worth reading.
 */
export async function endRun(db: OpenDatabase['db'], run: Run): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const before = await trx
			.selectFrom('importRun')
			.selectAll()
			.where('integrationGuid', '=', run.integrationGuid)
			.where('id', '!=', run.id)
			.orderBy('startedAt', 'desc')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		const { id, ...ended } = run;
		if (before === undefined || !isTheSameAgain(before, run)) {
			await trx
				.insertInto('importRun')
				.values(run)
				.onConflict((conflict) => conflict.column('id').doUpdateSet(ended))
				.execute();
			return;
		}
		const { endedAt, webhooksJson } = run;
		const importedJson = JSON.stringify(
			together(contentsOf(before).imported ?? {}, contentsOf(run).imported ?? {}),
		);
		await trx
			.updateTable('importRun')
			.set({ count: before.count + 1, endedAt, importedJson, webhooksJson })
			.where('id', '=', before.id)
			.execute();
		await trx.deleteFrom('importRun').where('id', '=', id).execute();
	});
}

function isTheSameAgain(before: Run, run: Run): boolean {
	return (
		before.endedAt !== null &&
		before.began === run.began &&
		before.failure === run.failure &&
		before.keysProblem === run.keysProblem &&
		run.startedAt - before.startedAt < FOLDED_MS &&
		[before, run].every(isQuiet)
	);
}

function isQuiet(run: Run): boolean {
	const { imported, webhooks } = contentsOf(run);
	return (
		// Another version may have written it.
		imported !== null &&
		run.isCancelled === 0 &&
		(webhooks === null || webhooks.restored.length + webhooks.removed === 0) &&
		Object.values(imported).every(
			({ stored, events, refusals }) => stored + events + refusals === 0,
		)
	);
}

/** What two imports have read; all else is as the last one says. */
function together(before: ImportedByType, after: ImportedByType): ImportedByType {
	return Object.fromEntries(
		Object.entries(after).map(([name, read]) => {
			const known = before[name as EntityType] ?? NOTHING_READ;
			const [pages, entities] = [known.pages + read.pages, known.entities + read.entities];
			return [name, { ...read, pages, entities }];
		}),
	);
}
