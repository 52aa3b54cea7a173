import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { lastImportOf, nextImport } from '../../engine/inbox/importSchedule.ts';
import { importStore } from '../../engine/inbox/importStore.ts';
import { integrationOf } from '../../engine/inbox/integration.ts';
import { writeSnapshot } from '../../engine/inbox/readSnapshot.ts';
import { shipmentSchema } from '../../engine/events/entities.ts';
import { nextDueAt } from '../../engine/parcels/watchedParcels.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';
import { addTestTracker, trackedParcel } from '../support/testTracker.ts';

const MINUTE_MS = 60_000;
const PARCELS = 100_000;
const REFRESHES = { parcelsAtOnce: 100, callsPerMinute: 5, everyMs: 6 * 60 * MINUTE_MS };
const IMPORT_EVERY_MS = 10 * MINUTE_MS;
/** By its number in the order in which they were heard of: the last one is due last. */
const LAST = String(PARCELS);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapBytes = () => {
	collectGarbage();
	return process.memoryUsage().heapUsed;
};

describe('100,000 watched parcels', () => {
	let folder: string;
	let state: OpenDatabase;
	const clock = testClock();
	const startMs = clock.now();
	const parcelOf = (id: string) => trackedParcel(id, 'in_transit', startMs - 1);
	const tracker = addTestTracker(clock, REFRESHES, parcelOf);

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-watched-'));
		state = await openState({ kind: 'sqlite', file: join(folder, 'commerce.sqlite') }, startMs);
		await saveIntegration(state, tracker.integration, startMs - 1);
		await fill();
	});
	afterAll(async () => {
		tracker.remove();
		await state.close();
		await rm(folder, { recursive: true, force: true });
	});

	/** Heard of one after the other over the interval, each with what the tracker still says of it. */
	async function fill(): Promise<void> {
		const json = writeSnapshot(shipmentSchema.parse(parcelOf('ID-').entity), []);
		const numbers = sql`(with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${PARCELS}) select n from counted)`;
		await state.db.transaction().execute(async (trx) => {
			await sql`insert into snapshot (integration_guid, entity_type, entity_id, entity_json, changed_at, status_changed_at, stored_at)
				select ${INTEGRATION.guid}, 'Shipment', cast(n as text), replace(${json}, 'ID-', cast(n as text)), ${startMs - 1}, ${startMs - 1}, ${startMs - 1} from ${numbers}`.execute(
				trx,
			);
			await sql`insert into watched_parcel (integration_guid, shipment_id, heard_at, news_at, is_alone)
				select ${INTEGRATION.guid}, cast(n as text), ${startMs - REFRESHES.everyMs} + n * ${REFRESHES.everyMs} / ${PARCELS}, ${startMs - 1}, 0 from ${numbers}`.execute(
				trx,
			);
		});
	}

	it('refresh stays within rate limits, finds a delivered one within its interval, memory flat', async () => {
		const inbox = testInbox(state, clock);
		const integration = (await integrationOf(state, INTEGRATION.space, INTEGRATION.guid))!;
		const connection = {
			credentials: {},
			http: async () => ({ status: 200, headers: {}, body: null }),
		};
		const heaps: number[] = [];
		const rhythm = { everyMs: IMPORT_EVERY_MS, startedAt: startMs, isRestart: false };
		const moved = tracker.move(LAST, 'delivered');
		const found = async () =>
			await state.db.selectFrom('event').select(['entityId', 'receivedAt']).execute();
		const next = async () => {
			const dueAt = await nextDueAt(state, INTEGRATION.guid, REFRESHES, clock.now());
			const last = await lastImportOf(state, INTEGRATION.guid);
			return nextImport(last, rhythm, INTEGRATION.guid, clock.now(), dueAt).at;
		};

		while ((await found()).length === 0) {
			clock.advance(Math.max(0, (await next()) - clock.now()));
			const done = await importStore(
				inbox,
				{ integration, provider: tracker.provider, connection, webhookUrl: null },
				['Shipment'],
				{
					firesForExisting: false,
					onPage: () => {},
					wait: async (ms) => clock.advance(ms),
				},
				'schedule',
			);
			expect(done!.failures).toEqual([]);
			heaps.push(heapBytes());
		}

		const [{ entityId, receivedAt }] = (await found()) as [
			{ entityId: string; receivedAt: number },
		];
		expect(entityId).toBe(LAST);
		expect(receivedAt - Date.parse(moved.changedAt!)).toBeLessThanOrEqual(REFRESHES.everyMs);
		const times = tracker.calls.map(({ at }) => at);
		const most = Math.max(
			...times.map((at, index) => {
				const end = times.findIndex((one, other) => other > index && one >= at + MINUTE_MS);
				return (end === -1 ? times.length : end) - index;
			}),
		);
		expect(most).toBeLessThanOrEqual(REFRESHES.callsPerMinute);
		// Each was asked for once, and with others.
		expect(new Set(tracker.calls.flatMap(({ parcels }) => parcels.map(({ id }) => id))).size).toBe(
			PARCELS,
		);
		expect(times.length).toBeLessThan((1.2 * PARCELS) / REFRESHES.parcelsAtOnce);
		const [early, late] = [heaps[Math.floor(heaps.length / 4)]!, heaps.at(-1)!];
		expect(late / early).toBeLessThan(1.3);
	}, 120_000);
});
