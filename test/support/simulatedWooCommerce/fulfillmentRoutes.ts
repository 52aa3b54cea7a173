import type { SimulatedAnswer } from '../simulatedServer.ts';
import type { SimulatedRequest } from '../simulatedWooCommerce.ts';
import { refusal } from './authentication.ts';
import type { Stored } from './collection.ts';
import type { ShopData } from './shopData.ts';

type Meta = { id?: number; key: string; value: unknown };

/**
 * The feature Order fulfillments, from `src/Admin/Features/Fulfillments`: OrderFulfillmentsRestController,
 * DataStore/FulfillmentsDataStore (`validate_items`), FulfillmentsManager (`update_fulfillment_status`).
 */
export function answerFulfillments(
	data: ShopData,
	{ method, path, body }: SimulatedRequest,
): SimulatedAnswer | null {
	const id = /^\/wc\/v3\/orders\/(\d+)\/fulfillments$/.exec(path)?.[1];
	if (id === undefined) return null;
	const order = data.orders.find((one) => String(one.id) === id);
	if (!order) return refusal(404, 'woocommerce_rest_order_invalid_id', 'Invalid order ID.');
	const all = data.fulfillments.filter(({ entity_id: entity }) => entity === id);
	if (method === 'GET') return { status: 200, json: all };

	// WC_Data::set_meta_data() leaves out entries without an id.
	const meta = ((body.meta_data ?? []) as Meta[]).filter((entry) => entry.id !== undefined);
	const items = meta.find(({ key }) => key === '_items')?.value;
	const problem = problemOf(items);
	if (problem) return refusal(400, '0', problem);
	const isFulfilled = body.status === 'fulfilled';
	// current_time( 'mysql' ): the site's local time, without a zone.
	const at = data.now.toISOString().slice(0, 19).replace('T', ' ');
	const added = {
		id: data.fulfillments.length + 1,
		entity_type: 'WC_Order',
		entity_id: id,
		status: String(body.status ?? 'unfulfilled'),
		is_fulfilled: isFulfilled,
		date_updated: at,
		date_deleted: null,
		meta_data: [
			...meta,
			...(isFulfilled ? [{ id: 0, key: '_date_fulfilled', value: at }] : []),
		].map((entry, index) => ({ ...entry, id: index + 1 })),
		wasNotified: isFulfilled && body.notify_customer === true,
	};
	data.fulfillments.push(added);
	markOrder(data, order);
	const { wasNotified: _wasNotified, ...shown } = added;
	return { status: 201, json: shown };
}

function problemOf(items: unknown): string | null {
	if (!items) return 'The fulfillment should contain at least one item.';
	if (!Array.isArray(items)) return 'The fulfillment items should be an array.';
	const isValid = (item: { item_id?: unknown; qty?: unknown }) =>
		Number.isInteger(item.item_id) && typeof item.qty === 'number' && item.qty > 0;
	return items.length > 0 && items.every(isValid) ? null : 'Invalid item.';
}

function markOrder(data: ShopData, order: Stored): void {
	const meta = (order.meta_data as Meta[]).filter(({ key }) => key !== '_fulfillment_status');
	data.change(order, {
		meta_data: [...meta, { id: 98, key: '_fulfillment_status', value: 'fulfilled' }],
	});
}
