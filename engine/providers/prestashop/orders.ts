import type { Observation } from '../../events/observation.ts';
import type { PrestaShopConnection } from './client.ts';
import { observeOrder, readOrder } from './normaliseOrder.ts';
import { readOrderParts } from './orderParts.ts';
import type { PrestaShop } from './shop.ts';

/**
 * Orders, each in the statuses that it was given since a moment, and their shipments.
 *
 * @param since ISO 8601 in UTC; `null`: as they are now alone
 */
export async function observeOrders(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	rows: readonly unknown[],
	since: string | null,
	refuse: (row: unknown, error: unknown) => void,
): Promise<Observation[]> {
	const orders = rows.flatMap((row) => {
		try {
			return [readOrder(row)];
		} catch (error) {
			refuse(row, error);
			return [];
		}
	});
	if (orders.length === 0) return [];
	const { parts, tables, facts } = await readOrderParts(shop, connection, orders);
	const { storeUrl } = connection.credentials;
	const reader = { tables, facts, storeUrl, reading: connection.reading };
	return parts.flatMap((each) => {
		try {
			return observeOrder(each, reader, since);
		} catch (error) {
			refuse(each.payload, error);
			return [];
		}
	});
}
