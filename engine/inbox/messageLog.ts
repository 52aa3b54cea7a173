import { sql } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import { uuidFor } from '../events/uuidFor.ts';
import { safeText } from '../history/safeText.ts';
import type { Provider, StorePost } from '../providers/provider.ts';
import { HARMLESS_OUTCOMES, isRefused, type RefusedOutcome } from './refusedOutcomes.ts';
import type { Integration } from './integration.ts';
import { keepNewest } from './keepNewest.ts';
import { inList, namedOrder } from './namedOrder.ts';

/** What came of the messages of stores: who was refused and why, and when the last good one came. */
export type MessageLog = {
	/** Never throws, and waits for nothing: it is written down a moment later. */
	note(
		integration: Pick<Integration, 'guid'>,
		provider: Pick<Provider, 'topicOf'>,
		post: StorePost,
		answer: { readonly outcome: string; readonly body: { readonly message: string } },
	): void;
	/** Writes down at once what was noted. */
	flush(): Promise<void>;
};

/** How many are kept of one store; the oldest go first. */
export const MOST_REFUSED = 1_000;
/** How often what was noted is written down. */
const FLUSH_MS = 1_000;
const MINUTE_MS = 60_000;
/** So many kinds of one store are written down at once: whoever makes topics up fills no database. */
const MOST_KINDS = 20;
const LONGEST_TOPIC = 100;
const LONGEST_EXCERPT = 200;
const LONGEST_REASON = 300;
/** Four bytes are the longest character. */
const EXCERPT_BYTES = 4 * LONGEST_EXCERPT;

/** What is no refusal, but worth counting: the store may send it as it likes. */
const WITHOUT_EXCERPT: ReadonlySet<string> = new Set(['uninteresting', 'repeated']);

/** Of the ids of the orders that the messages of one row name, in characters. */
const MOST_ORDERS = 2_000;

type Refused = NewRow<'refusedMessage'> & { readonly ordersText: string };

export function createMessageLog(
	{ db }: Pick<OpenDatabase, 'db'>,
	now: () => number,
	warn: (message: string, error: unknown) => void,
): MessageLog {
	let refused = new Map<string, Refused>();
	let kinds = new Map<string, number>();
	/** When the last good message of each store came that is not written down, and the last one that is. */
	const good = new Map<string, number>();
	const written = new Map<string, number>();
	const refusedAt = new Map<string, number>();
	let flushing: Promise<void> = Promise.resolve();
	let timer: { readonly dueAt: number; readonly handle: NodeJS.Timeout } | undefined;

	/** The sooner one counts. */
	const flushIn = (ms: number) => {
		const dueAt = performance.now() + ms;
		if (timer !== undefined && timer.dueAt <= dueAt) return;
		clearTimeout(timer?.handle);
		timer = { dueAt, handle: setTimeout(() => void flush(), ms).unref() };
	};

	const noteRefused = (guid: string, outcome: RefusedOutcome, topic: string, rest: Refused) => {
		const minute = Math.floor(rest.lastAt / MINUTE_MS);
		const id = uuidFor(`refused/${guid}/${minute}/${outcome}/${topic}`);
		const known = refused.get(id);
		if (known === undefined) {
			const count = (kinds.get(guid) ?? 0) + 1;
			if (count > MOST_KINDS && topic !== '') return noteRefused(guid, outcome, '', rest);
			kinds.set(guid, count);
		}
		refused.set(id, {
			...rest,
			id,
			topic,
			count: (known?.count ?? 0) + 1,
			ordersText: withOrders(known?.ordersText ?? '', rest.ordersText),
			firstAt: known?.firstAt ?? rest.lastAt,
		});
	};

	const writeRow = async (row: Refused): Promise<void> => {
		await db
			.insertInto('refusedMessage')
			.values(row)
			.onConflict((conflict) =>
				conflict.column('id').doUpdateSet((eb) => ({
					count: eb('refusedMessage.count', '+', row.count),
					lastAt: row.lastAt,
					reason: row.reason,
					excerpt: row.excerpt,
					ordersText: sql<string>`case when length(refused_message.orders_text) < ${MOST_ORDERS}
						then refused_message.orders_text || ${row.ordersText} else refused_message.orders_text end`,
				})),
			)
			.execute();
	};
	const writeRefused = async (): Promise<void> => {
		const rows = [...refused.values()];
		[refused, kinds] = [new Map(), new Map()];
		const tried = await Promise.allSettled(rows.map(writeRow));
		for (const guid of new Set(rows.map(({ integrationGuid }) => integrationGuid))) {
			await keepNewest({ db }, 'refusedMessage', guid, MOST_REFUSED);
		}
		for (const each of tried) if (each.status === 'rejected') throw each.reason;
	};
	const writeGood = async (): Promise<void> => {
		for (const [guid, lastMessageAt] of good) {
			const before = written.get(guid) ?? -Infinity;
			// The first good one after a refusal shows that it is over.
			const isNews = (refusedAt.get(guid) ?? -Infinity) >= before;
			if (!isNews && lastMessageAt - before < MINUTE_MS) continue;
			good.delete(guid);
			written.set(guid, lastMessageAt);
			await db.updateTable('integration').set({ lastMessageAt }).where('guid', '=', guid).execute();
		}
		if (good.size > 0) flushIn(MINUTE_MS);
	};
	const failed = (error: unknown) => warn('What stores have sent could not be written down', error);
	const flush = async (): Promise<void> => {
		clearTimeout(timer?.handle);
		timer = undefined;
		// What is wrong with a message that was refused holds up no store that sends good ones.
		flushing = flushing.then(writeRefused).catch(failed).then(writeGood).catch(failed);
		await flushing;
	};

	return {
		note({ guid }, provider, post, { outcome, body }) {
			const at = now();
			if (isRefused(outcome)) {
				if (!HARMLESS_OUTCOMES.has(outcome)) refusedAt.set(guid, at);
				const topic = safeText(provider.topicOf(post) ?? '', LONGEST_TOPIC);
				const excerpt = WITHOUT_EXCERPT.has(outcome) ? '' : excerptOf(post.body);
				const order = namedOrder(topic, excerpt);
				noteRefused(guid, outcome, topic, {
					id: '',
					integrationGuid: guid,
					outcome,
					topic: '',
					count: 1,
					firstAt: at,
					lastAt: at,
					reason: safeText(body.message, LONGEST_REASON),
					excerpt,
					ordersText: order === null ? '' : inList(order),
				});
			}
			if (outcome === 'stored' || HARMLESS_OUTCOMES.has(outcome)) good.set(guid, at);
			else if (!isRefused(outcome)) return;
			flushIn(FLUSH_MS);
		},
		flush,
	};
}

const withOrders = (before: string, more: string): string =>
	before.includes(more) || before.length >= MOST_ORDERS ? before : before + more;

const excerptOf = (body: Buffer): string =>
	safeText(body.subarray(0, EXCERPT_BYTES).toString('utf8'), LONGEST_EXCERPT);
