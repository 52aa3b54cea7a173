import { sql, type Kysely } from 'kysely';

/**
 * One table for whatever one process, request or connection has for itself. What was held before is taken
 * over. The columns of before stay: in a rolling update, processes of an older version still use them.
 */
export async function leases(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('lease')
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('holder', 'text')
		.addColumn('until', 'bigint')
		.addPrimaryKeyConstraint('lease_pk', ['kind', 'key'])
		.execute();

	// Given back where a trigger was taken down in order; else held until the last sign of life.
	await sql`insert into lease (kind, key, holder, until)
		select 'subscription', id,
			case when detached_at is null then coalesce(held_by, 'before') end,
			coalesce(detached_at, seen_at, attached_at)
		from subscription`.execute(db);
	await sql`insert into lease (kind, key, holder, until)
		select 'import', guid, importing_by, importing_until
		from integration where importing_by is not null`.execute(db);

	// A store is held by its connection until that is taken down: of several of before, by the first.
	const { rows } = await sql<{ guid: string; space: string; provider: string; url: string }>`
		select guid, space, provider, store_url as url from integration
		where status = 'active' and last_error is null order by connected_at, guid`.execute(db);
	for (const { guid, space, provider, url } of rows) {
		const key = `${space}/${provider}/${url.replace(/^https?:\/\//, '').toLowerCase()}`;
		await sql`insert into lease (kind, key, holder) values ('store', ${key}, ${guid})
			on conflict do nothing`.execute(db);
	}

	// Of one subject one is made at a time, as its lease says, while others may still be removed.
	await schema.alterTable('provision').addColumn('given_up_at', 'bigint').execute();
	await sql`update provision set given_up_at = created_at
		where finished_at is null and subject like 'retired/%'`.execute(db);
	await sql`delete from provision where finished_at is null and subject like 'change/%'`.execute(
		db,
	);
	await sql`insert into lease (kind, key, holder, until)
		select 'provision', space || '/' || subject, owned_by, lease_until
		from provision where finished_at is null and given_up_at is null`.execute(db);
	await sql`drop index provision_unfinished`.execute(db);
	await sql`create index provision_unfinished on provision (space, subject) where finished_at is null`.execute(
		db,
	);
}
