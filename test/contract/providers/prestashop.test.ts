import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { createPrestaShop } from '../../../engine/providers/prestashop/index.ts';
import type { PrestaShopCredentials } from '../../../engine/providers/prestashop/credentials.ts';
import { readingOf } from '../../../engine/providers/storeReading.ts';
import type { EntityType } from '../../../engine/events/entityType.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import {
	KEY,
	startSimulatedPrestaShop,
	STATE,
	stateRow,
	type SimulatedPrestaShop,
} from '../../support/simulatedPrestaShop.ts';

const NOW = '2026-03-01T10:30:00Z';
const provider = createPrestaShop(() => new Date(NOW));

describe('PrestaShop', () => {
	let shop: SimulatedPrestaShop;
	let connection: Connection<PrestaShopCredentials>;

	beforeEach(async () => {
		shop = await startSimulatedPrestaShop();
		connect();
	});
	afterEach(async () => await shop.close());

	function connect(more: object = {}) {
		const credentials = provider.credentialsSchema.parse({ ...shop.credential, ...more });
		connection = { credentials, http: axiosStoreHttp({ timeoutMs: 5_000 }) };
	}
	/** Every page of a listing. */
	async function listAll(entityType: EntityType, since: string | null = null) {
		const observations: Observation[] = [];
		const refused: unknown[] = [];
		let page: string | null = null;
		do {
			const answer = await provider.listChanges(connection, entityType, { since, page });
			observations.push(...answer.observations);
			refused.push(...(answer.refused ?? []));
			page = answer.nextPage;
		} while (page !== null);
		return { observations, refused };
	}
	const orders = async (since: string | null = null) =>
		(await listAll('Order', since)).observations.filter((each) => each.entityType === 'Order');
	const failing = async (work: Promise<unknown>): Promise<Error & { kind?: string }> =>
		await work.then(
			() => new Error('It did not fail.'),
			(error: Error) => error,
		);

	describe('its key', () => {
		it('may be typed with the address of the back office, and is sent in no address', async () => {
			connect({ storeUrl: `${shop.url}/index.php?controller=AdminLogin` });
			expect(await provider.checkCredentials(connection)).toEqual({
				name: 'Fjord & Falke',
				storeUrl: shop.url,
			});
			expect(shop.calls.join()).not.toContain(KEY);
		});

		it('goes into the address where the server keeps the header from PHP, and is never shown', async () => {
			shop.hidesAuthorization = true;
			await provider.checkCredentials(connection);
			shop.failures.push({ status: 500, json: { errors: [{ code: 2, message: `no ${KEY}` }] } });
			const error = await failing(provider.checkCredentials(connection));
			expect(error.message).toContain('PrestaShop says: no ***');
			expect(error.message).not.toContain(KEY);
		});

		it.each([
			['orders', 'may not read orders'],
			['order_histories', 'may not read order_histories'],
			['configurations', 'time zone, and that of'],
		])('without the right to see %s is refused with what to tick', async (resource, words) => {
			delete shop.rights[resource];
			const error = await failing(provider.checkCredentials(connection));
			expect(error).toMatchObject({ kind: 'forbidden' });
			expect(error.message).toContain(words);
			expect(error.message).toContain('Advanced Parameters > Webservice');
		});

		it('that may write orders but not view them is refused with the column to tick', async () => {
			shop.rights.orders = ['POST'];
			const error = await failing(provider.checkCredentials(connection));
			expect(error).toMatchObject({ kind: 'forbidden' });
			expect(error.message).toContain('tick "View (GET)" at "orders"');
		});

		it('needs no configurations where the credential says the time zone', async () => {
			delete shop.rights.configurations;
			connect({ timeZone: 'Europe/Paris' });
			expect(await provider.checkCredentials(connection)).toEqual({
				name: null,
				storeUrl: shop.url,
			});
			shop.place();
			expect((await orders())[0]!.changedAt).toBe('2026-03-01T10:00:00.000Z');
		});

		it('of 31 characters is refused in the words of PrestaShop', async () => {
			connect({ apiKey: KEY.slice(1) });
			const error = await failing(provider.checkCredentials(connection));
			expect(error).toMatchObject({ kind: 'unauthorized' });
			expect(error.message).toBe(
				`${new URL(shop.url).origin} does not accept the webservice key: Invalid authentication key format. Copy it again, under Advanced Parameters > Webservice, and see that it is enabled.`,
			);
		});

		it('is good for nothing while the webservice is off, and the merchant hears where to switch it on', async () => {
			shop.isSwitchedOff = true;
			const error = await failing(provider.checkCredentials(connection));
			expect(error).toMatchObject({ kind: 'unavailable' });
			expect(error.message).toContain('Switch it on under Advanced Parameters > Webservice');
		});

		it.each(['http://shop.example', 'ftp://shop.example', 'no address'])(
			'is not sent to %s',
			(storeUrl) => {
				const given = { ...shop.credential, storeUrl };
				expect(provider.credentialsSchema.safeParse(given).success).toBe(false);
			},
		);

		it('is refused with a time zone that is none', () => {
			const { error } = provider.credentialsSchema.safeParse({
				...shop.credential,
				timeZone: 'Paris, France',
			});
			expect(error!.issues[0]!.message).toContain('Europe/Paris');
		});
	});

	it('tells an order with all that the webservice keeps elsewhere', async () => {
		const order = shop.place({
			note: 'Ring twice',
			total_wrapping_tax_incl: '2.40',
			total_wrapping_tax_excl: '2.00',
			total_paid_tax_incl: '127.35',
			total_paid_tax_excl: '107.00',
		});
		shop.give(order, STATE.payment, '2026-03-01 11:10:00');
		shop.track(order, '6A 123', '2026-03-01 11:20:00');
		const [told, parcel] = (await listAll('Order')).observations;
		expect(told).toMatchObject({
			entityType: 'Order',
			id: '1',
			changedAt: '2026-03-01T10:20:00.000Z',
			entity: {
				...{ number: 'XKBKNABA1', status: 'processing', nativeStatus: 'Payment accepted' },
				...{ paymentStatus: 'paid', fulfillmentStatus: 'unfulfilled', currency: 'EUR' },
				...{ total: 127.35, totalTax: 20.35, subtotal: 119, shippingTotal: 5.95 },
				...{ discountTotal: 0, roundingDifference: 0, taxesIncluded: true, refundedTotal: 0 },
				fees: [{ name: 'Gift wrapping', amount: 2.4, tax: 0.4 }],
				...{ paidTotal: 127.35, outstandingTotal: 0 },
				createdAt: '2026-03-01T10:00:00.000Z',
				paidAt: '2026-03-01T10:10:00.000Z',
				customer: {
					...{ id: '5', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
					phone: '0102030405',
				},
				language: 'fr-FR',
				shippingAddress: {
					...{ line1: '16, Main street', postalCode: '75002', city: 'Paris', country: 'FR' },
					company: 'Engines',
				},
				lineItems: [
					{
						...{ productId: '19', variantId: '40', sku: 'MUG-B', name: 'Mug - Blue' },
						...{ quantity: 2, price: 59.5, total: 119, discount: 0, tax: 19 },
					},
				],
				...{ paymentMethod: 'Bank transfer', shippingMethod: 'Colissimo', note: 'Ring twice' },
				url: `${shop.url}/index.php?controller=order-detail&id_order=1`,
			},
		});
		expect(parcel).toMatchObject({
			entityType: 'Shipment',
			id: '1-1',
			entity: {
				...{
					orderId: '1',
					orderNumber: 'XKBKNABA1',
					status: 'label_created',
					carrier: 'Colissimo',
				},
				...{ trackingNumber: '6A 123', trackingUrl: 'https://track.example/?n=6A%20123' },
			},
		});
		const text = JSON.stringify(told);
		expect(text).not.toContain('b44a6d9efd7a0076a0fbce6b15eaf3b1');
		expect(shop.calls.join()).not.toMatch(/customers\?display=full/);
	});

	it.each([
		['its prices', {}, 0, 59.5],
		['what was typed', { order_slip_type: '2', amount: '20.000000' }, 0, 20],
		['what was typed, and the parcel', { order_slip_type: '2', amount: '20.000000' }, 5.95, 25.95],
		['its prices and the parcel', { order_slip_type: '2' }, 5.95, 65.45],
		[
			'its prices less a voucher, which stands in the sum without tax',
			{ order_slip_type: '1', total_products_tax_excl: '40.000000' },
			...([0, 49.5] as const),
		],
		[
			'its prices less a voucher, which stands in the sum with tax',
			{ order_slip_type: '1', amount: '50.000000', total_products_tax_incl: '49.500000' },
			...([0, 49.5] as const),
		],
	])('tells of a credit slip %s', async (_what, more, shipping, refundedTotal) => {
		const order = shop.place();
		shop.give(order, STATE.payment);
		Object.assign(shop.refund(order, 59.5, shipping), more);
		const [observed] = await orders();
		expect(observed).toMatchObject({
			entity: { refundedTotal, refunds: [{ amount: refundedTotal }] },
		});
	});

	it('says in words that a list of orders is one of something else', async () => {
		shop.place();
		await listAll('Order');
		shop.failures.push({ status: 200, json: { orders: [{ reference: 'X' }, 7] } });
		await expect(listAll('Order')).rejects.toMatchObject({
			...{ name: 'StoreError', kind: 'rejected' },
			message: expect.stringMatching(/GET orders .*PrestaShop documents.*has an id/),
		});
	});

	it('asks for many things at once in addresses that a server takes', async () => {
		shop.place();
		const [line] = shop.rows.order_details!;
		const many = Array.from({ length: 1_500 }, (_one, index) => 100_000 + index);
		shop.rows.order_details = many.map((id) => ({ ...line, id, product_id: id }));
		const old = { date_add: '2026-01-01 00:00:00', date_upd: '2026-01-01 00:00:00' };
		shop.rows.products = many.map((id) => ({ id, name: 'Mug', active: '1', price: '1', ...old }));
		const since = '2026-02-28T00:00:00.000Z';
		const told: string[] = [];
		let page: string | null = null;
		do {
			const answer: Awaited<ReturnType<typeof provider.listChanges>> = await provider.listChanges(
				connection,
				'Product',
				{ since, page },
			);
			told.push(...answer.observations.map(({ id }) => id));
			page = answer.nextPage;
		} while (page !== null);
		expect(new Set(told).size).toBe(1_500);
		for (const call of shop.calls) expect(encodeURI(call).length).toBeLessThan(8_000);
	});

	it('takes whoever ordered as a guest for no account', async () => {
		shop.rows.customers![0]!.is_guest = '1';
		shop.place();
		expect((await orders())[0]!.entity).toMatchObject({
			customer: { id: null, email: 'ada@example.com' },
			url: `${shop.url}/index.php?controller=guest-tracking`,
		});
		expect((await listAll('Customer')).observations).toEqual([]);
	});

	it('tells orders that share a reference, as PrestaShop splits them, as orders of their own', async () => {
		shop.place({ reference: 'SHARED' });
		shop.place({ reference: 'SHARED' });
		const told = await orders();
		expect(told.map(({ id, entity }) => [id, (entity as { number?: string }).number])).toEqual([
			['1', 'SHARED'],
			['2', 'SHARED'],
		]);
	});

	describe.each([
		['[] for an empty list', { wrapsEmpty: false }],
		['{"orders":[]} for an empty list', { wrapsEmpty: true }],
		['no end of a range', { isEndExclusive: true }],
	])('of a version that gives %s', (_name, manner) => {
		beforeEach(() => void Object.assign(shop, manner));

		it('lists nothing of an empty shop, in one page', async () => {
			for (const entityType of ['Order', 'Customer', 'Product'] as const) {
				shop.rows.customers!.length = 0;
				expect(await listAll(entityType)).toEqual({ observations: [], refused: [] });
				expect((await listAll(entityType, NOW)).observations).toEqual([]);
			}
		});

		it('lists each order once: hundreds of one second, and those of the seconds around', async () => {
			for (let index = 0; index < 260; index += 1) {
				const second = index < 20 ? 58 : index < 230 ? 59 : index % 60;
				shop.place({
					date_upd: `2026-03-01 11:${index < 230 ? '00' : '01'}:${String(second).padStart(2, '0')}`,
				});
			}
			for (const since of [null, '2026-03-01T10:00:00.000Z']) {
				const ids = (await orders(since)).map(({ id }) => id);
				expect(ids).toHaveLength(260);
				expect(new Set(ids).size).toBe(260);
			}
		});
	});

	it('lists from the moment on that is asked for, itself included, and never without date=1', async () => {
		shop.place({ date_upd: '2026-03-01 11:00:00' });
		shop.place({ date_upd: '2026-03-01 11:00:01' });
		expect((await orders('2026-03-01T10:00:01.000Z')).map(({ id }) => id)).toEqual(['2']);
		const filtered = shop.calls.filter((call) => call.includes('filter[date_upd]'));
		expect(filtered.length).toBeGreaterThan(0);
		expect(filtered.every((call) => call.includes('date=1'))).toBe(true);
	});

	it('misses no order that changes while pages are read', async () => {
		for (let index = 0; index < 60; index += 1) {
			shop.place({ date_upd: `2026-03-01 11:00:${String(index).padStart(2, '0')}` });
		}
		const first = await provider.listChanges(connection, 'Order', { since: null, page: null });
		shop.rows.orders![0]!.date_upd = '2026-03-01 11:02:00';
		shop.rows.orders![1]!.date_upd = '2026-03-01 11:02:00';
		const second = await provider.listChanges(connection, 'Order', {
			since: null,
			page: first.nextPage,
		});
		const ids = [...first.observations, ...second.observations].map(({ id }) => id);
		expect(new Set(ids).size).toBe(60);
		expect(ids.slice(-2)).toEqual(['1', '2']);
	});

	it('leaves out an order that cannot be read, says which, and tells the others', async () => {
		shop.place();
		shop.place({ id: null });
		shop.place();
		const { observations, refused } = await listAll('Order');
		expect(observations.map(({ id }) => id)).toEqual(['1', '2']);
		expect(refused).toHaveLength(1);
	});

	it('keeps a number that cannot be as it was told, and makes no sum of it', async () => {
		shop.place({ total_paid_tax_incl: 'much' });
		expect((await orders())[0]!.entity).toMatchObject({
			total: null,
			attributes: { amountsAsTold: { total_paid_tax_incl: 'much' } },
		});
	});

	it.each([
		['a list of something else', { status: 200, json: ['orders', 'products'] }],
		['nothing', { status: 200 }],
		['two lists', { status: 200, json: { orders: [], products: [] } }],
	])('answers with %s, and the merchant hears that a module spoils it', async (_what, answer) => {
		await listAll('Order');
		shop.failures.push(answer);
		const error = await failing(listAll('Order'));
		expect(error).toMatchObject({ kind: 'rejected' });
		expect(error.message).toContain('something that PrestaShop does not send');
	});

	it('asks for what stands in tables once an hour, and at once for what is new there', async () => {
		shop.place();
		await orders();
		const before = shop.calls.length;
		await orders();
		expect(shop.calls.slice(before).join()).not.toMatch(
			/order_states|currencies|carriers\?display=\[id/,
		);
	});

	it('reads one order, parcel, customer and product, and nothing where there is none', async () => {
		const order = shop.place();
		shop.track(order, 'ONE1');
		shop.rows.products!.push({
			...{
				id: 19,
				name: [
					{ id: '1', value: 'Mug' },
					{ id: '2', value: 'Tasse' },
				],
				reference: 'MUG',
			},
			...{ price: '50.000000', active: '1', visibility: 'none', manufacturer_name: 'Fjord' },
			...{ date_add: '2026-01-01 10:00:00', date_upd: '2026-01-02 10:00:00' },
		});
		shop.rows.combinations!.push({ id: 40, id_product: 19, reference: 'MUG-B', price: '2.500000' });
		shop.rows.stock_availables!.push(
			{ id: 1, id_product: 19, id_product_attribute: 0, quantity: 0, out_of_stock: 1 },
			{ id: 2, id_product: 19, id_product_attribute: 40, quantity: 3, out_of_stock: 2 },
		);
		const read = async (entityType: EntityType, id: string) =>
			(await provider.readEntity(connection, entityType, id)).map((each) => each.entity);
		expect(await read('Order', '1')).toHaveLength(2);
		expect(await read('Shipment', '1-1')).toMatchObject([{ trackingNumber: 'ONE1' }]);
		expect(await read('Customer', '5')).toMatchObject([
			{ email: 'ada@example.com', language: 'fr-FR', status: 'enabled' },
		]);
		expect(await read('Product', '19')).toMatchObject([
			{
				...{ name: 'Mug', sku: 'MUG', status: 'hidden', price: 50, currency: 'EUR' },
				...{ stockStatus: 'on_backorder', stockQuantity: 0, vendor: 'Fjord' },
				variants: [{ id: '40', sku: 'MUG-B', price: 52.5, stockQuantity: 3 }],
			},
		]);
		for (const [entityType, id] of [
			['Order', '9'],
			['Shipment', '1-9'],
			['Shipment', 'x'],
			['Order', '1|2'],
			['Customer', '0'],
		] as const) {
			expect(await read(entityType, id)).toEqual([]);
		}
	});

	it('tells an account that was deleted, which PrestaShop only marks', async () => {
		Object.assign(shop.rows.customers![0]!, { deleted: '1' });
		expect((await listAll('Customer')).observations).toMatchObject([
			{ kind: 'delete', id: '5', onlyIfKnown: true, topicCodes: ['customer_deleted'] },
		]);
	});

	it("lists the shop's own statuses by their ids, and reads them as the merchant says", async () => {
		shop.rows.order_states!.push(stateRow(14, 'Awaiting pickup'), stateRow(15, 'Old', 'deleted'));
		const listed = await provider.listOrderStatuses!(connection);
		expect(listed).toContainEqual({ word: '14', name: 'Awaiting pickup' });
		expect(listed).toHaveLength(14);
		const order = shop.place();
		shop.give(order, 14);
		expect((await orders())[0]!.entity).toMatchObject({
			...{ status: 'unknown', nativeStatus: 'Awaiting pickup' },
		});
		const readingJson = JSON.stringify({ statuses: { 14: 'ready_for_pickup' }, noiseKeys: [] });
		connection = { ...connection, reading: readingOf({ readingJson, storeUrl: shop.url }) };
		expect((await orders())[0]!.entity).toMatchObject({ status: 'ready_for_pickup' });
	});

	describe('is given a status', () => {
		const set = async (status: string, id = '1', note: string | null = null) =>
			await provider.updateStatus(connection, {
				entityType: 'Order',
				id,
				status: status as never,
				note,
			});

		it.each([
			['processing', STATE.preparation],
			['fulfilled', STATE.shipped],
			['completed', STATE.delivered],
			['cancelled', STATE.cancelled],
			['refunded', STATE.refund],
			['failed', STATE.error],
		] as const)('%s, once, and no mail is written', async (status, state) => {
			shop.place();
			const first = await set(status);
			expect(first.changed).toBe(true);
			expect(first.observations[0]).toMatchObject({ entity: { status } });
			expect(shop.rows.orders![0]!.current_state).toBe(state);
			expect(await set(status)).toMatchObject({ changed: false });
			expect(shop.written).toEqual([
				`<?xml version="1.0" encoding="UTF-8"?><prestashop><order_history><id_order_state>${state}</id_order_state><id_order>1</id_order></order_history></prestashop>`,
			]);
		});

		it('that another of its statuses means already, and is left alone', async () => {
			const order = shop.place();
			shop.give(order, STATE.payment);
			expect(await set('processing')).toMatchObject({ changed: false });
			expect(shop.written).toEqual([]);
		});

		it("of the shop's own by its id, and hears of one that the shop does not have", async () => {
			shop.rows.order_states!.push(stateRow(14, 'Awaiting pickup'));
			shop.place();
			expect(await set('own:14', '1', 'Soon')).toMatchObject({
				changed: true,
				remark: expect.stringContaining('no note'),
			});
			expect(await failing(set('own:77'))).toMatchObject({
				kind: 'rejected',
				message: expect.stringContaining('no order status with the id "77"'),
			});
		});

		it('only where there is such an order, a right to it, and a way to know what it means', async () => {
			expect(await failing(set('cancelled', '7'))).toMatchObject({ kind: 'not_found' });
			shop.place();
			expect(await failing(set('pending_payment'))).toMatchObject({ kind: 'rejected' });
			shop.rights.order_histories = ['GET'];
			const error = await failing(set('cancelled'));
			expect(error.message).toContain('tick "Add (POST)" at "order_histories"');
		});
	});

	describe('is given a tracking number', () => {
		const add = async (trackingNumber: string, notifyCustomer = false, orderId = '1') =>
			await provider.addTracking(connection, {
				...{ orderId, trackingNumber, carrier: 'dhl', trackingUrl: null, notifyCustomer },
				...{ orderNumber: null, reference: null, destination: null },
			});

		it('once, as a change of one field, and its parcel is news', async () => {
			shop.place();
			const { changed, observations } = await add('A&B1');
			expect(changed).toBe(true);
			expect(observations.find((each) => each.entityType === 'Shipment')).toMatchObject({
				topicCodes: ['shipment_created'],
				entity: { trackingNumber: 'A&B1', status: 'label_created' },
			});
			expect(await add('A&B1')).toMatchObject({ changed: false });
			expect(shop.written).toEqual([
				'<?xml version="1.0" encoding="UTF-8"?><prestashop><order_carrier><id>1</id><tracking_number>A&amp;B1</tracking_number></order_carrier></prestashop>',
			]);
		});

		it('and writes to the customer where it shall', async () => {
			shop.place();
			await add('AB1', true);
			expect(shop.written[0]).toMatch(/^mail /);
		});

		it('in words that say why not', async () => {
			expect((await failing(add('AB1'))).message).toContain('has no order "1"');
			shop.place();
			expect((await failing(add('ä*'))).message).toContain('tracking_number is not valid');
			expect((await failing(add('1'.repeat(65)))).message).toContain('at most 64');
			await add('AB1');
			expect((await failing(add('AB2'))).message).toContain('has the number AB1 already');
			shop.rows.order_carriers!.length = 0;
			expect((await failing(add('AB2'))).message).toContain('it has no carrier');
			shop.place();
			shop.rights.order_carriers = ['GET', 'PUT'];
			expect((await failing(add('AB1', false, '2'))).message).toContain(
				'tick "Partial update (PATCH)" at "order_carriers"',
			);
		});
	});

	it('is told of a person by nobody who posts to its address', () => {
		const post = { headers: {}, body: Buffer.from('{}'), receivedAt: new Date(NOW) };
		expect(provider.verify(post, connection.credentials, 'guid')).toMatchObject({
			valid: false,
			detail: expect.stringContaining('posts nothing by itself'),
		});
	});
});
