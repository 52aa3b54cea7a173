import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

type Row = Record<string, unknown>;

/** Rights of a key, by resource. */
type Rights = Record<string, string[]>;

export type SimulatedPrestaShop = SimulatedServer & {
	readonly credential: { readonly storeUrl: string; readonly apiKey: string };
	/** The rows of each resource. */
	readonly rows: Record<string, Row[]>;
	readonly rights: Rights;
	/** What was asked: `GET orders?limit=1`. */
	readonly calls: string[];
	/** Bodies that were posted. */
	readonly written: string[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
		readonly html?: string;
	}>;
	/** Whether an empty list is `{"orders":[]}`, as from PrestaShop 1.7.8 on, and not `[]`. */
	wrapsEmpty: boolean;
	/** Whether the end of a range of dates does not belong to it, as the documents have it. */
	isEndExclusive: boolean;
	/** Whether the server keeps the Authorization header from PHP. */
	hidesAuthorization: boolean;
	isSwitchedOff: boolean;
	/** What the shop's clock shows. */
	clock: string;
	/** Somebody places an order of two mugs at 59.50, with 5.95 for the parcel. */
	place(more?: Row): Row;
	/** The shop gives an order another status. */
	give(order: Row, stateId: number, at?: string): void;
	/** Enters a tracking number, as a person does. */
	track(order: Row, number: string, at?: string): void;
	/** Makes a credit slip, which does not touch the order. */
	refund(order: Row, goods: number, shipping: number, at?: string): Row;
};

/** The ids that PrestaShop's installer gives. */
export const STATE = {
	...{ cheque: 1, payment: 2, preparation: 3, shipped: 4, delivered: 5, cancelled: 6 },
	...{ refund: 7, error: 8, backorderPaid: 9, bankwire: 10, remote: 11, backorderUnpaid: 12 },
	cod: 13,
} as const;

export const KEY = 'A1B2C3D4E5F6G7H8J9K0L1M2N3P4Q5R6';

const ARE_LISTS: Readonly<Record<string, string>> = { order_slip: 'order_slips' };
const NODES: Readonly<Record<string, string>> = { order_histories: 'order_history' };

/** Name, flags, and module of each, in the order of PrestaShop/PrestaShop `install-dev/data/xml/order_state.xml`. */
const STATES: ReadonlyArray<readonly [string, string, string]> = [
	['Awaiting check payment', '', 'ps_checkpayment'],
	['Payment accepted', 'paid logable invoice', ''],
	['Processing in progress', 'paid logable invoice delivery', ''],
	['Shipped', 'paid logable invoice delivery shipped', ''],
	['Delivered', 'paid logable invoice delivery shipped', ''],
	['Canceled', '', ''],
	['Refunded', 'invoice', ''],
	['Payment error', '', ''],
	['On backorder (paid)', 'paid invoice', ''],
	['Awaiting bank wire payment', '', 'ps_wirepayment'],
	['Remote payment accepted', 'paid logable invoice', ''],
	['On backorder (not paid)', '', ''],
	['Awaiting Cash On Delivery validation', '', 'ps_cashondelivery'],
];
const FLAGS = ['paid', 'shipped', 'delivery', 'invoice', 'logable', 'deleted', 'hidden'];

const SETTINGS: Readonly<Record<string, string>> = {
	PS_TIMEZONE: 'Europe/Paris',
	PS_LANG_DEFAULT: '1',
	PS_CURRENCY_DEFAULT: '1',
	PS_SHOP_NAME: 'Fjord & Falke',
	PS_OS_CHEQUE: '1',
	PS_OS_PAYMENT: '2',
	PS_OS_PREPARATION: '3',
	PS_OS_SHIPPING: '4',
	PS_OS_DELIVERED: '5',
	PS_OS_CANCELED: '6',
	PS_OS_REFUND: '7',
	PS_OS_ERROR: '8',
	PS_OS_OUTOFSTOCK_PAID: '9',
	PS_OS_OUTOFSTOCK: '9',
	PS_OS_BANKWIRE: '10',
	PS_OS_WS_PAYMENT: '11',
	PS_OS_OUTOFSTOCK_UNPAID: '12',
	PS_OS_COD_VALIDATION: '13',
	PS_ORDER_OUT_OF_STOCK: '0',
};

/** A row of the table of statuses, as a shop in two languages tells it. */
export function stateRow(id: number, name: string, flags = '', module = ''): Row {
	return {
		id,
		module_name: module,
		...Object.fromEntries(FLAGS.map((flag) => [flag, flags.split(' ').includes(flag) ? '1' : '0'])),
		name: [
			{ id: '1', value: name },
			{ id: '2', value: `${name} (fr)` },
		],
	};
}

/**
 * The webservice of PrestaShop 8, as its documents and its source have it: filters, ranges, lists of fields, dates
 * without a zone, numbers as texts, and its own codes for errors.
 *
 * @see https://devdocs.prestashop-project.org/8/webservice/
 * @see PrestaShop/PrestaShop `classes/webservice/WebserviceRequest.php`
 */
export async function startSimulatedPrestaShop(): Promise<SimulatedPrestaShop> {
	const rows: Record<string, Row[]> = {
		...{ orders: [], order_details: [], order_histories: [], order_carriers: [] },
		...{ order_slip: [], order_cart_rules: [], products: [], combinations: [] },
		stock_availables: [],
		order_states: STATES.map(([name, flags, module], index) =>
			stateRow(index + 1, name, flags, module),
		),
		configurations: Object.entries(SETTINGS).map(([name, value], index) => ({
			id: index + 1,
			name,
			value,
		})),
		currencies: [{ id: 1, iso_code: 'EUR', name: 'Euro' }],
		countries: [{ id: 8, iso_code: 'FR' }],
		states: [{ id: 3, iso_code: 'CA' }],
		languages: [
			{ id: 1, iso_code: 'en', language_code: 'en-us' },
			{ id: 2, iso_code: 'fr', language_code: 'fr-fr' },
		],
		carriers: [
			{ id: 2, name: 'Colissimo', url: 'https://track.example/?n=@' },
			{ id: 3, name: '0', url: '' },
		],
		customers: [
			{
				...{
					id: 5,
					id_lang: '2',
					email: 'ada@example.com',
					firstname: 'Ada',
					lastname: 'Lovelace',
				},
				...{ active: '1', deleted: '0', is_guest: '0', newsletter: '1', company: '', note: '' },
				...{ passwd: '$2y$10$digest', secure_key: 'b44a6d9efd7a0076a0fbce6b15eaf3b1' },
				...{ date_add: '2026-01-10 09:00:00', date_upd: '2026-01-10 09:00:00' },
			},
		],
		addresses: [
			{
				...{ id: 7, id_customer: '5', id_country: '8', id_state: '0', company: 'Engines' },
				...{ firstname: 'Ada', lastname: 'Lovelace', address1: '16, Main street', address2: '' },
				...{ postcode: '75002', city: 'Paris', phone: '0102030405', phone_mobile: '' },
			},
		],
	};
	const rights: Rights = Object.fromEntries(
		Object.keys(rows).map((resource) => [resource, ['GET', 'POST', 'PUT', 'PATCH']]),
	);
	const calls: string[] = [];
	const written: string[] = [];
	const failures: SimulatedPrestaShop['failures'] = [];
	let count = 0;
	const next = (resource: string) =>
		Math.max(0, ...rows[resource]!.map(({ id }) => Number(id))) + 1;
	const refusal = (status: number, code: number, message: string) => ({
		status,
		json: { errors: [{ code, message }] },
	});

	const server = await startServer(
		answering(async (request, body, url) => {
			const { searchParams: query } = url;
			const [resource = '', id] = url.pathname.replace(/^\/api\//, '').split('/');
			const method = request.method ?? 'GET';
			calls.push(
				`${method} ${[resource, id].filter(Boolean).join('/')}${decodeURIComponent(url.search)}`,
			);
			const failure = failures.shift();
			if (failure) return failure;
			if (shop.isSwitchedOff) return refusal(503, 22, 'The PrestaShop webservice is disabled.');
			const header = shop.hidesAuthorization ? undefined : request.headers.authorization;
			const basic = header && Buffer.from(header.slice(6), 'base64').toString().split(':')[0];
			const key = basic ?? query.get('ws_key');
			if (key === null) {
				return refusal(401, 16, 'Please enter the authentication key as the login.');
			}
			if (key?.length !== 32) return refusal(401, 18, 'Invalid authentication key format');
			if (key !== KEY) return refusal(401, 20, 'Authentification key is not active');
			if (query.get('output_format') !== 'JSON') return { status: 200, html: '<prestashop/>' };
			if (resource === '') return { status: 200, json: Object.keys(rights).toSorted() };
			if (!(resource in rows))
				return refusal(400, 27, `Resource of type "${resource}" does not exists`);
			if (!(resource in rights)) {
				return refusal(
					401,
					26,
					`Resource of type "${resource}" is not allowed with this authentication key`,
				);
			}
			if (!rights[resource]!.includes(method)) {
				return refusal(
					405,
					25,
					`Method ${method} is not allowed for the resource ${resource} with this authentication key`,
				);
			}
			if (method === 'GET') return list(resource, query);
			return write(method, resource, body.toString(), query);
		}),
	);

	function list(resource: string, query: URLSearchParams) {
		let found = [...rows[resource]!];
		for (const [name, wanted] of query) {
			const field = /^filter\[(\w+)\]$/.exec(name)?.[1];
			if (field === undefined) continue;
			if (field.startsWith('date_') && query.get('date') !== '1') {
				return refusal(400, 32, `This filter does not exist. Did you mean: "id"?`);
			}
			const inner = /^\[(.*)\]$/.exec(wanted)?.[1] ?? wanted;
			const range = /^([\d.:\- ]+),([\d.:\- ]+)$/.exec(inner);
			found = found.filter((row) => {
				const value = String(row[field]);
				if (!range) return inner.split('|').includes(value);
				const [low, high] = [range[1]!, range[2]!];
				if (!field.startsWith('date_'))
					return Number(value) >= Number(low) && Number(value) <= Number(high);
				return value >= low && (shop.isEndExclusive ? value < high : value <= high);
			});
		}
		const sorts = (query.get('sort') ?? '[id_ASC]').slice(1, -1).split(',');
		found.sort((a, b) => {
			for (const sort of sorts) {
				const field = sort.replace(/_ASC$/, '');
				const difference =
					field === 'id'
						? Number(a.id) - Number(b.id)
						: String(a[field]).localeCompare(String(b[field]));
				if (difference !== 0) return difference;
			}
			return 0;
		});
		const [offset = 0, size = found.length] = (query.get('limit') ?? '').includes(',')
			? query.get('limit')!.split(',').map(Number)
			: [0, Number(query.get('limit') ?? found.length)];
		const display = query.get('display');
		const page = found.slice(offset, offset + size).map((row) => shown(row, display));
		const node = ARE_LISTS[resource] ?? resource;
		return { status: 200, json: page.length === 0 && !shop.wrapsEmpty ? [] : { [node]: page } };
	}

	/** Ids are numbers; all other fields of a row are texts. */
	function shown(row: Row, display: string | null): Row {
		const wanted =
			display === 'full' ? Object.keys(row) : (display ?? '[id]').slice(1, -1).split(',');
		return Object.fromEntries(
			wanted.map((field) => {
				const value = row[field];
				return [field, typeof value === 'number' && field !== 'id' ? String(value) : value];
			}),
		);
	}

	function write(method: string, resource: string, xml: string, query: URLSearchParams) {
		written.push(`${query.has('sendemail') ? 'mail ' : ''}${xml}`);
		const field = (name: string) => {
			const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
			return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
		};
		if (method === 'POST' && resource === 'order_histories') {
			const order = rows.orders!.find(({ id }) => String(id) === field('id_order'));
			if (!order) return refusal(500, 46, 'Unable to save resource');
			shop.give(order, Number(field('id_order_state')));
			return { status: 201, json: { [NODES[resource]!]: rows.order_histories!.at(-1) } };
		}
		const row = rows[resource]!.find(({ id }) => String(id) === field('id'));
		if (!row) return refusal(404, 92, 'Invalid ID');
		const number = field('tracking_number') ?? '';
		// PrestaShop/PrestaShop `classes/Validate.php` (`isTrackingNumber`).
		if (!/^[~:#,%&_=()[\].? +\-@/a-zA-Z0-9]+$/.test(number)) {
			return refusal(
				400,
				85,
				'Validation error: "Property OrderCarrier->tracking_number is not valid"',
			);
		}
		row.tracking_number = number;
		return { status: 200, json: { order_carrier: row } };
	}

	const shop: SimulatedPrestaShop = {
		...server,
		credential: { storeUrl: server.url, apiKey: KEY },
		...{ rows, rights, calls, written, failures },
		wrapsEmpty: false,
		isEndExclusive: false,
		hidesAuthorization: false,
		isSwitchedOff: false,
		clock: '2026-03-01 11:00:00',
		place(more = {}) {
			count += 1;
			const id = next('orders');
			const order: Row = {
				...{
					id,
					reference: `XKBKNAB${String(count).padStart(2, 'A')}`,
					current_state: STATE.bankwire,
				},
				...{ id_address_delivery: 7, id_address_invoice: 7, id_cart: 60 + id, id_currency: 1 },
				...{ id_lang: 2, id_customer: 5, id_carrier: 2, module: 'ps_wirepayment', valid: 0 },
				...{ payment: 'Bank transfer', secure_key: 'b44a6d9efd7a0076a0fbce6b15eaf3b1' },
				...{
					gift: 0,
					gift_message: '',
					note: '',
					conversion_rate: '1.000000',
					shipping_number: '',
				},
				...{ total_discounts: '0.000000', total_discounts_tax_incl: '0.000000' },
				...{ total_paid: '124.950000', total_paid_tax_incl: '124.950000' },
				...{ total_paid_tax_excl: '105.000000', total_paid_real: '0.000000' },
				...{ total_products: '100.000000', total_products_wt: '119.000000' },
				...{ total_shipping: '5.950000', total_shipping_tax_incl: '5.950000' },
				...{ total_wrapping_tax_incl: '0.000000', total_wrapping_tax_excl: '0.000000' },
				...{ date_add: shop.clock, date_upd: shop.clock, invoice_date: '0000-00-00 00:00:00' },
				...more,
			};
			rows.orders!.push(order);
			rows.order_details!.push({
				...{ id: next('order_details'), id_order: id, product_id: 19, product_attribute_id: 40 },
				...{ product_name: 'Mug - Blue', product_reference: 'MUG-B', product_quantity: 2 },
				...{ product_quantity_refunded: 0, product_quantity_return: 0 },
				...{ unit_price_tax_incl: '59.500000' },
				...{ total_price_tax_incl: '119.000000', total_price_tax_excl: '100.000000' },
			});
			rows.order_carriers!.push({
				...{ id: next('order_carriers'), id_order: id, id_carrier: 2, tracking_number: '' },
				date_add: shop.clock,
			});
			rows.order_histories!.push({
				...{ id: next('order_histories'), id_order: id, id_order_state: order.current_state },
				date_add: shop.clock,
			});
			return order;
		},
		give(order, stateId, at = shop.clock) {
			const state = rows.order_states!.find(({ id }) => id === stateId)!;
			Object.assign(order, { current_state: stateId, valid: Number(state.logable), date_upd: at });
			if (state.paid === '1') order.total_paid_real = order.total_paid_tax_incl;
			rows.order_histories!.push({
				...{ id: next('order_histories'), id_order: order.id, id_order_state: stateId },
				date_add: at,
			});
		},
		track(order, number, at = shop.clock) {
			const row = rows.order_carriers!.find(({ id_order: id }) => id === order.id)!;
			row.tracking_number = number;
			order.date_upd = at;
		},
		refund(order, goods, shipping, at = shop.clock) {
			const line = rows.order_details!.find(({ id_order: id }) => id === order.id)!;
			const slip: Row = {
				...{ id: next('order_slip'), id_order: order.id, amount: goods.toFixed(6) },
				...{ total_products_tax_incl: goods.toFixed(6), shipping_cost_amount: shipping.toFixed(6) },
				...{ total_shipping_tax_incl: shipping.toFixed(6), date_add: at, date_upd: at },
				...{ total_products_tax_excl: (goods / 1.19).toFixed(6), order_slip_type: '0' },
				associations: {
					order_slip_details: [
						{
							id: '1',
							id_order_detail: String(line.id),
							product_quantity: '1',
							amount_tax_excl: (goods / 1.19).toFixed(6),
							amount_tax_incl: goods.toFixed(6),
						},
					],
				},
			};
			rows.order_slip!.push(slip);
			return slip;
		},
	};
	return shop;
}
