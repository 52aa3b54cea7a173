import { deleteExpired } from '../../engine/deliveries/retention.ts';
import { importStore } from '../../engine/inbox/importStore.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { integrationOf, type Integration } from '../../engine/inbox/integration.ts';
import { readPending, storePointer, type ReadStore } from '../../engine/inbox/pendingReads.ts';
import { preview } from '../../engine/inbox/preview.ts';
import { stopReading } from '../../engine/inbox/readSoon.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect, type TestDatabase } from '../support/eachDialect.ts';
import {
	SENDCLOUD_STATUS,
	startSimulatedSendcloud,
	type SimulatedSendcloud,
} from '../support/simulatedSendcloud.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';
import type { TestClock } from '../support/testInbox.ts';
import { waitUntil } from '../support/n8n.ts';

const provider = providerOf('sendcloud')!;
const MINUTE_MS = 60_000;

eachDialect('a message that only names what has changed', (database) => {
	// Within: what is being read has to end before the database is closed.
	describe('by a carrier', () => suite(database));
});

function suite(database: () => TestDatabase) {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let account: SimulatedSendcloud;
	let integration: Integration;
	let store: ReadStore;
	const warnings: string[] = [];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		warnings.splice(0);
		inbox = testInbox(state, clock, { warn: (message) => void warnings.push(message) });
		account = await startSimulatedSendcloud();
		const credentials = provider.credentialsSchema.parse(account.credential);
		integration = {
			...INTEGRATION,
			provider: 'sendcloud',
			storeUrl: provider.storeUrl(credentials),
		};
		await saveIntegration(state, integration, clock.now() - MINUTE_MS);
		store = { integration, provider, connection: { credentials, http: axiosStoreHttp() } };
	});
	afterEach(async () => {
		await stopReading(inbox);
		await account.close();
	});

	const postOf = (body: string) => ({
		headers: { 'sendcloud-signature': account.sign(body) },
		body: Buffer.from(body),
		receivedAt: new Date(clock.now()),
	});
	const receiver = () => ({
		integration,
		provider,
		credentials: store.connection.credentials,
	});
	const at = () => new Date(clock.now());
	const told = async (body: string) => await receive(inbox, receiver(), postOf(body));
	const pending = async () => await state.db.selectFrom('pendingRead').selectAll().execute();
	const codes = async () =>
		(await state.db.selectFrom('event').select('codesJson').orderBy('receivedAt').execute()).map(
			({ codesJson }) => JSON.parse(codesJson) as string[],
		);
	const untilRead = async () =>
		await waitUntil(async () => (await pending()).length === 0, { what: 'all to be read' });
	/** Stores a message, and reads nothing yet. */
	const name = async (id: number, receiptKey: string) =>
		await storePointer(
			inbox,
			integration,
			{ kind: 'pointer', topic: 'x', receiptKey, entityType: 'Shipment', id: String(id) },
			at(),
		);
	const reads = () => account.calls.filter((call) => call.startsWith('GET /shipments?ids='));

	it('is answered at once, and what it names is read afterwards', async () => {
		const parcel = account.ship({ at: at() });
		const answer = await told(account.move(parcel, SENDCLOUD_STATUS.enRoute, at()));
		expect(answer).toMatchObject({ outcome: 'stored', status: 200, events: [] });
		await untilRead();
		expect(await codes()).toEqual([['shipment_in_transit', 'shipment_created']]);
		const row = await integrationOf(state, integration.space, integration.guid);
		expect(row?.lastEventAt).not.toBeNull();
	});

	it('is stored once, however often it comes', async () => {
		const parcel = account.ship({ at: at() });
		const body = account.move(parcel, SENDCLOUD_STATUS.delivered, at());
		const outcomes = await Promise.all(Array.from({ length: 5 }, async () => await told(body)));
		expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(
			['stored', ...Array.from({ length: 4 }, () => 'repeated')].toSorted(),
		);
		await untilRead();
		expect(await codes()).toEqual([['shipment_delivered', 'shipment_created']]);
		expect((await told(body)).outcome).toBe('repeated');
	});

	it('that comes late tells no older state: what is so now is read', async () => {
		const parcel = account.ship({ at: at() });
		const late = account.move(parcel, SENDCLOUD_STATUS.enRoute, at());
		clock.advance(MINUTE_MS);
		await told(account.move(parcel, SENDCLOUD_STATUS.delivered, at()));
		await untilRead();
		await told(late);
		await untilRead();
		expect(await codes()).toEqual([['shipment_delivered', 'shipment_created']]);
	});

	it('that is not signed stores nothing', async () => {
		const body = account.move(account.ship(), SENDCLOUD_STATUS.enRoute);
		const post = { ...postOf(body), headers: { 'sendcloud-signature': 'f'.repeat(64) } };
		expect(await receive(inbox, receiver(), post)).toMatchObject({ status: 401 });
		expect(await pending()).toEqual([]);
	});

	it('is read again, ever more seldom, where the store fails, and not sent again by it', async () => {
		const parcel = account.ship({ at: at() });
		await name(parcel.id, 'one');
		for (const waitMs of [2_000, 10_000, 60_000]) {
			account.failures.push({ status: 503 });
			expect(await readPending(inbox, store)).toEqual({
				nextAt: clock.now() + waitMs,
				isBusy: true,
			});
			clock.advance(waitMs);
		}
		expect(await readPending(inbox, store)).toEqual({ nextAt: null, isBusy: false });
		expect(await codes()).toEqual([['shipment_created']]);
		expect(warnings).toHaveLength(1);
	});

	it('leaves a store alone for as long as the store asks', async () => {
		for (const key of ['one', 'two']) await name(account.ship({ at: at() }).id, key);
		account.failures.push({ status: 429, headers: { 'retry-after': '90' } });
		const { nextAt, isBusy } = await readPending(inbox, store);
		expect({ nextAt, isBusy }).toEqual({ nextAt: clock.now() + 90_000, isBusy: true });
	});

	it('is given up after a day, in words', async () => {
		await name(account.ship({ at: at() }).id, 'one');
		clock.advance(24 * 60 * MINUTE_MS - 1);
		account.failures.push({ status: 400 });
		await readPending(inbox, store);
		expect(await pending()).toMatchObject([{ attempts: 1 }]);
		clock.advance(MINUTE_MS);
		account.failures.push({ status: 400 });
		await readPending(inbox, store);
		expect(await pending()).toEqual([]);
		expect(warnings.at(-1)).toMatch(/could not be read for a day: imports may bring it$/);
	});

	it('is read once more where another one came while it was being read', async () => {
		const parcel = account.ship({ at: at() });
		await name(parcel.id, 'one');
		const { http } = store.connection;
		let isFirst = true;
		const during: ReadStore = {
			...store,
			connection: {
				...store.connection,
				async http(request) {
					const answer = await http(request);
					if (isFirst) {
						isFirst = false;
						account.move(parcel, SENDCLOUD_STATUS.delivered, new Date(clock.now() + 1_000));
						await name(parcel.id, 'two');
					}
					return answer;
				},
			},
		};
		await readPending(inbox, during);
		expect((await codes()).flat()).toContain('shipment_delivered');
		expect(reads()).toHaveLength(2);
		expect(await pending()).toEqual([]);
	});

	it('is read by one of two processes', async () => {
		const parcels = Array.from({ length: 20 }, () => account.ship({ at: at() }));
		for (const { id } of parcels) await name(id, `key ${id}`);
		const other = testInbox(await database().open(), clock);
		await Promise.all([readPending(inbox, store), readPending(other, store)]);
		expect(reads().toSorted()).toEqual(
			parcels.map(({ id }) => `GET /shipments?ids=${id}`).toSorted(),
		);
		expect(await codes()).toHaveLength(20);
	});

	it('is read by another process where the one that has begun is gone', async () => {
		await name(account.ship({ at: at() }).id, 'one');
		await state.db
			.updateTable('pendingRead')
			.set({ dueAt: clock.now() + 2 * MINUTE_MS })
			.execute();
		expect((await readPending(inbox, store)).nextAt).toBe(clock.now() + 2 * MINUTE_MS);
		clock.advance(2 * MINUTE_MS);
		await readPending(inbox, store);
		expect(await codes()).toHaveLength(1);
	});

	it('is read by the next import, where n8n was ended before', async () => {
		await name(account.ship({ at: at() }).id, 'one');
		const row = (await integrationOf(state, integration.space, integration.guid))!;
		const imported = await importStore(
			inbox,
			{ ...store, integration: row, webhookUrl: null },
			[],
			{
				firesForExisting: false,
				onPage: () => {},
				wait: async () => {},
			},
		);
		expect(imported?.failures).toEqual([]);
		expect(await pending()).toEqual([]);
		expect(await codes()).toHaveLength(1);
	});

	it('of a parcel that the store does not have makes nothing', async () => {
		await name(1, 'one');
		await readPending(inbox, store);
		expect(await pending()).toEqual([]);
		expect(await codes()).toEqual([]);
	});

	it('leaves nothing behind once the store is removed, or nobody has read it for long', async () => {
		await name(account.ship().id, 'one');
		await removeIntegration(state, integration.guid, clock.now());
		expect(await pending()).toEqual([]);
		expect(await name(account.ship().id, 'two')).toEqual({ isRepetition: true });
		expect(await pending()).toEqual([]);

		await saveIntegration(state, integration, clock.now());
		await name(account.ship().id, 'three');
		clock.advance(48 * 60 * MINUTE_MS + 1);
		await deleteExpired(state, clock.now());
		expect(await pending()).toEqual([]);
	});

	it('shows in a test in the editor what it names', async () => {
		const parcel = account.ship();
		const body = account.move(parcel, SENDCLOUD_STATUS.delivered);
		const { events } = await preview(receiver(), postOf(body));
		expect(events).toMatchObject([{ entityType: 'Shipment', entityId: String(parcel.id) }]);
		expect(await pending()).toEqual([]);
	});
}
