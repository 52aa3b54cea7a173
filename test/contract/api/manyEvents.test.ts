import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { COMMON, fillState } from '../../support/filledState.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	REAL_CLOCK as clock,
	subscribe,
	testInbox,
} from '../../support/testInbox.ts';

const EVENTS = 200_000;
const TWO_WEEKS_MS = 14 * 24 * 3_600_000;
const ROUNDS = 20;
const LIMIT_MS = 300;

/** What the pages of the console ask for, and the lists as programs ask for them. */
const READS = [
	'/api/activity',
	'/api/alerts?open=true',
	'/api/alerts',
	'/api/dead-letters',
	'/api/dead-letters?limit=200',
	'/api/events',
	'/api/events?limit=200',
	'/api/events?after=start',
	'/api/events?after=start&trigger=order_cancelled',
	'/api/events?entityType=Order',
	'/api/events?entityType=Shipment',
	`/api/events?integration=${INTEGRATION.guid}`,
	'/api/events?entityId=old-100000',
	'/api/events?trigger=order_cancelled',
	'/api/events?trigger=order_updated',
	'/api/events?entityType=Order&trigger=order_cancelled',
	`/api/events?sku=${COMMON.sku}`,
	`/api/events?sku=${COMMON.sku}&trigger=order_cancelled`,
	'/api/events?sku=unheard-of',
	`/api/events?email=${COMMON.email}`,
	`/api/events?email=${COMMON.email}&trigger=order_cancelled`,
	'/api/events?email=nobody@example.com',
	'/api/events?until=2020-01-01T00:00:00Z',
	`/api/events?since=${new Date(Date.now() - 7 * 24 * 3_600_000).toISOString()}`,
	'/api/health',
	'/api/messages/refused',
	`/api/messages/refused?integration=${INTEGRATION.guid}&limit=20`,
	'/api/metrics',
	'/api/orders/timeline?number=key-100000',
	'/api/push/subscriptions',
	'/api/shipments/waiting',
	'/api/workflows/Order/configured?managed=true',
	'/api/workflows/catch-ups',
] as const;

eachDialect('200,000 stored events', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;
	let reads: readonly string[];

	beforeEach(async () => {
		state = await database().open();
		await connect(state, clock);
		const { id } = await subscribe(state, clock);
		const everyMs = TWO_WEEKS_MS / EVENTS;
		await fillState(state, id, EVENTS, 0, { until: clock.now(), everyMs: Math.floor(everyMs) });
		// As minutes after they have come.
		await state.db
			.updateTable('backfill')
			.set({ position: JSON.stringify([clock.now(), '']) })
			.where('name', '=', 'event_sku/event')
			.execute();
		api = apiInMemory(state);
		const [event] = await changeOrder(testInbox(state, clock), 'old-100000');
		reads = [...READS, `/api/events/${event!.id}`];
	}, 300_000);

	/** The 95th percentile of some rounds, in milliseconds: the second slowest of twenty. */
	async function p95Of(ask: () => Promise<unknown>): Promise<number> {
		const times: number[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			const startedAt = performance.now();
			await ask();
			times.push(performance.now() - startedAt);
		}
		return times.toSorted((one, other) => one - other)[Math.ceil(ROUNDS * 0.95) - 1]!;
	}

	it('every page of the console and every list answers in under 300 ms at p95', async () => {
		const slow: string[] = [];
		for (const path of reads) {
			const first = await api.ask('GET', path);
			expect([path, first.status]).toEqual([path, 200]);
			const ask = async () => await api.ask('GET', path);
			let p95 = await p95Of(ask);
			// Other tests may have the processor for a while.
			for (let more = 0; p95 >= LIMIT_MS && more < 2; more += 1) {
				p95 = Math.min(p95, await p95Of(ask));
			}
			if (p95 >= LIMIT_MS) slow.push(`${path}: ${Math.round(p95)} ms`);
		}
		expect(slow).toEqual([]);
	}, 300_000);
});
