import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { ListPage, Tracking } from '../../../engine/providers/storeSide.ts';
import { COURIERS, courierOf } from '../../../engine/providers/aftership/couriers.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import {
	AFTERSHIP_TAGS,
	startSimulatedAfterShip,
	type SimulatedAfterShip,
} from '../../support/simulatedAfterShip.ts';

const aftership = providerOf('aftership')!;
const AT = new Date('2026-03-01T09:00:00Z');
const OURS = orderReference({
	integrationGuid: '11111111-1111-5111-8111-111111111111',
	orderId: '77',
});

describe('AfterShip', () => {
	let account: SimulatedAfterShip;
	const connection = () => ({
		credentials: aftership.credentialsSchema.parse(account.credential),
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	});
	const read = async (id: string) => await aftership.readEntity(connection(), 'Shipment', id);
	const list = async (since: string | null, page: string | null = null) =>
		await aftership.listChanges(connection(), 'Shipment', { since, page });
	const listAll = async (since: string | null) => {
		const pages: ListPage[] = [];
		for (let page: string | null = null; ; ) {
			const answer = await list(since, page);
			pages.push(answer);
			if (answer.nextPage === null) return pages;
			page = answer.nextPage;
		}
	};
	const follow = async (more: Partial<Tracking> = {}) =>
		await aftership.addTracking(connection(), {
			orderId: '77',
			trackingNumber: '00340434123456789012',
			carrier: 'DHL',
			trackingUrl: null,
			notifyCustomer: true,
			orderNumber: '#1001',
			reference: OURS,
			destination: { countryCode: 'DE', postalCode: '10115' },
			...more,
		});
	const stop = async (id: string) =>
		await aftership.stopTracking!(connection(), { id, trackingNumber: null, carrier: null });
	const failure = async (asked: Promise<unknown>) => {
		const error: unknown = await asked.catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(StoreError);
		return error as StoreError;
	};

	beforeEach(async () => {
		account = await startSimulatedAfterShip();
	});
	afterEach(async () => await account.close());

	it('tells a parcel with its order number, carrier, person, place, days and last word', async () => {
		const tracking = account.follow({
			order_number: '#1001',
			customers: [{ name: 'Ada de Vries', email: 'ada@example.com', phone_number: '+31612345678' }],
			...{ destination_country_region: 'NLD', destination_postal_code: '5642 CV' },
			destination_city: 'Eindhoven',
			shipment_pickup_date: '2026-03-01T10:00:00+01:00',
			latest_estimated_delivery: { type: 'specific', datetime: '2026-03-03T12:00:00+01:00' },
			created_at: '2026-03-01T08:00:00Z',
			courier_tracking_link: 'https://www.dhl.de/track?n=1',
		});
		account.move(tracking, AFTERSHIP_TAGS.outForDelivery, AT);
		const { tracking_number: trackingNumber } = tracking;
		const parcel = { trackingNumber, trackingUrl: 'https://www.dhl.de/track?n=1', carrier: 'DHL' };
		expect(await read(tracking.id)).toEqual([
			{
				entityType: 'Shipment',
				id: tracking.id,
				kind: 'upsert',
				changedAt: '2026-03-01T09:00:00.000Z',
				clock: 'record',
				topicCodes: [],
				isCarriersStatus: true,
				entity: {
					id: tracking.id,
					orderNumber: '#1001',
					service: null,
					status: 'out_for_delivery',
					nativeStatus: 'OutForDelivery_001',
					...parcel,
					parcels: [parcel],
					createdAt: '2026-03-01T08:00:00.000Z',
					updatedAt: '2026-03-01T09:00:00.000Z',
					shippedAt: '2026-03-01T09:00:00.000Z',
					estimatedDeliveryAt: '2026-03-03T11:00:00.000Z',
					message: 'The carrier says OutForDelivery',
					customer: {
						id: null,
						email: 'ada@example.com',
						firstName: 'Ada',
						lastName: 'de Vries',
						phone: '+31612345678',
					},
					shippingAddress: {
						...{ firstName: null, lastName: null, company: null, line1: null, line2: null },
						city: 'Eindhoven',
						region: null,
						postalCode: '5642 CV',
						country: 'NL',
						phone: null,
					},
				},
			},
		]);
	});

	it('takes no time for the hour of delivery that has no zone', async () => {
		const told = async (shipment_delivery_date: string) => {
			const { id } = account.follow({ shipment_delivery_date, ...AFTERSHIP_TAGS.delivered });
			return (await read(id))[0]!.entity;
		};
		expect(await told('2026-03-02T14:00:00')).not.toHaveProperty('deliveredAt');
		expect(await told('2026-03-02')).not.toHaveProperty('deliveredAt');
		expect(await told('2026-03-02T14:00:00+02:00')).toMatchObject({
			deliveredAt: '2026-03-02T12:00:00.000Z',
		});
	});

	it.each([
		['2026-03-03', '2026-03-03T00:00:00.000Z'],
		['2026-03-03T23:30:00', '2026-03-03T00:00:00.000Z'],
		['2026-03-03T23:30:00-05:00', '2026-03-04T04:30:00.000Z'],
	])('tells the day on which a parcel is expected: %s', async (datetime, expected) => {
		const { id } = account.follow({ latest_estimated_delivery: { type: 'specific', datetime } });
		expect((await read(id))[0]!.entity).toMatchObject({ estimatedDeliveryAt: expected });
	});

	it.each([null, 'soon', '2026', '2026-13-45', {}])(
		'expects a parcel on no day that is none: %j',
		async (datetime) => {
			const { id } = account.follow({ latest_estimated_delivery: { datetime } });
			expect((await read(id))[0]!.entity).not.toHaveProperty('estimatedDeliveryAt');
		},
	);

	it.each([
		['dhl-germany', 'DHL'],
		['china-post', 'China Post'],
		['postnl-3s', 'Postnl 3s'],
		['yodel', 'Yodel'],
	])('calls the courier %s as customers do', async (slug, carrier) => {
		const { id } = account.follow({ slug });
		expect((await read(id))[0]!.entity).toMatchObject({ carrier });
	});

	it('goes on with a list that only names the next page', async () => {
		const pagination = { next_cursor: 'p1' };
		for (const trackings of [[account.follow()], []]) {
			const data = { trackings, pagination };
			account.failures.push({ status: 200, json: { meta: { code: 200 }, data } });
		}
		expect((await list(null)).nextPage).toBe('p1');
		expect((await list(null)).nextPage).toBeNull();
	});

	it('tells nobody that a parcel has arrived which came back to the shop', async () => {
		const tracking = account.follow({
			return_to_sender: true,
			shipment_delivery_date: '2026-03-02T14:00:00+02:00',
		});
		account.move(tracking, AFTERSHIP_TAGS.delivered);
		const { entity } = (await read(tracking.id))[0]!;
		expect(entity).toMatchObject({ status: 'returned', nativeStatus: 'Delivered_001' });
		expect(entity).not.toHaveProperty('deliveredAt');
		account.move(tracking, AFTERSHIP_TAGS.returned);
		expect((await read(tracking.id))[0]!.entity).not.toHaveProperty('deliveredAt');
	});

	it('keeps the last status of a parcel of which nothing is heard for 30 days', async () => {
		const tracking = account.follow();
		account.move(tracking, AFTERSHIP_TAGS.expired);
		const { entity } = (await read(tracking.id))[0]!;
		expect(entity).not.toHaveProperty('status');
		expect(entity).toMatchObject({ nativeStatus: 'Expired_001' });
	});

	it.each([
		['the order number', { order_number: '1001', title: 'Shoes 42' }, '1001'],
		['a title that is an order number', { title: '#1001' }, '#1001'],
		['no title that is a name', { title: 'Blue shoes 42' }, null],
		['no title that is the tracking number', {}, null],
	])('takes for the order number %s', async (_what, more, orderNumber) => {
		const { id } = account.follow(more);
		expect((await read(id))[0]!.entity).toMatchObject({ orderNumber });
	});

	it('names the order by our own reference where the tracking carries one, and else by none', async () => {
		const ours = account.follow({ order_id: OURS });
		const foreign = account.follow({ order_id: '77' });
		expect((await read(ours.id))[0]!.entity).toMatchObject({ orderId: OURS });
		expect((await read(foreign.id))[0]!.entity).not.toHaveProperty('orderId');
	});

	it('names no carrier that AfterShip has not recognised', async () => {
		const { id } = account.follow({ slug: 'unrecognized' });
		expect((await read(id))[0]!.entity).toMatchObject({ carrier: null });
	});

	it('says the same of a parcel in a list and when it is read', async () => {
		const tracking = account.follow();
		account.move(tracking, AFTERSHIP_TAGS.inTransit);
		const [{ observations }] = (await listAll(null)) as [ListPage];
		expect(observations).toEqual(await read(tracking.id));
	});

	it('finds a parcel of before 2024 by its old ID, and tells it by its new one', async () => {
		const tracking = account.follow({ legacy_id: '5b7658cec7c33c0e007de3c5' });
		expect(await read('5b7658cec7c33c0e007de3c5')).toMatchObject([{ id: tracking.id }]);
	});

	it.each(['7', 'order-1001_b', 'a'.repeat(128)])(
		'finds a parcel by an ID that somebody has chosen: %s',
		async (id) => {
			account.follow({ id });
			expect(await read(id)).toMatchObject([{ id }]);
			expect(await stop(id)).toMatchObject({ changed: true });
		},
	);

	it('tells nothing of a parcel that AfterShip does not have, as that of its test message', async () => {
		expect(await read('5b7658cec7c33c0e007de3c5')).toEqual([]);
		account.failures.push({ status: 400, json: { meta: { code: 4015 }, data: {} } });
		expect(await read('5b7658cec7c33c0e007de3c5')).toEqual([]);
	});

	it.each(['', '../couriers', 'a/retrack', 'a?b', 'a'.repeat(129)])(
		'asks for nothing by an ID that is none: %j',
		async (id) => {
			expect(await read(id)).toEqual([]);
			expect(await stop(id)).toMatchObject({ changed: false });
			expect(account.calls).toEqual([]);
		},
	);

	it('lists all that changed since a time, whatever the order of the pages', async () => {
		account.pageSize = 2;
		const all = [0, 1, 2, 3, 4, 5, 6].map((minute) =>
			account.follow({ updated_at: `2026-03-01T09:0${minute}:00Z` }),
		);
		const pages = await listAll('2026-03-01T09:01:00.000Z');
		expect(pages.length).toBe(3);
		expect(
			pages.flatMap(({ observations }) => observations.map(({ id }) => id)).toSorted(),
		).toEqual(all.slice(1).map(({ id }) => id));
	});

	it('begins a list anew whose cursor is forgotten', async () => {
		const { id } = account.follow();
		const { observations, nextPage } = await list(null, 'a cursor of last week');
		expect(observations.map((one) => one.id)).toEqual([id]);
		expect(nextPage).toBeNull();
	});

	it('ends a list that would never end', async () => {
		const data = {
			trackings: [],
			pagination: { next_cursor: 'p2', has_next_page: true, total: 1 },
		};
		account.failures.push({ status: 200, json: { meta: { code: 200 }, data } });
		await expect(list(null, 'p2')).rejects.toThrow(/would never end/);
	});

	it('leaves out what cannot be read, names it, and takes the rest', async () => {
		const { id } = account.follow();
		account.trackings.push({ id: 'a/b', updated_at: AT.toISOString() } as never);
		const { observations, refused } = await list(null);
		expect(observations.map((one) => one.id)).toEqual([id]);
		expect(refused).toEqual([{ id: 'a/b', reason: expect.stringContaining('"id"') }]);
	});

	it.each([
		[{ 'retry-after': '7' }, 7_000],
		// Its limits hold for one second.
		[{ 'x-ratelimit-reset': '1764061201', 'x-ratelimit-remaining': '0' }, 1_000],
	])('says of a busy moment how long to wait: %j', async (headers, retryAfterMs) => {
		account.failures.push({ status: 429, headers: headers as never });
		await expect(list(null)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs });
	});

	it('says what to do where the plan does not include the API', async () => {
		const message = "You don't have permission to access AfterShip API. Select a plan.";
		account.failures.push({ status: 403, json: { meta: { code: 403, message }, data: {} } });
		expect(await failure(aftership.checkCredentials(connection()))).toMatchObject({
			kind: 'forbidden',
			message: expect.stringMatching(/Settings > Billing whether your plan includes the API/),
		});
	});

	it('says of orders that it has none, and what to connect', async () => {
		await expect(
			aftership.listChanges(connection(), 'Order', { since: null, page: null }),
		).rejects.toThrow(/Connect the shop beside it/);
		expect(account.calls).toEqual([]);
	});

	it('keeps two accounts apart by their address', () => {
		const urlOf = (apiKey: string) =>
			aftership.storeUrl(aftership.credentialsSchema.parse({ apiKey, webhookSecret: 'secret' }));
		expect(urlOf('one')).not.toBe(urlOf('another'));
		expect(urlOf('one')).toMatch(/^https:\/\/api\.aftership\.com\/#account-[0-9a-f]{8}$/);
	});

	describe('following a number', () => {
		it('tells AfterShip the carrier, the order and the place, and never the bare ID of an order', async () => {
			const { changed, observations } = await follow();
			expect(changed).toBe(true);
			expect(account.bodies).toEqual([
				{
					tracking_number: '00340434123456789012',
					slug_group: 'dhl-group',
					order_id: OURS,
					order_number: '#1001',
					title: '#1001',
					destination_country_region: 'DEU',
					destination_postal_code: '10115',
				},
			]);
			expect(observations).toMatchObject([{ entity: { orderId: OURS, orderNumber: '#1001' } }]);
		});

		it('says nothing of what is not known', async () => {
			const unknown = { carrier: null, orderNumber: null, reference: null, destination: null };
			await follow({ ...unknown, trackingNumber: ' 1z 999 aa1 ' });
			expect(account.bodies).toEqual([{ tracking_number: '1Z999AA1' }]);
		});

		it('twice is once, costs once, and tells what AfterShip knows of it', async () => {
			await follow();
			account.move(account.trackings[0]!, AFTERSHIP_TAGS.delivered);
			expect(await follow()).toMatchObject({
				changed: false,
				observations: [{ entity: { status: 'delivered' } }],
			});
			expect(account.credit).toBe(99);
		});

		it('is content with a number that AfterShip follows already, and does not list yet', async () => {
			const meta = { code: 4003, message: 'Tracking already exists.', type: 'BadRequest' };
			account.failures.push({ status: 400, json: { meta, data: {} } });
			expect(await follow()).toEqual({ changed: false, observations: [], remark: null });
		});

		it('says why AfterShip refuses a number, though it has followed the same before', async () => {
			await follow();
			const message = 'Unable to import shipment as this carrier is no longer supported.';
			account.failures.push({ status: 400, json: { meta: { code: 4012, message }, data: {} } });
			expect((await failure(follow({ carrier: 'UPS' }))).message).toContain(message);
		});

		it('says why AfterShip refuses a number', async () => {
			const { kind, message } = await failure(follow({ trackingNumber: 'INVALID-1' }));
			expect(kind).toBe('rejected');
			expect(message).toContain('The format of the tracking number is invalid.');
		});

		it.each(['123', 'a'.repeat(101), '1234;5678', '12,34,56'])(
			'asks nobody for what is no tracking number: %s',
			async (trackingNumber) => {
				const { message } = await failure(follow({ trackingNumber }));
				expect(message).toMatch(
					/^AfterShip takes tracking numbers of 4 to 100 .*carrier's label\.$/,
				);
				expect(account.calls).toEqual([]);
			},
		);

		it('says that the plan is used up, and what to do', async () => {
			account.credit = 0;
			const { kind, message } = await failure(follow());
			expect(kind).toBe('rejected');
			expect(message).toMatch(/what your plan allows is used up\. Choose a larger plan/);
		});

		it('is content with an answer that it cannot read: the number is followed', async () => {
			account.failures.push({ status: 201, json: { meta: { code: 201 }, data: {} } });
			expect(await follow()).toEqual({ changed: true, observations: [], remark: null });
		});

		it.each([
			['royal-mail', { slug: 'royal-mail' }],
			['Royal Mail', { slug: 'royal-mail' }],
			['dhl-de', { slug_group: 'dhl-group' }],
			['DHL Paket', { slug_group: 'dhl-group' }],
			['Our own van', {}],
			['constructor', {}],
			[null, {}],
		])(
			'names the carrier %s by a word of AfterShip, or leaves it to AfterShip',
			(carrier, named) => {
				expect(courierOf(carrier)).toEqual(named);
			},
		);

		it.each(Object.entries(COURIERS))('knows %s by the name that it has here', (name, courier) => {
			expect(courierOf(name)).toEqual(courier);
		});
	});

	it('follows a number no longer, and twice is once', async () => {
		const { id } = account.follow();
		expect(await stop(id)).toMatchObject({ changed: true });
		expect(account.trackings).toEqual([]);
		expect(await stop(id)).toMatchObject({ changed: false });
	});

	describe('setting a status', () => {
		const set = async (id: string, status: string) =>
			await aftership.updateStatus(connection(), {
				...{ entityType: 'Shipment', id, status, note: null },
			} as never);

		it.each(['delivered', 'returned'])(
			'%s ends the tracking, and twice is once',
			async (status) => {
				const { id } = account.follow();
				expect(await set(id, status)).toMatchObject({
					changed: true,
					observations: [{ entity: { status } }],
				});
				expect(await set(id, status)).toMatchObject({ changed: false });
				expect(account.bodies).toHaveLength(1);
			},
		);

		it('is refused for what only a carrier can say, and for a parcel that is not there', async () => {
			const { id } = account.follow();
			expect((await failure(set(id, 'in_transit'))).kind).toBe('rejected');
			expect((await failure(set('5b7658cec7c33c0e007de3c5', 'delivered'))).kind).toBe('not_found');
		});
	});
});
