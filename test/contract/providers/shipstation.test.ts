import { importChanges } from '../../../engine/inbox/importChanges.ts';
import { receive } from '../../../engine/inbox/receive.ts';
import { refreshOnce } from '../../../engine/inbox/refreshOnce.ts';
import { stopReading } from '../../../engine/inbox/readSoon.ts';
import type { Inbox } from '../../../engine/inbox/inbox.ts';
import { orderReference } from '../../../engine/parcels/orderKey.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { Provider } from '../../../engine/providers/provider.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { createShipStation } from '../../../engine/providers/shipstation/index.ts';
import type { ListPage, Tracking } from '../../../engine/providers/storeSide.ts';
import { openState } from '../../../engine/state/openState.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import {
	startSimulatedShipStation,
	type SimulatedShipStation,
} from '../../support/simulatedShipStation.ts';
import { waitUntil } from '../../support/n8n.ts';
import {
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../../support/testInbox.ts';

const shipStation = providerOf('shipstation')!;
const MINUTE_MS = 60_000;
let account: SimulatedShipStation;
const connection = () => ({
	credentials: shipStation.credentialsSchema.parse(account.credential),
	http: axiosStoreHttp({ timeoutMs: 5_000 }),
});

beforeEach(async () => {
	account = await startSimulatedShipStation();
});
afterEach(async () => await account.close());

describe('ShipStation', () => {
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
	const idsIn = (pages: readonly ListPage[]) =>
		pages.flatMap(({ observations }) => observations.map(({ id }) => id));
	const cancel = async (id: string) =>
		await shipStation.updateStatus(connection(), {
			...{ entityType: 'Shipment', id, status: 'cancelled', note: null },
		} as never);
	const add = async (more: Partial<Tracking> = {}) =>
		await shipStation.addTracking(connection(), {
			...{ orderId: '77', trackingNumber: '1Z-FROM-ELSEWHERE', carrier: 'UPS', trackingUrl: null },
			...{ notifyCustomer: false, orderNumber: '100044', ...more },
		});
	const posts = () => account.calls.filter((call) => !call.startsWith('GET'));

	it('tells a label with its order number, carrier, person, address and lines', async () => {
		const label = account.buyLabel({ at: new Date() });
		const [observation, ...others] = await read(`label:${label.label_id}`);
		expect(others).toEqual([]);
		expect(observation).toEqual({
			entityType: 'Shipment',
			id: `label:${label.label_id}`,
			kind: 'upsert',
			changedAt: label.created_at,
			clock: 'status',
			topicCodes: [],
			entity: {
				id: `label:${label.label_id}`,
				orderNumber: '100044',
				service: 'ups_ground',
				status: 'label_created',
				nativeStatus: 'completed',
				trackingNumber: label.tracking_number,
				trackingUrl: label.tracking_url,
				carrier: 'UPS',
				parcels: [
					{
						trackingNumber: label.tracking_number,
						trackingUrl: label.tracking_url,
						carrier: 'UPS',
					},
				],
				createdAt: label.created_at,
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
						id: '1402729900510',
						productId: '6815803',
						sku: 'SOCK-1',
						name: 'Wool socks',
						quantity: 2,
					},
				],
			},
		});
	});

	it('tells each box of a label that has several', async () => {
		const packages = [{ tracking_number: 'BOX-1' }, { tracking_number: 'BOX-2' }];
		const label = account.buyLabel({ more: { tracking_number: 'BOX-1', packages } });
		expect((await read(`label:${label.label_id}`))[0]?.entity).toMatchObject({
			trackingNumber: 'BOX-1',
			parcels: [{ trackingNumber: 'BOX-1' }, { trackingNumber: 'BOX-2' }],
		});
	});

	it('names the order by our own reference where it carries one, and else by none', async () => {
		const guid = '11111111-1111-5111-8111-111111111111';
		const ours = orderReference({ integrationGuid: guid, orderId: '77' });
		const known = account.buyLabel({ ofShipment: { external_shipment_id: ours } });
		const foreign = account.buyLabel({ more: { external_order_id: '77' } });
		expect((await read(`label:${known.label_id}`))[0]?.entity).toMatchObject({ orderId: ours });
		expect((await read(`label:${foreign.label_id}`))[0]?.entity).not.toHaveProperty('orderId');
	});

	it('tells nothing of a parcel that goes back to the shop', async () => {
		const one = account.buyLabel({ more: { is_return_label: true } });
		const other = account.buyLabel({ ofShipment: { is_return: true } });
		expect(await read(`label:${one.label_id}`)).toEqual([]);
		expect(await read(`label:${other.label_id}`)).toEqual([]);
		expect(idsIn(await listAll(null))).toEqual([]);
	});

	it('tells a label without an order, and one whose fields are empty', async () => {
		const lonely = account.buyLabel({ more: { shipment_id: 'se-gone' } });
		const empty = { shipment_id: null, tracking_number: null, packages: null, ship_to: null };
		const bare = account.buyLabel({ more: { ...empty, created_at: null, label_id: 'se-7' } });
		expect((await read(`label:${lonely.label_id}`))[0]?.entity).toMatchObject({
			trackingNumber: lonely.tracking_number,
			shippingAddress: { postalCode: '95128-2537' },
		});
		expect((await read(`label:${bare.label_id}`))[0]).toMatchObject({
			changedAt: null,
			entity: { status: 'label_created', trackingNumber: null, parcels: [] },
		});
	});

	it.each([
		[{}, 'shipped', 'created_at'],
		[{ delivered_at: '2027-01-01T00:00:00Z' }, 'delivered', 'delivered_at'],
		[{ voided: true, voided_at: '2027-01-02T00:00:00Z' }, 'cancelled', 'voided_at'],
	])('tells a number from elsewhere with %j as %s', async (more, status, time) => {
		const made = account.enterNumber({ orderNumber: '100045', more });
		const [told] = await read(`fulfillment:${made.fulfillment_id}`);
		expect(told).toMatchObject({
			changedAt: new Date(String((made as Record<string, unknown>)[time])).toISOString(),
			clock: 'status',
			entity: { status, orderNumber: '100045', carrier: 'FedEx' },
		});
	});

	it('reads all labels of a message, page by page, and their order once', async () => {
		const { shipment_id } = account.addOrder('100046');
		for (let count = 0; count < 60; count += 1) {
			account.buyLabel({ more: { batch_id: 'se-batch', shipment_id } });
		}
		account.calls.splice(0);
		expect(await read('labels?batch_id=se-batch')).toHaveLength(60);
		expect(account.calls.filter((call) => call.startsWith('GET /shipments/'))).toHaveLength(3);
	});

	it('reads of a number what its carrier says where the label was bought here, and else that it was entered', async () => {
		const label = account.buyLabel();
		account.say(label, { status_code: 'IT' });
		const entered = account.enterNumber();
		const numbered = async (number: unknown) => await read(`tracking?tracking_number=${number}`);
		expect(await numbered(label.tracking_number)).toMatchObject([
			{ id: `label:${label.label_id}`, entity: { status: 'in_transit', orderNumber: '100044' } },
		]);
		expect(await numbered((entered as Record<string, unknown>).tracking_number)).toMatchObject([
			{ id: `fulfillment:${entered.fulfillment_id}`, entity: { status: 'shipped' } },
		]);
		expect(await numbered('NONE')).toEqual([]);
	});

	it('reads the other labels of a message where one cannot be read', async () => {
		const more = { batch_id: 'se-batch' };
		const { label_id: id } = account.buyLabel({ more });
		account.buyLabel({ more: { ...more, packages: Array(201).fill({}) } });
		expect((await read('labels?batch_id=se-batch')).map((one) => one.id)).toEqual([`label:${id}`]);
	});

	it.each(['label:../carriers', 'labels?label_status=voided', 'fulfillments?', '', 'se-1'])(
		'asks for nothing by an ID that is none: %j',
		async (id) => {
			expect(await read(id)).toEqual([]);
			expect(account.calls).toEqual([]);
		},
	);

	it('lists labels and numbers from elsewhere since a time, the oldest first', async () => {
		const at = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);
		const labels = [50, 40, 30].map((minutes) => account.buyLabel({ at: at(minutes) }));
		const made = account.enterNumber();
		const ids = labels.map(({ label_id: id }) => `label:${id}`);
		const entered = `fulfillment:${made.fulfillment_id}`;
		// Ten minutes earlier than asked for: the lists are read one after the other.
		expect(idsIn(await listAll(at(35).toISOString()))).toEqual([...ids.slice(1), entered]);
		expect(idsIn(await listAll(null))).toEqual([...ids, entered]);
	});

	it('goes back 60 days at first: older parcels have arrived', async () => {
		const old = new Date(Date.now() - 61 * 24 * 60 * MINUTE_MS);
		account.buyLabel({ at: old });
		expect(idsIn(await listAll(null))).toEqual([]);
		expect(idsIn(await listAll(old.toISOString()))).toHaveLength(1);
	});

	it('of labels from before tells the first time what their carriers say, as one with the label', async () => {
		const waiting = account.buyLabel();
		const underway = account.buyLabel();
		account.say(underway, { status_code: 'IT' }, new Date('2026-03-01T10:00:00Z'));
		const arrived = account.buyLabel({ more: { tracking_status: 'delivered' } });
		const voided = account.buyLabel({ more: { voided: true, status: 'voided' } });
		const untracked = account.buyLabel({ more: { trackable: false } });
		const told = (await listAll(null)).flatMap(({ observations }) => observations);
		expect(told.map(({ id, entity }) => [id, (entity as { status: string }).status])).toEqual([
			[`label:${waiting.label_id}`, 'label_created'],
			[`label:${underway.label_id}`, 'in_transit'],
			[`label:${arrived.label_id}`, 'delivered'],
			[`label:${voided.label_id}`, 'cancelled'],
			[`label:${untracked.label_id}`, 'label_created'],
		]);
		expect(told[1]).toMatchObject({
			changedAt: '2026-03-01T10:00:00.000Z',
			entity: { orderNumber: '100044', trackingNumber: underway.tracking_number },
		});
		expect(told[1]).not.toHaveProperty('onlyIfKnown');
		expect(account.calls.filter((call) => call.endsWith('/track'))).toHaveLength(2);
		account.calls.splice(0);
		await listAll(new Date(0).toISOString());
		expect(account.calls.filter((call) => call.endsWith('/track'))).toEqual([]);
	});

	it.each([
		['401', { status: 401 }],
		['400', { status: 400 }],
		['500, of the carrier', { status: 500 }],
		['something else than is documented', { status: 200, json: { status_code: 7 } }],
	])('tells the label alone where ShipStation answers to its report %s', async (_what, failure) => {
		account.buyLabel();
		const { http, credentials } = connection();
		const page = await shipStation.listChanges(
			{
				credentials,
				http: async (request) => {
					if (request.url.endsWith('/track')) account.failures.push(failure);
					return await http(request);
				},
			},
			'Shipment',
			{ since: null, page: null },
		);
		expect(page).toMatchObject({
			observations: [{ entity: { status: 'label_created' } }],
			refused: [],
		});
	});

	it('leaves out what cannot be read, names it, and takes the rest', async () => {
		const label = account.buyLabel();
		account.labels.push({ label_id: 'se-broken', packages: Array(201).fill({}) } as never);
		Object.assign(account.labels[1]!, { created_at: new Date().toISOString() });
		const [{ observations, refused }] = (await listAll(null)) as [ListPage];
		expect(observations.map(({ id }) => id)).toEqual([`label:${label.label_id}`]);
		expect(refused).toEqual([{ id: 'se-broken', reason: expect.stringContaining('packages') }]);
	});

	it.each([
		['429 with a time', { status: 429, headers: { 'retry-after': '7' } }, 'throttled', 7_000],
		['429 without', { status: 429 }, 'throttled', null],
		['500', { status: 500 }, 'unavailable', null],
	])('says of %s what to do', async (_what, failure, kind, retryAfterMs) => {
		account.failures.push(failure);
		await expect(listAll(null)).rejects.toMatchObject({ kind, retryAfterMs });
	});

	it.each([401, 403])('says of %i that the key or the plan does not allow it', async (status) => {
		account.failures.push({ status });
		await expect(listAll(null)).rejects.toThrow(/does not accept the key, or the plan .* add-on/);
	});

	it('says why, where ShipStation does', async () => {
		account.failures.push({
			status: 400,
			json: { request_id: '1', errors: [{ message: 'page_size is too large' }] },
		});
		await expect(listAll(null)).rejects.toThrow('page_size is too large.');
	});

	it('refuses a key of the sandbox, in words, before it asks', async () => {
		const credentials = shipStation.credentialsSchema.parse({
			...account.credential,
			apiKey: 'TEST_abcdefgh',
		});
		const checking = shipStation.checkCredentials({ ...connection(), credentials });
		await expect(checking).rejects.toThrow(/sandbox.*production/);
		expect(account.calls).toEqual([]);
	});

	describe('asked for a parcel on its way', () => {
		const refresh = async (id: string) =>
			await shipStation.refreshParcels!(connection(), [
				{ id, trackingNumber: null, carrier: null },
			]);

		it('tells what the carrier says', async () => {
			const label = account.buyLabel();
			account.say(label, { status_code: 'IT', status_detail_code: 'OUT_FOR_DELIVERY' });
			expect(await refresh(`label:${label.label_id}`)).toMatchObject([
				{ onlyIfKnown: true, entity: { status: 'out_for_delivery' } },
			]);
		});

		it('tells that the label was voided meanwhile', async () => {
			const label = account.buyLabel({
				more: { voided: true, status: 'voided', voided_at: '2027-01-01T00:00:00Z' },
			});
			expect(await refresh(`label:${label.label_id}`)).toMatchObject([
				{ changedAt: '2027-01-01T00:00:00.000Z', entity: { status: 'cancelled' } },
			]);
		});

		it.each([401, 403])(
			'tells nothing where the plan has no tracking, and does not take the key for wrong: %i',
			async (status) => {
				const label = account.buyLabel();
				const { http } = connection();
				const told = await shipStation.refreshParcels!(
					{
						...connection(),
						http: async (request) => {
							if (request.url.endsWith('/track')) account.failures.push({ status });
							return await http(request);
						},
					},
					[{ id: `label:${label.label_id}`, trackingNumber: null, carrier: null }],
				);
				expect(told).toEqual([]);
			},
		);

		it('says nothing of one that it does not have, and of a number what it knows', async () => {
			expect(await refresh('label:se-none')).toEqual([]);
			const { fulfillment_id: id } = account.enterNumber();
			expect(await refresh(`fulfillment:${id}`)).toMatchObject([{ entity: { status: 'shipped' } }]);
		});
	});

	it('voids a label, and twice is once', async () => {
		const label = account.buyLabel();
		const first = await cancel(`label:${label.label_id}`);
		expect(first).toMatchObject({
			changed: true,
			observations: [{ entity: { status: 'cancelled' } }],
		});
		expect(await cancel(`label:${label.label_id}`)).toMatchObject({ changed: false });
		expect(posts()).toHaveLength(1);
	});

	it('says why a label cannot be voided', async () => {
		const label = account.buyLabel();
		account.say(label, { status_code: 'DE' });
		await expect(cancel(`label:${label.label_id}`)).rejects.toThrow(
			/was used, and cannot be voided/,
		);
		await expect(cancel('label:se-none')).rejects.toMatchObject({ kind: 'not_found' });
		await expect(cancel('fulfillment:se-1')).rejects.toThrow(/entered by a person/);
	});

	it.each(['100044', '#100044', ' 100044 '])(
		'takes a number from elsewhere for order %j, and twice is once',
		async (orderNumber) => {
			account.addOrder('100044');
			account.addOrder('1000445');
			const first = await add({ orderNumber });
			expect(first).toMatchObject({
				changed: true,
				observations: [{ entity: { trackingNumber: '1Z-FROM-ELSEWHERE', status: 'shipped' } }],
			});
			expect(await add({ orderNumber })).toMatchObject({ changed: false });
			expect(posts()).toEqual(['POST /fulfillments']);
		},
	);

	it.each(['USPS', 'usps', 'United States Postal Service', 'Stamps.com', 'stamps_com'])(
		'finds the carrier %j by whose account pays for it',
		async (carrier) => {
			account.addOrder('100044');
			await add({ carrier });
			expect(account.given).toMatchObject([{ carrier_code: 'stamps_com' }]);
		},
	);

	it('knows the number of a label that was bought in ShipStation', async () => {
		const label = account.buyLabel({ orderNumber: '100044' });
		const trackingNumber = String(label.tracking_number);
		expect(await add({ trackingNumber })).toMatchObject({ changed: false });
		expect(posts()).toEqual([]);
	});

	it.each([
		['an order that ShipStation does not have', { orderNumber: '7' }, 'has no order "7"'],
		['no order number', { orderNumber: null }, 'not known here'],
		['a carrier that is not connected', { carrier: 'Post NL' }, 'Its carriers are ups, stamps_com'],
		['no carrier', { carrier: null }, 'needs the carrier'],
		['a number that ShipStation refuses', { trackingNumber: 'REFUSED' }, 'not one of this carrier'],
	])('says what is wrong with %s', async (_what, more, words) => {
		account.addOrder('100044');
		await expect(add(more)).rejects.toThrow(words);
		expect(account.fulfillments).toEqual([]);
	});

	it('takes no number where two orders have the same', async () => {
		account.addOrder('100044');
		account.addOrder('100044');
		await expect(add()).rejects.toThrow(/2 orders "100044"/);
	});

	it('is asked to post each of six events to one address', async () => {
		await shipStation.registerWebhooks(connection(), 'https://n8n.example.com/webhook/x', 'guid');
		expect(new Set(account.webhooks.map(({ event }) => event)).size).toBe(6);
		expect(account.webhooks.every(({ url }) => url === 'https://n8n.example.com/webhook/x')).toBe(
			true,
		);
	});
});

describe('what ShipStation posts', () => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	const warnings: string[] = [];
	const integration = { ...INTEGRATION, provider: 'shipstation' };

	beforeEach(async () => {
		clock = testClock();
		warnings.splice(0);
		state = await openState({ kind: 'sqlite', file: ':memory:' }, clock.now());
		inbox = testInbox(state, clock, { warn: (message) => void warnings.push(message) });
		await saveIntegration(state, integration, clock.now() - MINUTE_MS);
	});
	afterEach(async () => {
		await stopReading(inbox);
		await state.close();
	});

	const at = () => new Date(clock.now());
	const receiver = () => ({
		integration,
		provider: shipStation,
		credentials: connection().credentials,
	});
	const take = async (body: string, headers?: Record<string, string>) => {
		const post = {
			headers: headers ?? (await account.sign(body, at())),
			body: Buffer.from(body),
			receivedAt: at(),
		};
		return await receive(inbox, receiver(), post);
	};
	const named = (place: string, type = 'LABEL_CREATED_V2') =>
		JSON.stringify({
			resource_url: `https://api.shipstation.com/v2/${place}`,
			resource_type: type,
		});
	const codes = async () =>
		(await state.db.selectFrom('event').select('codesJson').orderBy('receivedAt').execute()).map(
			({ codesJson }) => JSON.parse(codesJson) as string[],
		);
	const statuses = async () =>
		(await state.db.selectFrom('snapshot').select('entityJson').execute()).map(
			({ entityJson }) => (JSON.parse(entityJson) as { status: string }).status,
		);
	const bought = async () => {
		const label = account.buyLabel({ at: at() });
		await take(named(`labels?batch_id=${String(label.batch_id)}`));
		await waitUntil(async () => (await statuses()).length > 0, { what: 'the label to be read' });
		return label;
	};

	it('makes the way of a parcel: label, on its way, delivered', async () => {
		const label = await bought();
		for (const data of [
			{ status_code: 'IT' },
			{ status_code: 'IT', carrier_status_description: 'Out for Delivery' },
			{ status_code: 'DE' },
		]) {
			clock.advance(MINUTE_MS);
			expect(await take(account.say(label, data, at()))).toMatchObject({ outcome: 'stored' });
		}
		expect(await codes()).toEqual([
			['shipment_created'],
			['shipment_in_transit', 'shipment_status_changed', 'shipment_updated'],
			['shipment_out_for_delivery', 'shipment_status_changed', 'shipment_updated'],
			['shipment_delivered', 'shipment_status_changed', 'shipment_updated'],
		]);
	});

	it('says nothing of what had happened to a parcel before the account was connected', async () => {
		const before = (days: number) => new Date(clock.now() - days * 24 * 60 * MINUTE_MS);
		const label = account.buyLabel({ at: before(20) });
		const delivered = account.say(label, { status_code: 'DE' }, before(15));
		const options = { firesForExisting: false, wait: async () => {}, onPage: () => {} };
		const provider = createShipStation(at) as Provider;
		await importChanges(inbox, integration, provider, connection(), 'Shipment', options);
		expect(await statuses()).toEqual(['delivered']);
		await take(delivered);
		const parcels = [{ id: `label:${label.label_id}`, trackingNumber: null, carrier: null }];
		const store = { integration, provider, connection: connection() };
		await refreshOnce(inbox, store, parcels, { wait: async () => {} });
		expect(await codes()).toEqual([]);
	});

	it('makes nothing new when it comes again, or late', async () => {
		const label = await bought();
		clock.advance(MINUTE_MS);
		const underway = account.say(label, { status_code: 'IT' }, at());
		clock.advance(MINUTE_MS);
		const delivered = account.say(label, { status_code: 'DE' }, at());
		await take(delivered);
		const count = (await codes()).length;
		expect(await take(delivered)).toMatchObject({ status: 200, outcome: 'repeated' });
		expect(await take(underway)).toMatchObject({ status: 200 });
		// Also the label, read once more.
		clock.advance(MINUTE_MS);
		await take(named(`labels/${label.label_id}`));
		await waitUntil(
			async () => (await state.db.selectFrom('pendingRead').selectAll().execute()).length === 0,
			{ what: 'the label to be read' },
		);
		expect((await codes()).length).toBe(count);
		expect(await statuses()).toEqual(['delivered']);
	});

	it('is read with its label where that is not known yet', async () => {
		const label = account.buyLabel({ at: at() });
		clock.advance(MINUTE_MS);
		const body = account.say(label, { status_code: 'DE' }, at());
		expect(await take(body)).toMatchObject({ status: 200, outcome: 'stored' });
		await waitUntil(async () => (await statuses()).length > 0, { what: 'the label to be read' });
		expect(await codes()).toEqual([['shipment_delivered', 'shipment_created']]);
		const stored = await state.db.selectFrom('snapshot').select('entityJson').execute();
		expect(stored.map(({ entityJson }) => JSON.parse(entityJson) as object)).toMatchObject([
			{ orderNumber: '100044', status: 'delivered', trackingNumber: label.tracking_number },
		]);
		expect(await take(body)).toMatchObject({ status: 200, outcome: 'repeated' });
	});

	it('makes nothing of a parcel that goes back to the shop, nor of a status that is new a milestone', async () => {
		const back = account.buyLabel({ at: at(), more: { is_return_label: true } });
		await take(account.say(back, { status_code: 'DE' }, at()));
		expect(await codes()).toEqual([]);
		const label = await bought();
		clock.advance(MINUTE_MS);
		await take(account.say(label, { status_code: 'ZZ', status_description: 'Odd' }, at()));
		expect((await codes()).at(-1)).toEqual(['shipment_status_changed', 'shipment_updated']);
	});

	it('is taken when it is signed with a key that is new, and refused with one of a stranger', async () => {
		const label = await bought();
		clock.advance(MINUTE_MS);
		account.changeKey();
		expect(await take(account.say(label, { status_code: 'IT' }, at()))).toMatchObject({
			outcome: 'stored',
		});
		const stranger = await startSimulatedShipStation();
		try {
			const body = account.say(label, { status_code: 'DE' }, at());
			const headers = await stranger.sign(body, at());
			expect(await take(body, headers)).toMatchObject({ outcome: 'signature_wrong', status: 401 });
			const made = { ...headers, 'x-shipengine-rsa-sha256-key-id': 'made-up' };
			clock.advance(MINUTE_MS);
			expect(await take(body, made)).toMatchObject({ outcome: 'signature_wrong', status: 401 });
		} finally {
			await stranger.close();
		}
	});

	it('shall come again while the keys cannot be had, and is stored then', async () => {
		const label = account.buyLabel({ at: at() });
		const body = named(`labels/${label.label_id}`);
		const kept = account.keys.splice(
			0,
			account.keys.length,
			'none',
			...Array<string>(101).fill('x'),
		);
		expect(await take(body)).toMatchObject({
			status: 503,
			outcome: 'unavailable',
			retryAfterSeconds: expect.any(Number),
		});
		expect(warnings).toEqual(['The keys of ShipStation cannot be had']);
		account.keys.splice(0, account.keys.length, ...kept);
		clock.advance(MINUTE_MS);
		expect(await take(body)).toMatchObject({ outcome: 'stored' });
	});
});
