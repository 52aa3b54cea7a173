import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation, ObservationOf } from '../../engine/events/observation.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { migrate } from '../../engine/state/migrate.ts';
import { openPostgres } from '../../engine/state/dialects/openPostgres.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { MIGRATIONS } from '../../engine/state/migrations/migrations.ts';
import type { StateLocation } from '../../engine/state/stateLocation.ts';
import { uuidFor } from '../../engine/events/uuidFor.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	fixtureMessages,
	headersOf,
	receivedAfter,
	type FixtureMessage,
} from '../support/fixtureMessages.ts';
import {
	changedOrder,
	INTEGRATION,
	saveIntegration,
	START_MS,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

/** What the last release had stored after it was told one message, and nothing before. */
type Recorded = {
	readonly message: string;
	readonly snapshots: ReadonlyArray<{
		readonly entityType: string;
		readonly entityId: string;
		readonly entity: object;
		readonly changedAt: number;
		readonly statusChangedAt: number;
		readonly toldAt: number | null;
		readonly deletedAt: number | null;
	}>;
};

const RECORDED = JSON.parse(
	readFileSync(join(__dirname, '../fixtures/older/snapshots.json'), 'utf8'),
) as Recorded[];
const MESSAGES = new Map(fixtureMessages().map((message) => [message.name, message]));
/** Of the last release. */
const VERSION = 5;

const openRaw = async ({ kind, ...rest }: StateLocation): Promise<OpenDatabase> =>
	kind === 'sqlite'
		? await openSqlite((rest as { file: string }).file)
		: await openPostgres(rest as Parameters<typeof openPostgres>[0]);

/** Each recorded message has a store of its own. */
const storeOf = ({ name, provider }: FixtureMessage) => ({
	...INTEGRATION,
	guid: uuidFor(name),
	provider,
	name,
	storeUrl: INTEGRATION.storeUrl,
});

/** @param names the messages to take; all of them when left out */
async function fillAsBefore(location: StateLocation, names?: readonly string[]): Promise<void> {
	const old = await openRaw(location);
	try {
		await migrate(old, 1, MIGRATIONS.slice(0, VERSION));
		for (const { message, snapshots } of RECORDED) {
			if (names && !names.includes(message)) continue;
			const store = storeOf(MESSAGES.get(message)!);
			const { guid, space, name, provider, storeUrl, workflowId, nodeId, webhookUrl } = store;
			await old.db
				.insertInto('integration')
				.values({
					...{ guid, space, name, provider, workflowId, nodeId, webhookUrl, storeUrl },
					...{ status: 'active', connectedAt: CONNECTED_AT, updatedAt: CONNECTED_AT },
				} as never)
				.execute();
			await old.db
				.insertInto('snapshot')
				.values(
					snapshots.map(({ entity, ...row }) => ({
						...row,
						integrationGuid: guid,
						entityJson: JSON.stringify(entity),
						storedAt: row.changedAt,
					})) as never,
				)
				.execute();
		}
	} finally {
		await old.close();
	}
}

const CONNECTED_AT = Date.parse('2020-01-01T00:00:00Z');

eachDialect('after an upgrade from the last release', (database) => {
	let state: OpenDatabase;
	let warnings: string[];
	const upgrade = async (names?: readonly string[]) => {
		await fillAsBefore(database().location, names);
		state = await database().open();
		warnings = [];
	};

	/** @returns the codes that each event has */
	const tell = async (message: FixtureMessage, id: string, laterMs = 0) => {
		const store = storeOf(message);
		const receivedAt = new Date(receivedAfter(message).getTime() + laterMs);
		const provider = { ...providerOf(message.provider)!, verify: () => ({ valid: true }) as const };
		const { events, status } = await receive(
			testInbox(state, testClock(receivedAt.getTime()), {
				warn: (text) => void warnings.push(text),
			}),
			{ integration: store, provider, credentials: { storeUrl: store.storeUrl } },
			{
				headers: headersOf(message, id, receivedAt),
				body: Buffer.from(JSON.stringify(message.body)),
				receivedAt,
			},
		);
		return { status, events };
	};

	it('the same state, told again, fires nothing by itself', async () => {
		await upgrade();
		const fired = [];
		for (const { message } of RECORDED) {
			const { events, status } = await tell(MESSAGES.get(message)!, 'again', 1_000);
			if (status !== 200) fired.push({ message, status });
			for (const { entityType, codes, previous, entity } of events) {
				const now = entity as Record<string, unknown>;
				const then = Object.entries(previous ?? {}).map(([field, old]) => ({
					field,
					old,
					now: now[field],
				}));
				fired.push({ message, entityType, codes, then });
			}
		}
		expect(fired).toEqual([]);
		expect(warnings.filter((warning) => warning.includes('another version'))).toEqual([]);
	});

	const read = async ({ name }: FixtureMessage) => {
		const { entityJson } = await state.db
			.selectFrom('snapshot')
			.select('entityJson')
			.where('integrationGuid', '=', uuidFor(name))
			.executeTakeFirstOrThrow();
		return JSON.parse(entityJson) as Record<string, unknown>;
	};
	const change = (name: string, changed: Record<string, unknown>): FixtureMessage => {
		const message = MESSAGES.get(name)!;
		const { body } = message;
		const data =
			message.provider === 'generic' ? { data: { ...Object(body.data), ...changed } } : changed;
		return { ...message, body: { ...body, ...data } };
	};

	it.each([
		[
			'shopify/orders-create.json',
			{ updated_at: '2026-11-23T22:00:00+01:00', note: 'Ring twice' },
			['order_updated'],
		],
		[
			'shopify/orders-updated-refund.json',
			{ updated_at: '2026-12-23T22:00:00+01:00', refunds: [] },
			['order_updated'],
		],
		[
			'shopify/orders-create.json',
			{
				updated_at: '2026-11-23T22:00:00+01:00',
				cancelled_at: '2026-11-23T22:00:00+01:00',
				cancel_reason: 'customer',
			},
			['order_cancelled', 'order_status_changed', 'order_updated'],
		],
		[
			'woocommerce/018-order.created.json',
			{ date_modified_gmt: '2027-01-01T00:00:00', status: 'on-hold' },
			['order_status_changed', 'order_updated'],
		],
		[
			'cases/woo-live-W2-tax-inclusive-fee-coupon-order.json',
			{
				date_modified_gmt: '2027-01-01T00:00:00',
				refunds: [{ id: 900, reason: 'broken', total: '-1.00' }],
			},
			['order_refunded', 'order_updated'],
		],
		[
			'generic/order.created.json',
			{ updatedAt: '2027-01-01T00:00:00Z', status: 'cancelled' },
			['order_cancelled', 'order_status_changed', 'order_updated'],
		],
		[
			'generic/order.created.json',
			{ updatedAt: '2027-01-01T00:00:00Z', total: 1 },
			['order_updated'],
		],
		[
			'shopify/customers-update.json',
			{ updated_at: '2026-12-23T22:00:00+01:00', first_name: 'Eva' },
			['customer_updated'],
		],
		[
			'cases/10-shopify-two-tracking-numbers.json',
			{
				updated_at: '2026-12-23T22:00:00+01:00',
				tracking_numbers: ['A1', 'B2', 'C3'],
				tracking_urls: [
					'https://dhl.example/A1',
					'https://dhl.example/B2',
					'https://dhl.example/C3',
				],
			},
			['shipment_updated'],
		],
	])('%s: a real change after it fires exactly its codes (%j)', async (name, changed, codes) => {
		await upgrade([name]);
		await tell(MESSAGES.get(name)!, 'again', 1_000);
		const { events } = await tell(change(name, changed), 'changed', 2_000);
		expect(events.map((event) => event.codes)).toEqual([codes]);
	});

	it.each([
		['shopify/orders-create.json', { cancelled_at: '2026-11-23T22:00:00+01:00' }],
		['woocommerce/018-order.created.json', { status: 'cancelled' }],
		['generic/order.created.json', { paymentStatus: 'refunded' }],
	])(
		'%s: a real change in the first message is not taken for the upgrade (%j)',
		async (name, changed) => {
			await upgrade([name]);
			const times = {
				updated_at: '2026-12-23T22:00:00+01:00',
				date_modified_gmt: '2027-01-01T00:00:00',
				updatedAt: '2027-01-01T00:00:00Z',
			};
			const { events } = await tell(change(name, { ...times, ...changed }), 'changed', 2_000);
			expect(events.flatMap((event) => event.codes)).toContain('order_updated');
		},
	);

	it('a message that tells only a part leaves the rest for the one that tells it', async () => {
		const name = 'generic/shipment.out_for_delivery.json';
		await upgrade([name]);
		const whole = MESSAGES.get(name)!;
		const { id } = whole.body.data as { id: string };
		const thin = { ...whole, body: { ...whole.body, data: { id, message: 'At the depot' } } };
		const { events } = await tell(thin, 'thin', 1_000);
		expect(events.map((event) => event.codes)).toEqual([['shipment_updated']]);
		expect(Object.keys(events[0]!.previous!)).toEqual(['message']);
		expect(await read(whole)).toMatchObject({ parcels: [] });
		const again = await tell(change(name, { message: 'At the depot' }), 'again', 2_000);
		expect(again.events).toEqual([]);
		expect(await read(whole)).not.toHaveProperty('untold', expect.arrayContaining(['parcels']));
	});

	const messageOf = async (
		at: number,
		told: Partial<ObservationOf<'Order'>['entity']>,
		parcel?: string,
	) => {
		const observations: Observation[] = [changedOrder(at, '1', { createdAt: null, ...told })];
		if (parcel !== undefined) {
			observations.push({
				...{ entityType: 'Shipment', id: parcel, kind: 'upsert', clock: 'status' },
				...{ entity: { id: parcel, orderId: '1', trackingNumber: parcel } },
				...{ changedAt: null, topicCodes: ['shipment_created'] },
			} as Observation);
		}
		const { events } = await storeMessage(
			testInbox(state, testClock(at)),
			INTEGRATION,
			{ receiptKey: randomUUID(), occurredAt: null, payload: {} },
			observations,
			new Date(at),
		);
		return events.map(({ entityType, codes }) => [entityType, codes]);
	};
	const order = async () =>
		await state.db
			.selectFrom('snapshot')
			.select(['entityJson', 'storedAt'])
			.where('entityType', '=', 'Order')
			.executeTakeFirstOrThrow();
	const withoutLanguage = async () => {
		state = await database().open();
		await saveIntegration(state, INTEGRATION, START_MS - 1);
		await messageOf(START_MS, { note: 'Ring' });
		const { language: _new, ...older } = JSON.parse((await order()).entityJson) as object & {
			language: unknown;
		};
		const entityJson = JSON.stringify(older);
		await state.db.updateTable('snapshot').set({ entityJson }).execute();
	};

	it('an order that lacks only a new field is no old one: its new parcel is told', async () => {
		await withoutLanguage();
		const events = await messageOf(START_MS, { note: 'Ring', language: 'de' }, 'A1');
		expect(events).toEqual([['Shipment', expect.arrayContaining(['shipment_created'])]]);
	});

	it('a new field makes no event whenever it is first told, and an order without it is not written again', async () => {
		await withoutLanguage();
		const before = await order();
		// The same moment: what is stored would change by its time else.
		expect(await messageOf(START_MS, { note: 'Ring' })).toEqual([]);
		expect(await order()).toEqual(before);
		expect(await messageOf(START_MS + 1_000, { note: 'Ring twice' })).toEqual([
			['Order', ['order_updated']],
		]);
		expect(await messageOf(START_MS + 2_000, { language: 'de' })).toEqual([]);
		expect(JSON.parse((await order()).entityJson)).toMatchObject({ language: 'de' });
		expect(await messageOf(START_MS + 3_000, { language: 'fr' })).toEqual([
			['Order', ['order_updated']],
		]);
	});

	it('a message that is older than what is known is not taken into what is known', async () => {
		const name = 'generic/order.created.json';
		await upgrade([name]);
		const before = await read(MESSAGES.get(name)!);
		const late = change(name, {
			updatedAt: '2020-01-01T00:00:00Z',
			total: 1,
			attributes: { a: 1 },
		});
		expect((await tell(late, 'late', 1_000)).events).toEqual([]);
		expect(await read(late)).toEqual(before);
	});
});
