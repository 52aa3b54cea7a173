import { readPending, storePointer } from '../../engine/inbox/pendingReads.ts';
import { readingOf } from '../../engine/providers/storeReading.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { matchParcel } from '../../engine/parcels/matchParcel.ts';
import { orderReference } from '../../engine/parcels/orderKey.ts';
import { toldParcelOf } from '../../engine/parcels/toldParcel.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { startSimulatedSendcloud, type SimulatedSendcloud } from '../support/simulatedSendcloud.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';

const sendcloud = providerOf('sendcloud')!;
const generic = providerOf('generic')!;
const GUIDS = {
	one: '11111111-1111-5111-8111-111111111111',
	two: '22222222-2222-5222-8222-222222222222',
	carrier: '33333333-3333-5333-8333-333333333333',
};

eachDialect('a parcel of a carrier, beside two shops with the same order ids', (database) => {
	let state: OpenDatabase;
	let account: SimulatedSendcloud;
	let orderOf: (given: { orderNumber: string; more?: Record<string, unknown> }) => Promise<unknown>;
	let place: (shop: 'one' | 'two', id: string, number: string) => Promise<void>;

	beforeEach(async () => {
		state = await database().open();
		const clock = testClock();
		const inbox = testInbox(state, clock);
		account = await startSimulatedSendcloud();
		const credentials = sendcloud.credentialsSchema.parse(account.credential);
		const connect = async (name: keyof typeof GUIDS, provider: string, storeUrl: string) => {
			const own = { guid: GUIDS[name], name, nodeId: name, workflowId: name };
			const webhookUrl = `https://n8n.example.com/webhook/${name}/store`;
			const integration = { ...INTEGRATION, ...own, provider, storeUrl, webhookUrl };
			return await saveIntegration(state, integration, clock.now() - 1_000);
		};
		const shops = {
			one: await connect('one', 'generic', 'https://one.example.com'),
			two: await connect('two', 'generic', 'https://two.example.com'),
		};
		const carrier = await connect('carrier', 'sendcloud', sendcloud.storeUrl(credentials));
		place = async (shop, id, number) => {
			const data = {
				id,
				number,
				status: 'processing',
				createdAt: new Date(clock.now()).toISOString(),
			};
			const message = {
				...({ kind: 'message', topic: 'order.created', receiptKey: `${shop} ${id}` } as const),
				occurredAt: data.createdAt,
				payload: data,
			};
			const observations = generic.normalise(message, readingOf(shops[shop]));
			await storeMessage(inbox, shops[shop], message, observations, new Date(clock.now()));
		};
		orderOf = async (given) => {
			const id = String(account.ship({ ...given, at: new Date(clock.now()) }).id);
			const pointer = {
				kind: 'pointer',
				topic: 'x',
				receiptKey: id,
				entityType: 'Shipment',
			} as const;
			await storePointer(inbox, carrier, { ...pointer, id }, new Date(clock.now()));
			const connection = { credentials, http: axiosStoreHttp() };
			await readPending(inbox, { integration: carrier, provider: sendcloud, connection });
			const { entityJson } = await state.db
				.selectFrom('snapshot')
				.select('entityJson')
				.where((eb) => eb.and({ integrationGuid: carrier.guid, entityId: id }))
				.executeTakeFirstOrThrow();
			const parcel = toldParcelOf(carrier.space, carrier.guid, JSON.parse(entityJson))!;
			const match = await matchParcel(state.db, parcel, clock.now());
			return match.kind === 'matched' ? `${match.store.name} ${match.orderId}` : match;
		};
	});
	afterEach(async () => await account.close());

	it('belongs to the order of its number, however that is written', async () => {
		await place('one', '77', '#1001');
		await place('two', '77', '#2001');
		expect(await orderOf({ orderNumber: '1001' })).toBe('one 77');
		expect(await orderOf({ orderNumber: ' 02001 ' })).toBe('two 77');
	});

	it('belongs to none where both shops have an order of that number', async () => {
		await place('one', '77', '#1001');
		await place('two', '78', '1001');
		expect(await orderOf({ orderNumber: '1001' })).toMatchObject({ reason: 'order_ambiguous' });
	});

	it('belongs to the order that our own reference names, also then', async () => {
		await place('one', '77', '#1001');
		await place('two', '77', '#1001');
		const reference = orderReference({ integrationGuid: GUIDS.two, orderId: '77' });
		const more = { external_reference_id: reference };
		expect(await orderOf({ orderNumber: '1001', more })).toBe('two 77');
	});

	it('is no match by the bare id of an order, or by who gets it', async () => {
		await place('one', '77', '#1001');
		const more = { external_reference_id: '77', reference: '77' };
		expect(await orderOf({ orderNumber: '77', more })).toMatchObject({ reason: 'order_unknown' });
		expect(await orderOf({ orderNumber: '', more })).toMatchObject({ reason: 'order_not_named' });
	});
});
