import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { StoreError } from '../storeError.ts';
import { problemsIn } from '../problemsIn.ts';
import type { PrestaShopConnection } from './client.ts';
import { CUSTOMER_FIELDS } from './customers.ts';
import { observeRows } from './listChanges.ts';
import { PRODUCT_FIELDS } from './products.ts';
import { readRowsOf } from './rows.ts';
import type { PrestaShop } from './shop.ts';

const RESOURCES = {
	Order: ['orders', 'full'],
	Customer: ['customers', CUSTOMER_FIELDS],
	Product: ['products', PRODUCT_FIELDS],
} as const;

/**
 * @param id of a shipment: the order's, a dash, and that of the row in `order_carriers`
 * @param since as in `observeOrder`
 * @returns an order with its shipments; empty for what the shop does not have
 */
export async function readEntity(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	entityType: EntityType,
	id: string,
	since: string | null = null,
): Promise<readonly Observation[]> {
	if (entityType === 'Shipment') {
		const orderId = /^(\d+)-\d+$/.exec(id)?.[1];
		if (orderId === undefined) return [];
		const observed = await readEntity(shop, connection, 'Order', orderId);
		return observed.filter((one) => one.entityType === 'Shipment' && one.id === id);
	}
	const [resource, display] = RESOURCES[entityType];
	const rows = await readRowsOf(shop.call, connection, resource, 'id', [id], { display });
	return await observeRows(shop, connection, entityType, rows, since, (_row, error) => {
		const { storeUrl } = connection.credentials;
		throw new StoreError(
			'rejected',
			`${storeUrl} answered to GET ${resource} (id ${id}) with something that PrestaShop does not send: ${problemsIn(error)}`,
			{ status: 200, cause: error },
		);
	});
}
