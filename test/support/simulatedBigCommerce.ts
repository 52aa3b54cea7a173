import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
	answering,
	startServer,
	type SimulatedAnswer,
	type SimulatedServer,
} from './simulatedServer.ts';

type Json = Record<string, unknown>;

type Hook = {
	id: number;
	scope: string;
	destination: string;
	is_active: boolean;
	headers: Record<string, string> | null;
};

/** An order as version 2 tells it, with the lists that it links to. */
export type BigCommerceOrderRecord = {
	order: Json & { id: number; status_id: number; date_modified: string };
	products: Json[];
	shipping_addresses: Json[];
	shipments: Json[];
	coupons: Json[];
	refunds: Json[];
};

export type SimulatedBigCommerce = SimulatedServer & {
	readonly credential: {
		readonly apiPath: string;
		readonly accessToken: string;
		readonly clientSecret: string;
	};
	readonly hooks: Hook[];
	readonly orders: BigCommerceOrderRecord[];
	readonly customers: Json[];
	readonly products: Json[];
	/** What was asked: `GET /v2/orders/1`. */
	readonly calls: string[];
	/** What was written, by its call. */
	readonly written: Array<readonly [call: string, json: Json]>;
	/** Answers that come instead of the next ones. */
	readonly failures: SimulatedAnswer[];
	/** What must not be asked, by the beginning of the path: the API account lacks the scope. */
	readonly forbidden: string[];
	/** The time by its clock, which each answer tells; `null`: that of this machine. */
	now: Date | null;
	/** Calls that are left in the next 30 seconds; `null`: it does not count. */
	callsLeft: number | null;
	/** Places an order of two mugs and a plate: 45.00, and 5.00 for sending them. */
	place(given?: { readonly at?: Date; readonly more?: Json }): BigCommerceOrderRecord;
	/** Changes an order as a person in the control panel does. */
	change(record: BigCommerceOrderRecord, more: Json, at?: Date): void;
	/** Makes a shipment of one mug. */
	ship(record: BigCommerceOrderRecord, more?: Json, at?: Date): Json;
	/** The body of a message, as it is posted. */
	message(scope: string, data: Json, at?: Date): string;
	/** Posts a message to each hook for it, signed by the library of Standard Webhooks. What each answered. */
	post(body: string): Promise<number[]>;
	/** The headers of a signed message. */
	sign(body: string, at?: Date): Record<string, string>;
};

const HASH = 'abc123';
const KEYS = { accessToken: 'token-of-the-account', clientSecret: 'secret-of-the-account' };

/** As version 2 writes times: `Wed, 10 Jan 2018 21:05:30 +0000`. */
export const rfc2822 = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

/**
 * BigCommerce as its documents have it, with what it does to its clients: lists that are only linked to, an answer
 * without a body for an empty one, amounts with four decimals as text, a quota for all, hooks by wildcard, and
 * messages that only name what has changed.
 *
 * @see bigcommerce/api-specs `reference/orders.v2.oas2.yml`, `reference/orders.v3.yml`, `reference/webhooks.v3.yml`
 */
export async function startSimulatedBigCommerce({
	takesHttp = true,
}: { readonly takesHttp?: boolean } = {}): Promise<SimulatedBigCommerce> {
	let count = 0;
	const hooks: Hook[] = [];
	const orders: BigCommerceOrderRecord[] = [];
	const customers: Json[] = [];
	const products: Json[] = [];
	const calls: string[] = [];
	const written: SimulatedBigCommerce['written'] = [];
	const failures: SimulatedAnswer[] = [];
	const forbidden: string[] = [];
	const ok = (json: unknown): SimulatedAnswer => ({ status: 200, json });
	/** Version 2 answers an empty list so. */
	const listed = (entries: readonly unknown[]): SimulatedAnswer =>
		entries.length === 0 ? { status: 204 } : ok(entries);
	const notFound = (version: 2 | 3): SimulatedAnswer =>
		version === 2
			? { status: 404, json: [{ status: 404, message: 'The requested resource was not found.' }] }
			: { status: 404, json: { status: 404, title: 'Not found', type: 'https://dev', errors: {} } };
	const paged = <T>(entries: readonly T[], { searchParams }: URL, most = 50): T[] => {
		const limit = Math.min(250, Number(searchParams.get('limit') ?? most));
		const page = Number(searchParams.get('page') ?? 1);
		return entries.slice((page - 1) * limit, page * limit);
	};
	const pagedV3 = (entries: readonly Json[], url: URL): SimulatedAnswer => {
		const limit = Number(url.searchParams.get('limit') ?? 50);
		const pagination = {
			total: entries.length,
			count: paged(entries, url).length,
			per_page: limit,
			current_page: Number(url.searchParams.get('page') ?? 1),
			total_pages: Math.ceil(entries.length / limit),
		};
		return ok({ data: paged(entries, url), meta: { pagination } });
	};
	const since = ({ searchParams }: URL, name: string) =>
		Date.parse(searchParams.get(name) ?? '') || 0;

	/** Once for each of these: the lists stand behind links. Fees are told to those who ask for them. */
	const linked = ({ order: { fees, ...order } }: BigCommerceOrderRecord, url: URL): Json => {
		const link = (name: string) => ({
			url: `${server.url}/stores/${HASH}/v2/orders/${order.id}/${name}`,
			resource: `/orders/${order.id}/${name}`,
		});
		const names = ['products', 'shipping_addresses', 'coupons'];
		const isAsked = url.searchParams.get('include') === 'fees';
		return {
			...order,
			...(isAsked && { fees: fees ?? [] }),
			...Object.fromEntries(names.map((name) => [name, link(name)])),
		};
	};

	function answer(method: string, path: string, url: URL, json: Json): SimulatedAnswer {
		const route = `${method} ${path}`;
		if (route === 'GET /v2/store') {
			return ok({ id: HASH, name: 'Fjord & Falke', secure_url: 'https://shop.example.com' });
		}
		if (route === 'GET /v2/order_statuses') {
			return ok([
				{ id: 0, name: 'Incomplete', system_label: 'Incomplete', custom_label: 'Incomplete' },
				{
					id: 9,
					name: 'Awaiting Shipment',
					system_label: 'Awaiting Shipment',
					custom_label: 'On its way soon',
				},
				{
					id: 11,
					name: 'Awaiting Fulfillment',
					system_label: 'Awaiting Fulfillment',
					custom_label: '',
				},
			]);
		}
		if (route === 'GET /v2/orders') {
			const isArchive = url.searchParams.get('is_deleted') === 'true';
			const from = since(url, 'min_date_modified');
			const wanted = orders
				.filter(({ order }) => (order.is_deleted === true) === isArchive)
				.filter(({ order }) => Date.parse(order.date_modified) >= from)
				.filter(({ order }) => order.id >= Number(url.searchParams.get('min_id') ?? 0))
				.toSorted((a, b) => a.order.id - b.order.id);
			return listed(paged(wanted, url).map((record) => linked(record, url)));
		}
		const [, id, part, partId] =
			/^\/v[23]\/orders\/(\d+)(?:\/(?:payment_actions\/)?(\w+)(?:\/(\d+))?)?$/.exec(path) ?? [];
		if (id !== undefined) {
			const record = orders.find(({ order }) => String(order.id) === id);
			if (!record) return notFound(path.startsWith('/v2') ? 2 : 3);
			if (method === 'GET') {
				if (part === undefined) return ok(linked(record, url));
				if (part === 'refunds') return ok({ data: record.refunds, meta: {} });
				return listed(paged(record[part as 'products'], url));
			}
			written.push([route, json]);
			if (part === undefined) simulated.change(record, json);
			else if (method === 'POST') {
				const { order_address_id: address, items } = json as {
					order_address_id: number;
					items: Json[];
				};
				if (!record.shipping_addresses.some((one) => one.id === address) || !items?.length) {
					return { status: 400, json: [{ status: 400, message: "The field 'items' is invalid." }] };
				}
				return { status: 201, json: simulated.ship(record, json) };
			} else {
				const shipment = record.shipments.find((one) => String(one.id) === partId);
				if (!shipment) return notFound(2);
				Object.assign(shipment, json);
				return ok(shipment);
			}
			return ok(linked(record, url));
		}
		if (route === 'GET /v3/customers') {
			const only = url.searchParams.get('id:in');
			const from = since(url, 'date_modified:min');
			const wanted = customers
				.filter((one) => only === null || String(one.id) === only)
				.filter((one) => Date.parse(String(one.date_modified)) >= from);
			return pagedV3(wanted, url);
		}
		if (route === 'GET /v3/catalog/products') {
			const from = since(url, 'date_modified:min');
			return pagedV3(
				products.filter((one) => Date.parse(String(one.date_modified)) >= from),
				url,
			);
		}
		const product = /^GET \/v3\/catalog\/products\/(\d+)$/.exec(route)?.[1];
		if (product !== undefined) {
			const found = products.find((one) => String(one.id) === product);
			return found ? ok({ data: found, meta: {} }) : notFound(3);
		}
		return hookAnswer(method, path, url, json);
	}

	function hookAnswer(method: string, path: string, url: URL, json: Json): SimulatedAnswer {
		if (path === '/v3/hooks' && method === 'GET') return ok({ data: paged(hooks, url), meta: {} });
		if (path === '/v3/hooks' && method === 'POST') {
			const given = json as unknown as Omit<Hook, 'id'>;
			if (!takesHttp && !/^https:\/\/[^:/]+\//.test(given.destination)) {
				const errors = { destination: 'The destination must be an https address on port 443' };
				return {
					status: 422,
					json: { status: 422, title: 'Invalid', type: 'https://dev', errors },
				};
			}
			if (hooks.some((one) => one.scope === given.scope && one.destination === given.destination)) {
				return {
					status: 409,
					json: { status: 409, title: 'Webhook exists', type: '', errors: {} },
				};
			}
			count += 1;
			hooks.push({ id: 20_000_000 + count, ...given });
			return ok({ data: hooks.at(-1), meta: {} });
		}
		const index = hooks.findIndex(({ id }) => path === `/v3/hooks/${id}`);
		if (index < 0) return notFound(3);
		if (method === 'DELETE') return ok({ data: hooks.splice(index, 1)[0], meta: {} });
		Object.assign(hooks[index]!, json);
		return ok({ data: hooks[index], meta: {} });
	}

	const server = await startServer(
		answering(async (request, body, url) => {
			const path = url.pathname.replace(`/stores/${HASH}`, '');
			calls.push(`${request.method} ${path}${decodeURIComponent(url.search)}`);
			const failure = failures.shift();
			if (failure) return failure;
			if (request.headers['x-auth-token'] !== KEYS.accessToken) {
				return { status: 401, json: { status: 401, title: 'Unauthorized', type: 'https://dev' } };
			}
			if (forbidden.some((beginning) => path.startsWith(beginning))) {
				const title = "You don't have a required scope to access the endpoint";
				return { status: 403, json: { status: 403, title, type: 'https://dev' } };
			}
			if (simulated.callsLeft !== null) simulated.callsLeft -= 1;
			const { callsLeft: left } = simulated;
			const headers =
				left === null
					? undefined
					: {
							'x-rate-limit-time-window-ms': '30000',
							'x-rate-limit-time-reset-ms': '15000',
							'x-rate-limit-requests-quota': '150',
							'x-rate-limit-requests-left': String(Math.max(0, left)),
						};
			if (left !== null && left < 0) {
				return {
					status: 429,
					json: { status: 429, title: 'Too many', type: '' },
					headers: headers!,
				};
			}
			const json = body.length === 0 ? {} : (JSON.parse(body.toString()) as Json);
			const date = simulated.now && { date: simulated.now.toUTCString() };
			return {
				...answer(String(request.method), path, url, json),
				headers: { ...headers, ...date },
			};
		}),
	);

	const simulated: SimulatedBigCommerce = {
		...server,
		credential: { apiPath: `${server.url}/stores/${HASH}/v3/`, ...KEYS },
		hooks,
		orders,
		customers,
		products,
		calls,
		written,
		failures,
		forbidden,
		now: null,
		callsLeft: null,
		place({ at = new Date(), more = {} } = {}) {
			count += 1;
			const id = 100 + count;
			const address = {
				first_name: 'Ada',
				last_name: 'Berg',
				company: '',
				street_1: '12 Harbour Street',
				street_2: '',
				city: 'Austin',
				state: 'Texas',
				zip: '78751',
				country: 'United States',
				country_iso2: 'US',
				phone: '5125550100',
				email: 'ada@example.com',
			};
			const line = (
				lineId: number,
				name: string,
				quantity: number,
				price: string,
				total: string,
			) => ({
				...{ id: lineId, order_id: id, product_id: lineId + 1, variant_id: lineId + 2 },
				...{
					order_address_id: id,
					name,
					name_customer: name,
					sku: `SKU-${lineId}`,
					type: 'physical',
				},
				...{ base_price: price, price_ex_tax: price, price_inc_tax: price, price_tax: '0.0000' },
				...{ base_total: total, total_ex_tax: total, total_inc_tax: total, total_tax: '0.0000' },
				...{ quantity, quantity_shipped: 0, quantity_refunded: 0, refund_amount: '0.0000' },
				...{ applied_discounts: [], product_options: [] },
			});
			const record: BigCommerceOrderRecord = {
				order: {
					id,
					customer_id: 32,
					date_created: rfc2822(at),
					date_modified: rfc2822(at),
					date_shipped: '',
					status_id: 11,
					status: 'Awaiting Fulfillment',
					subtotal_ex_tax: '45.0000',
					subtotal_inc_tax: '45.0000',
					base_shipping_cost: '5.0000',
					shipping_cost_ex_tax: '5.0000',
					shipping_cost_inc_tax: '5.0000',
					handling_cost_ex_tax: '0.0000',
					handling_cost_inc_tax: '0.0000',
					wrapping_cost_ex_tax: '0.0000',
					wrapping_cost_inc_tax: '0.0000',
					total_ex_tax: '50.0000',
					total_inc_tax: '50.0000',
					total_tax: '0.0000',
					items_total: 3,
					items_shipped: 0,
					payment_method: 'Credit Card',
					payment_provider_id: 'pi_1',
					payment_status: 'captured',
					refunded_amount: '0.0000',
					store_credit_amount: '0.0000',
					gift_certificate_amount: '0.0000',
					currency_code: 'USD',
					default_currency_code: 'USD',
					staff_notes: '',
					customer_message: '',
					discount_amount: '0.0000',
					coupon_discount: '0.0000',
					shipping_address_count: 1,
					is_deleted: false,
					billing_address: { ...address, form_fields: [] },
					custom_status: 'Awaiting Fulfillment',
					customer_locale: 'en',
					...more,
				},
				products: [
					line(id * 10, 'Mug', 2, '10.0000', '20.0000'),
					line(id * 10 + 1, 'Plate', 1, '25.0000', '25.0000'),
				],
				shipping_addresses: [{ id, order_id: id, ...address, shipping_method: 'Flat rate' }],
				shipments: [],
				coupons: [],
				refunds: [],
			};
			orders.push(record);
			return record;
		},
		change({ order }, more, at = new Date()) {
			Object.assign(order, more, { date_modified: rfc2822(at) });
		},
		ship(record, more = {}, at = new Date()) {
			count += 1;
			const { order } = record;
			const items = (more.items as Json[] | undefined) ?? [
				{ order_product_id: record.products[0]!.id, product_id: 0, quantity: 1 },
			];
			const shipment = {
				id: count,
				order_id: order.id,
				date_created: rfc2822(at),
				tracking_number: '',
				shipping_method: 'None',
				comments: '',
				shipping_provider: '',
				tracking_carrier: '',
				tracking_link: '',
				...more,
				items,
			};
			record.shipments.push(shipment);
			for (const { order_product_id: lineId, quantity } of items) {
				const line = record.products.find((one) => one.id === lineId)!;
				line.quantity_shipped = Number(line.quantity_shipped) + Number(quantity);
			}
			const shipped = record.products.reduce((sum, one) => sum + Number(one.quantity_shipped), 0);
			const status_id = shipped >= Number(order.items_total) ? 2 : 3;
			simulated.change(record, { items_shipped: shipped, status_id }, at);
			return shipment;
		},
		message(scope, data, at = new Date()) {
			const created_at = Math.floor(at.getTime() / 1_000);
			const hash = randomUUID().replaceAll('-', '').padEnd(40, '0');
			const producer = `stores/${HASH}`;
			return JSON.stringify({ scope, store_id: '1025646', data, hash, created_at, producer });
		},
		sign(body, at = new Date()) {
			const id = `msg_${randomUUID()}`;
			const secret = Buffer.from(KEYS.clientSecret).toString('base64');
			return {
				'content-type': 'application/json',
				'webhook-id': id,
				'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
				'webhook-signature': new Webhook(secret).sign(id, at, body),
			};
		},
		async post(body) {
			const { scope } = JSON.parse(body) as { scope: string };
			const posting = hooks.filter(
				(one) => one.is_active && scope.startsWith(one.scope.replace(/\*$/, '')),
			);
			return await Promise.all(
				posting.map(async ({ destination, headers }) => {
					const signed = { ...simulated.sign(body), ...headers };
					return (await fetch(destination, { method: 'POST', body, headers: signed })).status;
				}),
			);
		},
	};
	return simulated;
}
