import { countToAskFor, dueBefore, parcelsToAskFor } from '../parcels/watchedParcels.ts';
import { StoreError } from '../providers/storeError.ts';
import type { RefusedEntity } from '../providers/storeSide.ts';
import {
	MOST_REFUSED_TOLD,
	type ImportOptions,
	type ImportProgress,
	type ImportResult,
} from './importChanges.ts';
import type { Inbox } from './inbox.ts';
import type { ReadStore } from './pendingReads.ts';
import { refreshOnce } from './refreshOnce.ts';

/** So long at a time: the next import goes on, and looks at the webhooks before. */
const LONGEST_MS = 10 * 60_000;
/** Who imports by hand wants to know now, though not of what was just heard of. */
const JUST_HEARD_MS = 15 * 60_000;
/** So many parcels that are refused one after the other, each by itself: it does not lie with them. */
const MOST_REFUSED_IN_A_ROW = 5;

export type RefreshOptions = Omit<ImportOptions, 'firesForExisting'> & {
	/** Somebody imports by hand: what is not due is asked for, too. */
	readonly byHand: boolean;
};

/** Until when platforms ask to be left alone, where that is longer than an import waits: by integration. */
const busy = new WeakMap<
	Inbox,
	Map<string, { readonly until: number; readonly why: StoreError }>
>();

/**
 * Asks for the parcels on their way of which nothing was heard for long, the oldest first, in no more calls a minute
 * than the provider allows. Of each is kept when it was asked for: the next run goes on where this one has ended, or
 * was cut off.
 *
 * @throws StoreError when the platform cannot be asked
 */
export async function refreshParcels(
	inbox: Inbox,
	store: ReadStore,
	{ byHand, onPage, wait, signal, lease }: RefreshOptions,
): Promise<ImportResult> {
	const { database, now } = inbox;
	const { integration } = store;
	const { guid } = integration;
	const refreshes = store.provider.abilities.refreshes!;
	const begunAt = now();
	requireNotBusy(inbox, guid);
	const heardBefore = byHand ? begunAt - JUST_HEARD_MS : dueBefore(refreshes, begunAt);
	let progress: ImportProgress = {
		...{ entityType: 'Shipment', since: null },
		total: await countToAskFor(database, guid, heardBefore, begunAt),
		...{ pages: 0, entities: 0, stored: 0, events: 0, refusals: 0 },
	};
	const refused: RefusedEntity[] = [];
	let refusedInARow = 0;

	for (;;) {
		const isCancelled = signal?.aborted === true;
		const ended = { ...progress, refused, isCancelled };
		const askedAt = now();
		if (isCancelled || askedAt - begunAt >= LONGEST_MS) return ended;
		const most = refreshes.parcelsAtOnce;
		const parcels = await parcelsToAskFor(database, integration, heardBefore, most, askedAt);
		if (parcels.length === 0) return ended;
		const done = await refreshOnce(inbox, store, parcels, { wait, ...(lease && { lease }) }).catch(
			(error: unknown) => {
				noteBusy(inbox, guid, error);
				throw error;
			},
		);
		if (done === null) return ended;
		const { pages, entities, stored, events, refusals } = progress;
		progress = { ...progress, pages: pages + 1 };
		if (!(done instanceof StoreError)) {
			refusedInARow = 0;
			progress = {
				...progress,
				entities: entities + done.read,
				stored: stored + done.stored,
				events: events + done.events,
			};
		} else if (parcels.length === 1) {
			refusedInARow += 1;
			if (refusedInARow >= MOST_REFUSED_IN_A_ROW) throw done;
			progress = { ...progress, refusals: refusals + 1 };
			if (refused.length < MOST_REFUSED_TOLD) {
				refused.push({ id: parcels[0]!.id, reason: done.message });
			}
		}
		onPage(progress);
		// Also after the last call: another import may follow at once.
		const restMs = askedAt + Math.ceil(60_000 / refreshes.callsPerMinute) - now();
		if (restMs > 0) await wait(restMs, 'pace');
	}
}

function noteBusy(inbox: Inbox, guid: string, error: unknown): void {
	if (!(error instanceof StoreError) || error.retryAfterMs === null) return;
	const ofInbox = busy.get(inbox) ?? new Map<string, { until: number; why: StoreError }>();
	busy.set(inbox, ofInbox);
	ofInbox.set(guid, { until: inbox.now() + error.retryAfterMs, why: error });
}

/** @throws StoreError as the platform has said it */
function requireNotBusy(inbox: Inbox, guid: string): void {
	const found = busy.get(inbox)?.get(guid);
	if (found === undefined) return;
	if (found.until > inbox.now()) throw found.why;
	busy.get(inbox)?.delete(guid);
}
