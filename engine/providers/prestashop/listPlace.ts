import { z } from 'zod/v4';
import { requiredId } from '../payloadFields.ts';
import { readDocumented } from '../readDocumented.ts';
import { listedEntries } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { PrestaShopConnection } from './client.ts';
import { readRows } from './rows.ts';
import type { PrestaShop } from './shop.ts';
import { nextSecond } from './zone.ts';

const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);

/** Where a listing stands between two pages, by the shop's own clock. */
const listPlace = z.object({
	/** `beside`: what has changed of an entity without a change of its own. */
	phase: z.enum(['changed', 'beside']),
	/** Changes from this second on; `null` is everything. */
	from: localTime.nullable(),
	/** Only those of that second, behind this id: there are more of them than a page holds. */
	afterId: z.int().nullable(),
});
export type ListPlace = z.output<typeof listPlace>;

/** @throws StoreError for what another version has written */
export function placeOf(page: string): ListPlace {
	try {
		return listPlace.parse(JSON.parse(page));
	} catch (error) {
		throw new StoreError(
			'rejected',
			'The place where the import stood was written by another version, and cannot be read. Begin the import again.',
			{ cause: error },
		);
	}
}

/** Each order brings further calls along, and PrestaShop takes long for many. */
export const PAGE_SIZE = 50;
const HIGHEST_ID = '999999999';
const END = '2099-01-01 00:00:00';

const rowSchema = z.looseObject({ id: requiredId, date_upd: localTime });

/**
 * One page of what has changed, the oldest change first; of one second, by id. What changes meanwhile moves to a later
 * page, or, in this very second, to the next listing, and pushes nothing past the reader.
 *
 * @returns `next` is `null` on the last page
 * @see https://devdocs.prestashop-project.org/8/webservice/getting-started/ : dates are only filtered with `date=1`
 */
export async function readChanged(
	{ call }: PrestaShop,
	connection: PrestaShopConnection,
	resource: string,
	display: string,
	{ phase, from, afterId }: ListPlace,
): Promise<{ readonly rows: readonly unknown[]; readonly next: ListPlace | null }> {
	const read = async (query: Readonly<Record<string, string>>) =>
		readDocumented(
			{ platform: 'PrestaShop', address: connection.credentials.storeUrl },
			`GET ${resource}`,
			listedEntries,
			await readRows(call, connection, resource, {
				display,
				date: '1',
				limit: `0,${PAGE_SIZE}`,
				...query,
			}),
		);
	const isWithin = from !== null && afterId !== null;
	// Documents and source differ in whether the end of a range belongs to it.
	const within = isWithin
		? await read({
				sort: '[id_ASC]',
				'filter[date_upd]': `[${from},${nextSecond(from)}]`,
				'filter[id]': `[${afterId + 1},${HIGHEST_ID}]`,
			})
		: [];
	const rest = within.filter((row) => placeIn(row)?.date_upd === from);
	if (within.length === PAGE_SIZE) {
		const last = Number(placeIn(within.at(-1))?.id);
		return { rows: rest, next: { phase, from, afterId: last } };
	}
	const start = isWithin ? nextSecond(from) : from;
	const rows = await read({
		sort: '[date_upd_ASC,id_ASC]',
		...(start !== null && { 'filter[date_upd]': `[${start},${END}]` }),
	});
	const last = rows.length < PAGE_SIZE ? undefined : rows.findLast((row) => placeIn(row));
	const reached = placeIn(last);
	return {
		rows: [...rest, ...rows],
		next: reached && { phase, from: reached.date_upd, afterId: Number(reached.id) },
	};
}

const placeIn = (row: unknown) => rowSchema.safeParse(row).data ?? null;
