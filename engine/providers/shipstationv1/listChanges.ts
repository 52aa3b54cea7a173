import type { EntityType } from '../../events/entityType.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import type { ShipStationV1Connection } from './client.ts';
import { toPacific } from './pacificTime.ts';
import { readPage, type List } from './search.ts';

/** Older parcels have arrived, and belong to no order any more. */
const OLDEST_MS = 60 * 24 * 3_600_000;
/** In autumn, an hour comes twice: what was made in the second one looks older than the first. */
const TWICE_MS = 3_600_000;

const LISTS: ReadonlyArray<readonly [name: string, list: List, since: string]> = [
	['made', 'shipments', 'createDateStart'],
	['voided', 'shipments', 'voidDateStart'],
	['entered', 'fulfillments', 'createDateStart'],
];

/**
 * The labels that were made since, those that were voided, and the numbers that were entered, each the oldest first.
 * Version 1 has no list of what has changed.
 */
export function createListChanges(now: () => Date) {
	return async (
		connection: ShipStationV1Connection,
		entityType: EntityType,
		{ since, page }: ListPosition,
	): Promise<ListPage> => {
		requireShipment(entityType);
		const [, wanted, number] = /^([a-z]+):([1-9]\d{0,6})$/.exec(page ?? 'made:1') ?? [];
		const index = LISTS.findIndex(([name]) => name === wanted);
		if (index < 0) throw new StoreError('rejected', `"${page}" is no page of a list.`);
		const [name, list, filter] = LISTS[index]!;
		const from = since === null ? now().getTime() - OLDEST_MS : Date.parse(since) - TWICE_MS;
		const filters = {
			[filter]: toPacific(new Date(from)),
			sortBy: 'CreateDate',
			sortDir: 'ASC',
		};
		const found = await readPage(connection, { list, filters }, Number(number));
		const next = LISTS[index + 1];
		const { observations, refused } = found;
		if (found.hasMore) {
			return { observations, refused, nextPage: `${name}:${Number(number) + 1}` };
		}
		return { observations, refused, nextPage: next === undefined ? null : `${next[0]}:1` };
	};
}
