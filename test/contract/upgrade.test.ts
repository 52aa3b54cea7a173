import { sql, type RawBuilder } from 'kysely';
import { migrate } from '../../engine/state/migrate.ts';
import { eventSkus } from '../../engine/state/migrations/0023EventSkus.ts';
import { MIGRATIONS } from '../../engine/state/migrations/migrations.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openPostgres } from '../../engine/state/dialects/openPostgres.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import { noteSkus } from '../../engine/history/eventSkus.ts';
import { listEvents } from '../../engine/history/listEvents.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import { slicesOf } from '../../engine/state/slices.ts';
import type { StateLocation } from '../../engine/state/stateLocation.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { turnsDuring } from '../support/turnsDuring.ts';
import { changeOrder, connect, subscribe, testClock, testInbox } from '../support/testInbox.ts';

/** Statements that name no schema, as those of migrations. */
async function execute(
	{ db, dialect }: OpenDatabase,
	...statements: ReadonlyArray<RawBuilder<unknown>>
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		await dialect.lockMigrations(trx);
		for (const statement of statements) await statement.execute(trx);
	});
}

/** Rows as the first version made them; later versions have further tables and columns. */
async function fill(database: OpenDatabase): Promise<void> {
	await execute(
		database,
		sql`insert into integration (guid, space, name, provider, store_url, workflow_id, node_id, status, webhook_url, connected_at, updated_at) values ('g', 'default', 'Shop', 'generic', 'https://shop.example', 'w', 'n', 'active', 'https://n8n.example/x', 1, 1)`,
		sql`insert into receipt (integration_guid, key, received_at) values ('g', 'k', 1)`,
		sql`insert into snapshot (integration_guid, entity_type, entity_id, entity_json, changed_at, status_changed_at, stored_at) values ('g', 'Order', '1', '{"id":"1","number":"#0100"}', 1, 1, 1)`,
		sql`insert into event (id, space, integration_guid, entity_type, entity_id, codes_json, entity_json, occurred_at, received_at) values ('e', 'default', 'g', 'Order', '1', '["order_created"]', '{"id":"1"}', 1, 1)`,
		sql`insert into subscription (id, space, workflow_id, workflow_name, node_name, entity_type, codes_json, include_raw, attached_at) values ('s', 'default', 'w', 'Workflow', 'Node', 'Order', '["order_created"]', 0, 1)`,
		sql`insert into delivery (id, subscription_id, event_id, entity_key, status, created_at, due_at, attempt, failures, losses) values ('d', 's', 'e', 'g/Order/1', 'waiting', 1, 1, 0, 0, 0)`,
		sql`insert into sent_action (key, event_id, sent_at) values ('k', 'e', 1)`,
	);
}

const FILLED = [
	'integration',
	'receipt',
	'snapshot',
	'event',
	'subscription',
	'delivery',
	'sentAction',
] as const;

const openRaw = async ({ kind, ...rest }: StateLocation): Promise<OpenDatabase> =>
	kind === 'sqlite'
		? await openSqlite((rest as { file: string }).file)
		: await openPostgres(rest as Parameters<typeof openPostgres>[0]);

eachDialect('an upgrade of the state database', (database) => {
	it.each(MIGRATIONS.map((_, index) => index + 1))(
		'from version %i keeps every row, and the newest code works on it',
		async (version) => {
			const old = await openRaw(database().location);
			try {
				await migrate(old, 1, MIGRATIONS.slice(0, version));
				await fill(old);
			} finally {
				await old.close();
			}
			const state = await database().open();
			for (const table of FILLED) {
				const rows = await state.db.selectFrom(table).selectAll().execute();
				expect([table, rows.length]).toEqual([table, 1]);
			}
			const clock = testClock();
			await connect(state, clock);
			await subscribe(state, clock);
			expect(await changeOrder(testInbox(state, clock), 'after')).toHaveLength(1);
		},
	);

	it('finds orders of before by their number', async () => {
		const old = await openRaw(database().location);
		await migrate(old, 1, MIGRATIONS.slice(0, 1));
		await fill(old);
		await execute(
			old,
			sql`insert into snapshot (integration_guid, entity_type, entity_id, entity_json, changed_at, status_changed_at, stored_at) values ('g', 'Order', '2', 'not JSON', 1, 1, 1)`,
		);
		await old.close();
		const { db } = await database().open();
		const keys = await db.selectFrom('snapshot').select('orderKey').orderBy('entityId').execute();
		expect(keys.map(({ orderKey }) => orderKey)).toEqual(['100', null]);
	});

	it('finds events of before by an SKU', async () => {
		const old = await openRaw(database().location);
		await migrate(old, 1, MIGRATIONS.slice(0, MIGRATIONS.indexOf(eventSkus)));
		await fill(old);
		await execute(
			old,
			sql`update event set entity_json = '{"lineItems":[{"sku":"MUG-1"},{"sku":null}]}'`,
			sql`insert into event (id, space, integration_guid, entity_type, entity_id, codes_json, entity_json, occurred_at, received_at) values ('f', 'default', 'g', 'Order', '1', '["order_created"]', 'not JSON', 1, 1)`,
		);
		await old.close();
		const state = await database().open();
		const found = async () => {
			const page = { limit: 10, after: null };
			return (await listEvents(state, 'default', { sku: 'mug-1' }, page)).rows.map(({ id }) => id);
		};
		expect(await found()).toEqual([]);
		await noteSkus(state, 100_000);
		expect(await found()).toEqual(['e']);
	});

	it('leaves to whoever had it what was held before, and given up what was given up', async () => {
		const old = await openRaw(database().location);
		await migrate(old, 1, MIGRATIONS.slice(0, 12));
		await fill(old);
		await execute(
			old,
			sql`update subscription set held_by = 'p', seen_at = 7`,
			sql`insert into subscription (id, space, workflow_id, workflow_name, node_name, entity_type, codes_json, include_raw, attached_at, detached_at, seen_at) values ('down', 'default', 'w', 'Workflow', 'Node', 'Order', '["order_created"]', 0, 1, 5, 6)`,
			sql`update integration set importing_by = 'p/run', importing_until = 9`,
			...['integration/x', 'retired/y', 'change/z'].map(
				(subject) =>
					sql`insert into provision (id, space, subject, marker, owned_by, lease_until, created_at) values (${subject}, 'default', ${subject}, 'm', 'p', 8, 3)`,
			),
		);
		await old.close();
		const { db } = await database().open();
		expect(
			await db.selectFrom('lease').selectAll().orderBy('kind').orderBy('key').execute(),
		).toEqual([
			{ kind: 'import', key: 'g', holder: 'p/run', until: 9 },
			{ kind: 'provision', key: 'default/integration/x', holder: 'p', until: 8 },
			{ kind: 'store', key: 'default/generic/shop.example', holder: 'g', until: null },
			{ kind: 'subscription', key: 'down', holder: null, until: 5 },
			{ kind: 'subscription', key: 's', holder: 'p', until: 7 },
		]);
		const provisions = await db.selectFrom('provision').select(['id', 'givenUpAt']).execute();
		expect(provisions).toEqual([
			{ id: 'integration/x', givenUpAt: null },
			{ id: 'retired/y', givenUpAt: 3 },
		]);
	});

	it('lets a customer be forgotten whose orders were stored before, and n8n does not stand still meanwhile', async () => {
		const old = await openRaw(database().location);
		await migrate(old, 1, MIGRATIONS.slice(0, 5));
		const orders = Array.from(
			{ length: 1_000 },
			(_, index) => `o${String(index).padStart(4, '0')}`,
		);
		for (const part of slicesOf(orders, 200)) {
			await old.db
				.insertInto('snapshot')
				.values(
					part.map((entityId) => ({
						integrationGuid: 'g',
						entityType: 'Order',
						entityId,
						entityJson: JSON.stringify({ customer: { email: `${entityId}@example.com` } }),
						changedAt: 1,
						statusChangedAt: 1,
						storedAt: 1,
						toldAt: null,
						deletedAt: null,
					})),
				)
				.execute();
		}
		await fill(old);
		await execute(old, sql`update event set customer_json = '{"email":"O0007@example.com"}'`);
		await old.close();
		const state = await database().open();
		const person = { customerId: null, email: 'o0007@EXAMPLE.com' };
		const turns = await turnsDuring(async () => {
			expect(await forgetCustomer(state, 'g', person, 1)).toMatchObject({
				snapshots: 2,
				events: 1,
			});
		});
		expect(turns).toBeGreaterThan(8);
		const another = { customerId: null, email: 'o0999@example.com' };
		expect(await forgetCustomer(state, 'g', another, 1)).toMatchObject({ snapshots: 1 });
	});

	it('to a newer version than this code knows is refused, and says what to install', async () => {
		const state = await database().open();
		await state.db
			.insertInto('schemaVersion')
			.values({ version: MIGRATIONS.length + 1, appliedAt: 1 })
			.execute();
		await expect(database().open()).rejects.toThrow(
			`The state database has version ${MIGRATIONS.length + 1}, and this version of n8n-nodes-commerce knows versions up to ${MIGRATIONS.length}. Install the version of the package that was used before, or a newer one.`,
		);
	});

	it('by several processes at once is made once', async () => {
		const old = await openRaw(database().location);
		await migrate(old, 1, MIGRATIONS.slice(0, 1));
		await fill(old);
		await old.close();
		const opened = await Promise.all([1, 2, 3].map(async () => await database().open()));
		const versions = await opened[0]!.db.selectFrom('schemaVersion').select('version').execute();
		expect(versions.map(({ version }) => version).toSorted((one, other) => one - other)).toEqual(
			MIGRATIONS.map((_, index) => index + 1),
		);
	});
});
