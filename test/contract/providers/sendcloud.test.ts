import { StoreError } from '../../../engine/providers/storeError.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import type { ListPage } from '../../../engine/providers/storeSide.ts';
import {
	SENDCLOUD_STATUS,
	startSimulatedSendcloud,
	type SimulatedSendcloud,
} from '../../support/simulatedSendcloud.ts';

const sendcloud = providerOf('sendcloud')!;
const CREATED = new Date('2026-03-01T09:00:00Z');

describe('Sendcloud', () => {
	let account: SimulatedSendcloud;
	const connection = () => ({
		credentials: sendcloud.credentialsSchema.parse(account.credential),
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	});
	const read = async (id: number | string) =>
		await sendcloud.readEntity(connection(), 'Shipment', String(id));
	const list = async (since: string | null, page: string | null = null) =>
		await sendcloud.listChanges(connection(), 'Shipment', { since, page });
	const listAll = async (since: string | null) => {
		const pages: ListPage[] = [];
		for (let page: string | null = null; ; ) {
			const answer = await list(since, page);
			pages.push(answer);
			if (answer.nextPage === null) return pages;
			page = answer.nextPage;
		}
	};
	const cancel = async (id: number) =>
		await sendcloud.updateStatus(connection(), {
			...{ entityType: 'Shipment', id: String(id), status: 'cancelled', note: null },
		} as never);

	beforeEach(async () => {
		account = await startSimulatedSendcloud();
	});
	afterEach(async () => await account.close());

	it('tells a parcel with its order number, carrier, person, address and lines', async () => {
		const parcel = account.ship({ orderNumber: '#1001', at: CREATED });
		expect(await read(parcel.id)).toEqual([
			{
				entityType: 'Shipment',
				id: String(parcel.id),
				kind: 'upsert',
				changedAt: '2026-03-01T09:00:00.000Z',
				clock: 'record',
				topicCodes: [],
				isCarriersStatus: true,
				entity: {
					id: String(parcel.id),
					orderNumber: '#1001',
					service: 'postnl:standard',
					status: 'label_created',
					nativeStatus: 'Ready to send',
					trackingNumber: parcel.tracking_number,
					trackingUrl: parcel.tracking_url,
					carrier: 'PostNL',
					parcels: [
						{
							trackingNumber: parcel.tracking_number,
							trackingUrl: parcel.tracking_url,
							carrier: 'PostNL',
						},
					],
					createdAt: '2026-03-01T09:00:00.000Z',
					updatedAt: '2026-03-01T09:00:00.000Z',
					customer: {
						id: null,
						email: 'ada@example.com',
						firstName: 'Ada',
						lastName: 'de Vries',
						phone: '+31612345678',
					},
					shippingAddress: {
						firstName: 'Ada',
						lastName: 'de Vries',
						company: null,
						line1: 'Insulindelaan 115',
						line2: null,
						city: 'Eindhoven',
						region: null,
						postalCode: '5642 CV',
						country: 'NL',
						phone: '+31612345678',
					},
					lineItems: [
						{ id: '5552', productId: '19', sku: 'SOCK-1', name: 'Wool socks', quantity: 2 },
					],
				},
			},
		]);
	});

	it('names the order by our own reference where the shipment carries one, and else by none', async () => {
		const ours = orderReference({
			integrationGuid: '11111111-1111-5111-8111-111111111111',
			orderId: '77',
		});
		const known = account.ship({ more: { external_reference_id: ours } });
		const foreign = account.ship({ more: { external_reference_id: '77', reference: '77' } });
		expect((await read(known.id))[0]?.entity).toMatchObject({ orderId: ours });
		expect((await read(foreign.id))[0]?.entity).not.toHaveProperty('orderId');
	});

	it('tells each parcel of a shipment by itself', async () => {
		const first = account.ship();
		const [shipment] = account.shipments;
		shipment!.parcels.push({ ...first, id: first.id + 1, tracking_number: 'OTHER-1' });
		expect((await read(first.id)).map(({ id }) => id)).toEqual([String(first.id)]);
		const [{ observations }] = (await listAll(null)) as [ListPage];
		expect(observations.map(({ id }) => id)).toEqual([String(first.id), String(first.id + 1)]);
	});

	it('tells the other parcels of a shipment of which one has no ID yet, and one no status', async () => {
		const first = account.ship();
		const [shipment] = account.shipments;
		const { id: _, ...unannounced } = first;
		shipment!.parcels.push(unannounced as never, {
			...first,
			id: first.id + 2,
			status: null as never,
		});
		const { observations, refused } = await list(null);
		expect(refused).toEqual([]);
		expect(observations.map(({ id }) => id)).toEqual([String(first.id), String(first.id + 2)]);
		expect(observations[1]!.entity).not.toHaveProperty('status');
		shipment!.parcels = null as never;
		expect(await list(null)).toMatchObject({ observations: [], refused: [] });
	});

	it('tells nothing of a parcel that goes back to the shop: its delivery is none to the customer', async () => {
		const back = account.ship();
		Object.assign(back, { is_return: true });
		const whole = account.ship({ more: { is_return: true } });
		expect((await list(null)).observations).toEqual([]);
		expect([...(await read(back.id)), ...(await read(whole.id))]).toEqual([]);
	});

	it.each([
		['postnl:standard', 'PostNL'],
		['dhl_express:worldwide/incoterm=dap', 'DHL'],
		['inpost_es:service_point,national_c2c', 'InPost'],
		['gls_es:business', 'GLS'],
		['royal_mailv2:tracked_24', 'Royal Mail'],
		['correos_express:paq24', 'Correos Express'],
		['homerr:standard', 'Homerr'],
	])(
		'calls the carrier of %s as customers do, also where Sendcloud names none',
		async (option, name) => {
			const ship_with = { properties: { shipping_option_code: option } };
			const { id } = account.ship({ more: { carrier: undefined, ship_with } });
			expect((await read(id))[0]!.entity).toMatchObject({ carrier: name });
		},
	);

	it('says where a parcel goes, and not the place of a service point for that of the customer', async () => {
		const point = { id: 11_238_037, name: 'Corner shop' };
		const fetched = account.ship({ more: { to_service_point: point } });
		const brought = account.ship({ more: { to_service_point: null } });
		const entityOf = async ({ id }: { id: number }) => (await read(id))[0]!.entity;
		expect(await entityOf(fetched)).not.toHaveProperty('shippingAddress');
		expect(await entityOf(fetched)).toMatchObject({ customer: { email: 'ada@example.com' } });
		expect(await entityOf(brought)).toMatchObject({ shippingAddress: { postalCode: '5642 CV' } });
	});

	it('says the same of a parcel in a list and when it is read', async () => {
		const parcel = account.ship();
		account.move(parcel, SENDCLOUD_STATUS.driver);
		const [{ observations }] = (await listAll(null)) as [ListPage];
		expect(observations).toEqual(await read(parcel.id));
	});

	it('lists all that changed since a time, whatever the order of the pages', async () => {
		account.pageSize = 2;
		const at = (minute: number) => new Date(CREATED.getTime() + minute * 60_000);
		const parcels = [0, 1, 2, 3, 4, 5, 6].map((minute) => account.ship({ at: at(minute) }));
		const pages = await listAll(at(1).toISOString());
		expect(pages.length).toBe(3);
		expect(
			pages.flatMap(({ observations }) => observations.map(({ id }) => id)).toSorted(),
		).toEqual(parcels.slice(1).map(({ id }) => String(id)));
		// Sendcloud's own address is taken for its cursor alone, and the keys go nowhere else.
		expect(account.calls.every((call) => call.startsWith('GET /shipments?'))).toBe(true);
	});

	it('begins a list anew whose cursor is forgotten', async () => {
		const parcel = account.ship();
		const { observations, nextPage } = await list(null, 'a cursor of last week');
		expect(observations.map(({ id }) => id)).toEqual([String(parcel.id)]);
		expect(nextPage).toBeNull();
	});

	it('leaves out what cannot be read, names it, and takes the rest', async () => {
		const parcel = account.ship();
		account.shipments.push({ id: 'broken', order_number: '7', parcels: 'none' as never });
		const { observations, refused } = await list(null);
		expect(observations.map(({ id }) => id)).toEqual([String(parcel.id)]);
		expect(refused).toEqual([{ id: 'broken', reason: expect.stringContaining('parcels') }]);
	});

	it.each(['383707001,383707002', '', '../integrations', '1'.repeat(30)])(
		'asks for nothing by an ID that is none: %j',
		async (id) => {
			expect(await read(id)).toEqual([]);
			expect(account.calls).toEqual([]);
		},
	);

	it('says of a busy moment how long to wait', async () => {
		account.failures.push({ status: 429, headers: { 'retry-after': '7' } });
		await expect(read(383_707_001)).rejects.toMatchObject({
			kind: 'throttled',
			retryAfterMs: 7_000,
		});
	});

	it('says of orders that it has none, and what to connect', async () => {
		await expect(
			sendcloud.listChanges(connection(), 'Order', { since: null, page: null }),
		).rejects.toThrow(/Connect the shop beside it/);
		expect(account.calls).toEqual([]);
	});

	it('cancels a parcel, and twice is once', async () => {
		const parcel = account.ship();
		expect(await cancel(parcel.id)).toMatchObject({ changed: true, remark: null });
		expect(await cancel(parcel.id)).toMatchObject({ changed: false });
		expect(account.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
	});

	it('is content with a cancellation that is queued already: the parcel keeps its status meanwhile', async () => {
		const parcel = account.ship();
		const detail = 'This shipment is already being cancelled.';
		const json = { errors: [{ status: '409', code: 'invalid', detail }] };
		account.failures.push({ status: 200, json: { data: [account.shipments[0]] } });
		account.failures.push({ status: 409, json });
		expect(await cancel(parcel.id)).toMatchObject({
			changed: false,
			remark: expect.stringContaining('once the carrier agrees'),
			observations: [{ entity: { status: 'label_created' } }],
		});
	});

	it("says in Sendcloud's words why it refuses", async () => {
		const detail = 'Validation failed, updated_after is not a datetime';
		const json = { errors: [{ status: '400', code: 'validation_error', detail }] };
		account.failures.push({ status: 400, json });
		await expect(list('2026-03-01T09:00:00Z')).rejects.toThrow(
			/answered 400 to GET .*: Validation failed, updated_after is not a datetime\.$/,
		);
	});

	it('says why a delivered parcel cannot be cancelled', async () => {
		const parcel = account.ship();
		account.move(parcel, SENDCLOUD_STATUS.delivered);
		const error: unknown = await cancel(parcel.id).catch((e: unknown) => e);
		expect(error).toBeInstanceOf(StoreError);
		expect((error as StoreError).message).toMatch(/delivered, .*Its status is "Delivered"/);
		await expect(cancel(1)).rejects.toMatchObject({ kind: 'not_found' });
	});

	it('keeps two accounts apart by their address', () => {
		const urlOf = (publicKey: string) =>
			sendcloud.storeUrl(sendcloud.credentialsSchema.parse({ publicKey, secretKey: 'secret' }));
		expect(urlOf('one')).not.toBe(urlOf('another'));
		expect(urlOf('one')).toMatch(/^https:\/\/panel\.sendcloud\.sc\/#account-[0-9a-f]{8}$/);
	});

	describe('registering', () => {
		const url = 'https://n8n.example.com/webhook/x/store';
		const register = async () => await sendcloud.registerWebhooks(connection(), url, 'guid');

		it('enters the address where there is one integration for programs, and it posts nowhere', async () => {
			account.integrations.push({
				...{ id: 8, type: 'shopify', shop_name: 'Shop', webhook_active: false, webhook_url: '' },
			});
			expect(await register()).toHaveLength(1);
			expect(account.integrations[0]).toMatchObject({ webhook_active: true, webhook_url: url });
			expect(account.integrations[1]).toMatchObject({ webhook_active: false });
		});

		it.each([403, 404])(
			'leaves it to a person where the keys may see no integrations: %i',
			async (status) => {
				const refusal = { status, json: { errors: [] } };
				account.failures.push(refusal, refusal);
				expect(await register()).toEqual([]);
				expect(await sendcloud.listWebhooks(connection())).toEqual([]);
				await sendcloud.removeWebhooks(connection(), url);
				expect(await sendcloud.checkCredentials(connection())).toMatchObject({ name: null });
			},
		);

		it.each([
			['there are two', { id: 8, webhook_active: false, webhook_url: '' }],
			['somebody has entered another address', null],
		])('leaves it to a person where %s, and says what to do', async (_why, other) => {
			if (other) account.integrations.push({ ...other, type: 'api', shop_name: 'Other' });
			else {
				Object.assign(account.integrations[0]!, {
					webhook_active: true,
					webhook_url: 'https://other.example/hook',
				});
			}
			const before = structuredClone(account.integrations);
			expect(await register()).toEqual([]);
			expect(account.integrations).toEqual(before);
			expect(sendcloud.addressByHand).toContain('Settings > Integrations');
		});
	});
});
