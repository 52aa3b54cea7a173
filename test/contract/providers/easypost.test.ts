import type { Inbox } from '../../../engine/inbox/inbox.ts';
import { stopReading } from '../../../engine/inbox/readSoon.ts';
import { receive } from '../../../engine/inbox/receive.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { EasyPostCredentials } from '../../../engine/providers/easypost/credentials.ts';
import { webhookSecret } from '../../../engine/providers/easypost/verify.ts';
import type { StorePost } from '../../../engine/providers/provider.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { waitUntil } from '../../support/n8n.ts';
import { startSimulatedEasyPost, type SimulatedEasyPost } from '../../support/simulatedEasyPost.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../../support/testInbox.ts';
import { startReceiver, type Receiver } from '../../support/webhookReceiver.ts';

const easypost = providerOf('easypost')!;
const GUID = INTEGRATION.guid;
const REFERENCE = orderReference({ integrationGuid: GUID, orderId: '77' });

const connectionTo = ({ credential }: SimulatedEasyPost) => ({
	credentials: easypost.credentialsSchema.parse(credential),
	http: axiosStoreHttp({ timeoutMs: 5_000 }),
});

describe('EasyPost', () => {
	let account: SimulatedEasyPost;
	const connection = () => connectionTo(account);
	const read = async (id: string) => await easypost.readEntity(connection(), 'Shipment', id);
	const known = (id: string) => ({ id, trackingNumber: null, carrier: null });
	const refresh = async (...ids: string[]) =>
		await easypost.refreshParcels!(connection(), ids.map(known));
	const follow = async (more: object = {}) =>
		await easypost.addTracking(connection(), {
			orderId: '77',
			trackingNumber: '1Z999AA10123456784',
			carrier: 'UPS',
			trackingUrl: null,
			notifyCustomer: false,
			orderNumber: '#1001',
			reference: REFERENCE,
			destination: { countryCode: 'US', postalCode: '94107' },
			...more,
		});
	const callsOf = (method: string) => account.calls.filter((call) => call.startsWith(method));

	beforeEach(async () => {
		account = await startSimulatedEasyPost();
	});
	afterEach(async () => await account.close());

	it('tells a parcel with its carrier, days, link and what was last said', async () => {
		const tracker = account.follow({
			carrier: 'CanadaPost',
			created_at: '2026-03-01T09:00:00Z',
			est_delivery_date: '2026-03-05T00:00:00Z',
			carrier_detail: { service: 'Expedited Parcel' },
		});
		account.move(tracker, 'in_transit', 'departed_facility', new Date('2026-03-02T10:00:00Z'));
		account.move(tracker, 'in_transit', 'arrived_at_facility', new Date('2026-03-03T10:00:00Z'));
		account.move(tracker, 'delivered', 'arrived_at_destination', new Date('2026-03-04T10:00:00Z'));
		const parcel = {
			trackingNumber: tracker.tracking_code,
			trackingUrl: tracker.public_url,
			carrier: 'Canada Post',
		};
		expect(await read(tracker.id)).toEqual([
			{
				entityType: 'Shipment',
				id: tracker.id,
				kind: 'upsert',
				changedAt: '2026-03-04T10:00:00.000Z',
				clock: 'record',
				topicCodes: ['shipment_delivered'],
				isCarriersStatus: true,
				entity: {
					id: tracker.id,
					status: 'delivered',
					nativeStatus: 'delivered: arrived_at_destination',
					service: 'Expedited Parcel',
					...parcel,
					parcels: [parcel],
					createdAt: '2026-03-01T09:00:00.000Z',
					updatedAt: '2026-03-04T10:00:00.000Z',
					shippedAt: '2026-03-02T10:00:00.000Z',
					estimatedDeliveryAt: '2026-03-05T00:00:00.000Z',
					deliveredAt: '2026-03-04T10:00:00.000Z',
					message: 'It is delivered',
				},
			},
		]);
	});

	it('takes the order, the person and the address from the label, where that was bought there', async () => {
		account.shipments.shp_1 = {
			id: 'shp_1',
			reference: '#1001',
			to_address: {
				...{ name: 'Ada de Vries', company: null, street1: 'Insulindelaan 115', street2: '' },
				...{ city: 'Eindhoven', state: null, zip: '5642 CV', country: 'NL' },
				...{ phone: '31612345678', email: 'ada@example.com' },
			},
		};
		const [parcel] = await read(account.follow({ shipment_id: 'shp_1' }).id);
		expect(parcel!.entity).toMatchObject({
			orderNumber: '#1001',
			customer: { email: 'ada@example.com', firstName: 'Ada', lastName: 'de Vries' },
			shippingAddress: { line1: 'Insulindelaan 115', postalCode: '5642 CV', country: 'NL' },
		});
		expect(parcel!.entity).not.toHaveProperty('orderId');
	});

	it.each([
		[{ reference: REFERENCE }, { orderId: REFERENCE }],
		[{ reference: null, options: { invoice_number: '1001' } }, { orderNumber: '1001' }],
		[{ reference: 1001 }, { orderNumber: '1001' }],
		[{ reference: null, options: null }, {}],
		[{ reference: 'Order 1001' }, { orderNumber: '1001' }],
		[{ reference: 'for Bob', options: { invoice_number: '1001' } }, { orderNumber: '1001' }],
		[{ reference: 'for Bob' }, { orderNumber: 'for Bob' }],
		[{ options: { print_custom_1: '55', print_custom_2: '#1001' } }, { orderNumber: '#1001' }],
		[{ options: { print_custom_1: 'Order no. 1001' } }, { orderNumber: '1001' }],
		[{ options: { print_custom_1: 'SKU 55', print_custom_3: '55' } }, {}],
	])('reads of the label %j the order %j', async (label, order) => {
		account.shipments.shp_1 = label;
		const [parcel] = await read(account.follow({ shipment_id: 'shp_1' }).id);
		const { orderId, orderNumber } = parcel!.entity as Record<string, unknown>;
		expect({
			...(orderId !== undefined && { orderId }),
			...(orderNumber !== undefined && { orderNumber }),
		}).toEqual(order);
	});

	it('leaves out what goes back to the shop also where only its label says so', async () => {
		account.shipments.shp_1 = { id: 'shp_1', reference: '#1001', is_return: true };
		const tracker = account.follow({ shipment_id: 'shp_1' });
		delete tracker.is_return;
		expect(await read(tracker.id)).toEqual([]);
	});

	it('tells a parcel whose label is gone', async () => {
		expect(await read(account.follow({ shipment_id: 'shp_gone' }).id)).toHaveLength(1);
	});

	it('leaves out what goes back to the shop, and what EasyPost does not have', async () => {
		const returned = account.follow({ is_return: true });
		const other = account.follow();
		expect(await read(returned.id)).toEqual([]);
		expect(await read('trk_gone')).toEqual([]);
		const told = await refresh(returned.id, 'trk_gone', other.id);
		expect(told.map(({ id }) => id)).toEqual([other.id]);
	});

	it('asks for known parcels again, one by one and without their labels', async () => {
		const tracker = account.follow({ shipment_id: 'shp_1' });
		account.move(tracker, 'delivered');
		const [parcel] = await refresh(tracker.id);
		expect(parcel!.entity).toMatchObject({ status: 'delivered' });
		expect(account.calls).toEqual([`GET /trackers/${tracker.id}`]);
		expect(easypost.abilities.refreshes).toMatchObject({ parcelsAtOnce: 1 });
	});

	it.each(['', '../webhooks', 'trk_1?x=1', 'a'.repeat(200)])(
		'asks for nothing by an ID that is none: %j',
		async (id) => {
			expect(await read(id)).toEqual([]);
			expect(await refresh(id)).toEqual([]);
			expect(await easypost.stopTracking!(connection(), known(id))).toMatchObject({
				changed: false,
			});
			expect(account.calls).toEqual([]);
		},
	);

	it.each([
		[
			{ status: 429, headers: { 'retry-after': '7' } },
			{ kind: 'throttled', retryAfterMs: 7_000 },
		],
		[{ status: 429 }, { kind: 'throttled', retryAfterMs: null }],
		[{ status: 503 }, { kind: 'unavailable' }],
		[{ status: 200, html: '{"id":"trk_1"' }, { kind: 'not_json' }],
		[{ status: 200, json: { id: null } }, { kind: 'rejected' }],
	])('says in words what %j means', async (failure, expected) => {
		account.failures.push(failure);
		await expect(read('trk_1')).rejects.toMatchObject(expected);
	});

	it('says of orders and of lists why there are none', async () => {
		const list = async (entityType: 'Order' | 'Shipment') =>
			await easypost.listChanges(connection(), entityType, { since: null, page: null });
		await expect(list('Order')).rejects.toThrow(/Connect the shop beside it/);
		await expect(list('Shipment')).rejects.toThrow(/asked for again/);
		const update = {
			entityType: 'Shipment',
			id: 'trk_1',
			status: 'cancelled',
			note: null,
		} as const;
		await expect(easypost.updateStatus(connection(), update)).rejects.toThrow(/its carrier says/);
		expect(account.calls).toEqual([]);
	});

	describe('following a number', () => {
		it('names the order in what comes back, and twice is once', async () => {
			const first = await follow();
			expect(first).toMatchObject({
				changed: true,
				observations: [
					{
						id: account.trackers[0]!.id,
						entity: {
							orderId: REFERENCE,
							orderNumber: '#1001',
							trackingNumber: '1Z999AA10123456784',
							carrier: 'UPS',
						},
					},
				],
			});
			expect(await follow()).toEqual({ ...first, changed: false });
			expect(callsOf('POST')).toHaveLength(1);
		});

		it('follows no number once more whose label was bought by another account of its carrier', async () => {
			const bought = { tracking_code: '1Z999AA10123456784', shipment_id: 'shp_1' };
			const tracker = account.follow({ ...bought, carrier: 'UPSDAP' });
			expect(await follow()).toMatchObject({
				changed: false,
				observations: [{ id: tracker.id, entity: { orderId: REFERENCE, carrier: 'UPS' } }],
			});
			expect(await follow({ carrier: 'USPS' })).toMatchObject({ changed: true });
			expect(callsOf('POST')).toHaveLength(1);
		});

		it('names no order that is not known', async () => {
			const { observations } = await follow({ reference: null, orderNumber: null });
			expect(observations[0]!.entity).not.toHaveProperty('orderId');
			expect(observations[0]!.entity).not.toHaveProperty('orderNumber');
		});

		it.each([
			['Canada Post', 'CanadaPost'],
			['dhl-express', 'DHLExpress'],
			['usps', 'USPS'],
		])('gives %s its word at EasyPost: %s', async (carrier, word) => {
			await follow({ carrier });
			expect(account.trackers[0]!.carrier).toBe(word);
		});

		it.each(['DHL', 'A carrier of tomorrow', null])(
			'leaves it to EasyPost who %j is',
			async (carrier) => {
				expect(await follow({ carrier })).toMatchObject({ changed: true });
				expect(callsOf('GET')[0]).not.toContain('carrier');
			},
		);

		it('leaves it to EasyPost, too, where that does not know the word', async () => {
			account.unknownCarriers.add('UPS');
			expect(await follow()).toMatchObject({ changed: true });
			expect(callsOf('POST')).toHaveLength(2);
		});

		it('says of a refused number that it is refused, and what to check', async () => {
			const error: unknown = await follow({ trackingNumber: 'no number!' }).catch((e) => e);
			expect(error).toMatchObject({ name: 'StoreError', kind: 'rejected', status: 422 });
			expect((error as StoreError).message).toMatch(
				/"no number!" of UPS\. Check the number, .*The tracking_code is not valid\./,
			);
		});

		it('says that the account has no credit, after one attempt', async () => {
			account.hasCredit = false;
			await expect(follow()).rejects.toMatchObject({
				kind: 'rejected',
				status: 402,
				message: expect.stringMatching(/no credit .* under Billing/),
			});
			expect(callsOf('POST')).toHaveLength(1);
		});

		it('does not try a second carrier while EasyPost is down', async () => {
			account.failures.push({ status: 200, json: { trackers: [] } }, { status: 503 });
			await expect(follow()).rejects.toMatchObject({ kind: 'unavailable' });
			expect(callsOf('POST')).toHaveLength(1);
		});

		it('does not ask once more where the answer to the first time cannot be read', async () => {
			account.failures.push(
				{ status: 200, json: { trackers: [] } },
				{ status: 200, json: { id: null } },
			);
			await expect(follow()).rejects.toThrow(/something else than EasyPost documents/);
			expect(callsOf('POST')).toHaveLength(1);
		});

		it('with a key for tests, follows its own numbers, and says so of real ones', async () => {
			await account.close();
			account = await startSimulatedEasyPost('EZTK-of-the-account');
			expect(await follow({ trackingNumber: 'EZ4000000004', carrier: null })).toMatchObject({
				observations: [{ entity: { status: 'delivered' } }],
			});
			await expect(follow()).rejects.toThrow(/The key is one for tests/);
		});

		it('follows it no longer, and twice is once', async () => {
			const { id } = account.follow();
			const stop = async () => await easypost.stopTracking!(connection(), known(id));
			expect(await stop()).toEqual({ changed: true, observations: [], remark: null });
			expect(await stop()).toMatchObject({ changed: false });
			expect(await refresh(id)).toEqual([]);
		});
	});

	describe('registering', () => {
		const url = 'https://n8n.example.com/webhook/x/store';
		const register = async (guid = GUID) =>
			await easypost.registerWebhooks(connection(), url, guid);
		const secretOf = (guid: string, apiKey = account.credential.apiKey) =>
			webhookSecret({ apiKey } as EasyPostCredentials, guid);

		it('makes a secret of the key and the integration', async () => {
			await register();
			expect(account.webhooks).toMatchObject([{ url, secret: { value: secretOf(GUID) } }]);
			expect(secretOf(GUID)).not.toBe(secretOf('another'));
			expect(secretOf(GUID)).not.toBe(secretOf(GUID, 'another'));
			expect(secretOf(GUID)).not.toContain(account.credential.apiKey);
		});

		it('switches one on again, gives it the right secret, and removes doubles', async () => {
			await register('of another key');
			Object.assign(account.webhooks[0]!, { disabled_at: '2026-03-01T00:00:00Z' });
			account.webhooks.push({ ...account.webhooks[0]!, id: 'hook_double' });
			expect(await easypost.listWebhooks(connection())).toMatchObject([
				{ enabled: false },
				{ enabled: false },
			]);
			expect(await register()).toMatchObject([{ enabled: true, url }]);
			expect(account.webhooks).toMatchObject([
				{ disabled_at: null, secret: { value: secretOf(GUID) } },
			]);
		});
	});

	it('keeps two accounts apart by their address', () => {
		const urlOf = (apiKey: string) =>
			easypost.storeUrl(easypost.credentialsSchema.parse({ apiKey }));
		expect(urlOf('one')).not.toBe(urlOf('another'));
		expect(urlOf('one')).toMatch(/^https:\/\/api\.easypost\.com\/#account-[0-9a-f]{8}$/);
	});
});

eachDialect('what EasyPost posts', (database) => {
	let account: SimulatedEasyPost;
	let receiver: Receiver;
	let state: OpenDatabase;
	let inbox: Inbox;
	let take: (post: StorePost) => Promise<{ status: number; codes: string[] }>;
	const clock = testClock();
	const at = (minute: number) => new Date(clock.now() + minute * 60_000);
	const postOf = async (body: string) => {
		await account.post(body);
		return receiver.posts.at(-1)!;
	};

	beforeEach(async () => {
		account = await startSimulatedEasyPost();
		receiver = await startReceiver(() => new Date(clock.now()));
		const { credentials, ...connection } = connectionTo(account);
		await easypost.registerWebhooks({ credentials, ...connection }, receiver.url, GUID);
		state = await database().open();
		const storeUrl = easypost.storeUrl(credentials);
		const given = { ...INTEGRATION, provider: 'easypost', storeUrl };
		const integration = await saveIntegration(state, given, clock.now() - 1_000);
		inbox = testInbox(state, clock, { warn: () => {} });
		take = async (post) => {
			const { status, events } = await receive(
				inbox,
				{ integration, provider: easypost, credentials },
				post,
			);
			return { status, codes: (events ?? []).flatMap(({ codes }) => codes) };
		};
	});
	afterEach(async () => {
		await stopReading(inbox);
		await account.close();
		await receiver.close();
	});

	it('says each thing once, however often and late it comes', async () => {
		const tracker = account.follow({ created_at: at(0).toISOString() });
		const moving = await postOf(account.move(tracker, 'in_transit', 'status_update', at(1)));
		const delivered = await postOf(account.move(tracker, 'delivered', 'status_update', at(3)));
		expect((await take(moving)).codes).toContain('shipment_in_transit');
		expect((await take(delivered)).codes).toContain('shipment_delivered');
		for (const again of [moving, delivered]) {
			expect(await take(again)).toEqual({ status: 200, codes: [] });
		}
		// Made before, and posted after: its event has an id of its own.
		const old = JSON.parse(moving.body.toString()) as { result: typeof tracker };
		const late = await postOf(account.event(old.result));
		expect(await take(late)).toEqual({ status: 200, codes: [] });
	});

	it('tells of a parcel that was not known what has just happened to it', async () => {
		const tracker = account.follow({ created_at: at(-60 * 24).toISOString() });
		const { codes } = await take(await postOf(account.move(tracker, 'delivered', 'x', at(1))));
		expect(codes).toEqual(expect.arrayContaining(['shipment_delivered']));
		expect(codes).not.toContain('shipment_created');
	});

	it('tells so also of one whose label was bought there', async () => {
		const tracker = account.follow({
			created_at: at(-60 * 24).toISOString(),
			shipment_id: 'shp_1',
		});
		account.shipments.shp_1 = { id: 'shp_1', reference: '#1001' };
		account.move(tracker, 'in_transit', 'status_update', at(-60));
		await take(await postOf(account.move(tracker, 'delivered', 'x', at(1))));
		const events = async () =>
			await state.db.selectFrom('event').select(['codesJson', 'entityJson']).execute();
		await waitUntil(async () => (await events()).length > 0, { what: 'the parcel to be read' });
		const [event, ...others] = await events();
		expect(others).toEqual([]);
		expect(JSON.parse(event!.codesJson)).toEqual([
			'shipment_delivered',
			'shipment_status_changed',
			'shipment_updated',
		]);
		expect(JSON.parse(event!.entityJson)).toMatchObject({ orderNumber: '#1001' });
	});

	it.each([
		['the last scan is of days ago', -60 * 24 * 3, 'in_transit'],
		['the scan before said the same', 0, 'delivered'],
	])('tells nothing new of one that is read, where %s', async (_why, minute, before) => {
		const tracker = account.follow({ created_at: at(-60 * 24 * 9).toISOString() });
		account.move(tracker, before, 'status_update', at(-60 * 24 * 8));
		account.move(tracker, 'delivered', 'status_update', at(minute));
		tracker.updated_at = at(0).toISOString();
		const connection = connectionTo(account);
		const [read] = await easypost.readEntity(connection, 'Shipment', tracker.id);
		expect(read!.topicCodes).toEqual([]);
	});

	it('fires no milestone for a status that is new', async () => {
		const tracker = account.follow({ created_at: at(0).toISOString() });
		await take(await postOf(account.event(tracker)));
		const { codes } = await take(await postOf(account.move(tracker, 'on_the_moon', 'x', at(1))));
		expect(codes).toEqual(['shipment_status_changed', 'shipment_updated']);
	});

	it('is refused with a wrong signature, and stores nothing', async () => {
		const tracker = account.follow({ created_at: at(0).toISOString() });
		const post = await postOf(account.move(tracker, 'delivered', 'x', at(1)));
		const forged = {
			...post,
			headers: { ...post.headers, 'x-hmac-signature': 'hmac-sha256-hex=0' },
		};
		expect(await take(forged)).toEqual({ status: 401, codes: [] });
		expect((await take(post)).codes).toContain('shipment_delivered');
	});
});
