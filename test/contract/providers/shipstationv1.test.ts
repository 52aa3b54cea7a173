import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import type { StoreRequest } from '../../../engine/providers/storeHttp.ts';
import type { ListPage, Tracking } from '../../../engine/providers/storeSide.ts';
import {
	pacific,
	startSimulatedShipStationV1,
	type SimulatedShipStationV1,
} from '../../support/simulatedShipStationV1.ts';

const shipStation = providerOf('shipstationv1')!;
const MINUTE_MS = 60_000;
const MADE = new Date('2026-07-01T09:30:00.000Z');

describe('ShipStation V1', () => {
	let account: SimulatedShipStationV1;
	const connection = () => ({
		credentials: shipStation.credentialsSchema.parse(account.credential),
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	});
	const read = async (id: string) => await shipStation.readEntity(connection(), 'Shipment', id);
	const listAll = async (since: string | null) => {
		const pages: ListPage[] = [];
		for (let page: string | null = null; ; ) {
			const answer = await shipStation.listChanges(connection(), 'Shipment', { since, page });
			pages.push(answer);
			if (answer.nextPage === null) return pages;
			page = answer.nextPage;
		}
	};
	const told = (pages: readonly ListPage[]) => pages.flatMap(({ observations }) => observations);
	const idOf = ({ shipmentId, orderId }: { shipmentId: number; orderId: number }) =>
		`shipment:${shipmentId}:${orderId}`;
	const cancel = async (id: string) =>
		await shipStation.updateStatus(connection(), {
			...{ entityType: 'Shipment', id, status: 'cancelled', note: null },
		} as never);
	const add = async (more: Partial<Tracking> = {}) =>
		await shipStation.addTracking(connection(), {
			...{ orderId: '77', trackingNumber: '1Z-FROM-ELSEWHERE', carrier: 'UPS', trackingUrl: null },
			...{ notifyCustomer: true, orderNumber: '100044', ...more },
		});
	const posts = () => account.calls.filter((call) => !call.startsWith('GET'));

	beforeEach(async () => {
		account = await startSimulatedShipStationV1();
	});
	afterEach(async () => await account.close());

	it('tells a label with its order number, carrier, person, address and lines, and its time in UTC', async () => {
		const label = account.buyLabel({ at: MADE });
		expect(await read(idOf(label))).toEqual([
			{
				entityType: 'Shipment',
				id: idOf(label),
				kind: 'upsert',
				changedAt: '2026-07-01T09:30:00.000Z',
				clock: 'record',
				topicCodes: [],
				entity: {
					id: idOf(label),
					orderNumber: '100044',
					createdAt: '2026-07-01T09:30:00.000Z',
					status: 'shipped',
					nativeStatus: 'shipped',
					carrier: 'UPS',
					service: 'ups_ground',
					trackingNumber: label.trackingNumber,
					trackingUrl: expect.stringContaining(String(label.trackingNumber)),
					parcels: [expect.objectContaining({ trackingNumber: label.trackingNumber })],
					customer: {
						id: null,
						email: 'ada@example.com',
						firstName: 'Ada',
						lastName: 'May Lovelace',
						phone: '555-555-5555',
					},
					shippingAddress: {
						firstName: 'Ada',
						lastName: 'May Lovelace',
						company: null,
						line1: '525 S Winchester Blvd',
						line2: null,
						city: 'San Jose',
						region: 'CA',
						postalCode: '95128-2537',
						country: 'US',
						phone: '555-555-5555',
					},
					lineItems: [
						{
							id: '56568665',
							productId: '7565777',
							sku: 'SOCK-1',
							name: 'Wool socks',
							quantity: 2,
						},
					],
				},
			},
		]);
	});

	it('names the order by our own reference where it carries one, and else by none', async () => {
		const guid = '11111111-1111-5111-8111-111111111111';
		const ours = orderReference({ integrationGuid: guid, orderId: '77' });
		const known = account.buyLabel({ more: { orderKey: ours } });
		const foreign = account.buyLabel();
		expect((await read(idOf(known)))[0]?.entity).toMatchObject({ orderId: ours });
		expect((await read(idOf(foreign)))[0]?.entity).not.toHaveProperty('orderId');
	});

	it.each([
		[{}, 'shipped', null],
		[{ deliveryDate: '2026-07-01T12:00:00' }, 'delivered', '2026-07-01T19:00:00.000Z'],
		[{ voided: true, voidDate: '2026-07-02T12:00:00' }, 'cancelled', '2026-07-02T19:00:00.000Z'],
	])('tells a number from elsewhere with %j as %s', async (more, status, changedAt) => {
		const made = account.enterNumber({ more });
		const [one] = await read(`fulfillment:${made.fulfillmentId}`);
		expect(one).toMatchObject({ entity: { status, orderNumber: '100045', carrier: 'FedEx' } });
		if (changedAt !== null) expect(one?.changedAt).toBe(changedAt);
	});

	it('lists what was made since, what was voided since, and what was entered since', async () => {
		const at = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);
		const old = account.buyLabel({ at: at(500) });
		const voided = account.buyLabel({
			at: at(400),
			more: { voided: true, voidDate: pacific(at(10)) },
		});
		const made = account.buyLabel({ at: at(20) });
		const entered = account.enterNumber();
		const found = told(await listAll(at(30).toISOString()));
		expect(found.map(({ id, entity }) => [id, (entity as { status: string }).status])).toEqual([
			[idOf(made), 'shipped'],
			[idOf(voided), 'cancelled'],
			[`fulfillment:${entered.fulfillmentId}`, 'shipped'],
		]);
		expect(told(await listAll(null)).map(({ id }) => id)).toContain(idOf(old));
	});

	it('misses nothing in the hour that comes twice in autumn', async () => {
		// 01:50 by daylight time, and 01:05 by standard time, a quarter of an hour later.
		account.buyLabel({ at: new Date('2026-11-01T08:50:00Z') });
		const second = account.buyLabel({ at: new Date('2026-11-01T09:05:00Z') });
		const found = told(await listAll('2026-11-01T08:49:00.000Z'));
		expect(found.map(({ id }) => id)).toContain(idOf(second));
	});

	it('tells nothing of a parcel that goes back to the shop, and names what it cannot read', async () => {
		account.buyLabel({ more: { isReturnLabel: true } });
		account.buyLabel({ more: { shipmentId: null } });
		const pages = await listAll(null);
		expect(told(pages)).toEqual([]);
		expect(pages.flatMap(({ refused = [] }) => refused)).toHaveLength(1);
	});

	it('goes back 60 days at first', async () => {
		account.buyLabel({ at: new Date(Date.now() - 61 * 24 * 60 * MINUTE_MS) });
		expect(told(await listAll(null))).toEqual([]);
	});

	it.each([
		'shipment:1',
		'shipment:1:../orders',
		'shipments?createDateStart=1',
		'orders?orderId=1',
		'',
	])('asks for nothing by an ID that is none: %j', async (id) => {
		expect(await read(id)).toEqual([]);
		expect(account.calls).toEqual([]);
	});

	it.each([
		[{ status: 429, headers: { 'x-rate-limit-reset': '20' } }, 'throttled', 20_000],
		[{ status: 429, headers: { 'x-rate-limit-reset': '1764061200' } }, 'throttled', 60_000],
		[{ status: 429 }, 'throttled', 60_000],
		[{ status: 429, headers: { 'retry-after': '7' } }, 'throttled', 7_000],
		[{ status: 500 }, 'unavailable', null],
	])('waits as long as the limit lasts: %j', async (failure, kind, retryAfterMs) => {
		account.failures.push(failure);
		await expect(listAll(null)).rejects.toMatchObject({ kind, retryAfterMs });
	});

	it('voids a label, and twice is once', async () => {
		const label = account.buyLabel();
		expect(await cancel(idOf(label))).toMatchObject({
			changed: true,
			observations: [{ entity: { status: 'cancelled' } }],
		});
		expect(await cancel(idOf(label))).toMatchObject({ changed: false });
		expect(posts()).toEqual(['POST /shipments/voidlabel']);
	});

	it('says why a label cannot be voided', async () => {
		const label = account.buyLabel({ more: { wasUsed: true } });
		await expect(cancel(idOf(label))).rejects.toThrow(/The label was used/);
		await expect(cancel('shipment:1:2')).rejects.toMatchObject({ kind: 'not_found' });
		await expect(cancel('fulfillment:1')).rejects.toThrow(/entered by a person/);
	});

	it.each(['100044', '#100044'])(
		'marks order %j as shipped, and no other that begins so, and twice is once',
		async (orderNumber) => {
			account.addOrder('1000445');
			const { orderId } = account.addOrder('100044');
			expect(await add({ orderNumber })).toMatchObject({
				changed: true,
				observations: [{ entity: { trackingNumber: '1Z-FROM-ELSEWHERE', carrier: 'UPS' } }],
			});
			expect(account.fulfillments).toMatchObject([{ orderId, carrierCode: 'ups' }]);
			expect(await add({ orderNumber })).toMatchObject({ changed: false });
			expect(posts()).toEqual(['POST /orders/markasshipped']);
		},
	);

	it.each(['USPS', 'Stamps.com', 'stamps_com'])(
		'finds the carrier %j by whose account pays for it',
		async (carrier) => {
			account.addOrder('100044');
			await add({ carrier });
			expect(account.fulfillments).toMatchObject([{ carrierCode: 'stamps_com' }]);
		},
	);

	it.each([
		['an order that ShipStation does not have', { orderNumber: '7' }, 'has no order "7"'],
		['no order number', { orderNumber: null }, 'not known here'],
		['a carrier that is not connected', { carrier: 'Post NL' }, 'Its carriers are ups, stamps_com'],
	])('says what is wrong with %s', async (_what, more, words) => {
		account.addOrder('100044');
		await expect(add(more)).rejects.toThrow(words);
		expect(posts()).toEqual([]);
	});

	it('takes no number where two orders have the same', async () => {
		account.addOrder('100044');
		account.addOrder('100044');
		await expect(add()).rejects.toThrow(/2 orders "100044"/);
	});

	describe('registering', () => {
		it('finds its addresses however ShipStation writes the names of the fields', async () => {
			await register();
			const { http } = connection();
			const written = (name: (given: string) => string) => ({
				...connection(),
				http: async (request: StoreRequest) => {
					const response = await http(request);
					if (request.method !== 'GET') return response;
					const { webhooks } = response.body as { webhooks: object[] };
					const renamed = webhooks.map((one) =>
						Object.fromEntries(Object.entries(one).map(([key, value]) => [name(key), value])),
					);
					return { ...response, body: { [name('webhooks')]: renamed } };
				},
			});
			const camel = (given: string) => given.charAt(0).toLowerCase() + given.slice(1);
			for (const name of [camel, (given: string) => given.toLowerCase()]) {
				const registered = await shipStation.registerWebhooks(written(name), url, 'guid');
				expect(registered).toMatchObject([{ url }, { url }]);
				expect(account.webhooks).toHaveLength(2);
			}
			await shipStation.removeWebhooks(written(camel), url);
			expect(account.webhooks).toEqual([]);
		});

		const url = 'https://n8n.example.com/webhook/x/store';
		const register = async (guid = 'guid') =>
			await shipStation.registerWebhooks(connection(), url, guid);
		const tokens = () =>
			account.webhooks.map(({ Url }) => new URL(String(Url)).searchParams.get('token'));

		it('puts a secret into the address, and shows it to nobody', async () => {
			const registered = await register();
			expect(registered.map(({ topic }) => topic)).toEqual(['SHIP_NOTIFY', 'FULFILLMENT_SHIPPED']);
			expect(tokens()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), tokens()[0]]);
			expect(JSON.stringify(registered)).not.toContain(tokens()[0]);
			expect(tokens()[0]).not.toContain(account.credential.apiSecret);
		});

		it('replaces an address whose secret is another one, and one that is switched off', async () => {
			await register('before');
			const [before] = tokens();
			await register();
			expect(account.webhooks).toHaveLength(2);
			expect(tokens()).not.toContain(before);
			account.webhooks[0]!.Active = false;
			expect((await register()).every(({ enabled }) => enabled)).toBe(true);
			expect(account.webhooks).toHaveLength(2);
		});
	});
});
