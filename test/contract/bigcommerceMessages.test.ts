import { importStore } from '../../engine/inbox/importStore.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { integrationOf, type Integration } from '../../engine/inbox/integration.ts';
import { stopReading } from '../../engine/inbox/readSoon.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect, type TestDatabase } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import {
	startSimulatedBigCommerce,
	type BigCommerceOrderRecord,
	type SimulatedBigCommerce,
} from '../support/simulatedBigCommerce.ts';
import {
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const provider = providerOf('bigcommerce')!;
const MINUTE_MS = 60_000;

eachDialect('what BigCommerce says of its orders', (database) => {
	// Within: what is being read has to end before the database is closed.
	describe('by messages and imports', () => suite(database));
});

function suite(database: () => TestDatabase) {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let store: SimulatedBigCommerce;
	let integration: Integration;
	let credentials: unknown;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		store = await startSimulatedBigCommerce();
		credentials = provider.credentialsSchema.parse(store.credential);
		integration = {
			...INTEGRATION,
			provider: 'bigcommerce',
			storeUrl: provider.storeUrl(credentials),
		};
		await saveIntegration(state, integration, clock.now() - MINUTE_MS);
	});
	afterEach(async () => {
		await stopReading(inbox);
		await store.close();
	});

	const at = () => new Date(clock.now());
	const message = (scope: string, data: object) => store.message(scope, data as never, at());
	const ofOrder = ({ order }: BigCommerceOrderRecord, word = 'updated') =>
		message(`store/order/${word}`, { type: 'order', id: order.id });
	/** Posts a message, and waits until what it names is read. */
	async function told(body: string) {
		const post = {
			headers: store.sign(body, at()),
			body: Buffer.from(body),
			receivedAt: at(),
		};
		const answer = await receive(inbox, { integration, provider, credentials }, post);
		await waitUntil(
			async () => (await state.db.selectFrom('pendingRead').selectAll().execute()).length === 0,
			{ what: 'all to be read' },
		);
		return answer;
	}
	/** Of all events, or of those of one type, in their order. */
	async function codes(entityType?: string) {
		const rows = await state.db
			.selectFrom('event')
			.select(['codesJson', 'entityType'])
			.orderBy('receivedAt')
			.orderBy('id')
			.execute();
		return rows
			.filter((row) => entityType === undefined || row.entityType === entityType)
			.map(({ codesJson }) => JSON.parse(codesJson) as string[]);
	}
	async function imported() {
		const row = (await integrationOf(state, integration.space, integration.guid))!;
		const connection = { credentials, http: axiosStoreHttp() };
		const run = await importStore(
			inbox,
			{ integration: row, provider, connection, webhookUrl: null },
			['Order'],
			{ firesForExisting: false, onPage: () => {}, wait: async () => {} },
		);
		expect(run?.failures).toEqual([]);
	}

	it('an order is created once it is complete, and each message is stored once, however often and late it comes', async () => {
		const record = store.place({ at: at(), more: { status_id: 0, payment_status: '' } });
		const created = ofOrder(record, 'created');
		expect(await told(created)).toMatchObject({ outcome: 'stored', status: 200 });
		expect(await codes()).toEqual([]);

		clock.advance(MINUTE_MS);
		store.change(record, { status_id: 11, payment_status: 'captured' }, at());
		const paid = ofOrder(record, 'statusUpdated');
		await told(paid);
		expect(await codes()).toEqual([['order_paid', 'order_created']]);

		for (const body of [paid, created]) {
			expect(await told(body)).toMatchObject({ outcome: 'repeated', status: 200 });
		}
		clock.advance(MINUTE_MS);
		// The same event once more, as BigCommerce may send it, a second later.
		await told(ofOrder(record, 'statusUpdated'));
		expect(await codes()).toHaveLength(1);
	});

	it('an order goes its way: shipped in parts, its shipment deleted, refunded, archived', async () => {
		const record = store.place({ at: at() });
		await told(ofOrder(record, 'created'));

		clock.advance(MINUTE_MS);
		const shipment = store.ship(record, { tracking_number: 'A1' }, at());
		const ofShipment = (word: string) =>
			message(`store/shipment/${word}`, {
				...{ type: 'shipment', id: shipment.id, orderId: record.order.id },
			});
		await told(ofShipment('created'));
		clock.advance(MINUTE_MS);
		shipment.tracking_number = 'A2';
		await told(ofShipment('updated'));
		clock.advance(MINUTE_MS);
		record.shipments.splice(0);
		await told(ofShipment('deleted'));
		expect(await codes('Shipment')).toEqual([
			['shipment_created'],
			['shipment_updated'],
			['shipment_cancelled', 'shipment_status_changed', 'shipment_updated'],
		]);

		clock.advance(MINUTE_MS);
		record.refunds.push({ id: 1, total_amount: 50, items: [], payments: [] });
		store.change(record, { status_id: 4, refunded_amount: '50.0000' }, at());
		await told(message('store/order/refund/created', { type: 'order', id: record.order.id }));
		clock.advance(MINUTE_MS);
		store.change(record, { is_deleted: true }, at());
		const archived = ofOrder(record, 'archived');
		await told(archived);
		await told(ofOrder(record));
		expect(await told(archived)).toMatchObject({ outcome: 'repeated' });
		expect(await codes('Order')).toEqual([
			['order_paid', 'order_created'],
			['order_status_changed', 'order_updated'],
			['order_refunded', 'order_status_changed', 'order_updated'],
			['order_deleted'],
		]);
	});

	it('an import brings in what no message has told, and nothing that one has', async () => {
		const record = store.place({ at: at() });
		await told(ofOrder(record, 'created'));
		await imported();
		expect(await codes()).toHaveLength(1);
		clock.advance(MINUTE_MS);
		store.now = at();
		store.ship(record, { tracking_number: 'A1' }, at());
		await imported();
		expect(await codes('Shipment')).toEqual([['shipment_created']]);
		await imported();
		expect(await codes()).toHaveLength(3);
	});

	it('a message with neither a signature nor the header that the webhook was made with is refused', async () => {
		const body = ofOrder(store.place());
		const { 'webhook-signature': _signature, ...unsigned } = store.sign(body, at());
		const post = { headers: unsigned, body: Buffer.from(body), receivedAt: at() };
		expect(await receive(inbox, { integration, provider, credentials }, post)).toMatchObject({
			status: 401,
		});
		expect(await codes()).toEqual([]);
	});
}
