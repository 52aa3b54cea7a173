import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { requireShipment } from './abilities.ts';
import { readOne, type ShipStationConnection } from './client.ts';
import { idOfFulfillment, labelData } from './labelData.ts';
import { observeAll, observeOne, readPage, type List } from './listChanges.ts';
import { searchOf, type Search } from './namedIn.ts';
import { withReport } from './readReport.ts';

/** Of what one message names: 25 labels are on a page, and a batch has some hundred. The next import brings the rest. */
const MOST_PAGES = 20;

/**
 * @param id of a label (`label:se-1`) or a fulfillment (`fulfillment:se-1`), or what a message has named
 * @returns empty for what ShipStation does not have, or not for this key
 */
export async function readEntity(
	connection: ShipStationConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const [, kind, own] = /^(label|fulfillment):([\w-]{1,60})$/.exec(id) ?? [];
	if (kind === 'label') {
		const label = await readOne(connection, `/labels/${own}`, labelData);
		if (label === null) return [];
		const [told] = await observeOne(connection, label);
		return told === undefined ? [] : [await withReport(connection, label, told)];
	}
	const search =
		kind === 'fulfillment'
			? ({ list: 'fulfillments', filters: { fulfillment_id: own! } } as const)
			: searchOf(id);
	if (search === null) return [];
	const { list, filters } = search;
	if (list === 'tracking') {
		const ofLabels = await readAll(connection, 'labels', filters, { withReports: true });
		return ofLabels.length > 0 ? ofLabels : await readAll(connection, 'fulfillments', filters);
	}
	const found = await readAll(connection, list, filters);
	return kind === 'fulfillment' ? found.filter((one) => one.id === idOfFulfillment(own!)) : found;
}

async function readAll(
	connection: ShipStationConnection,
	list: List,
	filters: Search['filters'],
	options: { readonly withReports?: boolean } = {},
): Promise<Observation[]> {
	const found: Observation[] = [];
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const { entries, hasMore } = await readPage(connection, list, filters, page);
		found.push(...(await observeAll(connection, list, entries, options)).observations);
		if (!hasMore) break;
	}
	return found;
}
