import type { StoreInfo } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import type { PrestaShopConnection } from './client.ts';
import { factsOf, type PrestaShop } from './shop.ts';

/** What is read of a shop. `configurations` is asked for where the time zone is not in the credential. */
const NEEDED = [
	...['orders', 'order_details', 'order_histories', 'order_states', 'order_carriers', 'order_slip'],
	...[
		'order_cart_rules',
		'customers',
		'addresses',
		'countries',
		'states',
		'currencies',
		'languages',
	],
	...['carriers', 'products', 'combinations', 'stock_availables'],
] as const;

/**
 * The webservice lists what a key may do anything with; that it may be read shows when it is. Two of those that every
 * import needs are.
 */
export async function checkCredentials(
	shop: PrestaShop,
	connection: PrestaShopConnection,
): Promise<StoreInfo> {
	const { storeUrl } = connection.credentials;
	const { body } = await shop.call(connection, { method: 'GET', resource: '' });
	const allowed = new Set(Array.isArray(body) ? (body as unknown[]) : []);
	if (!Array.isArray(body) || body.some((name) => typeof name !== 'string')) {
		throw new StoreError(
			'rejected',
			`${storeUrl}/api/ answered with something else than the list of resources. Is the store URL that of a PrestaShop shop?`,
			{ status: 200 },
		);
	}
	const missing = NEEDED.filter((name) => !allowed.has(name));
	if (missing.length > 0) {
		throw new StoreError(
			'forbidden',
			`The webservice key may not read ${missing.join(', ')}. Open the key under Advanced Parameters > Webservice, tick "View (GET)" there, and save.`,
		);
	}
	for (const resource of ['orders', 'order_histories']) {
		const query = { display: '[id]', limit: '1' };
		await shop.call(connection, { method: 'GET', resource, query });
	}
	await shop.tables.of(connection, 'order_states');
	const { settings } = await factsOf(shop, connection);
	return { name: settings.get('PS_SHOP_NAME')?.slice(0, 200) ?? null, storeUrl };
}
