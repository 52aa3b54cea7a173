import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import type { Lease } from '../leases.ts';
import type { Provider } from '../providers/provider.ts';
import type { Connection } from '../providers/storeHttp.ts';
import type { ListPage, RefusedEntity } from '../providers/storeSide.ts';
import { StoreError } from '../providers/storeError.ts';
import { askStore } from './askStore.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';
import { loadCursor, storePage, type ImportCursor } from './storePage.ts';

/**
 * How far a listing goes back behind the newest change that the one before has shown. Stores keep time by
 * the second, and what was written at that moment may have become visible a little later.
 */
const OVERLAP_MS = 60_000;

/** Waiting times after 429, 503 and the like, where the store does not say how long. */
const RETRY_DELAYS_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000];
const LONGEST_WAIT_MS = 5 * 60_000;

export type ImportOptions = {
	/** Whether entities from before the connection fire `*_created` at the first import. */
	readonly firesForExisting: boolean;
	/** Told after each page. */
	readonly onPage: (progress: ImportProgress) => void;
	/**
	 * Resolves after a time; rejects when the import is cancelled. `busy`: the store asks to wait; `pace`: it may be
	 * asked so often and no more.
	 */
	readonly wait: (ms: number, why: 'busy' | 'pace') => Promise<void>;
	/** Ends the import between two pages. */
	readonly signal?: AbortSignal;
	/** Nothing is stored once another run has taken over the import. */
	readonly lease?: Lease;
};

/** What could not be read of a listing is told by so many entities; the others are counted. */
export const MOST_REFUSED_TOLD = 5;

export type ImportProgress = {
	readonly entityType: EntityType;
	/** From when on changes are asked for, epoch milliseconds; `null` is everything. */
	readonly since: number | null;
	/** How many there are, as the store says with the first page; `null` where it does not. */
	readonly total: number | null;
	readonly pages: number;
	readonly entities: number;
	/** How many of them were new or changed. */
	readonly stored: number;
	/** Changes that no webhook had brought. */
	readonly events: number;
	/** How many entities could not be read, and were left out. */
	readonly refusals: number;
};

export type ImportResult = ImportProgress & {
	/** The first of the entities that were left out. */
	readonly refused: readonly RefusedEntity[];
	readonly isCancelled: boolean;
};

/**
 * Brings in what has changed in a store since the last import, through the same comparison as webhooks:
 * what they have brought makes no second event, what they missed makes exactly one. The first import takes
 * what was there before the connection for known.
 *
 * @returns `isCancelled` when it was ended before its end; the next import goes on from there
 * @throws StoreError when the store cannot be read
 */
export async function importChanges(
	inbox: Inbox,
	integration: Integration,
	provider: Provider,
	connection: Connection<unknown>,
	entityType: EntityType,
	options: ImportOptions,
): Promise<ImportResult> {
	let cursor = await loadCursor(inbox.database, integration.guid, entityType);
	const isFirst = cursor.completedAt === null;
	let progress: ImportProgress = {
		...{ entityType, since: cursor.since, total: null },
		...{ pages: 0, entities: 0, stored: 0, events: 0, refusals: 0 },
	};
	const refused: RefusedEntity[] = [];

	for (;;) {
		if (options.signal?.aborted) return { ...progress, refused, isCancelled: true };
		const { since, page } = cursor;
		const position = { since: since === null ? null : new Date(since).toISOString(), page };
		const { answer, answeredAt } = await patiently(
			async () =>
				await askStore(
					connection,
					async (asked) => await provider.listChanges(asked, entityType, position),
				),
			options.wait,
		);
		const { observations, nextPage, refused: refusedNow = [] } = answer;
		cursor = moved(cursor, { observations, nextPage }, inbox.now());
		const { events, changes } = await storePage(
			inbox,
			integration,
			entityType,
			isFirst && options.firesForExisting ? observations.map(asCreated) : observations,
			answeredAt,
			cursor,
			isFirst && !options.firesForExisting,
			options.lease,
		);
		refused.push(...refusedNow.slice(0, MOST_REFUSED_TOLD - refused.length));
		progress = {
			...progress,
			total: progress.total ?? (page === null ? countIn(answer.total) : null),
			pages: progress.pages + 1,
			entities: progress.entities + observations.length,
			stored: progress.stored + changes,
			events: progress.events + events.length,
			refusals: progress.refusals + refusedNow.length,
		};
		options.onPage(progress);
		if (nextPage === null) return { ...progress, refused, isCancelled: false };
	}
}

const countIn = (total: unknown) => (Number.isSafeInteger(total) ? Number(total) : null);

/** The cursor after a page. A listing that has come to its end says where the next one begins. */
function moved(
	{ since, newest: before, completedAt }: ImportCursor,
	{ observations, nextPage }: ListPage,
	nowMs: number,
): ImportCursor {
	const times = observations.flatMap(({ changedAt }) =>
		changedAt === null ? [] : [Math.min(Date.parse(changedAt), nowMs)],
	);
	const newest = times.reduce<number | null>(
		(latest, time) => (latest === null || time > latest ? time : latest),
		before,
	);
	if (nextPage !== null) return { since, page: nextPage, newest, completedAt };
	const next = newest === null ? since : newest - OVERLAP_MS;
	return { since: next, page: null, newest: null, completedAt: nowMs };
}

const asCreated = (observation: Observation): Observation =>
	observation.kind === 'delete'
		? observation
		: ({
				...observation,
				topicCodes: [`${observation.entityType.toLowerCase()}_created`],
			} as unknown as Observation);

/** Does as a store asks that is busy; one that asks for more than some minutes is left to the next import. */
export async function patiently<T>(ask: () => Promise<T>, wait: ImportOptions['wait']): Promise<T> {
	for (const delayMs of RETRY_DELAYS_MS) {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof StoreError && isPassing(error))) throw error;
			const waitMs = error.retryAfterMs ?? delayMs;
			if (waitMs > LONGEST_WAIT_MS) throw error;
			await wait(waitMs, 'busy');
		}
	}
	return await ask();
}

const isPassing = ({ kind }: StoreError) =>
	kind === 'throttled' || kind === 'unavailable' || kind === 'timeout';
