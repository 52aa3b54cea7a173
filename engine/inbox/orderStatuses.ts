import { z } from 'zod/v4';
import type { ShopStatus } from '../providers/ownStatus.ts';
import type { Provider } from '../providers/provider.ts';
import type { Connection } from '../providers/storeHttp.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** A shop with more statuses has a fault; nobody could choose among them. */
const MOST_STATUSES = 200;
const LONGEST_NAME = 200;

/** How often an import asks: the shop counts its orders for the answer. */
export const ASKED_AGAIN_MS = 24 * 3_600_000;

const kept = z
	.object({
		/** Epoch milliseconds, whether or not the shop told them. */
		askedAt: z.number(),
		statuses: z.array(z.object({ word: z.string(), name: z.string() })),
	})
	.catch({ askedAt: 0, statuses: [] });

const keptIn = (json: string | null) => kept.parse(JSON.parse(json ?? 'null'));

/**
 * Asks a shop for the statuses that its orders can have, and keeps the list: nodes without the shop's keys offer
 * it. A kind of store without statuses of its own is not asked.
 *
 * @param afterMs how long after it was asked last; 0 is in any case
 * @throws StoreError where the shop does not tell them; the list of before then stays
 */
export async function keepOrderStatuses(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
	{ abilities, listOrderStatuses }: Provider,
	connection: Connection<unknown>,
	nowMs: number,
	afterMs = 0,
): Promise<void> {
	if (abilities.ownStatuses !== true || !listOrderStatuses) return;
	const row = await db
		.selectFrom('integration')
		.select('orderStatusesJson')
		.where('guid', '=', guid)
		.executeTakeFirst();
	const before = keptIn(row?.orderStatusesJson ?? null);
	if (Math.abs(nowMs - before.askedAt) < afterMs) return;
	const keep = async (statuses: readonly ShopStatus[]) => {
		await db
			.updateTable('integration')
			.set({ orderStatusesJson: JSON.stringify({ askedAt: nowMs, statuses }) })
			.where('guid', '=', guid)
			.execute();
	};
	let told: readonly ShopStatus[];
	try {
		told = await listOrderStatuses(connection);
	} catch (error) {
		await keep(before.statuses);
		throw error;
	}
	await keep(
		told
			.slice(0, MOST_STATUSES)
			.map(({ word, name }) => ({ word, name: name.slice(0, LONGEST_NAME).toWellFormed() })),
	);
}

/**
 * The statuses that were kept of the stores of a space, each word once, by name.
 *
 * @param guids of the stores; empty for all of them
 */
export async function keptOrderStatuses(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	guids: readonly string[],
): Promise<ShopStatus[]> {
	const rows = await db
		.selectFrom('integration')
		.select('orderStatusesJson')
		.where('space', '=', space)
		.where('orderStatusesJson', 'is not', null)
		.$if(guids.length > 0, (query) => query.where('guid', 'in', guids))
		.orderBy('name')
		.execute();
	const names = new Map<string, Set<string>>();
	for (const { orderStatusesJson } of rows) {
		for (const { word, name } of keptIn(orderStatusesJson).statuses) {
			names.set(word, (names.get(word) ?? new Set()).add(name));
		}
	}
	return [...names].map(([word, all]) => ({ word, name: [...all].join(' / ') }));
}
