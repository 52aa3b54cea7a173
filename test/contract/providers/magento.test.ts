import { orderSchema, type Order } from '../../../engine/events/entities.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { Connection, StoreHttp } from '../../../engine/providers/storeHttp.ts';
import { answering, startServer } from '../../support/simulatedServer.ts';
import { startSimulatedMagento, type SimulatedMagento } from '../../support/simulatedMagento.ts';

const magento = providerOf('magento')!;
let shop: SimulatedMagento;
let connection: Connection<unknown>;
beforeEach(async () => {
	shop = await startSimulatedMagento();
	const credentials = magento.credentialsSchema.parse(shop.credential);
	connection = { credentials, http: axiosStoreHttp({ timeoutMs: 5_000 }) };
});
afterEach(async () => await shop.close());

const ITEM = {
	...{ item_id: 1, product_id: 12, sku: 'lamp', name: 'Lamp', is_virtual: 0 },
	...{ qty_ordered: 2, qty_canceled: 0, qty_refunded: 0, qty_shipped: 0 },
	...{ price: 42.02, price_incl_tax: 50, row_total: 84.03, row_total_incl_tax: 100 },
	...{ discount_amount: 10, tax_amount: 14.37 },
};
/** A shop with gross prices: ten off a hundred, and five for the way. */
const ORDER = {
	entity_id: 7,
	increment_id: '000000007',
	state: 'processing',
	status: 'processing',
	store_id: 1,
	customer_id: 3,
	customer_is_guest: 0,
	customer_email: 'anna@shop.example',
	customer_firstname: 'Anna',
	customer_lastname: 'Berg',
	order_currency_code: 'EUR',
	base_currency_code: 'EUR',
	grand_total: 95,
	subtotal: 84.03,
	subtotal_incl_tax: 100,
	tax_amount: 15.17,
	shipping_amount: 4.2,
	shipping_incl_tax: 5,
	discount_amount: -10,
	coupon_code: 'TEN',
	total_paid: 95,
	total_due: 0,
	items: [ITEM],
	billing_address: {
		...{ firstname: 'Anna', lastname: 'Berg', street: ['Gasse 1', 'Top 2'], city: 'Graz' },
		...{ postcode: '8010', country_id: 'AT', telephone: '+43 1', region: 'Steiermark' },
	},
	payment: { method: 'checkmo', last_trans_id: null },
	extension_attributes: {
		shipping_assignments: [
			{
				shipping: {
					address: { firstname: 'Bert', street: ['Weg 3'], city: 'Wien', country_id: 'AT' },
				},
			},
		],
	},
};

const read = async (id = '7'): Promise<Order> => {
	const [observed] = await magento.readEntity(connection, 'Order', id);
	return orderSchema.parse(observed!.entity);
};
const orderWith = async (changed: object): Promise<Order> => {
	shop.save('orders', { ...ORDER, ...changed });
	return await read();
};

describe('the status of an order of Magento is that of its state', () => {
	it.each([
		['new', 'pending_payment'],
		['pending_payment', 'pending_payment'],
		['payment_review', 'on_hold'],
		['holded', 'on_hold'],
		['processing', 'processing'],
		['complete', 'completed'],
		['closed', 'refunded'],
		['canceled', 'cancelled'],
		['of_a_module', 'unknown'],
	])('%s: %s, whatever the shop calls it', async (state, status) => {
		expect(await orderWith({ state, status: 'at_the_workshop' })).toMatchObject({
			status,
			nativeStatus: 'at_the_workshop',
		});
	});
});

describe('the payment follows from what came in and went out', () => {
	it.each([
		[{ total_paid: null, total_due: 95, state: 'new' }, 'pending'],
		[{ total_paid: 40, total_due: 55 }, 'partially_paid'],
		[{}, 'paid'],
		[{ total_refunded: 20 }, 'partially_refunded'],
		[{ total_refunded: 95, state: 'closed' }, 'refunded'],
		[{ total_paid: 0, total_due: 95, state: 'canceled' }, 'voided'],
		[{ total_paid: 60, total_due: 35, total_canceled: 35 }, 'paid'],
		[{ total_paid: 40, total_due: 55, total_canceled: 35 }, 'partially_paid'],
	])('%j: %s', async (changed, paymentStatus) => {
		expect(await orderWith(changed)).toMatchObject({ paymentStatus });
	});
});

describe('what is left to ship follows from the lines', () => {
	it.each([
		[[ITEM], 'unfulfilled'],
		[[{ ...ITEM, qty_shipped: 1 }], 'partially_fulfilled'],
		[[{ ...ITEM, qty_shipped: 1, qty_canceled: 1 }], 'fulfilled'],
		[
			[
				{ ...ITEM, qty_shipped: 2 },
				{ ...ITEM, item_id: 2, is_virtual: '1' },
			],
			'fulfilled',
		],
	])('%#: %s', async (items, fulfillmentStatus) => {
		expect(await orderWith({ items })).toMatchObject({ fulfillmentStatus });
	});

	it('and of downloads alone from the state, for nothing of them is ever shipped', async () => {
		const items = [{ ...ITEM, is_virtual: 1 }];
		expect(await orderWith({ items })).toMatchObject({ fulfillmentStatus: 'unfulfilled' });
		expect(await orderWith({ items, state: 'complete' })).toMatchObject({
			fulfillmentStatus: 'fulfilled',
		});
	});
});

describe('the money of an order is what the customer saw', () => {
	it('in a shop with gross prices', async () => {
		expect(await orderWith({})).toMatchObject({
			...{ total: 95, subtotal: 100, shippingTotal: 5, discountTotal: 10, totalTax: 15.17 },
			...{ taxesIncluded: true, roundingDifference: 0, paidTotal: 95, outstandingTotal: 0 },
			discounts: [{ code: 'TEN', amount: 10 }],
			lineItems: [{ price: 50, total: 100, discount: 10 }],
		});
	});

	it('in a shop with net prices, where the discount is taken off before tax', async () => {
		const items = [
			{ ...ITEM, price: 50, row_total: 100, row_total_incl_tax: 119, tax_amount: 17.1 },
		];
		const net = { subtotal: 100, subtotal_incl_tax: 119, tax_amount: 17.1, grand_total: 112.1 };
		const order = await orderWith({ ...net, items, shipping_amount: 5, shipping_incl_tax: 5 });
		expect(order).toMatchObject({ taxesIncluded: false, subtotal: 100, roundingDifference: 0 });
	});

	it('and where both would do, as the country is used to', async () => {
		const both = {
			...{ grand_total: 119, subtotal: 100, subtotal_incl_tax: 119, tax_amount: 19 },
			...{ shipping_amount: 0, shipping_incl_tax: 0, discount_amount: 0 },
			items: [{ ...ITEM, row_total: 100, row_total_incl_tax: 119, discount_amount: 0 }],
		};
		const in_ = async (country_id: string) =>
			await orderWith({ ...both, billing_address: { country_id } });
		expect(await in_('DE')).toMatchObject({ taxesIncluded: true, subtotal: 119 });
		expect(await in_('US')).toMatchObject({ taxesIncluded: false, subtotal: 100 });
	});

	it('without the choices of a product with options, which are items of their own', async () => {
		const choice = { ...ITEM, item_id: 2, parent_item_id: 1, row_total: 0, row_total_incl_tax: 0 };
		expect((await orderWith({ items: [ITEM, choice] })).lineItems).toHaveLength(1);
	});

	it('of which nobody owes any more what was cancelled', async () => {
		const part = { total_paid: 60, total_due: 35, total_canceled: 35 };
		expect(await orderWith(part)).toMatchObject({ paidTotal: 60, outstandingTotal: 0 });
		expect(await orderWith({ ...part, total_canceled: 30 })).toMatchObject({ outstandingTotal: 5 });
	});

	it.each(['DE', 'US'])('where nothing adds up, too, as the country is used to: %s', async (id) => {
		expect(await orderWith({ grand_total: 70, billing_address: { country_id: id } })).toMatchObject(
			{ taxesIncluded: id === 'DE', roundingDifference: expect.any(Number) },
		);
	});

	it('and in Adobe Commerce, where the total is without what gift cards and the like have paid', async () => {
		const extension_attributes = {
			...{ gift_cards_amount: 20, customer_balance_amount: 10, reward_currency_amount: 5 },
		};
		const paid = { grand_total: 60, total_paid: 60 };
		expect(await orderWith({ ...paid, extension_attributes })).toMatchObject({
			...{ total: 95, taxesIncluded: true, roundingDifference: 0, giftCards: 20 },
			...{ paidTotal: 95, outstandingTotal: 0, paymentStatus: 'paid' },
		});
		const cancelled = { ...{ total_paid: null, total_due: 60 }, state: 'canceled' };
		expect(await orderWith({ ...paid, ...cancelled, extension_attributes })).toMatchObject({
			...{ total: 95, paidTotal: 0, outstandingTotal: 0 },
		});
	});

	it('with what is paid for recycling, which is in no line', async () => {
		const items = [{ ...ITEM, weee_tax_applied_row_amount: 1.5 }];
		expect(await orderWith({ items, grand_total: 96.5 })).toMatchObject({
			...{ total: 96.5, roundingDifference: 0 },
			fees: [{ name: 'Fixed product tax', amount: 1.5 }],
		});
		expect(await orderWith({ items })).toMatchObject({ fees: [], roundingDifference: 0 });
	});

	it('and an amount that cannot be is told as the shop has it, and loses no order', async () => {
		const order = await orderWith({ grand_total: 'much' });
		expect(order.total).toBeNull();
		expect(JSON.stringify(order.attributes)).toContain('much');
	});
});

it('tells whose an order is, where it goes, and in which language it was placed', async () => {
	expect(await orderWith({})).toMatchObject({
		number: '000000007',
		language: 'de-AT',
		customer: { id: '3', email: 'anna@shop.example', firstName: 'Anna', phone: '+43 1' },
		billingAddress: { line1: 'Gasse 1', line2: 'Top 2', region: 'Steiermark', country: 'AT' },
		shippingAddress: { firstName: 'Bert', line1: 'Weg 3' },
	});
	const guest = await orderWith({ customer_is_guest: 1, customer_id: null, store_id: 2 });
	expect(guest).toMatchObject({ customer: { id: null }, language: 'fr-FR' });
});

it('tells what changes while pages are read, leaves nothing out, and repeats nothing', async () => {
	for (let id = 1; id <= 250; id += 1) shop.save('orders', { ...ORDER, entity_id: id });
	const told: string[] = [];
	let page: string | null = null;
	let pages = 0;
	do {
		const answer: Awaited<ReturnType<typeof magento.listChanges>> = await magento.listChanges(
			connection,
			'Order',
			{ since: null, page },
		);
		told.push(...answer.observations.map(({ id }) => id));
		page = answer.nextPage;
		pages += 1;
		// The oldest one moves to the end, and all others one place forward.
		if (pages === 1) shop.save('orders', { ...ORDER, entity_id: 1 });
	} while (page !== null);
	expect(new Set(told).size).toBe(250);
	expect(told.filter((id) => id === '1')).toHaveLength(2);
	expect(told).toHaveLength(251);
});

it('comes through where more than a page have changed in one second', async () => {
	for (let id = 1; id <= 230; id += 1) {
		shop.save('orders', { ...ORDER, entity_id: id, updated_at: '2026-11-25 09:00:00' });
	}
	const told: string[] = [];
	let page: string | null = null;
	do {
		const answer: Awaited<ReturnType<typeof magento.listChanges>> = await magento.listChanges(
			connection,
			'Order',
			{ since: '2026-11-25T08:59:00.000Z', page },
		);
		told.push(...answer.observations.map(({ id }) => id));
		page = answer.nextPage;
	} while (page !== null);
	expect(new Set(told).size).toBe(230);
});

const tooSlow: StoreHttp = async (request) => {
	if (Number(request.query?.['searchCriteria[pageSize]']) > 10) {
		throw new StoreError('timeout', 'It did not answer in time.');
	}
	return await axiosStoreHttp()(request);
};

it.each([
	['longer than what is taken', axiosStoreHttp({ maxAnswerBytes: 60_000 })],
	['not there in time', tooSlow],
])('comes through a page that is %s, in parts', async (_how, http) => {
	connection = { ...connection, http };
	for (let id = 1; id <= 130; id += 1) {
		const same = id > 20 && id < 60 ? { updated_at: '2026-11-25 08:00:30' } : {};
		shop.save('orders', { ...ORDER, entity_id: id, customer_note: 'x'.repeat(1_000), ...same });
	}
	const told: string[] = [];
	let page: string | null = null;
	do {
		const answer: Awaited<ReturnType<typeof magento.listChanges>> = await magento.listChanges(
			connection,
			'Order',
			{ since: null, page },
		);
		told.push(...answer.observations.map(({ id }) => id));
		page = answer.nextPage;
	} while (page !== null);
	expect(new Set(told).size).toBe(130);
	expect(told).toHaveLength(130);
});

const shipmentsSince = async (since: string | null) => {
	const told: Observation[] = [];
	let page: string | null = null;
	do {
		const position = { since, page };
		const answer: Awaited<ReturnType<typeof magento.listChanges>> = await magento.listChanges(
			connection,
			'Shipment',
			position,
		);
		told.push(...answer.observations);
		page = answer.nextPage;
	} while (page !== null);
	return told;
};

it('sees a tracking number that is added later, which moves no time of the shipment', async () => {
	const made = { created_at: '2026-11-23 09:00:00', updated_at: '2026-11-23 09:00:00' };
	const shipment = shop.save('shipments', { entity_id: 9, order_id: 7, ...made, tracks: [] });
	const last = { created_at: '2026-11-25 09:00:00', updated_at: '2026-11-25 09:00:00' };
	shop.save('shipments', { entity_id: 10, order_id: 8, ...last, tracks: [] });
	shop.addTrack(shipment, { track_number: 'JD0146', title: 'DHL', carrier_code: 'dhl' });
	const told = await shipmentsSince('2026-11-25T08:59:00.000Z');
	expect(told.find(({ id }) => id === '9')).toMatchObject({
		changedAt: expect.stringMatching(/^2026-11-25T08:00:/),
		entity: { trackingNumber: 'JD0146' },
	});
});

it('reads no more than some hundred shipments again for their numbers, and none at first', async () => {
	for (let id = 1; id <= 700; id += 1) shop.save('shipments', { entity_id: id, order_id: 7 });
	expect(await shipmentsSince(null)).toHaveLength(700);
	const calls = shop.calls.length;
	const told = await shipmentsSince('2026-11-26T08:00:00.000Z');
	expect(new Set(told.map(({ id }) => Number(id)))).toEqual(
		new Set(Array.from({ length: 500 }, (_one, index) => 201 + index)),
	);
	const searches = shop.calls.slice(calls).filter((call) => call === 'GET /shipments');
	expect(searches).toHaveLength(6);
});

it.each([
	[{ title: 'DPD Classic', carrier_code: 'shipper17' }, 'DPD Classic'],
	[{ title: null, carrier_code: 'dpd' }, 'DPD'],
	[{ title: 'United Parcel Service', carrier_code: 'ups' }, 'UPS'],
	[{ title: 'Parcel', carrier_code: 'custom' }, null],
])('names the carrier of %j as the customer knows it: %s', async (track, carrier) => {
	shop.save('shipments', { entity_id: 9, tracks: [{ track_number: 'X1', ...track }] });
	const [told] = await magento.readEntity(connection, 'Shipment', '9');
	expect(told!.entity).toMatchObject({ trackingNumber: 'X1', carrier });
});

it('tells shipments, customers and products as well', async () => {
	shop.save('shipments', {
		...{ entity_id: 9, order_id: 7, items: [{ entity_id: 1, sku: 'lamp', qty: 2 }] },
		tracks: [
			{ track_number: 'JD0146', title: 'Paket', carrier_code: 'dhl' },
			{ track_number: 'X1', title: 'Bote', carrier_code: 'custom' },
		],
	});
	shop.save('customers', {
		...{ id: 3, email: 'anna@shop.example', firstname: 'Anna', lastname: 'Berg', store_id: 1 },
		default_billing: '5',
		addresses: [{ id: 5, street: ['Gasse 1'], region: { region: 'Steiermark' }, country_id: 'AT' }],
	});
	shop.save('products', {
		...{ id: 12, sku: 'lamp', name: 'Lamp', price: 42.02, status: 2, type_id: 'simple' },
		extension_attributes: { stock_item: { qty: 0, is_in_stock: false, manage_stock: true } },
	});
	const first = async (type: 'Shipment' | 'Customer' | 'Product'): Promise<Observation> =>
		(await magento.listChanges(connection, type, { since: null, page: null })).observations[0]!;
	expect((await first('Shipment')).entity).toMatchObject({
		...{ orderId: '7', status: 'shipped', trackingNumber: 'JD0146', carrier: 'DHL' },
		parcels: [{ trackingNumber: 'JD0146' }, { trackingNumber: 'X1', carrier: 'Bote' }],
	});
	expect((await first('Customer')).entity).toMatchObject({
		...{ email: 'anna@shop.example', language: 'de-AT' },
		billingAddress: { line1: 'Gasse 1', region: 'Steiermark' },
	});
	expect((await first('Product')).entity).toMatchObject({
		...{ sku: 'lamp', price: 42.02, currency: 'EUR', status: 'draft' },
	});
	const [product] = await magento.readEntity(connection, 'Product', '12');
	expect(product!.entity).toMatchObject({
		...{ sku: 'lamp', currency: 'EUR', stockQuantity: 0, stockStatus: 'out_of_stock' },
	});
});

it.each([
	['orders', 'Magento_Sales::actions_view'],
	['customers', 'Magento_Customer::manage'],
] as const)('names the right that the integration lacks: %s', async (kind, resource) => {
	shop.forbidden.add(kind);
	const refused = await magento.checkCredentials(connection).catch((error: unknown) => error);
	expect(refused).toMatchObject({ kind: 'forbidden', message: expect.stringContaining(resource) });
	expect(String(refused)).toContain('System > Integrations');
});

it.each([
	['The signature is invalid. Verify and try again.', 'unauthorized', 'Copy all four again'],
	['The consumer has been deactivated', 'unauthorized', 'The consumer has been deactivated.'],
	['Consumer is not authorized to access Magento_Sales::sales', 'forbidden', 'tick Sales'],
])('says in words what Magento refuses: %s', async (message, kind, words) => {
	const refusing = await startServer(answering(async () => ({ status: 401, json: { message } })));
	const keys = { ...shop.credential, storeUrl: refusing.url };
	const there = { ...connection, credentials: magento.credentialsSchema.parse(keys) };
	const refused = await magento.checkCredentials(there).catch((error: unknown) => error);
	await refusing.close();
	expect(refused).toMatchObject({ kind, message: expect.stringContaining(words) });
});

it('repeats nothing of a server that is no Magento', async () => {
	const stranger = await startServer(
		answering(async () => ({ status: 400, json: { message: 'patient 4711', ward: 'B' } })),
	);
	const keys = { ...shop.credential, storeUrl: stranger.url };
	const elsewhere = { ...connection, credentials: magento.credentialsSchema.parse(keys) };
	const refused = await magento.checkCredentials(elsewhere).catch((error: unknown) => error);
	await stranger.close();
	expect(refused).toMatchObject({ kind: 'rejected' });
	expect(String(refused)).not.toContain('patient');
});

describe('writing', () => {
	const give = async (status: string, note: string | null = null) =>
		await magento.updateStatus(connection, {
			...{ entityType: 'Order', id: '7', note },
			status: status as 'cancelled',
		});

	it.each([
		['cancelled', 'cancelled'],
		['on_hold', 'on_hold'],
		['fulfilled', 'completed'],
	])('gives "%s" once', async (status, after) => {
		shop.save('orders', ORDER);
		expect(await give(status, 'as agreed')).toMatchObject({
			changed: true,
			observations: [{ entity: { status: after } }],
		});
		expect(shop.calls).toContain('POST /orders/7/comments');
		expect(await give(status)).toMatchObject({ changed: false });
	});

	it('takes an order off hold, and makes no other one "processing"', async () => {
		shop.save('orders', { ...ORDER, state: 'holded', status: 'holded' });
		expect(await give('processing')).toMatchObject({ changed: true });
		shop.save('orders', { ...ORDER, state: 'new', status: 'pending' });
		await expect(give('processing')).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('by its invoice'),
		});
	});

	it('says so where Magento answers that it has not done it', async () => {
		shop.save('orders', { ...ORDER, state: 'complete', status: 'complete' });
		await expect(give('cancelled')).rejects.toMatchObject({
			message: expect.stringContaining('does not give the status "cancelled"'),
		});
	});

	it('ships with the tracking number, adds further ones to the shipment, and each once', async () => {
		shop.save('orders', ORDER);
		const add = async (trackingNumber: string) =>
			await magento.addTracking(connection, {
				...{ orderId: '7', trackingNumber, carrier: 'DHL Paket', trackingUrl: null },
				notifyCustomer: false,
			});
		expect(await add('JD 0146')).toMatchObject({ changed: true });
		expect(await add('jd0146')).toMatchObject({ changed: false });
		expect(await add('JD0147')).toMatchObject({ changed: true });
		const [shipment, ...others] = shop.all.shipments.values();
		expect(others).toEqual([]);
		expect(shipment!.tracks).toMatchObject([
			{ track_number: 'JD 0146', carrier_code: 'dhl', title: 'DHL Paket' },
			{ track_number: 'JD0147' },
		]);
		expect(await read()).toMatchObject({ fulfillmentStatus: 'fulfilled' });
	});

	it('says which order there is not', async () => {
		const tracking = { orderId: '8', trackingNumber: '1', carrier: null, trackingUrl: null };
		await expect(
			magento.addTracking(connection, { ...tracking, notifyCustomer: false }),
		).rejects.toMatchObject({ kind: 'not_found', message: expect.stringContaining('"8"') });
	});

	it('tells in words why Magento refuses', async () => {
		shop.save('orders', { ...ORDER, items: [] });
		await expect(give('fulfilled')).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('does not allow a shipment to be created'),
		});
	});
});
