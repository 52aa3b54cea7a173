import { CARRIERS } from '../../../engine/carriers/carriers.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import {
	CARRIER_KEYS,
	CARRIER_KEYS_OF_PAGES,
	carrierKeyOf,
} from '../../../engine/providers/17track/carrierKeys.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { Tracking } from '../../../engine/providers/storeSide.ts';
import {
	startSimulated17Track,
	TRACK17_STATUS,
	type Simulated17Track,
} from '../../support/simulated17Track.ts';

const track17 = providerOf('17track')!;
const AT = new Date('2026-03-01T09:00:00Z');
const OURS = orderReference({
	integrationGuid: '11111111-1111-5111-8111-111111111111',
	orderId: '77',
});

describe('17TRACK', () => {
	let account: Simulated17Track;
	const connection = () => ({
		credentials: track17.credentialsSchema.parse(account.credential),
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	});
	const read = async (id: string) => await track17.readEntity(connection(), 'Shipment', id);
	const known = (id: string) => ({ id, trackingNumber: null, carrier: null });
	const refresh = async (ids: readonly string[]) =>
		await track17.refreshParcels!(connection(), ids.map(known));
	const stop = async (id: string) => await track17.stopTracking!(connection(), known(id));
	const follow = async (more: Partial<Tracking> = {}) =>
		await track17.addTracking(connection(), {
			orderId: '77',
			trackingNumber: '1Z999AA10123456784',
			carrier: 'UPS',
			trackingUrl: null,
			notifyCustomer: true,
			orderNumber: '#1001',
			reference: OURS,
			destination: { countryCode: 'DE', postalCode: '10115' },
			...more,
		});
	const failure = async (asked: Promise<unknown>) => {
		const error: unknown = await asked.catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(StoreError);
		return error as StoreError;
	};

	beforeEach(async () => {
		account = await startSimulated17Track();
	});
	afterEach(async () => await account.close());

	it('tells a parcel with its order, carrier, link, place, days and last word', async () => {
		const track = account.follow({ tag: '1001', destination_postal_code: '10115' });
		account.move(track, TRACK17_STATUS.inTransit, AT);
		Object.assign(track.track_info!, {
			milestone: [
				{ key_stage: 'InfoReceived', time_utc: null },
				{ key_stage: 'PickedUp', time_utc: '2026-02-28T10:00:00Z' },
				{ key_stage: 'Delivered', time_utc: null },
			],
			time_metrics: {
				estimated_delivery_date: {
					source: 'Official',
					from: null,
					to: '2026-03-03T12:00:00+01:00',
				},
			},
			misc_info: { service_type: 'UPS Standard' },
		});
		const id = account.idOf(track);
		const parcel = {
			trackingNumber: track.number,
			trackingUrl: `https://www.ups.com/track?tracknum=${track.number}`,
			carrier: 'UPS',
		};
		expect(await read(id)).toEqual([
			{
				entityType: 'Shipment',
				id,
				kind: 'upsert',
				changedAt: '2026-03-01T09:00:00.000Z',
				clock: 'record',
				topicCodes: [],
				isCarriersStatus: true,
				entity: {
					id,
					orderNumber: '1001',
					service: 'UPS Standard',
					status: 'in_transit',
					nativeStatus: 'InTransit_Departure',
					...parcel,
					parcels: [parcel],
					createdAt: '2026-02-28T10:00:00.000Z',
					updatedAt: '2026-03-01T09:00:00.000Z',
					shippedAt: '2026-02-28T10:00:00.000Z',
					estimatedDeliveryAt: '2026-03-03T11:00:00.000Z',
					message: 'The carrier says InTransit',
					shippingAddress: {
						...{ firstName: null, lastName: null, company: null, line1: null, line2: null },
						...{ city: null, region: null, postalCode: '10115', country: 'DE', phone: null },
					},
				},
			},
		]);
	});

	it.each([
		['Evri ( The New Hermes )', 100331, 'Evri', 'https://www.evri.com/'],
		[null, 100331, 'Evri', 'https://www.evri.com/'],
		['DPD (UK)', 100010, 'DPD (UK)', 'https://track.dpd.co.uk/'],
		['Own van', 999_999, 'Own van', null],
		[null, 999_999, null, null],
	])('calls the carrier %j of the number %i as customers do', async (name, carrier, told, page) => {
		const tracking = { providers: [{ provider: name && { key: carrier, name } }] };
		const track = account.follow({ carrier, track_info: { tracking } });
		expect((await read(account.idOf(track)))[0]!.entity).toMatchObject({
			carrier: told,
			trackingUrl: page && expect.stringContaining(page),
		});
	});

	it('tells of a parcel that nobody has heard of again nothing new', async () => {
		const track = account.follow();
		account.move(track, TRACK17_STATUS.inTransit, AT);
		const [before] = await read(account.idOf(track));
		const { providers } = track.track_info!.tracking as { providers: [Record<string, unknown>] };
		providers[0].latest_sync_time = '2026-03-01T15:00:00Z';
		const [after] = await read(account.idOf(track));
		expect(after!.entity).toEqual(before!.entity);
		expect(after!.changedAt).toBe('2026-03-01T15:00:00.000Z');
	});

	it('tells nobody that a parcel has arrived which came back to the shop', async () => {
		const delivered = { key_stage: 'Delivered', time_utc: '2026-03-02T14:00:00Z' };
		const told = async (status: string, sub_status: string, returning: string | null = null) => {
			const milestone = [delivered, { key_stage: 'Returning', time_utc: returning }];
			const latest_status = { status, sub_status };
			const track = account.follow({ track_info: { latest_status, milestone } });
			return (await read(account.idOf(track)))[0]!.entity;
		};
		expect(await told('Exception', 'Exception_Returned')).not.toHaveProperty('deliveredAt');
		const back = await told('Delivered', 'Delivered_Other', '2026-03-01T14:00:00Z');
		expect(back).toMatchObject({ status: 'returned', nativeStatus: 'Delivered_Other' });
		expect(back).not.toHaveProperty('deliveredAt');
		expect(await told('Delivered', 'Delivered_Other')).toMatchObject({
			...{ status: 'delivered', deliveredAt: '2026-03-02T14:00:00.000Z' },
		});
	});

	it('keeps the last status of a parcel of which nothing is heard for long', async () => {
		const track = account.follow();
		account.move(track, TRACK17_STATUS.expired);
		const { entity } = (await read(account.idOf(track)))[0]!;
		expect(entity).not.toHaveProperty('status');
		expect(entity).toMatchObject({ nativeStatus: 'Expired_Other' });
	});

	it.each([
		['our own reference', OURS, { orderId: OURS }],
		['the number of the order', '#1001', { orderNumber: '#1001' }],
	])('names the order by a tag that is %s', async (_what, tag, order) => {
		const track = account.follow({ tag });
		expect((await read(account.idOf(track)))[0]!.entity).toMatchObject(order);
	});

	it.each(['for Ada', 'gift', null, ''])('names no order by the tag %j', async (tag) => {
		const { entity } = (await read(account.idOf(account.follow({ tag }))))[0]!;
		expect(entity).not.toHaveProperty('orderId');
		expect(entity).not.toHaveProperty('orderNumber');
	});

	it('says the same of a parcel alone and among others', async () => {
		const tracks = [account.follow(), account.follow(), account.follow()];
		for (const track of tracks) account.move(track, TRACK17_STATUS.delivered, AT);
		const ids = tracks.map(account.idOf);
		expect(await refresh(ids)).toEqual((await Promise.all(ids.map(read))).flat());
		expect(account.calls).toHaveLength(4);
	});

	it('leaves out what it does not follow, what it knows nothing of, and what cannot be read', async () => {
		const track = account.follow();
		const silent = account.follow({ track_info: null });
		const odd = account.follow();
		Object.assign(odd, { tag: {}, track_info: 'none' });
		const told = await refresh([account.idOf(track), account.idOf(silent), '3011-RR123456789CN']);
		expect(told.map(({ id }) => id)).toEqual([account.idOf(track)]);
		expect(await read(account.idOf(odd))).toMatchObject([{ entity: { parcels: [{}] } }]);
	});

	it('keeps two carriers with the same number apart', async () => {
		const one = account.follow({ number: 'RR123456789CN', carrier: 3011 });
		const other = account.follow({ number: 'RR123456789CN', carrier: 21051 });
		account.move(other, TRACK17_STATUS.delivered);
		expect(await refresh([account.idOf(one), account.idOf(other)])).toMatchObject([
			{ id: '3011-RR123456789CN', entity: { status: 'pending' } },
			{ id: '21051-RR123456789CN', entity: { status: 'delivered' } },
		]);
	});

	it.each(['', '77', 'x-1Z999AA1', '3011-', '3011-12;34', `3011-${'1'.repeat(60)}`])(
		'asks for nothing by an ID that is none: %j',
		async (id) => {
			expect(await read(id)).toEqual([]);
			expect(await stop(id)).toMatchObject({ changed: false });
			expect(account.calls).toEqual([]);
		},
	);

	it.each([
		[{ 'retry-after': '7' }, 7_000],
		// It takes three calls a second, and says nothing more.
		[{}, 1_000],
	])('says of a busy moment how long to wait: %j', async (headers, retryAfterMs) => {
		account.failures.push({ status: 429, headers: headers as never });
		await expect(read('3011-RR123456789CN')).rejects.toMatchObject({
			kind: 'throttled',
			retryAfterMs,
		});
	});

	it.each([
		[-18010001, 'forbidden', /IP addresses/],
		[-18010002, 'unauthorized', /does not accept the security key/],
		[-18010003, 'unavailable', /Try again later/],
		[-18010004, 'forbidden', /switched the account off/],
		[-18010005, 'unauthorized', /does not accept the security key/],
		[-18010013, 'rejected', /as -18010013\. The submitted data is invalid\.$/],
	])(
		'says in words what the refusal %i means, though it comes with 200',
		async (code, kind, words) => {
			const errors = [{ code, message: 'The submitted data is invalid' }];
			// Both have been seen.
			for (const outer of [code, 0]) {
				account.failures.push({ status: 200, json: { code: outer, data: { errors } } });
				const error = await failure(read('3011-RR123456789CN'));
				expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(words)]);
			}
			account.failures.push({ status: 200, json: { code, data: {} } });
			expect((await failure(read('3011-RR123456789CN'))).kind).toBe(kind);
		},
	);

	it.each([
		[401, -18010001, 'forbidden', /IP addresses/],
		[401, -18010002, 'unauthorized', /does not accept the security key/],
		[401, -18010004, 'forbidden', /switched the account off/],
		[403, -18010001, 'forbidden', /IP addresses/],
		[401, -18010099, 'unauthorized', /does not accept the security key/],
		[400, -18010099, 'rejected', /answered 400 to POST/],
		[500, -18010002, 'unavailable', /Try again later/],
		[200, 429, 'throttled', /too many calls/],
	])(
		'says in words what the status %i with the code %i means, and nothing of the key',
		async (status, code, kind, words) => {
			const errors = code === 429 ? [] : [{ code, message: `No key ${account.credential.apiKey}` }];
			account.failures.push({ status, json: { code, data: { errors } } });
			const error = await failure(read('3011-RR123456789CN'));
			expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(words)]);
			expect(error.message).not.toContain(account.credential.apiKey);
			expect(error.retryAfterMs).toBe(kind === 'throttled' ? 1_000 : null);
		},
	);

	it('tells a parcel whose neighbours in the answer are odd', async () => {
		const track = account.follow();
		const { isStopped: _, isFollowedAnew: _anew, ...told } = track;
		const rejected = [{ number: null, error: null }, { error: { code: '-18019902' } }, 7];
		account.failures.push({
			status: 200,
			json: { code: 0, data: { accepted: [null, { number: 7 }, told], rejected } },
		});
		expect(await refresh([account.idOf(track)])).toMatchObject([{ id: account.idOf(track) }]);
	});

	it('says nothing of the status where 17TRACK says nothing: what is known stays', async () => {
		const track = account.follow({ track_info: { latest_status: { status: null } } });
		expect((await read(account.idOf(track)))[0]!.entity).not.toHaveProperty('status');
	});

	it.each([{}, [], { code: '0' }, { code: 0 }, { code: 0, data: { accepted: 'none' } }])(
		'says so of an answer that is none: %j',
		async (json) => {
			account.failures.push({ status: 200, json });
			const { kind, message } = await failure(read('3011-RR123456789CN'));
			expect(kind).toBe('rejected');
			expect(message).toMatch(/something else than 17TRACK documents/);
		},
	);

	it('says of orders that it has none, and of statuses that only carriers set them', async () => {
		const position = { since: null, page: null };
		await expect(track17.listChanges(connection(), 'Order', position)).rejects.toThrow(
			/Connect the shop beside it/,
		);
		await expect(track17.listChanges(connection(), 'Shipment', position)).rejects.toThrow(
			/first message/,
		);
		const update = { entityType: 'Shipment', id: '1-12345', status: 'delivered', note: null };
		await expect(track17.updateStatus(connection(), update as never)).rejects.toThrow(
			/what its carrier says/,
		);
		expect(account.calls).toEqual([]);
	});

	describe('following a number', () => {
		it('tells 17TRACK the carrier, the place and our name for the order, and never the bare ID of an order', async () => {
			const { changed, observations, remark } = await follow();
			expect([changed, remark]).toEqual([true, null]);
			expect(account.bodies).toEqual([
				[
					{
						number: '1Z999AA10123456784',
						carrier: 100002,
						tag: OURS,
						destination_country: 'DE',
						destination_postal_code: '10115',
					},
				],
			]);
			expect(observations).toMatchObject([
				{
					id: '100002-1Z999AA10123456784',
					entity: { orderId: OURS, status: 'pending', carrier: 'UPS' },
				},
			]);
		});

		it('names the order by its number where our name for it is not known, or too long', async () => {
			await follow({ reference: null });
			await follow({ trackingNumber: '1Z0000002', reference: 'x'.repeat(101) });
			expect(account.bodies).toMatchObject([[{ tag: '#1001' }], [{ tag: '#1001' }]]);
		});

		it('says nothing of what is not known, and lets 17TRACK find the carrier', async () => {
			const unknown = { carrier: null, orderNumber: null, reference: null, destination: null };
			await follow({ ...unknown, trackingNumber: ' 1z 999 aa1 ' });
			expect(account.bodies).toEqual([[{ number: '1Z999AA1', auto_detection: true }]]);
		});

		it('twice is once, costs once, and tells what 17TRACK knows of it', async () => {
			await follow();
			account.move(account.tracks[0]!, TRACK17_STATUS.delivered);
			expect(await follow()).toMatchObject({
				changed: false,
				observations: [{ entity: { status: 'delivered', orderId: OURS } }],
			});
			expect(account.quota).toBe(99);
		});

		it('begins anew with one that was stopped, once, and says what to do then', async () => {
			await follow();
			const [track] = account.tracks;
			account.move(track!, TRACK17_STATUS.inTransit);
			expect(await follow()).toMatchObject({ changed: false });
			await stop(account.idOf(track!));
			expect(await follow()).toMatchObject({ changed: true, observations: [{}] });
			expect(track!.isStopped).toBe(false);
			await stop(account.idOf(track!));
			const { kind, message } = await failure(follow());
			expect(kind).toBe('rejected');
			expect(message).toMatch(/begins anew only once\. Delete the number in 17TRACK/);
			expect(account.quota).toBe(99);
		});

		it('leaves one that has arrived as it is: 17TRACK stops by itself then', async () => {
			await follow();
			account.move(account.tracks[0]!, TRACK17_STATUS.delivered);
			await stop(account.idOf(account.tracks[0]!));
			expect(await follow()).toMatchObject({ changed: false });
			expect(account.calls).not.toContain('retrack');
		});

		it.each([
			[-18010019, /nothing without the postal code/],
			[-18010020, /nothing without the phone number/],
			[-18010022, /nothing without the day/],
			[-18019911, /takes no numbers of this carrier/],
		])('says in words what it wants to know besides: %i', async (code, words) => {
			const error = { code, message: "The 'param' field is required." };
			const data = { accepted: [], rejected: [{ number: '1Z999AA10123456784', error }] };
			account.failures.push({ status: 200, json: { code: 0, data } });
			expect(await failure(follow())).toMatchObject({
				kind: 'rejected',
				message: expect.stringMatching(words),
			});
		});

		it.each([
			[{ accepted: [], rejected: [] }, /does not say whether it follows/],
			[{ accepted: [], rejected: [{ number: 7 }] }, /refused what was asked/],
		])(
			'is not content with an answer that says of no number that it is followed',
			async (data, words) => {
				account.failures.push({ status: 200, json: { code: 0, data } });
				await expect(follow()).rejects.toThrow(words);
			},
		);

		it('says that the account is used up, and what to do', async () => {
			account.quota = 0;
			const { kind, message } = await failure(follow());
			expect(kind).toBe('rejected');
			expect(message).toMatch(/^17TRACK follows no further number: .* is used up\. Buy more/);
		});

		it('asks for the carrier where 17TRACK cannot tell it', async () => {
			const { message } = await failure(
				follow({ trackingNumber: 'NOBODY123', carrier: 'Own van' }),
			);
			expect(message).toMatch(/^17TRACK cannot tell by the number .* Give the carrier/);
		});

		it('says why 17TRACK refuses a number, though the answer is 200', async () => {
			const { kind, message } = await failure(follow({ trackingNumber: 'BAD-1234' }));
			expect(kind).toBe('rejected');
			expect(message).toMatch(/as -18010012\. The format is invalid\.$/);
		});

		it('warns where the carrier is a guess', async () => {
			const { remark } = await follow({ trackingNumber: 'MANY12345', carrier: null });
			expect(remark).toMatch(/has guessed the carrier/);
		});

		it.each(['1234', 'a'.repeat(51), '1234_5678', '12345,67890'])(
			'asks nobody for what is no tracking number: %s',
			async (trackingNumber) => {
				const { message } = await failure(follow({ trackingNumber }));
				expect(message).toMatch(/^17TRACK takes tracking numbers of 5 to 50 .*carrier's label\.$/);
				expect(account.calls).toEqual([]);
			},
		);

		it('is content with an answer that it cannot read: the number is followed', async () => {
			const data = { accepted: [{ number: 'x' }], rejected: [] };
			account.failures.push({ status: 200, json: { code: 0, data } });
			expect(await follow()).toEqual({ changed: true, observations: [], remark: null });
		});

		it.each([
			['royal-mail', 11031],
			['Royal Mail', 11031],
			['dhl-de', 7041],
			['dpd-uk', 100010],
			// Several carriers share the name: 17TRACK finds the one by the number.
			['DHL', null],
			['DPD', null],
			['Our own van', null],
			['constructor', null],
			[null, null],
		])('knows the carrier %s as %s', (carrier, key) => {
			expect(carrierKeyOf(carrier, '1Z999AA10123456784')).toBe(key);
		});

		it.each(Object.entries(CARRIER_KEYS))('knows %s by the name that it has here', (name, key) => {
			expect(carrierKeyOf(name, '1Z999AA10123456784')).toBe(key);
		});

		it.each(Object.entries(CARRIER_KEYS_OF_PAGES))(
			'knows the carrier of %s by one of its names',
			(host, key) => {
				const { words } = CARRIERS.find(({ page }) => new URL(page).host === host)!;
				expect(words.map((word) => carrierKeyOf(word, '1Z999AA10123456784'))).toContain(key);
			},
		);
	});

	it('follows a number no longer, and twice is once', async () => {
		const track = account.follow();
		expect(await stop(account.idOf(track))).toMatchObject({ changed: true });
		expect(track.isStopped).toBe(true);
		expect(await stop(account.idOf(track))).toMatchObject({ changed: false });
		expect(await stop('3011-RR123456789CN')).toMatchObject({ changed: false });
	});

	it('keeps two accounts apart by their address', () => {
		const urlOf = (apiKey: string) => track17.storeUrl(track17.credentialsSchema.parse({ apiKey }));
		expect(urlOf('one')).not.toBe(urlOf('another'));
		expect(urlOf('one')).toMatch(/^https:\/\/api\.17track\.net\/#account-[0-9a-f]{8}$/);
	});
});
