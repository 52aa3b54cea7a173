import type { SimulatedAnswer } from '../simulatedServer.ts';
import type { SimulatedRequest } from '../simulatedWooCommerce.ts';
import { refusal } from './authentication.ts';
import { invalidStatus, listCollection, type ListOptions, type Stored } from './collection.ts';
import type { ShopData } from './shopData.ts';

/** As the recorded rest-badstatus.json names them. */
export const ORDER_STATUSES: readonly string[] = [
	'auto-draft',
	'pending',
	'processing',
	'on-hold',
	'completed',
	'cancelled',
	'refunded',
	'failed',
	'checkout-draft',
];

export type RouteOptions = Omit<ListOptions, 'statuses' | 'hiddenStatuses'> & {
	readonly orderStatuses: readonly string[];
	/** As wc_get_order_statuses() names them, HTML and all; the others by their word. */
	readonly statusNames?: Readonly<Record<string, string>>;
	/** The route `/variations`, which WooCommerce has since 10.3. */
	readonly hasVariationList: boolean;
	/** Whether products can be asked for by `status=trash`. */
	readonly listsTrashedProducts: boolean;
};

const invalidId = (type: string) =>
	refusal(404, `woocommerce_rest_${type}_invalid_id`, 'Invalid ID.');

/** Orders, their notes, products and customers, below `/wc/v3`. */
export function answerShop(
	data: ShopData,
	options: RouteOptions,
	{ method, path, query, body }: SimulatedRequest,
): SimulatedAnswer | null {
	if (path === '/wc/v3/reports/orders/totals' && method === 'GET') {
		const listed = options.orderStatuses.filter((status) => status !== 'auto-draft');
		const json = listed.map((slug) => ({
			slug,
			name: options.statusNames?.[slug] ?? slug,
			total: data.orders.filter(({ status }) => status === slug).length,
		}));
		return { status: 200, json };
	}
	const [, collection, id, part] =
		/^\/wc\/v3\/(orders|products|customers|variations)(?:\/(\d+)(?:\/(notes))?)?$/.exec(path) ?? [];
	const one = (list: readonly Stored[]) => list.find((entity) => String(entity.id) === id);
	switch (collection) {
		case 'orders': {
			const statuses = options.orderStatuses;
			const hiddenStatuses = ['checkout-draft', 'auto-draft'];
			if (!id) return listCollection(data.orders, query, { ...options, statuses, hiddenStatuses });
			const order = one(data.orders);
			if (part === 'notes')
				return order ? notes(data, order, method, body) : invalidId('shop_order');
			if (method === 'PUT') return update(data, order, body, statuses);
			return order ? { status: 200, json: order } : invalidId('shop_order');
		}
		case 'products': {
			if (!id) {
				const parents = data.products.filter(({ type }) => type !== 'variation');
				const isKnown = options.listsTrashedProducts || query.get('status') !== 'trash';
				if (!isKnown) return invalidStatus(['any', 'publish']);
				return listCollection(parents, query, {
					...options,
					statuses: ['draft', 'pending', 'private', 'publish', 'future'],
					hiddenStatuses: ['auto-draft'],
				});
			}
			const product = one(data.products);
			return product ? { status: 200, json: product } : invalidId('product');
		}
		case 'variations': {
			if (id || !options.hasVariationList) return null;
			const variations = data.products.filter(({ type }) => type === 'variation');
			// product-variations-controller: another form than /products/{id} has, with "image".
			const listed = variations.map(({ images: _images, ...rest }) => ({ ...rest, image: null }));
			return listCollection(listed as Stored[], query, {
				...options,
				statuses: ['publish'],
				hiddenStatuses: [],
			});
		}
		case 'customers': {
			if (!id) return listCustomers(data, query, options);
			const customer = one(data.customers);
			return customer
				? { status: 200, json: customer }
				: refusal(404, 'woocommerce_rest_invalid_id', 'Invalid resource ID.');
		}
		default:
			return null;
	}
}

/**
 * `Version1/class-wc-rest-customers-v1-controller.php` (`get_items`): the role `customer` unless asked
 * otherwise, by name unless asked otherwise; what it does not know, `modified_after` too, is ignored.
 */
function listCustomers(
	data: ShopData,
	query: URLSearchParams,
	{ tellsTotals, cutsPagesTo }: RouteOptions,
): SimulatedAnswer {
	const asked = Number(query.get('per_page') ?? 10);
	const perPage = Math.min(asked, cutsPagesTo ?? asked);
	const offset = Number(query.get('offset')) || (Number(query.get('page') ?? 1) - 1) * perPage;
	const role = query.get('role') ?? 'customer';
	const found = data.customers
		.filter((one) => role === 'all' || one.role === role)
		.sort((one, other) =>
			query.get('orderby') === 'id'
				? one.id - other.id
				: String(one.username).localeCompare(String(other.username)),
		);
	if (query.get('order') === 'desc') found.reverse();
	const onPage = found.slice(offset, offset + perPage);
	const total = cutsPagesTo ? onPage.length : found.length;
	return {
		status: 200,
		json: onPage,
		headers: tellsTotals
			? {
					'x-wp-total': String(total),
					'x-wp-totalpages': String(Math.ceil(total / perPage)),
				}
			: {},
	};
}

/** `Version3/class-wc-rest-orders-controller.php`: any registered status, whatever the present one is. */
function update(
	data: ShopData,
	order: Stored | undefined,
	{ status }: Record<string, unknown>,
	statuses: readonly string[],
): SimulatedAnswer {
	if (!statuses.includes(String(status))) return invalidStatus(statuses);
	// update_item() says 400 where get_item() says 404.
	if (!order) return { ...invalidId('shop_order'), status: 400 };
	const at = data.now.toISOString().slice(0, 19);
	data.change(order, {
		status,
		...(status === 'completed' && { date_completed: at, date_completed_gmt: at }),
	});
	return { status: 200, json: order };
}

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#order-notes; nothing is sent for a note. */
function notes(
	data: ShopData,
	{ id: order }: Stored,
	method: string,
	{ note, customer_note: isForCustomer }: Record<string, unknown>,
): SimulatedAnswer {
	const all = data.notes.filter((one) => one.order === order);
	if (method === 'GET') return { status: 200, json: all.map(({ order: _order, ...rest }) => rest) };
	const added = { order, note: String(note), customer_note: isForCustomer === true };
	data.notes.push(added);
	return { status: 201, json: added };
}
