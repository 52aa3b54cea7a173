import { sql, type Kysely } from 'kysely';

/** What failed actions have told is found without the many that have not failed. */
export async function failedActions(db: Kysely<never>): Promise<void> {
	await sql`create index action_outcome_failed on action_outcome (event_id) where failure_json is not null`.execute(
		db,
	);
}
