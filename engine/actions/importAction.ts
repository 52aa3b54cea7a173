import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../events/entityType.ts';
import { importStore, type ImportedStore, type StoreImport } from '../inbox/importStore.ts';
import type { ImportBeginning } from '../inbox/importRuns.ts';
import { isLive } from '../inbox/integration.ts';
import { liveConnection, takenBy } from '../inbox/liveConnection.ts';
import { movedTo, type PresentAddress } from '../inbox/movedTo.ts';
import { retryWaiting } from '../parcels/deliverWaiting.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld } from './actionWorld.ts';
import { openStore, type StoreRequest } from './openStore.ts';

/** What is to be imported. */
export type WantedImport = {
	readonly entityTypes: unknown;
	/** @see ImportOptions */
	readonly firesForExisting: boolean;
};

export type ImportRequest = WantedImport & {
	readonly store: StoreRequest;
	readonly began: ImportBeginning;
	/** `null` where this process does not know: a worker that was started without the address. */
	readonly present: PresentAddress | null;
};

/** Puts a store's webhooks right, and brings in what they have missed. */
export async function importStoreChanges(
	world: ActionWorld,
	{ store, began, present, ...wanted }: ImportRequest,
	signal?: AbortSignal,
): Promise<{ skipped: string } | Pick<StoreImport, 'webhooks' | 'imported'>> {
	const { inbox } = world;
	const { integration, provider, connection } = await openStore(world, store);
	if (integration === null) {
		throw new ActionError('setup', 'This store is not connected', {
			hint: 'Add a Commerce Store Trigger with the same credential to this workflow, publish it, and run the import again.',
		});
	}
	// Of a store that is not connected nothing may start a workflow: neither now nor later as news.
	if (!isLive(integration)) {
		throw new ActionError(
			'setup',
			'This store is not connected at present, so nothing was imported',
			{
				hint:
					integration.lastError ??
					'Publish the workflow with its Commerce Store Trigger, and run the import again.',
			},
		);
	}
	const first = await liveConnection(inbox.database, integration);
	if (first !== null && first.guid !== integration.guid) {
		throw new ActionError('setup', 'This store is connected twice, so nothing was imported here', {
			hint: takenBy(first),
		});
	}
	const webhookUrl = present && movedTo(integration.webhookUrl, present);
	const opened = { integration, provider, connection, webhookUrl };
	const done = await importFrom(world, opened, wanted, began, signal);
	if (done === null) return { skipped: 'Another run is importing from this store at present.' };
	const [failure] = done.failures;
	if (failure !== undefined) throw failure;
	const { webhooks, imported } = done;
	return { webhooks, imported };
}

/**
 * Imports from a store, and says in n8n's log how that goes on. What was left out is named there.
 *
 * @returns `null` while another run imports from this store
 */
export async function importFrom(
	{ inbox, info }: ActionWorld,
	store: ImportedStore,
	{ entityTypes, firesForExisting }: WantedImport,
	began: ImportBeginning,
	signal?: AbortSignal,
): Promise<StoreImport | null> {
	const { integration } = store;
	const { name } = integration;
	const done = await importStore(
		inbox,
		store,
		z.array(z.enum(ENTITY_TYPES)).parse(entityTypes),
		{
			firesForExisting,
			...(signal && { signal }),
			wait: async (ms, why) => {
				const seconds = Math.ceil(ms / 1_000);
				if (why === 'busy') info(`${name} asks to wait; the import goes on in ${seconds} s`);
				// One that was cancelled ends before its next page.
				await wait(ms, undefined, { ...(signal && { signal }) }).catch(() => {});
			},
			onPage: ({ entityType, pages, entities, events }) =>
				info(
					`import of ${name}: ${entityType} page ${pages}, ${entities} read, ${events} changes that were missed`,
				),
		},
		began,
	);
	if (done === null) return null;
	const woken = await retryWaiting(inbox.database, integration, inbox.now());
	if (woken.length > 0) inbox.wake(woken);
	for (const { id, reason } of refusedOf(done)) {
		inbox.warn(`import of ${name}: the entry ${id} was left out`, new Error(reason));
	}
	return done;
}

const refusedOf = ({ imported }: StoreImport) =>
	Object.values(imported).flatMap((each) => ('refused' in each ? (each.refused ?? []) : []));
