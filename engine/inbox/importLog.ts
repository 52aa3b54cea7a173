import { randomUUID } from 'node:crypto';
import type { EntityType } from '../events/entityType.ts';
import { safeText } from '../history/safeText.ts';
import type { Lease } from '../leases.ts';
import type { StoreWebhook } from '../providers/provider.ts';
import { StoreError } from '../providers/storeError.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { ImportProgress } from './importChanges.ts';
import {
	endRun,
	MOST_IMPORTS,
	NOTHING_READ,
	type ImportBeginning,
	type ImportedByType,
	type Run,
	type WebhooksPutRight,
} from './importRuns.ts';
import type { StoreImport } from './importStore.ts';
import type { Inbox } from './inbox.ts';
import { keepNewest } from './keepNewest.ts';
import type { Repair } from './repairWebhooks.ts';

/** How often the progress of an import that is under way is written down. */
const PROGRESS_MS = 2_000;
const LONGEST_SAID = 500;
const LONGEST_REASON = 300;
const LONGEST_TOPIC = 100;
const MOST_TOPICS = 50;

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
		await keepNewest({ db }, 'importRun', integrationGuid, MOST_IMPORTS);
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
			const refusal = done.failures.find(isOfKeys);
			await write(
				async () =>
					await endRun(db, {
						...run,
						endedAt: now(),
						isCancelled: Number(isCancelled),
						failure: failure === undefined ? null : wordsOf(failure),
						keysProblem: refusal === undefined ? null : wordsOf(refusal),
						events: Object.values(imported).reduce((sum, { events }) => sum + events, 0),
						restored: webhooks?.restored.length ?? 0,
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
	await keepNewest({ db }, 'importRun', integrationGuid, MOST_IMPORTS);
}

/**
 * Writes down that a store could not be asked with the keys that there are.
 *
 * @param problem in words for the merchant
 */
export async function logFailedImport(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	began: ImportBeginning,
	problem: string,
	nowMs: number,
): Promise<void> {
	const said = safeText(problem, LONGEST_SAID);
	await endRun(db, {
		...newRun({ integrationGuid, began, holder: '', startedAt: nowMs }),
		...{ endedAt: nowMs, failure: said, keysProblem: said },
	});
	await keepNewest({ db }, 'importRun', integrationGuid, MOST_IMPORTS);
}

const newRun = (given: Pick<Run, 'integrationGuid' | 'began' | 'holder' | 'startedAt'>): Run => ({
	id: randomUUID(),
	...given,
	endedAt: null,
	count: 1,
	isCancelled: 0,
	failure: null,
	keysProblem: null,
	events: 0,
	restored: 0,
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

const isOfKeys = (error: unknown): boolean =>
	error instanceof StoreError && error.kind === 'unauthorized';

const topicsOf = (webhooks: readonly StoreWebhook[]): string[] =>
	webhooks.slice(0, MOST_TOPICS).map(({ topic }) => safeText(topic, LONGEST_TOPIC));

const safely = ({ id, reason }: { readonly id: string; readonly reason: string }) => ({
	id: safeText(id, LONGEST_TOPIC),
	reason: safeText(reason, LONGEST_REASON),
});

const wordsOf = (error: unknown): string =>
	safeText(error instanceof Error ? error.message : String(error), LONGEST_SAID);
