import { sha256 } from '../providers/digests.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { ImportBeginning, Run } from './importRuns.ts';

/** How often a store is imported from by itself. Times are epoch milliseconds. */
export type ImportRhythm = {
	readonly everyMs: number;
	/** When n8n has started the trigger that connects the store. */
	readonly startedAt: number;
	/** Whether n8n itself has started then, and with it the triggers of all other stores. */
	readonly isRestart: boolean;
};

type LastImport = Pick<
	Run,
	'startedAt' | 'endedAt' | 'isCancelled' | 'keysProblem' | 'failure' | 'count'
>;

/** A start so soon after the last import waits until then: ten starts within a minute bring in one. */
const SETTLED_MS = 60_000;
/** The stores of one n8n begin within so long after its start, each at a moment of its own. */
const START_SPREAD_MS = 20_000;
/** By up to so much is the time between two imports longer, for each store by another part of it. */
const SPREAD = 0.1;
/** A store that refuses its keys is asked ever more seldom, and at least so often. */
const LONGEST_DELAY_MS = 3_600_000;

/** How often a store is asked that posts what changes: for what its messages did not bring. */
const USUAL_MS = 600_000;

/**
 * How often a store is imported from. One that posts nothing is asked as often as its kind needs: a form may make that
 * more seldom, and never more often than such a shop bears.
 *
 * @param formMs as the form says; `null` where it says nothing
 */
export function everyMsOf(pollEveryMs: number | undefined, formMs: number | null): number {
	return pollEveryMs === undefined ? (formMs ?? USUAL_MS) : Math.max(pollEveryMs, formMs ?? 0);
}

/** The last import from a store, whoever has begun it; `null` before the first. */
export async function lastImportOf(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
): Promise<LastImport | null> {
	const last = await db
		.selectFrom('importRun')
		.select(['startedAt', 'endedAt', 'isCancelled', 'keysProblem', 'failure', 'count'])
		.where('integrationGuid', '=', integrationGuid)
		.where('began', '!=', 'publish')
		.orderBy('startedAt', 'desc')
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return last ?? null;
}

/**
 * When a store is imported from next, and how that is begun: at each start, for its webhooks may have come while
 * nothing listened, and from then on every so often, counted from the end of the last import; earlier where a
 * parcel is to be asked for, unless the last import has failed.
 *
 * @param guid of the integration: by it, each of many stores has moments of its own
 * @param parcelDueAt when the first parcel is to be asked for, epoch milliseconds; `null` where none is
 */
export function nextImport(
	last: LastImport | null,
	{ everyMs, startedAt, isRestart }: ImportRhythm,
	guid: string,
	nowMs: number,
	parcelDueAt: number | null = null,
): { readonly at: number; readonly began: Extract<ImportBeginning, 'start' | 'schedule'> } {
	const share = shareOf(guid);
	// A clock that was set back must not keep a store waiting.
	const start = Math.min(startedAt, nowMs);
	const soonest = start + (isRestart ? Math.ceil(share * START_SPREAD_MS) : 0);
	if (last === null) return { began: 'start', at: soonest };
	const endedAt = Math.min(last.endedAt ?? last.startedAt, nowMs);
	if (endedAt < start) {
		const isWhole = last.endedAt !== null && last.isCancelled === 0;
		return { began: 'start', at: isWhole ? Math.max(soonest, endedAt + SETTLED_MS) : soonest };
	}
	const growing = Math.min(everyMs * 2 ** last.count, Math.max(everyMs, LONGEST_DELAY_MS));
	const delayMs = last.keysProblem === null ? everyMs : growing;
	const regular = endedAt + Math.ceil(delayMs * (1 + SPREAD * share));
	const isEarlier = parcelDueAt !== null && last.failure === null;
	const at = isEarlier ? Math.min(regular, Math.max(parcelDueAt, endedAt + SETTLED_MS)) : regular;
	return { began: 'schedule', at };
}

/** From 0 to 1, the same each time. */
const shareOf = (guid: string) => Number.parseInt(sha256(guid).slice(0, 8), 16) / 0xffffffff;
