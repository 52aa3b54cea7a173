import type { Order, Shipment } from '../../../engine/events/entities.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { OWN_HEADER, ownHeaderOf } from '../../../engine/providers/bigcommerce/verify.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import type { ListPage, Tracking } from '../../../engine/providers/storeSide.ts';
import {
	rfc2822,
	startSimulatedBigCommerce,
	type BigCommerceOrderRecord,
	type SimulatedBigCommerce,
} from '../../support/simulatedBigCommerce.ts';

const bigcommerce = providerOf('bigcommerce')!;
const GUID = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';
const URL_OF_N8N = 'https://n8n.example.com/webhook/abc/store';
const T0 = new Date('2026-11-20T10:00:00Z');
const after = (minutes: number) => new Date(T0.getTime() + minutes * 60_000);

let store: SimulatedBigCommerce;
let connection: Connection<unknown>;
beforeEach(async () => {
	store = await startSimulatedBigCommerce();
	const credentials = bigcommerce.credentialsSchema.parse(store.credential);
	connection = { credentials, http: axiosStoreHttp({ timeoutMs: 5_000 }) };
});
afterEach(async () => await store.close());

const idOf = ({ order }: BigCommerceOrderRecord) => String(order.id);
const read = async (record: BigCommerceOrderRecord) =>
	await bigcommerce.readEntity(connection, 'Order', idOf(record));
const orderIn = (observed: readonly Observation[]) =>
	observed.find(({ entityType }) => entityType === 'Order')!.entity as Order;
const shipmentsIn = (observed: readonly Observation[]) =>
	observed
		.filter(({ entityType }) => entityType === 'Shipment')
		.map(({ entity }) => entity as Shipment);
const list = async (
	since: Date | null,
	page: string | null = null,
	entityType: 'Order' | 'Customer' | 'Product' = 'Order',
): Promise<ListPage> =>
	await bigcommerce.listChanges(connection, entityType, {
		since: since?.toISOString() ?? null,
		page,
	});
async function listAll(since: Date | null, entityType?: 'Order' | 'Customer' | 'Product') {
	const observations: Observation[] = [];
	let page: string | null = null;
	do {
		const answer: ListPage = await list(since, page, entityType);
		observations.push(...answer.observations);
		page = answer.nextPage;
	} while (page !== null);
	return observations;
}
const idsIn = (observed: readonly Observation[]) => observed.map(({ id }) => id);

describe('the keys of a BigCommerce store', () => {
	it.each([
		['https://api.bigcommerce.com/stores/AbC123/v3/', 'https://store-abc123.mybigcommerce.com'],
		[' https://api.bigcommerce.com/stores/abc123/v2 ', 'https://store-abc123.mybigcommerce.com'],
		['https://api.bigcommerce.com/stores/abc123', 'https://store-abc123.mybigcommerce.com'],
		['https://store-abc123.mybigcommerce.com/', 'https://store-abc123.mybigcommerce.com'],
		['abc123', 'https://store-abc123.mybigcommerce.com'],
	])('may name the store as %j', (apiPath, storeUrl) => {
		const keys = { apiPath, accessToken: 'a', clientSecret: 'b' };
		expect(bigcommerce.storeUrl(bigcommerce.credentialsSchema.parse(keys))).toBe(storeUrl);
		const general = { storeUrl: apiPath, apiKey: 'a', apiSecret: 'b' };
		expect(bigcommerce.credentialsSchema.parse(general)).toEqual(
			bigcommerce.credentialsSchema.parse(keys),
		);
	});

	it.each([
		'',
		'https://shop.example.com',
		'https://api.bigcommerce.com/',
		'ftp://x/stores/a',
		'a b',
	])('are refused with the API path %j, in words', (apiPath) => {
		const keys = { apiPath, accessToken: 'a', clientSecret: 'b' };
		const { error } = bigcommerce.credentialsSchema.safeParse(keys);
		expect(error?.issues[0]?.message).toContain('is no API path. BigCommerce shows it');
	});

	it('of a store that there is not are refused with what to copy again', async () => {
		const apiPath = store.credential.apiPath.replace('abc123', 'abc124');
		const credentials = bigcommerce.credentialsSchema.parse({ ...store.credential, apiPath });
		await expect(
			bigcommerce.checkCredentials({ ...connection, credentials }),
		).rejects.toMatchObject({
			kind: 'not_found',
			message: expect.stringMatching(/BigCommerce has no store .*abc124\. Copy the API path again/),
		});
	});

	it.each([
		['/v2/store', 'Information & settings'],
		['/v2/orders', 'Orders'],
		['/v3/customers', 'Customers'],
		['/v3/catalog', 'Products'],
	])('without the right to %s are refused with the name of the scope', async (path, scope) => {
		store.forbidden.push(path);
		await expect(bigcommerce.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining(`lacks the scope "${scope}"`),
		});
	});
});

describe('the webhooks of a BigCommerce store', () => {
	const register = async () => await bigcommerce.registerWebhooks(connection, URL_OF_N8N, GUID);
	const own = () => ownHeaderOf(store.credential, GUID);

	it('are five, for all that may happen, with a header that only this store is told', async () => {
		await register();
		expect(store.hooks.map(({ scope }) => scope)).toEqual(
			['order', 'shipment', 'customer', 'product', 'sku'].map((of) => `store/${of}/*`),
		);
		for (const { headers } of store.hooks) expect(headers).toEqual({ [OWN_HEADER]: own() });
		expect(own()).toMatch(/^[0-9a-f]{64}$/);
		expect(ownHeaderOf(store.credential, 'another guid')).not.toBe(own());
	});

	it('are switched on again where BigCommerce has switched them off', async () => {
		await register();
		store.hooks[1]!.is_active = false;
		expect((await bigcommerce.listWebhooks(connection)).map(({ enabled }) => enabled)).toEqual([
			...[true, false, true, true, true],
		]);
		const calls = store.calls.length;
		expect((await register()).every(({ enabled }) => enabled)).toBe(true);
		expect(store.calls.slice(calls).filter((call) => !call.startsWith('GET'))).toEqual([
			`PUT /v3/hooks/${store.hooks[1]!.id}`,
		]);
	});

	it('get the header of the new client secret, and are left alone where no header is shown', async () => {
		await register();
		store.hooks[0]!.headers = { [OWN_HEADER]: 'of another secret' };
		store.hooks[2]!.headers = null;
		await register();
		expect(store.hooks[0]!.headers).toEqual({ [OWN_HEADER]: own() });
		expect(store.hooks[2]!.headers).toBeNull();
	});

	it('of other scopes that somebody has made to the same address are removed with the others', async () => {
		await register();
		store.hooks.push({ ...store.hooks[0]!, id: 1, scope: 'store/cart/*' });
		await bigcommerce.removeWebhooks(connection, URL_OF_N8N);
		expect(store.hooks).toEqual([]);
	});

	it.each(['http://n8n.example.com/webhook/x', 'https://n8n.example.com:5678/webhook/x'])(
		'cannot lead to %s, and the refusal says what n8n needs',
		async (url) => {
			await store.close();
			store = await startSimulatedBigCommerce({ takesHttp: false });
			const credentials = bigcommerce.credentialsSchema.parse(store.credential);
			connection = { credentials, http: axiosStoreHttp() };
			await expect(bigcommerce.registerWebhooks(connection, url, GUID)).rejects.toMatchObject({
				kind: 'rejected',
				message: expect.stringMatching(/only on port 443.*WEBHOOK_URL/),
			});
		},
	);

	it('that are refused for another reason say what BigCommerce says', async () => {
		const errors = { scope: 'The scope is invalid' };
		store.failures.push({ status: 200, json: { data: [] } });
		store.failures.push({ status: 422, json: { status: 422, title: 'No', type: '', errors } });
		await expect(register()).rejects.toMatchObject({
			message: expect.stringContaining('{"scope":"The scope is invalid"}'),
		});
	});
});

describe('what a BigCommerce store posts', () => {
	const body = Buffer.from('{"scope":"store/order/updated","data":{"id":7}}');
	const signedAt = (at: Date, receivedAt: Date) => ({
		headers: store.sign(body.toString(), at),
		body,
		receivedAt,
	});
	const verified = (post: Parameters<typeof bigcommerce.verify>[0]) =>
		bigcommerce.verify(post, connection.credentials, GUID);

	it('without a signature is taken with the header that it was asked to bring, and only with that', () => {
		const header = ownHeaderOf(store.credential, GUID);
		const post = (headers: Record<string, string>) => ({ headers, body, receivedAt: T0 });
		expect(verified(post({ [OWN_HEADER]: header }))).toEqual({ valid: true });
		for (const wrong of ['', header.slice(1), header.toUpperCase(), `${header}0`]) {
			expect(verified(post({ [OWN_HEADER]: wrong }))).toMatchObject({
				reason: 'signature_missing',
			});
		}
		expect(
			bigcommerce.verify(post({ [OWN_HEADER]: header }), connection.credentials, 'x'),
		).toMatchObject({ valid: false });
	});

	it('with a wrong signature is refused, whatever else it brings', () => {
		const { headers } = signedAt(T0, T0);
		const own = { [OWN_HEADER]: ownHeaderOf(store.credential, GUID) };
		const wrong = { ...headers, ...own, 'webhook-signature': 'v1,AAAA' };
		expect(verified({ headers: wrong, body, receivedAt: T0 })).toMatchObject({
			reason: 'signature_wrong',
			detail: expect.stringContaining('client secret'),
		});
	});

	it.each([
		[0, true],
		[48 * 60, true],
		[72 * 60, true],
		[72 * 60 + 1, false],
		[-5, true],
		[-6, false],
	])('signed %i minutes ago: taken %s, for BigCommerce tries for two days', (minutes, valid) => {
		const result = verified(signedAt(T0, after(minutes)));
		expect(result.valid).toBe(valid);
		if (!valid) expect(result).toMatchObject({ reason: 'timestamp_stale' });
	});
});

describe('an order of BigCommerce', () => {
	it('is read with its lines, address, refunds and coupons, and no call more', async () => {
		const record = store.place({ at: T0 });
		const observed = await read(record);
		const id = idOf(record);
		expect(orderIn(observed)).toMatchObject({
			...{ id, number: id, status: 'processing', nativeStatus: 'awaiting-fulfillment' },
			...{ paymentStatus: 'paid', fulfillmentStatus: 'unfulfilled', currency: 'USD' },
			...{ total: 50, subtotal: 45, shippingTotal: 5, discountTotal: 0, totalTax: 0 },
			...{ paidTotal: 50, outstandingTotal: 0, refundedTotal: 0, roundingDifference: 0 },
			...{ createdAt: T0.toISOString(), updatedAt: T0.toISOString(), language: 'en' },
			customer: { id: '32', email: 'ada@example.com', firstName: 'Ada', lastName: 'Berg' },
			billingAddress: { line1: '12 Harbour Street', region: 'Texas', country: 'US' },
			shippingAddress: { city: 'Austin', postalCode: '78751' },
			...{ paymentMethod: 'Credit Card', transactionId: 'pi_1', shippingMethod: 'Flat rate' },
			lineItems: [
				{ name: 'Mug', quantity: 2, price: 10, total: 20 },
				{ name: 'Plate', quantity: 1, price: 25, total: 25 },
			],
			...{ refunds: [], discounts: [], fees: [] },
		});
		expect(store.calls.map((call) => call.replace(/\?.*/, '')).toSorted()).toEqual([
			`GET /v2/orders/${id}`,
			`GET /v2/orders/${id}/products`,
			`GET /v2/orders/${id}/shipments`,
			`GET /v2/orders/${id}/shipping_addresses`,
		]);
	});

	it('tells its coupons and refunds, and no refund that was declined', async () => {
		const record = store.place({
			more: {
				...{ coupon_discount: '5.0000', discount_amount: '2.5000', total_inc_tax: '42.5000' },
				...{ refunded_amount: '10.0000', payment_status: 'partially refunded', status_id: 14 },
			},
		});
		record.coupons.push({ id: 3, coupon_id: 1, code: 'S2549JM0Y', discount: 5 });
		record.products[0]!.quantity_refunded = 1;
		const mug = record.products[0]!.id;
		const item = { item_type: 'PRODUCT', item_id: mug, quantity: 1, requested_amount: 10 };
		const refund = { reason: 'Broken', total_amount: 10, items: [item] };
		record.refunds.push(
			{ ...refund, id: 1, created: '2026-11-20T11:00:00+00:00', payments: [{ amount: 10 }] },
			{ ...refund, id: 2, created: '', payments: [{ amount: 10, is_declined: true }] },
		);
		expect(orderIn(await read(record))).toMatchObject({
			...{ total: 42.5, discountTotal: 7.5, roundingDifference: 0, refundedTotal: 10 },
			discounts: [
				{ code: 'S2549JM0Y', amount: 5 },
				{ code: null, amount: 2.5 },
			],
			lineItems: [{ currentQuantity: 1, refundedQuantity: 1 }, { currentQuantity: 1 }],
			refunds: [
				{
					...{ id: '1', amount: 10, reason: 'Broken', createdAt: '2026-11-20T11:00:00.000Z' },
					lineItems: [{ lineItemId: String(mug), name: 'Mug', quantity: 1, amount: 10 }],
				},
				{ id: '2', amount: 0, createdAt: null },
			],
		});
	});

	const REFUND = { id: 1, created: '2026-11-20T11:00:00+00:00', total_amount: 10, payments: [] };

	it.each([
		['its status', { status_id: 14 }],
		['the word for its payment', { payment_status: 'partially refunded' }],
		['its lines', {}],
	])(
		'tells its refunds where only %s says that there are some, for the sum is documented to be 0 always',
		async (what, more) => {
			const record = store.place({ more });
			if (what === 'its lines') record.products[0]!.quantity_refunded = 1;
			record.refunds.push(REFUND);
			expect(orderIn(await read(record))).toMatchObject({
				...{ refundedTotal: 10, paymentStatus: 'partially_refunded' },
				refunds: [{ id: '1', amount: 10 }],
			});
		},
	);

	it('that was given the status by hand does not say how much went back', async () => {
		const record = store.place({ more: { status_id: 4 } });
		expect(orderIn(await read(record))).toMatchObject({
			...{ status: 'refunded', refundedTotal: null, refunds: [] },
		});
	});

	it('comes without its refunds where the token may not read these', async () => {
		const record = store.place({ more: { status_id: 4, payment_status: 'refunded' } });
		record.refunds.push(REFUND);
		store.forbidden.push('/v3/orders');
		const order = orderIn(await read(record));
		expect(order).toMatchObject({ status: 'refunded', refundedTotal: null });
		expect(order).not.toHaveProperty('refunds');
	});

	it('tells its fees, which BigCommerce tells to those who ask for them alone', async () => {
		const fee = { id: 2, type: 'custom_fee', display_name_customer: 'Insurance', source: 'v2' };
		const cost = { cost_ex_tax: '4.0000', cost_inc_tax: '4.0000', cost_tax: '0.0000' };
		const more = { total_inc_tax: '54.0000', fees: [{ ...fee, ...cost }] };
		const record = store.place({ at: T0, more });
		expect(orderIn(await read(record))).toMatchObject({
			...{ total: 54, roundingDifference: 0 },
			fees: [{ name: 'Insurance', amount: 4, tax: 0 }],
		});
		expect(orderIn(await listAll(null))).toEqual(orderIn(await read(record)));
	});

	it.each([true, false])(
		'says itself whether its prices hold the tax (%s), where both ways add up',
		async (told) => {
			const more = { total_inc_tax: '54.0000', total_tax: '4.0000' };
			const record = store.place({ more: { ...more, is_tax_inclusive_pricing: told } });
			const { base_price: _unknown, ...line } = record.products[0]!;
			const prices = { total_ex_tax: '45.0000', total_inc_tax: '49.0000', total_tax: '4.0000' };
			record.products = [{ ...line, ...prices }];
			expect(orderIn(await read(record))).toMatchObject({
				...{ taxesIncluded: told, subtotal: told ? 49 : 45, roundingDifference: 0 },
			});
		},
	);

	it('with more lines than a page has all of them', async () => {
		const record = store.place();
		const [line] = record.products;
		record.products = Array.from({ length: 300 }, (_one, index) => ({ ...line, id: index + 1 }));
		expect(orderIn(await read(record)).lineItems).toHaveLength(300);
	});

	it('has a shipment for each of its shipments, with the carrier and its link', async () => {
		const record = store.place({ at: T0 });
		const ups = { tracking_number: '1Z999AA10123456784', shipping_provider: 'ups' };
		const shipment = store.ship(record, ups, after(5));
		const observed = await read(record);
		const id = `${idOf(record)}-${String(shipment.id)}`;
		expect(orderIn(observed)).toMatchObject({
			...{ status: 'partially_fulfilled', fulfillmentStatus: 'partially_fulfilled' },
		});
		expect(shipmentsIn(observed)).toMatchObject([
			{
				...{ id, orderId: idOf(record), status: 'shipped', carrier: 'UPS' },
				...{ trackingNumber: '1Z999AA10123456784', shippedAt: after(5).toISOString() },
				trackingUrl: expect.stringContaining('1Z999AA10123456784'),
				lineItems: [{ name: 'Mug', quantity: 1 }],
			},
		]);
		expect(await bigcommerce.readEntity(connection, 'Shipment', id)).toMatchObject([{ id }]);
		for (const other of ['', '7', `${id}9`, '1-1-1', '../..']) {
			expect(await bigcommerce.readEntity(connection, 'Shipment', other)).toEqual([]);
		}
	});

	it.each([
		[
			{ shipping_provider: 'carrier_17', shipping_provider_display_name: 'Fjord Post' },
			'Fjord Post',
		],
		[{ shipping_provider: 'carrier_17' }, null],
		[{ shipping_provider: 'shipperhq', shipping_provider_display_name: 'ShipperHQ' }, null],
		[{ shipping_provider: 'upsready' }, 'UPS'],
		[{ shipping_provider: 'endicia' }, 'USPS'],
		[{ shipping_provider: 'shipperhq', tracking_carrier: 'dhl' }, 'DHL'],
	])('names the carrier of a shipment with %j: %s', async (more, carrier) => {
		const record = store.place();
		store.ship(record, { tracking_number: 'A1', ...more });
		expect(shipmentsIn(await read(record))).toMatchObject([{ trackingNumber: 'A1', carrier }]);
	});

	it('lists the shipments that it has, so that a deleted one is known to be gone', async () => {
		const record = store.place();
		store.ship(record);
		record.shipments.splice(0);
		expect((await read(record))[0]).toMatchObject({
			shipmentLists: [{ prefix: `${idOf(record)}-`, ids: [] }],
		});
	});

	it('that is archived is gone, that is incomplete or unknown is none', async () => {
		const archived = store.place({ at: T0, more: { is_deleted: true } });
		expect(await read(archived)).toMatchObject([
			{ kind: 'delete', onlyIfKnown: true, changedAt: T0.toISOString() },
		]);
		expect(await read(store.place({ more: { status_id: 0 } }))).toEqual([]);
		for (const id of ['999', '', 'x', '1/../2']) {
			expect(await bigcommerce.readEntity(connection, 'Order', id)).toEqual([]);
		}
	});

	it('that goes while it is being read is none', async () => {
		const record = store.place();
		const { http } = connection;
		const vanishing: Connection<unknown> = {
			...connection,
			async http(request) {
				const answer = await http(request);
				store.orders.splice(0);
				return answer;
			},
		};
		expect(await bigcommerce.readEntity(vanishing, 'Order', idOf(record))).toEqual([]);
	});

	it('whose ids and amounts are numbers or texts is the same', async () => {
		const record = store.place({ at: T0 });
		const before = orderIn(await read(record));
		const asNumbers = (value: unknown) =>
			typeof value === 'string' && /^\d+\.\d{4}$/.test(value) ? Number(value) : value;
		const turned = (fields: object) =>
			Object.entries(fields).map(([name, value]) => [
				name,
				typeof value === 'number' ? String(value) : asNumbers(value),
			]);
		Object.assign(record.order, Object.fromEntries(turned(record.order)), { id: record.order.id });
		for (const line of record.products) Object.assign(line, Object.fromEntries(turned(line)));
		const { attributes: _one, ...told } = orderIn(await read(record));
		const { attributes: _other, ...expected } = before;
		expect(told).toEqual(expected);
	});

	it.each([
		['a list of another kind', { status: 200, json: { data: [] } }],
		['truncated JSON', { status: 200, html: '[{"id": 1,' }],
		['an error without a body', { status: 500 }],
	])('is not taken for one without lines where these come as %s', async (_what, failure) => {
		const record = store.place();
		const { http } = connection;
		const failing: Connection<unknown> = {
			...connection,
			async http(request) {
				if (request.url.endsWith('/products')) store.failures.push(failure);
				return await http(request);
			},
		};
		await expect(bigcommerce.readEntity(failing, 'Order', idOf(record))).rejects.toMatchObject({
			name: 'StoreError',
		});
	});
});

describe('customers and products of BigCommerce', () => {
	const customer = (id: number, more: object = {}) => ({
		...{ id, email: 'ada@example.com', first_name: 'Ada', last_name: 'Berg', phone: '' },
		...{ company: 'Berg & Co', notes: 'Likes blue', customer_group_id: 2, addresses: [] },
		...{ date_created: '2026-11-01T10:00:00Z', date_modified: '2026-11-20T10:00:00Z' },
		...more,
	});
	const product = (id: number, more: object = {}) => ({
		...{ id, name: 'Mug', sku: 'MUG', price: 12, calculated_price: 10, is_visible: true },
		...{ inventory_tracking: 'product', inventory_level: 3, availability: 'available' },
		...{ custom_url: { url: '/mug/' }, date_modified: '2026-11-20T10:00:00+00:00' },
		images: [{ url_standard: 'https://cdn.example.com/mug.jpg', is_thumbnail: true }],
		variants: [
			{
				...{ id: 77, sku: 'MUG-RED', price: null, calculated_price: 10, inventory_level: 3 },
				option_values: [{ label: 'Red' }, { label: 'Small' }],
			},
		],
		...more,
	});

	it('are read by their ids, and are none where there is none', async () => {
		const address = { address1: '12 Harbour Street', city: 'Austin', country_code: 'US' };
		store.customers.push(customer(32, { addresses: [address] }));
		store.products.push(product(205));
		const [one] = await bigcommerce.readEntity(connection, 'Customer', '32');
		expect(one).toMatchObject({
			changedAt: '2026-11-20T10:00:00.000Z',
			entity: {
				...{ id: '32', email: 'ada@example.com', firstName: 'Ada', note: 'Likes blue' },
				billingAddress: { line1: '12 Harbour Street', country: 'US' },
				shippingAddress: { line1: '12 Harbour Street' },
				attributes: { company: 'Berg & Co', customer_group_id: 2 },
			},
		});
		const [other] = await bigcommerce.readEntity(connection, 'Product', '205');
		expect(other).toMatchObject({
			entity: {
				...{ id: '205', name: 'Mug', status: 'active', price: 10, regularPrice: 12 },
				...{ stockStatus: 'in_stock', stockQuantity: 3 },
				imageUrl: 'https://cdn.example.com/mug.jpg',
				url: `${bigcommerce.storeUrl(connection.credentials)}/mug/`,
				variants: [{ id: '77', sku: 'MUG-RED', name: 'Red, Small', price: 10 }],
			},
		});
		for (const type of ['Customer', 'Product'] as const) {
			for (const id of ['999', '1,32', 'x', '']) {
				expect(await bigcommerce.readEntity(connection, type, id)).toEqual([]);
			}
		}
	});

	it.each([
		[{}, 'in_stock', 3],
		[{ inventory_level: 0 }, 'out_of_stock', 0],
		[{ inventory_level: 0, availability: 'preorder' }, 'on_backorder', 0],
		[{ availability: 'disabled' }, 'out_of_stock', 3],
		[{ inventory_tracking: 'none', inventory_level: 0 }, 'in_stock', null],
		[{ inventory_tracking: 'variant' }, 'in_stock', 3],
	])('with %j are %s', async (more, stockStatus, stockQuantity) => {
		store.products.push(product(1, more));
		const [one] = await bigcommerce.readEntity(connection, 'Product', '1');
		expect(one).toMatchObject({ entity: { stockStatus, stockQuantity } });
	});

	it('are listed page by page, from a moment on', async () => {
		const old = { date_modified: '2026-11-19T10:00:00Z' };
		for (let id = 1; id <= 260; id += 1) store.customers.push(customer(id));
		for (let id = 1; id <= 60; id += 1) store.products.push(product(id));
		store.customers.push(customer(999, old));
		store.products.push(product(999, old));
		for (const [type, count] of [
			['Customer', 260],
			['Product', 60],
		] as const) {
			const observed = await listAll(T0, type);
			expect(new Set(idsIn(observed)).size).toBe(count);
			expect(observed).toHaveLength(count);
			expect(await listAll(null, type)).toHaveLength(count + 1);
		}
		expect(await listAll(new Date('2027-01-01'), 'Customer')).toEqual([]);
	});

	it('that cannot be read are named, and hold up no other', async () => {
		store.products.push(
			product(1),
			product(2, { images: Array.from({ length: 10_001 }, () => 1) }),
		);
		const { observations, refused } = await list(null, null, 'Product');
		expect(idsIn(observations)).toEqual(['1']);
		expect(refused).toMatchObject([{ id: '2' }]);
	});
});

describe('the list of the orders of a BigCommerce store', () => {
	it('is empty where the answer has no body', async () => {
		expect(await list(T0)).toMatchObject({ observations: [] });
		expect(await listAll(null)).toEqual([]);
	});

	it('has each order once with its shipments, and from a moment on only what has changed', async () => {
		const records = Array.from({ length: 25 }, (_one, index) => store.place({ at: after(index) }));
		store.ship(records[3]!, { tracking_number: 'A1' }, after(40));
		const all = await listAll(null);
		expect(idsIn(all).filter((id) => !id.includes('-'))).toEqual(records.map(idOf));
		expect(shipmentsIn(all)).toMatchObject([{ trackingNumber: 'A1' }]);
		const since = idsIn(await listAll(after(20)));
		expect(since.filter((id) => !id.includes('-'))).toEqual(
			[records[3]!, ...records.slice(20)].map(idOf),
		);
	});

	it('tells an order as one reading of it does', async () => {
		const record = store.place({ more: { coupon_discount: '5.0000', total_inc_tax: '45.0000' } });
		record.coupons.push({ code: 'X', discount: 5 });
		store.ship(record, { tracking_number: 'A1' });
		expect(await listAll(null)).toEqual(await read(record));
	});

	it('leaves what changes meanwhile to the next one, and loses nothing', async () => {
		const records = Array.from({ length: 15 }, () => store.place({ at: T0 }));
		store.now = after(10);
		const first = await list(null);
		const soon = after(11);
		store.change(records[2]!, { staff_notes: 'called' }, soon);
		store.change(records[12]!, { staff_notes: 'called' }, soon);
		const second = await list(null, first.nextPage);
		const told = [...first.observations, ...second.observations];
		expect(idsIn(second.observations)).not.toContain(idOf(records[12]!));
		const newest = told
			.map(({ changedAt }) => changedAt!)
			.toSorted()
			.at(-1)!;
		store.now = after(12);
		const next = await listAll(new Date(newest));
		expect(idsIn(next)).toEqual(expect.arrayContaining([2, 12].map((at) => idOf(records[at]!))));
	});

	it('tells which orders were archived since, and nothing of it at first', async () => {
		store.place({ at: T0 });
		const archived = store.place({ at: T0 });
		store.change(archived, { is_deleted: true }, after(1));
		expect(await listAll(null)).toHaveLength(1);
		const observed = await listAll(T0);
		expect(observed).toMatchObject([{ kind: 'upsert' }, { id: idOf(archived), kind: 'delete' }]);
	});

	it('has no incomplete order, and names one that cannot be read', async () => {
		store.place({ more: { status_id: 0 } });
		const wrong = store.place();
		wrong.products = Array.from({ length: 10_001 }, () => ({ id: 1 }));
		const right = store.place();
		const { observations, refused } = await list(null);
		expect(idsIn(observations)).toEqual([idOf(right)]);
		expect(refused).toMatchObject([{ id: idOf(wrong) }]);
	});

	it.each(['', '{}', 'null', '[]', '{"phase":"live","from":0,"until":null}', 'x'])(
		'begins at no page that it has not given: %j',
		async (page) => {
			await expect(list(null, page)).rejects.toMatchObject({ kind: 'rejected' });
			await expect(list(null, page, 'Customer')).rejects.toMatchObject({ kind: 'rejected' });
		},
	);

	it('ends in words where BigCommerce gives the same page again and again', async () => {
		for (let count = 0; count < 12; count += 1) store.place();
		const { http } = connection;
		connection = {
			...connection,
			http: async ({ query: { min_id: _ignored, ...query } = {}, ...request }) =>
				await http({ ...request, query }),
		};
		await expect(listAll(null)).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('the list would never end'),
		});
	});

	it('waits before it takes the calls that messages and workflows need', async () => {
		for (let count = 0; count < 30; count += 1) store.place();
		store.callsLeft = 150;
		let page: string | null = null;
		let pages = 0;
		let waited: unknown = null;
		while (waited === null) {
			try {
				({ nextPage: page } = await list(null, page));
				pages += 1;
			} catch (error) {
				waited = error;
			}
		}
		expect(waited).toMatchObject({ kind: 'throttled', retryAfterMs: 15_000 });
		expect(pages).toBeGreaterThan(0);
		expect(store.callsLeft).toBeGreaterThanOrEqual(30);
		store.callsLeft = 150;
		expect((await list(null, page)).observations.length).toBeGreaterThan(0);
	});
});

describe('a BigCommerce store that has too many calls', () => {
	it('says how long to wait, in its own header', async () => {
		store.callsLeft = 0;
		await expect(bigcommerce.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'throttled',
			retryAfterMs: 15_000,
		});
	});

	it('may say nothing of it: then nobody knows how long', async () => {
		store.failures.push({ status: 429, json: { status: 429, title: 'Overload', type: '' } });
		await expect(bigcommerce.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'throttled',
			retryAfterMs: null,
			message: expect.stringContaining('Overload.'),
		});
	});
});

describe('writing to a BigCommerce store', () => {
	const update = async (
		record: BigCommerceOrderRecord,
		status: string,
		note: string | null = null,
	) =>
		await bigcommerce.updateStatus(connection, {
			entityType: 'Order',
			id: idOf(record),
			status: status as 'completed',
			note,
		});

	it.each([
		['pending_payment', 7],
		['on_hold', 12],
		['processing', 11],
		['partially_fulfilled', 3],
		['ready_for_pickup', 8],
		['fulfilled', 2],
		['completed', 10],
		['partially_refunded', 14],
		['refunded', 4],
		['cancelled', 5],
		['failed', 6],
		['own:awaiting-shipment', 9],
		['own:Disputed', 13],
	])('the status %s is the number %i, and twice is once', async (status, status_id) => {
		const record = store.place({ more: { status_id: status_id === 11 ? 7 : 11 } });
		const first = await update(record, status);
		expect(first.changed).toBe(true);
		expect(store.written).toEqual([[`PUT /v2/orders/${idOf(record)}`, { status_id }]]);
		expect(first.remark).toEqual(
			[4, 14].includes(status_id) ? expect.stringContaining('sends no money back') : null,
		);
		expect((await update(record, status)).changed).toBe(false);
		expect(store.written).toHaveLength(1);
	});

	it('an order that has a status of the same meaning keeps it', async () => {
		const record = store.place({ more: { status_id: 9 } });
		expect(await update(record, 'processing', 'Go on')).toMatchObject({
			changed: false,
			remark: 'The order is "awaiting-shipment" already; no note was added.',
		});
		expect(store.written).toEqual([]);
	});

	it('a note is added to those that the staff has', async () => {
		const record = store.place({ more: { staff_notes: 'Called twice' } });
		await update(record, 'completed', 'Delivered by hand');
		expect(store.written[0]![1]).toEqual({
			status_id: 10,
			staff_notes: 'Called twice\nDelivered by hand',
		});
	});

	it.each([
		['draft', 'An order that has been placed'],
		['unknown', '"unknown" is no status'],
		['own:incomplete', 'BigCommerce has no status "incomplete"'],
		['own:at-workshop', 'It has: pending, shipped, partially-shipped'],
	])('the status %s is refused before anything is asked', async (status, words) => {
		const record = store.place();
		await expect(update(record, status)).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining(words),
		});
		expect(store.calls).toEqual([]);
	});

	it('the statuses of a shop have the names that it shows', async () => {
		expect(await bigcommerce.listOrderStatuses!(connection)).toEqual([
			{ word: 'awaiting-shipment', name: 'On its way soon' },
			{ word: 'awaiting-fulfillment', name: 'Awaiting Fulfillment' },
		]);
	});

	const tracking = (orderId: string, more: Partial<Tracking> = {}): Tracking => ({
		...{ orderId, trackingNumber: 'A1', carrier: 'DHL', trackingUrl: null },
		...{ notifyCustomer: true, orderNumber: orderId, reference: null, destination: null },
		...more,
	});
	const add = async (record: BigCommerceOrderRecord, more: Partial<Tracking> = {}) =>
		await bigcommerce.addTracking(connection, tracking(idOf(record), more));

	it('a tracking number makes a shipment of all that is in none, and twice is once', async () => {
		const record = store.place();
		store.ship(record, { tracking_number: 'A0' });
		const added = await add(record);
		const [mug, plate] = record.products.map(({ id }) => id);
		expect(store.written).toEqual([
			[
				`POST /v2/orders/${idOf(record)}/shipments`,
				{
					...{ tracking_number: 'A1', tracking_carrier: 'dhl', order_address_id: record.order.id },
					items: [
						{ order_product_id: mug, quantity: 1 },
						{ order_product_id: plate, quantity: 1 },
					],
				},
			],
		]);
		expect(added.remark).toContain("the shop's own settings for order notifications decide");
		expect(orderIn(added.observations)).toMatchObject({ status: 'fulfilled' });
		expect(shipmentsIn(added.observations).map((one) => one.trackingNumber)).toEqual(['A0', 'A1']);
		expect(await add(record)).toMatchObject({ changed: false, remark: null });
		expect(store.written).toHaveLength(1);
	});

	it('a tracking number goes to the shipment that waits for one', async () => {
		const record = store.place();
		const shipment = store.ship(record);
		await add(record, { carrier: 'UPS' });
		expect(store.written).toEqual([
			[
				`PUT /v2/orders/${idOf(record)}/shipments/${String(shipment.id)}`,
				{ tracking_number: 'A1', shipping_provider: 'ups' },
			],
		]);
	});

	it('a carrier that BigCommerce does not know stands in the comment, and brings its own link', async () => {
		const record = store.place();
		await add(record, { carrier: 'Fjord Post', trackingUrl: 'https://fjord.example.com/A1' });
		const [, json] = store.written[0]!;
		const link = 'https://fjord.example.com/A1';
		expect(json).toMatchObject({ comments: 'Fjord Post', tracking_link: link });
		expect(json).not.toHaveProperty('tracking_carrier');
		const tooLong = `https://fjord.example.com/${'A'.repeat(480)}`;
		const other = store.place();
		await add(other, { carrier: null, trackingUrl: tooLong });
		expect(store.written[1]![1]).not.toHaveProperty('tracking_link');
	});

	it('a number for an order whose goods have all numbers goes into the staff notes, once', async () => {
		const record = store.place();
		const items = record.products.map(({ id, quantity }) => ({ order_product_id: id, quantity }));
		store.ship(record, { tracking_number: 'A0', items });
		expect(await add(record)).toMatchObject({
			changed: true,
			remark: expect.stringContaining('staff notes'),
		});
		expect(record.order.staff_notes).toBe('Tracking number: A1 (DHL)');
		expect(await add(record)).toMatchObject({ changed: false });
	});

	it.each([4, 5, 6])(
		'a number for an order of the status %i makes it not "shipped" again, and stands in the staff notes',
		async (status_id) => {
			const record = store.place({ more: { status_id } });
			expect(await add(record)).toMatchObject({
				changed: true,
				remark: expect.stringMatching(/The order is "\w+", .*staff notes/),
			});
			expect(record.order).toMatchObject({ status_id, staff_notes: 'Tracking number: A1 (DHL)' });
			expect(record.shipments).toEqual([]);
		},
	);

	it('goods to several addresses: the number is for those to the first', async () => {
		const record = store.place();
		record.products[1]!.order_address_id = 9;
		record.shipping_addresses.push({ id: 9 });
		const { remark } = await add(record);
		expect(remark).toContain('The order goes to 2 addresses');
		expect(record.shipments).toMatchObject([{ items: [{ quantity: 2 }] }]);
	});

	it('what is downloaded is in no shipment', async () => {
		const record = store.place();
		record.products[1]!.type = 'digital';
		await add(record);
		expect(record.shipments).toMatchObject([{ items: [{ quantity: 2 }] }]);
	});

	it('to an order that is not there is refused in words', async () => {
		const missing = { ...store.place(), order: { id: 999, status_id: 1, date_modified: '' } };
		for (const written of [add(missing), update(missing, 'completed')]) {
			await expect(written).rejects.toMatchObject({
				kind: 'not_found',
				message: expect.stringContaining('has no order "999"'),
			});
		}
	});

	it('with a token that may only read is refused with the scope that is missing', async () => {
		const record = store.place();
		store.failures.push({ status: 200, json: record.order });
		store.failures.push({ status: 403, json: { status: 403, title: 'No', type: '' } });
		await expect(update(record, 'completed')).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining('lacks the scope "Orders": modify'),
		});
	});
});

describe('the examples of the documents of BigCommerce', () => {
	/** bigcommerce/api-specs `reference/orders.v2.oas2.yml`, the order 218: prices with tax, and two discounts. */
	it('add up as their totals say, where prices hold the tax', async () => {
		const record = store.place({
			more: {
				...{ status_id: 7, subtotal_ex_tax: '62.6793', subtotal_inc_tax: '67.8400' },
				...{ base_shipping_cost: '12.0000', shipping_cost_ex_tax: '11.0900' },
				...{ shipping_cost_inc_tax: '12.0000', total_inc_tax: '69.8400', total_tax: '5.3100' },
				...{ discount_amount: '5.0000', coupon_discount: '5.0000', payment_status: 'authorized' },
			},
		});
		const [line] = record.products;
		const price = { price_inc_tax: '16.9600', base_price: '16.9600', price_ex_tax: '15.6698' };
		const total = { total_inc_tax: '67.8400', total_ex_tax: '62.6793', total_tax: '5.1607' };
		record.products = [{ ...line, quantity: 4, ...price, ...total }];
		expect(orderIn(await read(record))).toMatchObject({
			...{ taxesIncluded: true, total: 69.84, subtotal: 67.84, shippingTotal: 12 },
			...{ discountTotal: 10, totalTax: 5.31, roundingDifference: 0 },
			...{ paidTotal: 0, outstandingTotal: 69.84, paymentStatus: 'authorized' },
		});
	});

	/** The same file, the custom product 238 and the line 66 of a bundle. */
	it('add up where tax comes on top', async () => {
		const record = store.place({
			more: {
				...{ base_shipping_cost: '7.3900', shipping_cost_ex_tax: '7.3900' },
				...{ shipping_cost_inc_tax: '8.0000', total_inc_tax: '53.0000', total_tax: '4.0400' },
			},
		});
		const [line] = record.products;
		const price = { price_inc_tax: '45.0000', base_price: '41.5700', price_ex_tax: '41.5700' };
		const total = { total_inc_tax: '45.0000', total_ex_tax: '41.5700', total_tax: '3.4300' };
		record.products = [{ ...line, quantity: 1, ...price, ...total }];
		expect(orderIn(await read(record))).toMatchObject({
			...{ taxesIncluded: false, total: 53, subtotal: 41.57, shippingTotal: 7.39 },
			...{ totalTax: 4.04, roundingDifference: 0 },
		});
	});

	it.each([
		['holds', '50.0000', 50],
		['does not hold', '30.0000', 50],
	])(
		'a total that %s what was paid with a gift certificate is the same',
		async (_how, told, total) => {
			const gift = { gift_certificate_amount: '15.0000', store_credit_amount: '5.0000' };
			const record = store.place({ more: { ...gift, total_inc_tax: told } });
			expect(orderIn(await read(record))).toMatchObject({
				...{ total, giftCards: 15, roundingDifference: 0, paidTotal: total },
			});
		},
	);

	it('the currency is the one that was paid in', async () => {
		const more = { currency_code: 'EUR', default_currency_code: 'USD' };
		expect(orderIn(await read(store.place({ more })))).toMatchObject({
			currency: 'USD',
			attributes: { currency_code: 'EUR' },
		});
	});

	it('times are read as version 2 writes them', () => {
		expect(rfc2822(new Date('2018-01-10T21:05:30Z'))).toBe('Wed, 10 Jan 2018 21:05:30 +0000');
	});
});
