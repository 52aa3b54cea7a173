import { logFailedImport } from '../inbox/importLog.ts';
import { everyMsOf, lastImportOf, nextImport, type ImportRhythm } from '../inbox/importSchedule.ts';
import { integrationOf, isLive, storeKey } from '../inbox/integration.ts';
import { liveConnection } from '../inbox/liveConnection.ts';
import { nextDueAt } from '../parcels/watchedParcels.ts';
import { providerOf } from '../providers/providers.ts';
import { storeOf, type StoreKeys } from '../providers/storeOf.ts';
import type { Row } from '../state/schema.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld } from './actionWorld.ts';
import { importFrom, type WantedImport } from './importAction.ts';
import { connectionTo, type OpenStore } from './openStore.ts';

/** A store that is imported from by itself, for as long as the trigger is live that connects it. */
export type MissedImport = WantedImport & {
	readonly space: string;
	/** Of the integration. */
	readonly guid: string;
	/** As its node has them now; or why they cannot be read, in words for the merchant. */
	readonly keys: StoreKeys | { readonly problem: string };
	/** `everyMs` is `null` where the form leaves it as usual. */
	readonly rhythm: Omit<ImportRhythm, 'everyMs'> & { readonly everyMs: number | null };
};

const MINUTE_MS = 60_000;
/** How soon a store is looked at again that is being published, and one that could not be. */
const NOT_LIVE = { publishingMs: MINUTE_MS, soonMs: 1_000, laterMs: MINUTE_MS } as const;
/** Another run is importing, which mostly takes seconds. */
const BUSY_MS = 15_000;

/**
 * Puts a store's webhooks right and brings in what they have missed, if it is time for that. What goes wrong is
 * written down with the import, and told as an alert.
 *
 * @returns after how long to ask again, in milliseconds
 */
export async function importMissed(
	world: ActionWorld,
	{ space, guid, keys, rhythm: asked, ...wanted }: MissedImport,
	signal?: AbortSignal,
): Promise<{ readonly nextInMs: number }> {
	const { database, now, warn } = world.inbox;
	const integration = await integrationOf(database, space, guid);
	const first = integration && (await liveConnection(database, integration));
	const isAnother = first !== null && first.guid !== guid;
	if (integration === null || !isConnected(integration) || isAnother) {
		const isPublishing = now() - asked.startedAt < NOT_LIVE.publishingMs;
		return { nextInMs: isPublishing ? NOT_LIVE.soonMs : NOT_LIVE.laterMs };
	}
	const provider = providerOf(integration.provider);
	const rhythm = { ...asked, everyMs: everyMsOf(provider?.pollEveryMs, asked.everyMs) };
	const refreshes = provider?.abilities.refreshes;
	const next = async () => {
		const parcelDueAt = refreshes ? await nextDueAt(database, guid, refreshes, now()) : null;
		return nextImport(await lastImportOf(database, guid), rhythm, guid, now(), parcelDueAt);
	};
	const { at, began } = await next();
	if (at > now()) return { nextInMs: at - now() };
	const opened = openWith(world, integration, keys);
	if ('problem' in opened) {
		warn(`Nothing was imported from ${integration.name}`, new Error(opened.problem));
		await logFailedImport(database, guid, began, opened.problem, now());
	} else {
		const store = { ...opened, integration, webhookUrl: null };
		const done = await importFrom(world, store, wanted, began, signal);
		if (done === null) return { nextInMs: BUSY_MS };
		const [failure] = done.failures;
		if (failure !== undefined && signal?.aborted !== true) {
			warn(`The import from ${integration.name} failed`, failure);
		}
	}
	// Where it could not be written down, it would be due at once.
	return { nextInMs: Math.max(MINUTE_MS, (await next()).at - now()) };
}

/**
 * Whether its webhooks are in the store: n8n starts a trigger and registers its webhooks side by side, and both
 * would make the ones that are missing.
 */
const isConnected = (row: Row<'integration'>): boolean =>
	isLive(row) && row.registeredAt !== null && row.registeredAt >= row.updatedAt;

/** The store, with the keys that its node has; or why not, in words for the merchant. */
function openWith(
	world: ActionWorld,
	integration: Row<'integration'>,
	keys: MissedImport['keys'],
): Pick<OpenStore, 'provider' | 'connection'> | { readonly problem: string } {
	if ('problem' in keys) {
		return {
			problem: `The credential of the store cannot be read: ${keys.problem} Choose another one in its Commerce Store Trigger, and publish the workflow again.`,
		};
	}
	const { space, storeUrl } = integration;
	try {
		const store = storeOf(keys);
		const place = { space, provider: store.provider.slug, storeUrl: store.storeUrl };
		// Of another shop, everything would be taken for this one's.
		if (storeKey(place) !== storeKey(integration)) {
			return {
				problem: `The credential of the store is for ${store.storeUrl}, and ${storeUrl} is connected. Publish the workflow of the store again, so that it connects the other one.`,
			};
		}
		const connection = connectionTo(world, store, space, integration);
		return { provider: store.provider, connection };
	} catch (error) {
		if (!(error instanceof ActionError)) throw error;
		return { problem: error.hint === null ? error.message : `${error.message}. ${error.hint}` };
	}
}
