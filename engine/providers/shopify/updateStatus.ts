import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import type { Shop } from './shop.ts';
import { updateOrder } from './updateOrder.ts';
import { updateShipment } from './updateShipment.ts';

export async function updateStatus(shop: Shop, update: StatusUpdate): Promise<WriteResult> {
	return update.entityType === 'Order'
		? await updateOrder(shop, update)
		: await updateShipment(shop, update);
}
