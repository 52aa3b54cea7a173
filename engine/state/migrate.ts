import { sql, type Kysely } from 'kysely';
import type { OpenDatabase } from './dialects/dialect.ts';
import { MIGRATIONS, type Migration } from './migrations/migrations.ts';
import { StateError } from './stateProblem.ts';

/**
 * Brings a database to the newest version. Safe when several processes start at once: the others wait
 * and find nothing left to do. Each version is applied wholly or not at all.
 *
 * @throws Error when the database was made by a newer version of this package
 */
export async function migrate(
	{ db, dialect }: OpenDatabase,
	nowMs: number,
	migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		await dialect.lockMigrations(trx);
		await sql`create table if not exists schema_version (version integer primary key, applied_at bigint not null)`.execute(
			trx,
		);
		const { version } = await trx
			.selectFrom('schemaVersion')
			.select(({ fn }) => fn.coalesce(fn.max('version'), sql<number>`0`).as('version'))
			.executeTakeFirstOrThrow();
		if (version > migrations.length) {
			throw new StateError(
				`The state database has version ${version}, and this version of n8n-nodes-commerce knows versions up to ${migrations.length}. ` +
					'Install the version of the package that was used before, or a newer one.',
			);
		}
		for (const [offset, apply] of migrations.slice(version).entries()) {
			await apply(trx as unknown as Kysely<never>, dialect);
			await trx
				.insertInto('schemaVersion')
				.values({ version: version + offset + 1, appliedAt: nowMs })
				.execute();
		}
	});
}
