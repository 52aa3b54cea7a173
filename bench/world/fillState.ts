import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What makes a copy of a row another row: expressions by column, with `n` for the number of the copy. */
const COPIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	event: {
		id: `id || '-' || :n`,
		entity_id: `entity_id || '-' || :n`,
		received_at: 'received_at - :n * :step',
		occurred_at: 'occurred_at - :n * :step',
	},
	delivery: {
		id: `id || '-' || :n`,
		event_id: `event_id || '-' || :n`,
		entity_key: `entity_key || '-' || :n`,
		claim_key: `claim_key || '-' || :n`,
		created_at: 'created_at - :n * :step',
		settled_at: 'settled_at - :n * :step',
	},
	snapshot: { entity_id: `entity_id || '-' || :n`, order_key: `order_key || '-' || :n` },
	receipt: { key: `key || '-' || :n`, received_at: 'received_at - :n * :step' },
	person_ref: { ref: `ref || '-' || :n`, entity_id: `entity_id || '-' || :n` },
};

/** SQLite numbers the deliveries. */
const NUMBERED = 'seq';
/** All copies are younger than what is deleted for its age. */
const DAYS = 10;

/**
 * Fills a state database with copies of what is in it, beside the n8n that has it open: in slices, between
 * which n8n can write.
 *
 * @param rows how many deliveries, and about as many of everything else
 * @returns the size of the file in megabytes
 */
export function fillState(file: string, rows: number): number {
	const database = new DatabaseSync(file, { timeout: 30_000 });
	database.exec('pragma synchronous = off');
	const count = Number(
		database.prepare('select count(*) as count from delivery where settled_at is not null').get()!
			.count,
	);
	const copies = Math.ceil(rows / count);
	const step = Math.floor((DAYS * 86_400_000) / copies);
	const statements = Object.entries(COPIED).map(([table, changes]) => {
		const columns = database
			.prepare(`select name from pragma_table_info(?)`)
			.all(table)
			.map(({ name }) => String(name))
			.filter((name) => name !== NUMBERED);
		const originals = `temp.${table}_originals`;
		const settled = table === 'delivery' ? 'where settled_at is not null' : '';
		database.exec(`create temp table ${table}_originals as select * from ${table} ${settled}`);
		const values = columns.map((column) => changes[column] ?? column);
		return database.prepare(
			`insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${originals}`,
		);
	});
	for (let n = 1; n <= copies; n += 1) {
		database.exec('begin immediate');
		for (const statement of statements) {
			const isDated = statement.sourceSQL.includes(':step');
			statement.run(isDated ? { n, step } : { n });
		}
		database.exec('commit');
	}
	database.exec('pragma wal_checkpoint(truncate)');
	database.close();
	return statSync(file).size / 1e6;
}
