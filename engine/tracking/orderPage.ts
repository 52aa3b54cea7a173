import type { Brand } from '../brand/brand.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, orderIdIn, type Fields } from '../templates/itemFields.ts';
import { makeTrackingCode } from './trackingCode.ts';
import { newestTrackingKey } from './trackingKeys.ts';

/**
 * The address of the page on which the order of an item can be followed.
 *
 * @param brand of the item's store, which has the guid `integrationGuid`
 * @returns `undefined` where the shop has no such page, or the item names no order of the store: a sample is none
 */
export async function orderPageOf(
	database: Pick<OpenDatabase, 'db'>,
	{ trackingPage }: Brand,
	integrationGuid: string,
	item: Fields,
): Promise<string | undefined> {
	if (trackingPage === undefined || fields(item.event)?.isSample === true) return undefined;
	const orderId = orderIdIn(item);
	if (orderId === null) return undefined;
	const key = await newestTrackingKey(database);
	const code = makeTrackingCode(key, { integrationGuid, orderId });
	return code === null ? undefined : `${trackingPage}/${code}`;
}
