import { createHash } from 'node:crypto';
import type { SimulatedAnswer } from '../simulatedServer.ts';
import type { SimulatedRequest } from '../simulatedWooCommerce.ts';
import { refusal } from './authentication.ts';
import type { ShopData } from './shopData.ts';

type Item = Record<string, string>;

const META = '_wc_shipment_tracking_items';

/** Two of the carriers that the extension comes with, by country. */
const CARRIERS = {
	Germany: { 'DHL Intraship (DE)': 'https://www.dhl.example/%1$s' },
	'United States': { Fedex: 'https://www.fedex.example/%1$s' },
};

/**
 * The extension Shipment Tracking 1.6: https://woocommerce.com/document/shipment-tracking/, and the parts
 * of its source that public repositories quote (class-wc-shipment-tracking-rest-api-controller.php,
 * class-wc-shipment-tracking.php: `add_tracking_item`).
 */
export function answerTracking(
	data: ShopData,
	{ method, path, body }: SimulatedRequest,
): SimulatedAnswer | null {
	const [, id, part] =
		/^\/wc-shipment-tracking\/v3\/orders\/(\d+)\/shipment-trackings(\/providers)?$/.exec(path) ??
		[];
	if (id === undefined) return null;
	if (part) return { status: 200, json: CARRIERS };
	const order = data.orders.find((one) => String(one.id) === id);
	if (!order) return refusal(404, 'woocommerce_rest_order_invalid_id', 'Invalid order ID.');

	const meta = order.meta_data as Array<{ id: number; key: string; value: Item[] }>;
	const items = meta.find(({ key }) => key === META)?.value ?? [];
	if (method === 'GET') return { status: 200, json: items.map(shown) };
	const { tracking_number: number } = body;
	if (typeof number !== 'string') {
		return refusal(400, 'rest_missing_callback_param', 'Missing parameter(s): tracking_number');
	}
	const given = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
	const added: Item = {
		// sanitize_title()
		tracking_provider: given('tracking_provider')
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, '-')
			.replace(/^-|-$/g, ''),
		custom_tracking_provider: given('custom_tracking_provider'),
		custom_tracking_link: given('custom_tracking_link'),
		tracking_number: number,
		date_shipped: String(Math.floor(data.now.getTime() / 1_000)),
		tracking_id: createHash('md5').update(`${number}${items.length}`).digest('hex'),
	};
	// Meta that is saved by itself did not move the time of change (recorded: 024).
	data.changeQuietly(order, {
		meta_data: [
			...meta.filter(({ key }) => key !== META),
			{ id: 99, key: META, value: [...items, added] },
		],
	});
	return { status: 201, json: shown(added) };
}

const shown = (item: Item) => ({
	tracking_id: item.tracking_id,
	tracking_provider: item.custom_tracking_provider || item.tracking_provider,
	tracking_link: item.custom_tracking_link,
	tracking_number: item.tracking_number,
	date_shipped: new Date(Number(item.date_shipped) * 1_000).toISOString().slice(0, 10),
});
