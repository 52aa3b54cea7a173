import type { Inbox } from '../../../engine/inbox/inbox.ts';
import { stopReading } from '../../../engine/inbox/readSoon.ts';
import { receive } from '../../../engine/inbox/receive.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { StorePost } from '../../../engine/providers/provider.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { waitUntil } from '../../support/n8n.ts';
import { startSimulatedShippo, type SimulatedShippo } from '../../support/simulatedShippo.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../../support/testInbox.ts';
import { startReceiver, type Receiver } from '../../support/webhookReceiver.ts';

const shippo = providerOf('shippo')!;
const GUID = INTEGRATION.guid;
const REFERENCE = orderReference({ integrationGuid: GUID, orderId: '77' });

const connectionTo = ({ credential }: SimulatedShippo) => ({
	credentials: shippo.credentialsSchema.parse(credential),
	http: axiosStoreHttp({ timeoutMs: 5_000 }),
});

describe('Shippo', () => {
	let account: SimulatedShippo;
	const connection = () => connectionTo(account);
	const read = async (id: string) => await shippo.readEntity(connection(), 'Shipment', id);
	const refresh = async (...ids: string[]) =>
		await shippo.refreshParcels!(
			connection(),
			ids.map((id) => ({ id, trackingNumber: null, carrier: null })),
		);
	const idOf = (track: { carrier: string; tracking_number: string }) =>
		`${track.carrier}/${track.tracking_number}`;
	const follow = async (more: object = {}) =>
		await shippo.addTracking(connection(), {
			orderId: '77',
			trackingNumber: '1Z999AA10123456784',
			carrier: 'UPS',
			trackingUrl: null,
			notifyCustomer: false,
			orderNumber: '#1001',
			reference: REFERENCE,
			destination: null,
			...more,
		});
	const callsOf = (method: string) => account.calls.filter((call) => call.startsWith(method));

	beforeEach(async () => {
		account = await startSimulatedShippo();
	});
	afterEach(async () => await account.close());

	it('tells a parcel with its carrier, days, place and what was last said', async () => {
		const track = account.follow({ carrier: 'royal_mail', eta: '2026-03-05T00:00:00Z' });
		account.move(track, 'TRANSIT', 'package_accepted', new Date('2026-03-02T10:10:00Z'));
		account.move(track, 'DELIVERED', 'delivered', new Date('2026-03-04T10:10:00Z'));
		const parcel = {
			trackingNumber: track.tracking_number,
			trackingUrl: expect.stringContaining('royalmail.com'),
			carrier: 'Royal Mail',
		};
		expect(await read(idOf(track))).toEqual([
			{
				entityType: 'Shipment',
				id: idOf(track),
				kind: 'upsert',
				changedAt: '2026-03-04T10:10:00.000Z',
				clock: 'record',
				topicCodes: ['shipment_delivered'],
				isCarriersStatus: true,
				entity: {
					id: idOf(track),
					status: 'delivered',
					nativeStatus: 'DELIVERED',
					service: 'Priority Mail',
					...parcel,
					parcels: [parcel],
					createdAt: '2026-03-02T10:10:00.000Z',
					updatedAt: '2026-03-04T10:10:00.000Z',
					shippedAt: '2026-03-02T10:00:00.000Z',
					estimatedDeliveryAt: '2026-03-05T00:00:00.000Z',
					deliveredAt: '2026-03-04T10:00:00.000Z',
					message: 'It is DELIVERED',
					shippingAddress: expect.objectContaining({ postalCode: '22551', country: 'US' }),
				},
			},
		]);
	});

	it('takes the order from the label, where that was bought there and the parcel names none', async () => {
		account.transactions.t1 = { object_id: 't1', metadata: 'Order 1001' };
		const [parcel] = await read(idOf(account.follow({ transaction: 't1' })));
		expect(parcel!.entity).toMatchObject({ orderNumber: '1001' });
		const [named] = await read(idOf(account.follow({ transaction: 't1', metadata: REFERENCE })));
		expect(named!.entity).toMatchObject({ orderId: REFERENCE });
		expect(named!.entity).not.toHaveProperty('orderNumber');
		expect(await read(idOf(account.follow({ transaction: 'gone' })))).toHaveLength(1);
	});

	describe('of a label that a message has named', () => {
		const bought = (more: object = {}) => {
			account.rates.r1 = { object_id: 'r1', provider: 'USPS' };
			account.transactions.t1 = {
				object_id: 't1',
				object_created: '2026-03-01T10:00:00.000Z',
				object_updated: '2026-03-02T10:00:00.000Z',
				status: 'SUCCESS',
				tracking_number: '9205590164917312751089',
				tracking_status: 'UNKNOWN',
				metadata: 'Order 1001',
				rate: 'r1',
				...more,
			};
		};
		const parcel = { id: 'usps/9205590164917312751089', clock: 'record' };

		it('tells its parcel, with the order and the carrier of its rate', async () => {
			bought();
			expect(await read('transaction:t1')).toMatchObject([
				{
					...parcel,
					changedAt: '2026-03-02T10:00:00.000Z',
					entity: {
						status: 'label_created',
						nativeStatus: 'SUCCESS',
						orderNumber: '1001',
						carrier: 'USPS',
						trackingNumber: '9205590164917312751089',
						createdAt: '2026-03-01T10:00:00.000Z',
					},
				},
			]);
			bought({ rate: { object_id: 'r2', provider: 'DHL Express' } });
			expect(await read('transaction:t1')).toMatchObject([
				{ id: 'dhl_express/9205590164917312751089' },
			]);
		});

		it('stays what it is while the carrier has said nothing, however it is asked for', async () => {
			bought();
			const label = { tracking_number: '9205590164917312751089', transaction: 't1' };
			for (const metadata of [null, '#1001']) {
				account.tracks.splice(0);
				const track = account.follow({ ...label, metadata });
				const said = account.move(track, 'UNKNOWN', 'other', new Date('2026-03-02T11:00:00Z'));
				const post = { headers: {}, body: Buffer.from(said), receivedAt: new Date() };
				expect(shippo.parse(post)).toMatchObject({ kind: 'pointer', id: parcel.id });
				for (const id of ['transaction:t1', parcel.id]) {
					expect(await read(id)).toMatchObject([
						{
							...parcel,
							changedAt: '2026-03-02T11:00:00.000Z',
							entity: { status: 'label_created', orderNumber: expect.stringContaining('1001') },
						},
					]);
				}
				const [told] = await refresh(parcel.id);
				expect(told!.entity).not.toHaveProperty('status');
				account.move(track, 'PRE_TRANSIT', null, new Date('2026-03-02T12:00:00Z'));
				expect((await refresh(parcel.id))[0]!.entity).toMatchObject({ status: 'label_created' });
			}
			bought({ status: 'REFUNDED' });
			account.tracks.splice(0);
			account.follow(label);
			expect(await read(parcel.id)).toMatchObject([{ entity: { status: 'cancelled' } }]);
		});

		it('tells what the carrier says, once it has said something', async () => {
			bought();
			const track = account.follow({ tracking_number: '9205590164917312751089' });
			account.move(track, 'TRANSIT', 'out_for_delivery', new Date('2026-03-03T10:00:00Z'));
			expect(await read('transaction:t1')).toMatchObject([
				{ ...parcel, isCarriersStatus: true, entity: { status: 'out_for_delivery' } },
			]);
		});

		it.each([
			['REFUNDED', 'cancelled'],
			['REFUNDPENDING', 'cancelled'],
			['ERROR', 'failed'],
		])('tells that it is %s, whatever was said before: %s', async (status, meant) => {
			bought({ status });
			const track = account.follow({ tracking_number: '9205590164917312751089' });
			account.move(track, 'PRE_TRANSIT', null, new Date('2026-03-01T11:00:00Z'));
			expect(await read('transaction:t1')).toMatchObject([
				{
					...parcel,
					changedAt: '2026-03-02T10:00:00.000Z',
					isCarriersStatus: false,
					entity: { status: meant, nativeStatus: status },
				},
			]);
		});

		it.each([
			['has no number yet', { status: 'QUEUED', tracking_number: '' }],
			['is of a carrier that is not known', { rate: { provider: 'A carrier of tomorrow' } }],
			['names no rate', { rate: null }],
			['names a rate that is gone', { rate: 'r9' }],
		])('tells nothing of one that %s', async (_what, more) => {
			bought(more);
			expect(await read('transaction:t1')).toEqual([]);
			expect(await read('transaction:t9')).toEqual([]);
			expect(await read('transaction:../webhooks')).toEqual([]);
		});
	});

	it('tells a parcel of which the carrier has said nothing yet', async () => {
		const [parcel] = await read(idOf(account.follow()));
		expect(parcel).toMatchObject({ changedAt: null, entity: { status: 'pending' } });
	});

	it('asks for known parcels again, one by one and without their labels', async () => {
		const track = account.follow({ transaction: 't1' });
		account.move(track, 'DELIVERED');
		const told = await refresh('usps/gone', idOf(track), 'no id');
		expect(told).toMatchObject([{ id: idOf(track), entity: { status: 'delivered' } }]);
		expect(account.calls).toEqual(['GET /tracks/usps/gone', `GET /tracks/${idOf(track)}`]);
	});

	it.each([
		[{ status: 429 }, { kind: 'throttled', retryAfterMs: null }],
		[
			{ status: 429, headers: { 'retry-after': '7' } },
			{ kind: 'throttled', retryAfterMs: 7_000 },
		],
		[{ status: 503 }, { kind: 'unavailable' }],
		[{ status: 200, html: '{"carrier":"usps"' }, { kind: 'not_json' }],
		[{ status: 200, json: { carrier: 'usps' } }, { kind: 'rejected' }],
	])('says in words what %j means', async (failure, expected) => {
		account.failures.push(failure);
		await expect(read('usps/1')).rejects.toMatchObject(expected);
	});

	it('says of orders, of lists and of statuses why there are none', async () => {
		const list = async (entityType: 'Order' | 'Shipment') =>
			await shippo.listChanges(connection(), entityType, { since: null, page: null });
		await expect(list('Order')).rejects.toThrow(/Connect the shop beside it/);
		await expect(list('Shipment')).rejects.toThrow(/asked for again/);
		const update = {
			entityType: 'Shipment',
			id: 'usps/1',
			status: 'cancelled',
			note: null,
		} as const;
		await expect(shippo.updateStatus(connection(), update)).rejects.toThrow(/its carrier says/);
		expect(account.calls).toEqual([]);
	});

	describe('following a number', () => {
		it('names the order to Shippo, which gives it back, and twice is once', async () => {
			const first = await follow();
			expect(first).toMatchObject({
				changed: true,
				observations: [
					{
						id: 'ups/1Z999AA10123456784',
						entity: { orderId: REFERENCE, orderNumber: '#1001', carrier: 'UPS' },
					},
				],
			});
			expect(account.tracks[0]).toMatchObject({ metadata: REFERENCE });
			expect(await follow()).toEqual({ ...first, changed: false });
			expect(callsOf('POST')).toHaveLength(1);
		});

		it('follows no number once more whose label was bought there', async () => {
			account.follow({ carrier: 'ups', tracking_number: '1Z999AA10123456784', transaction: 't1' });
			expect(await follow()).toMatchObject({
				changed: false,
				observations: [{ entity: { orderId: REFERENCE } }],
			});
			expect(callsOf('POST')).toEqual([]);
		});

		it('follows one that somebody else has asked for, for our order', async () => {
			account.follow({ carrier: 'ups', tracking_number: '1Z999AA10123456784', metadata: 'theirs' });
			expect(await follow()).toMatchObject({ changed: true });
		});

		it.each([
			[`${GUID}/${'9'.repeat(70)}`, '#1001', '#1001'],
			[null, '#1001', '#1001'],
			[null, null, null],
			[null, 'x'.repeat(101), null],
		])('of %j and %j tells Shippo %j, which takes 100 characters', async (...given) => {
			const [reference, orderNumber, metadata] = given;
			expect(await follow({ reference, orderNumber })).toMatchObject({ changed: true });
			expect(account.tracks[0]!.metadata).toBe(metadata);
		});

		it.each([
			['Royal Mail', 'royal_mail'],
			['dhl-express', 'dhl_express'],
			['usps', 'usps'],
			['123_kurier_czech', '123_kurier_czech'],
		])('gives %s its word at Shippo: %s', async (carrier, word) => {
			await follow({ carrier });
			expect(account.tracks[0]!.carrier).toBe(word);
		});

		it.each(['DHL', 'dpd', 'A carrier of tomorrow', null])(
			'asks which carrier %j is, before it asks anybody',
			async (carrier) => {
				await expect(follow({ carrier })).rejects.toThrow(/only with its carrier.*dhl_express/);
				expect(account.calls).toEqual([]);
			},
		);

		it('says of a refused number that it is refused, and what to check', async () => {
			const error: unknown = await follow({ trackingNumber: 'no number!' }).catch((e) => e);
			expect(error).toMatchObject({ name: 'StoreError', kind: 'rejected', status: 400 });
			expect((error as StoreError).message).toMatch(/"no number!" of "ups" .*Check the number/);
		});

		it('says that the account has no credit', async () => {
			account.hasCredit = false;
			await expect(follow()).rejects.toMatchObject({
				kind: 'rejected',
				status: 402,
				message: expect.stringMatching(/no credit .*Billing/),
			});
		});

		it('follows nothing while Shippo does not say what is followed', async () => {
			account.failures.push({ status: 503 });
			await expect(follow()).rejects.toMatchObject({ kind: 'unavailable' });
			expect(callsOf('POST')).toEqual([]);
		});

		it('with a token for tests, follows its own numbers, and says so of real ones', async () => {
			await account.close();
			account = await startSimulatedShippo({ apiKey: 'shippo_test_of-the-account' });
			const test = { trackingNumber: 'SHIPPO_DELIVERED', carrier: 'shippo' };
			expect(await follow(test)).toMatchObject({
				observations: [{ id: 'shippo/SHIPPO_DELIVERED', entity: { status: 'delivered' } }],
			});
			await expect(follow()).rejects.toThrow(/The token is one for tests/);
		});
	});

	describe('registering', () => {
		const url = 'https://n8n.example.com/webhook/x/store';
		const register = async (guid = GUID, to = url) =>
			await shippo.registerWebhooks(connection(), to, guid);

		it('puts a token behind the address that only this integration has, and shows it to nobody', async () => {
			const [shown] = await register();
			expect(account.webhooks.map(({ event }) => event)).toEqual([
				'track_updated',
				'transaction_created',
				'transaction_updated',
			]);
			const [made] = account.webhooks;
			expect(made!.url).toMatch(
				/^https:\/\/n8n\.example\.com\/webhook\/x\/store\?token=[0-9a-f]{32}$/,
			);
			expect(made!.url).not.toContain(account.credential.apiKey);
			expect(made).toMatchObject({ event: 'track_updated', active: true, is_test: false });
			expect([shown!.url, (await shippo.listWebhooks(connection()))[0]!.url]).toEqual([url, url]);
			const before = made!.url;
			await register('of another integration');
			expect(account.webhooks[0]!.url).not.toBe(before);
		});

		it('puts right one that is switched off, posts something else, or has another token, and removes doubles', async () => {
			await register();
			const [right, ...ofLabels] = structuredClone(account.webhooks);
			for (const wrong of [
				{ active: false },
				{ is_test: true },
				{ url: `${url}?token=another` },
				{ url },
			]) {
				account.webhooks.splice(
					0,
					9,
					{ ...right!, ...wrong },
					{ ...right!, ...wrong, object_id: 'x' },
					...ofLabels,
				);
				const registered = await register();
				expect(registered).toHaveLength(3);
				for (const one of registered) expect(one).toMatchObject({ enabled: true, url });
				expect(account.webhooks).toEqual([right, ...ofLabels]);
			}
			account.webhooks.splice(2, 1, { ...right!, event: 'all', object_id: 'x' });
			await register();
			expect(account.webhooks).toMatchObject([
				right,
				ofLabels[0],
				{ event: 'transaction_updated' },
			]);
		});

		it('finds its webhook behind those of others, on whatever page', async () => {
			account.pageSize = 2;
			for (const id of ['a', 'b', 'c']) {
				const other = { object_id: id, event: 'all', active: true, is_test: false };
				account.webhooks.push({ ...other, url: `https://other.example/${id}` });
			}
			await register();
			await register();
			expect(account.webhooks).toHaveLength(6);
			await shippo.removeWebhooks(connection(), url);
			expect(account.webhooks).toHaveLength(3);
		});

		it('makes one for tests with a token for tests', async () => {
			await account.close();
			account = await startSimulatedShippo({ apiKey: 'shippo_test_of-the-account' });
			await register();
			expect(account.webhooks.map((one) => one.is_test)).toEqual([true, true, true]);
		});

		it('says of an address that is too long for Shippo that it is', async () => {
			const long = `https://n8n.example.com/${'x'.repeat(150)}`;
			await expect(register(GUID, long)).rejects.toThrow(/has 213 characters.* at most 199/);
			expect(callsOf('POST')).toEqual([]);
		});
	});
});

eachDialect('what Shippo posts', (database) => {
	let account: SimulatedShippo;
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
		account = await startSimulatedShippo();
		receiver = await startReceiver(() => new Date(clock.now()));
		const { credentials, ...connection } = connectionTo(account);
		await shippo.registerWebhooks({ credentials, ...connection }, receiver.url, GUID);
		state = await database().open();
		const given = { ...INTEGRATION, provider: 'shippo', storeUrl: shippo.storeUrl(credentials) };
		const integration = await saveIntegration(state, given, clock.now() - 1_000);
		inbox = testInbox(state, clock, { warn: () => {} });
		take = async (post) => {
			const { status, events } = await receive(
				inbox,
				{ integration, provider: shippo, credentials },
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

	it('says each thing once, however often, in whatever order and however late it comes', async () => {
		const track = account.follow({ metadata: '#1001' });
		const made = await postOf(account.move(track, 'PRE_TRANSIT', null, at(1)));
		const moving = await postOf(account.move(track, 'TRANSIT', null, at(2)));
		const delivered = await postOf(account.move(track, 'DELIVERED', null, at(3)));
		expect((await take(made)).codes).toContain('shipment_created');
		expect((await take(delivered)).codes).toContain('shipment_delivered');
		for (const late of [moving, made, delivered, moving]) {
			expect(await take(late)).toEqual({ status: 200, codes: [] });
		}
	});

	it('tells of a parcel that was not known what has just happened to it', async () => {
		const track = account.follow({ metadata: '#1001' });
		account.move(track, 'TRANSIT', null, at(-60 * 24));
		const { codes } = await take(await postOf(account.move(track, 'DELIVERED', null, at(1))));
		expect(codes).toContain('shipment_delivered');
		expect(codes).not.toContain('shipment_created');
	});

	it('of two scans that were recorded at one moment takes the later one, in whatever order they come', async () => {
		const track = account.follow({ metadata: '#1001' });
		const scanned = (status: string, substatus: string | null, minute: number) => {
			account.move(track, status, substatus, at(9));
			track.tracking_status!.status_date = at(minute).toISOString();
			return account.event(track);
		};
		const arrived = await postOf(scanned('TRANSIT', 'package_arrived', 1));
		const out = await postOf(scanned('TRANSIT', 'out_for_delivery', 2));
		expect((await take(out)).codes).toContain('shipment_out_for_delivery');
		expect((await take(arrived)).codes).toEqual([]);
	});

	it('tells a day that is expected anew without a scan', async () => {
		const track = account.follow({ metadata: '#1001' });
		await take(await postOf(account.move(track, 'TRANSIT', null, at(1))));
		track.eta = at(60 * 24).toISOString();
		expect((await take(await postOf(account.event(track)))).codes).toEqual(['shipment_updated']);
	});

	it('fires no milestone for a status that is new', async () => {
		const track = account.follow({ metadata: '#1001' });
		await take(await postOf(account.move(track, 'PRE_TRANSIT', null, at(1))));
		const { codes } = await take(await postOf(account.move(track, 'ON_THE_MOON', null, at(2))));
		expect(codes).toEqual(['shipment_status_changed', 'shipment_updated']);
	});

	it('makes a parcel of a label that is bought, and cancels it when the label is given back', async () => {
		account.rates.r1 = { provider: 'USPS' };
		const label = async (event: string, status: string, minute: number) => {
			account.transactions.t1 = {
				...{ object_id: 't1', status, tracking_number: '9205590164917312751089' },
				...{ object_created: at(1).toISOString(), object_updated: at(minute).toISOString() },
				...{ tracking_status: 'UNKNOWN', metadata: 'Order 1001', rate: 'r1' },
			};
			await take(
				await postOf(JSON.stringify({ event, test: false, data: account.transactions.t1 })),
			);
		};
		const codes = async () =>
			(await state.db.selectFrom('event').select('codesJson').orderBy('receivedAt').execute()).map(
				({ codesJson }) => JSON.parse(codesJson) as string[],
			);
		await label('transaction_created', 'SUCCESS', 1);
		await waitUntil(async () => (await codes()).length === 1, { what: 'the label to be read' });
		await label('transaction_updated', 'REFUNDPENDING', 2);
		await waitUntil(async () => (await codes()).length === 2, { what: 'the refund to be read' });
		expect(await codes()).toEqual([
			['shipment_created'],
			['shipment_cancelled', 'shipment_status_changed', 'shipment_updated'],
		]);
	});

	it('is refused without the token, or with another one, and stores nothing', async () => {
		const post = await postOf(
			account.move(account.follow({ metadata: '1' }), 'TRANSIT', null, at(1)),
		);
		for (const query of [{}, { token: '' }, { token: 'f'.repeat(32) }]) {
			expect(await take({ ...post, query })).toEqual({ status: 401, codes: [] });
		}
		expect((await take(post)).status).toBe(200);
	});
});
