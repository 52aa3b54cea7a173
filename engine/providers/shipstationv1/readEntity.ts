import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { requireShipment } from './abilities.ts';
import type { ShipStationV1Connection } from './client.ts';
import { readPage, searchOf } from './search.ts';

/** A hundred parcels are on a page, and 40 calls a minute are allowed. The next import brings the rest. */
const MOST_PAGES = 10;

/**
 * @param id of a label (`shipment:1:2`, with the ID of its order) or of a number from elsewhere (`fulfillment:1`), or
 *   what a message has named
 * @returns empty for what ShipStation does not have, or not for these keys
 */
export async function readEntity(
	connection: ShipStationV1Connection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const orderId = /^shipment:\d{1,18}:(\d{1,18})$/.exec(id)?.[1];
	const fulfillmentId = /^fulfillment:(\d{1,18})$/.exec(id)?.[1];
	if (orderId !== undefined) {
		return (await readAll(connection, `shipments?orderId=${orderId}`)).filter(
			(one) => one.id === id,
		);
	}
	if (fulfillmentId !== undefined) {
		return (await readAll(connection, `fulfillments?fulfillmentId=${fulfillmentId}`)).filter(
			(one) => one.id === id,
		);
	}
	return await readAll(connection, id);
}

async function readAll(
	connection: ShipStationV1Connection,
	id: string,
): Promise<readonly Observation[]> {
	const search = searchOf(id);
	const found: Observation[] = [];
	for (let page = 1; search !== null && page <= MOST_PAGES; page += 1) {
		const { observations, hasMore } = await readPage(connection, search, page);
		found.push(...observations);
		if (!hasMore) break;
	}
	return found;
}
