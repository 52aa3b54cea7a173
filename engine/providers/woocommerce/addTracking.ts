import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { addFulfillment } from './addFulfillment.ts';
import { addTrackingItem } from './addTrackingItem.ts';
import { addTrackingNote } from './addTrackingNote.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { observeAnswer } from './observeAnswer.ts';
import { readOrder } from './readOrder.ts';

/**
 * Adds a tracking number where the shop has a place for one: with the Shipment Tracking extension or one
 * that is made like it, else as a fulfillment, else in a note. The order's status stays as it is.
 *
 * @throws StoreError when the order does not exist or the shop refuses
 */
export async function addTracking(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	tracking: Tracking,
): Promise<WriteResult> {
	const { orderId } = tracking;
	const order = await readOrder(call, connection, orderId);
	const observe = async (payload: unknown) =>
		await observeAnswer(call, connection, `GET /orders/${orderId}`, 'Order', payload);

	const before = await observe(order.payload);
	if (before.some((one) => hasNumber(one, tracking.trackingNumber))) {
		return { changed: false, observations: before, remark: null };
	}
	const added =
		(await addTrackingItem(call, connection, tracking)) ??
		(await addFulfillment(call, connection, order, tracking));
	if (added === null || added === 'all_taken') {
		return await addTrackingNote(call, connection, tracking, added ?? 'no_place');
	}

	const { payload } = await readOrder(call, connection, orderId);
	return { changed: added.changed, observations: await observe(payload), remark: added.remark };
}

function hasNumber({ entityType, entity }: Observation, trackingNumber: string): boolean {
	return (
		entityType === 'Shipment' &&
		(entity as { trackingNumber?: string | null }).trackingNumber === trackingNumber
	);
}
