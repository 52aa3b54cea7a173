import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { createStatesOf } from '../../n8n/workflows/createStatesOf.ts';
import type { StatesOf } from '../../n8n/workflows/statesQuery.ts';

type Run = (statement: string) => Promise<unknown>;

/** n8n's tables, as far as they are looked at; `json` and `timestamp` are types of Postgres alone. */
const tables = (isPostgres: boolean) => [
	`workflow_entity (id varchar(36) primary key, name varchar(128), active boolean, "isArchived" boolean,
		"updatedAt" ${isPostgres ? 'timestamptz(3)' : 'datetime(3)'}, "versionId" char(36),
		"versionCounter" integer, "activeVersionId" varchar(36))`,
	'shared_workflow ("workflowId" varchar(36), "projectId" varchar(36), role text)',
	'workflows_tags ("workflowId" varchar(36), "tagId" varchar(36))',
	'tag_entity (id varchar(36), name varchar(24))',
	`"user" (id ${isPostgres ? 'uuid' : 'varchar'}, "roleSlug" varchar(128), disabled boolean)`,
	`user_api_keys (id varchar(36), "userId" ${isPostgres ? 'uuid' : 'varchar'}, "apiKey" varchar,
		scopes ${isPostgres ? 'json' : 'text'})`,
	`project_relation ("projectId" varchar(36), "userId" ${isPostgres ? 'uuid' : 'varchar'}, role varchar)`,
	'role_scope ("roleSlug" varchar(128), "scopeSlug" varchar(128))',
];
const ANN = '0b5e1b0a-4f2f-4f0c-9a5e-2d6a4f0c9a5e';
const BEN = '1c6f2c1b-5030-4a1d-8b6f-3e7b5a1d8b6f';
const ROWS = [
	`workflow_entity values ('w1', 'First', true, false, '2026-01-01 00:00:00.001', 'v1', 1, 'v1')`,
	`workflow_entity values ('w2', 'Second', false, false, '2026-01-01 00:00:00.002', 'v2', 1, null)`,
	`shared_workflow values ('w1', 'p1', 'workflow:owner'), ('w2', 'p2', 'workflow:owner')`,
	`tag_entity values ('t1', 'managed'), ('t2', 'other')`,
	`"user" values ('${ANN}', 'global:member', false), ('${BEN}', 'global:member', false)`,
	`user_api_keys values ('k1', '${ANN}', 'key of Ann', '["workflow:list"]')`,
	`project_relation values ('p1', '${ANN}', 'project:viewer'), ('p2', '${BEN}', 'project:viewer')`,
	`role_scope values ('project:viewer', 'workflow:read'), ('project:viewer', 'credential:read')`,
];
/** What somebody does in n8n, and of which workflow it changes the state; `rights` of who may see which. */
const CHANGES: ReadonlyArray<
	readonly [what: string, of: 'w1' | 'w2' | 'rights', statement: string]
> = [
	['renames it', 'w1', `update n8n.workflow_entity set name = 'Third' where id = 'w1'`],
	['publishes it', 'w2', `update n8n.workflow_entity set active = true where id = 'w2'`],
	['archives it', 'w1', `update n8n.workflow_entity set "isArchived" = true where id = 'w1'`],
	['saves it', 'w1', `update n8n.workflow_entity set "versionId" = 'v3' where id = 'w1'`],
	[
		'publishes a draft',
		'w1',
		`update n8n.workflow_entity set "activeVersionId" = 'v3' where id = 'w1'`,
	],
	[
		'saves it a millisecond later',
		'w1',
		`update n8n.workflow_entity set "updatedAt" = '2026-01-01 00:00:00.003' where id = 'w1'`,
	],
	['writes its nodes', 'w2', `update n8n.workflow_entity set "versionCounter" = 2 where id = 'w2'`],
	['tags it', 'w2', `insert into n8n.workflows_tags values ('w2', 't1')`],
	['renames its tag', 'w2', `update n8n.tag_entity set name = 'renamed' where id = 't1'`],
	[
		'moves it to another project',
		'w1',
		`update n8n.shared_workflow set "projectId" = 'p2' where "workflowId" = 'w1'`,
	],
	['shares it', 'w1', `insert into n8n.shared_workflow values ('w1', 'p3', 'workflow:editor')`],
	[
		'adds the owner of the key to a project',
		'rights',
		`insert into n8n.project_relation values ('p3', '${ANN}', 'project:viewer')`,
	],
	[
		'changes the role in a project',
		'rights',
		`update n8n.project_relation set role = 'project:admin' where "projectId" = 'p1'`,
	],
	[
		'changes what a role may do',
		'rights',
		`delete from n8n.role_scope where "scopeSlug" = 'workflow:read'`,
	],
	[
		'makes the owner of the key an admin',
		'rights',
		`update n8n."user" set "roleSlug" = 'global:admin' where id = '${ANN}'`,
	],
	[
		'disables the owner of the key',
		'rights',
		`update n8n."user" set disabled = true where id = '${ANN}'`,
	],
	['takes a scope from the key', 'rights', `update n8n.user_api_keys set scopes = '[]'`],
];

function holds(open: () => Promise<{ run: Run; statesOf: StatesOf; close: () => Promise<void> }>) {
	let world: Awaited<ReturnType<typeof open>>;
	beforeEach(async () => {
		world = await open();
	});
	afterEach(async () => await world.close());

	it('whatever somebody changes, its state is another one, and no other state', async () => {
		const { run, statesOf } = world;
		let before = (await statesOf('key of Ann'))!;
		expect([...before.states.keys()].toSorted()).toEqual(['w1', 'w2']);
		for (const [what, of, statement] of CHANGES) {
			await run(statement);
			const after = (await statesOf('key of Ann'))!;
			const changed = [...after.states].flatMap(([id, state]) =>
				state === before.states.get(id) ? [] : [id],
			);
			if (after.rights !== before.rights) changed.push('rights');
			expect([what, changed]).toEqual([what, [of]]);
			expect(await statesOf('key of Ann')).toEqual(after);
			before = after;
		}
		await run(`delete from n8n.workflow_entity where id = 'w1'`);
		expect([...(await statesOf('key of Ann'))!.states.keys()]).toEqual(['w2']);
	});

	it('nothing is told for a key that this n8n does not have: the n8n of the key is another one', async () => {
		expect(await world.statesOf('key of Ben')).toBeNull();
		expect(await world.statesOf(`' or '1' = '1`)).toBeNull();
	});

	it('nothing is told of an n8n whose tables are others than are known', async () => {
		await world.run('alter table n8n.workflow_entity rename column "versionCounter" to "later"');
		expect(await world.statesOf('key of Ann')).toBeNull();
	});
}

describe("what has changed in n8n's workflows, in its own SQLite file", () => {
	holds(async () => {
		const folder = await mkdtemp(join(tmpdir(), 'commerce-states-'));
		const file = new DatabaseSync(join(folder, 'database.sqlite'));
		file.exec('pragma journal_mode = wal');
		const run: Run = async (statement) => file.exec(statement.replaceAll('n8n.', 'my_'));
		for (const table of tables(false)) await run(`create table ${prefixed(table)}`);
		for (const rows of ROWS) await run(`insert into ${prefixed(rows)}`);
		const close = async () => {
			file.close();
			await rm(folder, { recursive: true });
		};
		const named: Run = async (statement) =>
			await run(statement.replaceAll('n8n."user"', '"my_user"'));
		return { run: named, close, statesOf: createStatesOf({ DB_TABLE_PREFIX: 'my_' }, folder) };
	});
});

const prefixed = (rest: string) => (rest.startsWith('"') ? `"my_${rest.slice(1)}` : `my_${rest}`);

describe("what has changed in n8n's workflows, in its own Postgres", () => {
	holds(async () => {
		const url = process.env.COMMERCE_TEST_POSTGRES_URL!;
		const { hostname, port, username, password } = new URL(url);
		const client = new pg.Client(`${url}/postgres`);
		await client.connect();
		const schema = `n8n of "${process.hrtime.bigint()}"`;
		const quoted = client.escapeIdentifier(schema);
		const run: Run = async (statement) =>
			await client.query(statement.replaceAll('n8n.', `${quoted}.`));
		await run(`create schema ${quoted}`);
		for (const table of tables(true)) await run(`create table n8n.${table}`);
		for (const rows of ROWS) await run(`insert into n8n.${rows}`);
		const env = {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: hostname,
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_USER: username,
			DB_POSTGRESDB_PASSWORD: password,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_SCHEMA: schema,
		};
		const close = async () => {
			await run(`drop schema ${quoted} cascade`);
			await client.end();
		};
		return { run, close, statesOf: createStatesOf(env, tmpdir()) };
	});
});
