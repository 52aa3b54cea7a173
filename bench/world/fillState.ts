import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * What makes a copy of a row another row: expressions by column, with `n` for the number of the copy. It stands in
 * front, so that a copy's rows lie beside each other: scattered over the file, they took ten times as long.
 */
const COPIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	event: {
		id: `:n || '-' || id`,
		entity_id: `:n || '-' || entity_id`,
		received_at: 'received_at - :n * :step',
		occurred_at: 'occurred_at - :n * :step',
	},
	delivery: {
		id: `:n || '-' || id`,
		event_id: `:n || '-' || event_id`,
		entity_key: `:n || '-' || entity_key`,
		claim_key: `:n || '-' || claim_key`,
		created_at: 'created_at - :n * :step',
		settled_at: 'settled_at - :n * :step',
	},
	snapshot: { entity_id: `:n || '-' || entity_id`, order_key: `:n || '-' || order_key` },
	receipt: { key: `:n || '-' || key`, received_at: 'received_at - :n * :step' },
	person_ref: { ref: `:n || '-' || ref`, entity_id: `:n || '-' || entity_id` },
};

/** Of which rows copies are made: of what the settled deliveries are about. */
const ORIGINALS: Readonly<Record<string, string>> = {
	event: 'where id in (select event_id from delivery where settled_at is not null)',
	delivery: 'where settled_at is not null',
	snapshot: 'where entity_id in (select entity_id from event_originals)',
	receipt: '',
	person_ref: 'where entity_id in (select entity_id from event_originals)',
};

/** SQLite numbers the deliveries. */
const NUMBERED = 'seq';
/** How many rows of a table are written at a time. */
const SLICE = 5_000;
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
	database.exec('pragma synchronous = off; pragma cache_size = -200000');
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
		database.exec(
			`create temp table ${table}_originals as select * from ${table} ${ORIGINALS[table]} limit ${count}`,
		);
		const values = columns.map((column) => changes[column] ?? column);
		return database.prepare(
			`insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from temp.${table}_originals`,
		);
	});
	const atATime = Math.ceil(SLICE / count);
	for (let first = 1; first <= copies; first += atATime) {
		database.exec('begin immediate');
		for (const statement of statements) {
			const isDated = statement.sourceSQL.includes(':step');
			for (let n = first; n < first + atATime && n <= copies; n += 1) {
				statement.run(isDated ? { n, step } : { n });
			}
		}
		database.exec('commit');
	}
	database.exec('pragma wal_checkpoint(truncate)');
	database.close();
	toDisk(file);
	return statSync(file).size / 1e6;
}

/** Without it, the first commits that are measured would wait until the disk has taken a gigabyte. */
function toDisk(file: string): void {
	const descriptor = openSync(file, 'r+');
	fsyncSync(descriptor);
	closeSync(descriptor);
}
