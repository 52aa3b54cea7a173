import type { Connection } from '../storeHttp.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readFulfillments, type Fulfillment } from './fulfillments.ts';
import type { WritableOrder } from './readOrder.ts';
import { write } from './write.ts';

type Added = Pick<WriteResult, 'changed' | 'remark'>;

/**
 * Adds a number as a fulfillment of what is in no other one: WooCommerce takes none without items.
 *
 * @returns `null` where the shop has the feature switched off, `'all_taken'` where all of the order is in
 *   fulfillments
 * @see woocommerce/woocommerce `src/Admin/Features/Fulfillments/DataStore/FulfillmentsDataStore.php`
 */
export async function addFulfillment(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	order: WritableOrder,
	tracking: Tracking,
): Promise<Added | 'all_taken' | null> {
	const fulfillments = await readFulfillments(call, connection, order.id);
	if (fulfillments === null) return null;
	const { trackingNumber, notifyCustomer } = tracking;
	if (fulfillments.some(({ meta }) => meta._tracking_number === trackingNumber)) {
		return { changed: false, remark: null };
	}
	const items = remainingItems(order, fulfillments);
	if (items.length === 0) return 'all_taken';
	await write(call, connection, {
		method: 'POST',
		path: `/orders/${order.id}/fulfillments`,
		json: {
			status: 'fulfilled',
			is_fulfilled: true,
			meta_data: metaOfTracking(tracking, items),
			notify_customer: notifyCustomer,
		},
	});
	return {
		changed: true,
		remark:
			'The tracking number was added to a new fulfillment of everything in the order that was in none.',
	};
}

type Item = { readonly item_id: number; readonly qty: number };

function remainingItems(
	{ line_items: lines }: WritableOrder,
	fulfillments: readonly Fulfillment[],
): Item[] {
	const taken = fulfillments.flatMap(({ meta }) => meta._items);
	return (lines ?? []).flatMap(({ id, quantity }) => {
		const gone = taken
			.filter((item) => item.item_id === id)
			.reduce((sum, { qty }) => sum + (qty ?? 0), 0);
		const qty = (quantity ?? 0) - gone;
		return qty > 0 ? [{ item_id: Number(id), qty }] : [];
	});
}

/** WooCommerce leaves out a meta entry without an id; 0 is a new one. */
function metaOfTracking({ trackingNumber, carrier, trackingUrl }: Tracking, items: Item[]) {
	return Object.entries({
		_tracking_number: trackingNumber,
		...(trackingUrl !== null && { _tracking_url: trackingUrl }),
		...(carrier !== null && { _shipment_provider: 'other', _provider_name: carrier }),
		_shipping_option: 'manual-entry',
		_items: items,
	}).map(([key, value]) => ({ id: 0, key, value }));
}
