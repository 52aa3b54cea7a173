import type { ShopStatus } from '../ownStatus.ts';
import type { PrestaShopConnection } from './client.ts';
import { factsOf, wordsIn, type PrestaShop } from './shop.ts';
import { isOn } from './statuses.ts';

/** The statuses that an order can have in this shop: by their ids, for their names have blanks and may change. */
export async function listOrderStatuses(
	shop: PrestaShop,
	connection: PrestaShopConnection,
): Promise<ShopStatus[]> {
	const { languageId } = await factsOf(shop, connection);
	const rows = await shop.tables.of(connection, 'order_states');
	return [...rows.values()]
		.filter(({ deleted }) => !isOn(deleted))
		.map(({ id, name }) => ({ word: id, name: wordsIn(name, languageId) ?? id }));
}
