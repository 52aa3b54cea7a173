import type { EntityType } from '../events/entityType.ts';
import { pollingOf } from '../providers/pollingOf.ts';
import type { Provider } from '../providers/provider.ts';
import type { Connection } from '../providers/storeHttp.ts';
import { LostLease } from '../leases.ts';
import { StoreError } from '../providers/storeError.ts';
import type { RefusedEntity } from '../providers/storeSide.ts';
import type { Row } from '../state/schema.ts';
import { importChanges, type ImportOptions, type ImportProgress } from './importChanges.ts';
import { beginImportLog, type ImportLog } from './importLog.ts';
import type { ImportBeginning } from './importRuns.ts';
import type { Inbox } from './inbox.ts';
import { activeWebhookUrls, integrationOf, recordAddress, recordWebhooks } from './integration.ts';
import { ASKED_AGAIN_MS, keepOrderStatuses } from './orderStatuses.ts';
import { readPending } from './pendingReads.ts';
import { refreshParcels } from './refreshParcels.ts';
import { repairWebhooks } from './repairWebhooks.ts';

/** A store to import from. */
export type ImportedStore = {
	readonly integration: Row<'integration'>;
	readonly provider: Provider;
	readonly connection: Connection<unknown>;
	/** Where the store has to post to since this start of n8n; `null` where that is not known. */
	readonly webhookUrl: string | null;
};

/** What came of one type of entity. */
export type TypeImport =
	| { readonly skipped: string }
	| { readonly failed: string }
	| (Pick<ImportProgress, 'pages' | 'entities' | 'events'> & {
			readonly refusals?: number;
			readonly refused?: readonly RefusedEntity[];
	  });

export type StoreImport = {
	readonly webhooks:
		| { readonly registered: number; readonly restored: number; readonly removed: number }
		| { readonly failed: string }
		/** Of a store that posts nothing, and how it is asked. */
		| { readonly skipped: string };
	readonly imported: Readonly<Partial<Record<EntityType, TypeImport>>>;
	/** What went wrong on the way; nothing of it has kept the rest from being done. */
	readonly failures: readonly unknown[];
};

/**
 * Puts the webhooks of a store right, and brings in what has changed in it, each whether or not the other
 * works, and one type of entity after the other.
 *
 * @returns `null` while another run imports from this store
 */
export async function importStore(
	inbox: Inbox,
	store: ImportedStore,
	wanted: readonly EntityType[],
	options: Omit<ImportOptions, 'lease'>,
	began: ImportBeginning = 'workflow',
): Promise<StoreImport | null> {
	const { integration, provider, connection } = store;
	const { database, holder, now } = inbox;
	const { guid } = integration;
	// Two at once would read every page twice, and each would move the place at which the other one goes on.
	const held = await holder.holding('import', guid, async (lease) => {
		const log = await beginImportLog(inbox, guid, lease, began);
		const failures: unknown[] = [];
		const failed = (error: unknown) => {
			failures.push(error);
			return { failed: error instanceof Error ? error.message : String(error) };
		};
		const webhooks = await putWebhooksRight(inbox, store, log).catch((error: unknown) =>
			failed(inWords(error, integration.name)),
		);
		// What the store has named, and nobody could read.
		await readPending(inbox, store).catch((error: unknown) => failures.push(error));
		await keepOrderStatuses(database, guid, provider, connection, now(), ASKED_AGAIN_MS).catch(
			(error: unknown) => {
				// Only for lists to choose from. What keeps the shop from answering, the import says itself.
				if (!(error instanceof StoreError)) throw error;
			},
		);
		const imported: Partial<Record<EntityType, TypeImport>> = {};
		const onPage = (progress: ImportProgress) => {
			log.tell(progress);
			options.onPage(progress);
		};
		for (const entityType of wanted) {
			const reason = whySkipped(provider, wanted, entityType);
			if (reason !== null) {
				imported[entityType] = { skipped: reason };
				continue;
			}
			log.begin(entityType);
			try {
				const { pages, entities, events, refusals, refused, isCancelled } = isRefreshed(
					provider,
					entityType,
				)
					? await refreshParcels(inbox, store, {
							...options,
							onPage,
							lease,
							byHand: began === 'manual',
						})
					: await importChanges(inbox, integration, provider, connection, entityType, {
							...options,
							onPage,
							lease,
						});
				imported[entityType] = {
					pages,
					entities,
					events,
					...(refusals > 0 && { refusals, refused }),
				};
				if (isCancelled) break;
			} catch (error) {
				imported[entityType] = failed(error);
				if (error instanceof LostLease || options.signal?.aborted) break;
			}
		}
		const done = { webhooks, imported, failures };
		await log.end(done, options.signal?.aborted === true);
		return done;
	});
	return held && held.done;
}

async function putWebhooksRight(
	{ database }: Inbox,
	{ integration, provider, connection, webhookUrl }: ImportedStore,
	log: ImportLog,
) {
	const current = { ...integration, webhookUrl: webhookUrl ?? integration.webhookUrl };
	const repair = await repairWebhooks(
		provider,
		connection,
		current,
		await activeWebhookUrls(database),
		integration.webhookUrl,
	);
	const { space, guid } = integration;
	// The workflow was unpublished meanwhile.
	if ((await integrationOf(database, space, guid))?.status !== 'active') {
		await provider.removeWebhooks(connection, current.webhookUrl);
	} else if (current.webhookUrl !== integration.webhookUrl) {
		await recordAddress(database, guid, current.webhookUrl);
	}
	const polling = pollingOf(provider);
	if (polling !== null) return { skipped: polling };
	await recordWebhooks(database, guid, repair.webhooks.length);
	log.tellWebhooks(repair);
	const { webhooks, restored, removed } = repair;
	return { registered: webhooks.length, restored: restored.length, removed };
}

/** The error of a repair, for somebody who reads it as that of an import. Keys that are refused stop both. */
function inWords(error: unknown, storeName: string): unknown {
	if (!(error instanceof StoreError) || error.kind === 'unauthorized') return error;
	const message = `The webhooks of "${storeName}" could not be put right, so it may report nothing by itself: ${error.message} (What has changed was imported all the same, unless the import failed too.)`;
	return new StoreError(error.kind, message, { ...error, cause: error });
}

function whySkipped(
	{ abilities }: Pick<Provider, 'abilities'>,
	wanted: readonly EntityType[],
	entityType: EntityType,
): string | null {
	const { lists, listsShipmentsWithOrders } = abilities;
	if (entityType === 'Shipment' && listsShipmentsWithOrders && wanted.includes('Order')) {
		return 'Shipments come with their orders.';
	}
	const ability = lists[entityType];
	return ability === true || isRefreshed({ abilities }, entityType) ? null : ability;
}

/** Whether what is known is asked for again, one after the other, because no list tells what has changed. */
const isRefreshed = ({ abilities }: Pick<Provider, 'abilities'>, entityType: EntityType): boolean =>
	entityType === 'Shipment' && abilities.refreshes !== undefined;
