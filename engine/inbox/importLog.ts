import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { ENTITY_TYPES, type EntityType } from '../events/entityType.ts';
import { safeText } from '../history/safeText.ts';
import type { Lease } from '../leases.ts';
import type { StoreWebhook } from '../providers/provider.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import type { ImportProgress } from './importChanges.ts';
import type { StoreImport } from './importStore.ts';
import type { Inbox } from './inbox.ts';
import type { Repair } from './repairWebhooks.ts';

/** How an import was begun; `publish` is no import: the webhooks were registered as the workflow was published. */
export const IMPORT_BEGINNINGS = ['schedule', 'start', 'manual', 'workflow', 'publish'] as const;
export type ImportBeginning = (typeof IMPORT_BEGINNINGS)[number];

/** How many are kept of one store; the oldest go first. */
export const MOST_IMPORTS = 500;
/** How often the progress of an import that is under way is written down. */
const PROGRESS_MS = 2_000;
/** What shows nothing new is told together for so long. */
const FOLDED_MS = 24 * 3_600_000;
const LONGEST_SAID = 500;
const LONGEST_REASON = 300;
const LONGEST_TOPIC = 100;
const MOST_TOPICS = 50;

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
type ImportedByType = Partial<Record<EntityType, ImportedType>>;
/** What an import has made of the webhooks of its store. */
export type WebhooksPutRight = z.infer<typeof webhooksSchema>;

type Run = Row<'importRun'>;

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

/** Writes down how one import goes: as it begins, every few seconds, and as it ends. An import fails by none of it. */
export type ImportLog = {
	/** A type of entity is read next. */
	begin(entityType: EntityType): void;
	/** Told after each page. */
	tell(progress: ImportProgress): void;
	/** The webhooks of the store were looked at, and put right where they were not. */
	tellWebhooks(repair: Pick<Repair, 'webhooks' | 'restored' | 'removed'>): void;
	end(done: StoreImport, isCancelled: boolean): Promise<void>;
};

const NOTHING_READ: ImportedType = {
	...{ since: null, pages: 0, entities: 0, stored: 0, events: 0, refusals: 0 },
	...{ refused: [], total: null, skipped: null, failed: null },
};

/** @param lease of the import: a row without an end, whose lease is over, is of one that was cut off */
export async function beginImportLog(
	{ database: { db }, now, warn }: Pick<Inbox, 'database' | 'now' | 'warn'>,
	integrationGuid: string,
	lease: Lease,
	began: ImportBeginning,
): Promise<ImportLog> {
	const startedAt = now();
	const run = newRun({ integrationGuid, began, holder: lease.holder, startedAt });
	const imported: ImportedByType = {};
	/** `null` until they were looked at. */
	let webhooks: WebhooksPutRight | null = null;
	let timer: NodeJS.Timeout | undefined;
	let writing = Promise.resolve();
	const write = async (work: () => Promise<unknown>): Promise<void> => {
		writing = writing.then(work).then(
			() => {},
			(error: unknown) => warn('What an import does could not be written down', error),
		);
		await writing;
	};

	/** A few seconds later, with all that was told until then: an import may wait for its next page for minutes. */
	const writeSoon = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			const soFar = {
				importedJson: JSON.stringify(imported),
				webhooksJson: webhooks && JSON.stringify(webhooks),
			};
			const update = db.updateTable('importRun').set(soFar).where('id', '=', run.id);
			// The next one tells more. The database may have been closed meanwhile.
			void write(async () => await update.execute().catch(() => {}));
		}, PROGRESS_MS).unref();
	};

	await write(async () => {
		await db.insertInto('importRun').values(run).execute();
		await deleteOldest(db, integrationGuid);
	});
	return {
		begin(entityType) {
			imported[entityType] ??= NOTHING_READ;
			writeSoon();
		},
		tell({ entityType, ...progress }) {
			imported[entityType] = { ...NOTHING_READ, ...imported[entityType], ...progress };
			writeSoon();
		},
		tellWebhooks(repair) {
			webhooks = webhooksAfter(repair);
		},
		async end(done, isCancelled) {
			clearTimeout(timer);
			if ('failed' in done.webhooks) {
				const failed = safeText(done.webhooks.failed, LONGEST_SAID);
				webhooks = { ...(webhooks ?? NO_WEBHOOKS), failed };
			}
			for (const [name, each] of Object.entries(done.imported)) {
				const read = imported[name as EntityType] ?? NOTHING_READ;
				imported[name as EntityType] = {
					...read,
					skipped: 'skipped' in each ? each.skipped : null,
					failed: 'failed' in each ? safeText(each.failed, LONGEST_SAID) : null,
					refused: 'refused' in each ? (each.refused ?? []).map(safely) : [],
				};
			}
			const [failure] = done.failures;
			await write(
				async () =>
					await endRun(db, {
						...run,
						endedAt: now(),
						isCancelled: Number(isCancelled),
						failure: failure === undefined ? null : wordsOf(failure),
						importedJson: JSON.stringify(imported),
						webhooksJson: webhooks && JSON.stringify(webhooks),
					}),
			);
		},
	};
}

/** Writes down which webhooks a store has since its workflow was published. */
export async function logRegistration(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	webhooks: readonly StoreWebhook[],
	nowMs: number,
): Promise<void> {
	await endRun(db, {
		...newRun({ integrationGuid, began: 'publish', holder: '', startedAt: nowMs }),
		endedAt: nowMs,
		webhooksJson: JSON.stringify(webhooksAfter({ webhooks, restored: [], removed: 0 })),
	});
	await deleteOldest(db, integrationGuid);
}

const newRun = (given: Pick<Run, 'integrationGuid' | 'began' | 'holder' | 'startedAt'>): Run => ({
	id: randomUUID(),
	...given,
	endedAt: null,
	count: 1,
	isCancelled: 0,
	failure: null,
	importedJson: '{}',
	webhooksJson: null,
});

const NO_WEBHOOKS: WebhooksPutRight = { registered: [], restored: [], removed: 0, failed: null };

const webhooksAfter = ({
	webhooks,
	restored,
	removed,
}: Pick<Repair, 'webhooks' | 'restored' | 'removed'>): WebhooksPutRight => ({
	registered: topicsOf(webhooks),
	restored: topicsOf(restored),
	removed,
	failed: null,
});

const topicsOf = (webhooks: readonly StoreWebhook[]): string[] =>
	webhooks.slice(0, MOST_TOPICS).map(({ topic }) => safeText(topic, LONGEST_TOPIC));

const safely = ({ id, reason }: { readonly id: string; readonly reason: string }) => ({
	id: safeText(id, LONGEST_TOPIC),
	reason: safeText(reason, LONGEST_REASON),
});

const wordsOf = (error: unknown): string =>
	safeText(error instanceof Error ? error.message : String(error), LONGEST_SAID);

/**
 * An import that shows the same as the one before it, nothing new or the same failure, is counted there: one each
 * ten minutes would push out what is worth reading.
 */
async function endRun(db: OpenDatabase['db'], run: Run): Promise<void> {
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

async function deleteOldest(db: OpenDatabase['db'], integrationGuid: string): Promise<void> {
	const first = await db
		.selectFrom('importRun')
		.select('startedAt')
		.where('integrationGuid', '=', integrationGuid)
		.orderBy('startedAt', 'desc')
		.orderBy('id', 'desc')
		.offset(MOST_IMPORTS)
		.limit(1)
		.executeTakeFirst();
	if (first === undefined) return;
	await db
		.deleteFrom('importRun')
		.where('integrationGuid', '=', integrationGuid)
		.where('startedAt', '<=', first.startedAt)
		.execute();
}
