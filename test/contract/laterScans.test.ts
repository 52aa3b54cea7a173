import { receive } from '../../engine/inbox/receive.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { signingStore } from '../support/signedPosts.ts';
import { saveIntegration, testClock, testInbox } from '../support/testInbox.ts';

const START_MS = Date.parse('2026-03-04T10:00:00Z');

describe('a parcel that a generic store reports', () => {
	let database: OpenDatabase;
	const store = signingStore('generic');
	beforeEach(async () => {
		database = await openState({ kind: 'sqlite', file: ':memory:' }, START_MS);
		await saveIntegration(database, store.receiver.integration, START_MS - 1_000);
	});
	afterEach(async () => await database.close());

	/** Reports one status a minute; what each has fired. */
	const codesOf = async (...statuses: readonly string[]) => {
		const all: string[] = [];
		for (const [minute, status] of statuses.entries()) {
			const receivedAt = new Date(START_MS + minute * 60_000);
			const data = { id: 's', orderId: '5', status, updatedAt: receivedAt.toISOString() };
			const inbox = testInbox(database, testClock(receivedAt.getTime()), { warn: () => {} });
			const post = store.post('shipment.updated', data, receivedAt);
			const { events } = await receive(inbox, store.receiver, post);
			all.push(...events.flatMap(({ codes }) => codes));
		}
		return all;
	};
	const arrivals = (codes: readonly string[]) =>
		codes.filter((code) => code === 'shipment_delivered').length;

	it.each([
		'in_transit',
		'out_for_delivery',
		'ready_for_pickup',
		'delayed',
		'attempted',
		'shipped',
	])('arrives once, and stays delivered, though "%s" is told afterwards', async (scan) => {
		const codes = await codesOf('in_transit', 'delivered', scan, 'delivered');
		expect(arrivals(codes)).toBe(1);
		expect(codes).not.toContain('shipment_exception');
		const row = await database.db.selectFrom('snapshot').selectAll().executeTakeFirstOrThrow();
		expect(JSON.parse(row.entityJson)).toMatchObject({ status: 'delivered' });
	});

	it('that goes back is told, and its arrival at the shop is not told as one at the customer', async () => {
		const codes = await codesOf('in_transit', 'delivered', 'returned', 'delivered');
		expect(arrivals(codes)).toBe(1);
		expect(codes).toContain('shipment_exception');
	});
});
