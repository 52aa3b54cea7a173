import { CompiledQuery } from 'kysely';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Statement } from './statementsOf.ts';

/** Tables that grow with every event. */
const LARGE = [
	'action_outcome',
	'delivery',
	'event',
	'event_sku',
	'person_ref',
	'receipt',
	'sent_action',
	'snapshot',
];
/** Indexes of what is under way or was given up: to read all of it is no walk. */
const OF_FEW = /USING (COVERING )?INDEX delivery_(claimed|blocking|dead|dead_of)\b/;
const UNIQUE_VIOLATION = '23505';
const PLANNED = /^\s*(select|insert|update|delete|with)\b/i;

/**
 * Which statements read more of a large table than they need, each with why; empty when none does. Postgres
 * counts the rows that it has read and thrown away. SQLite tells only its plan: to walk a table, or a range
 * of its row ids, or all of a space, is too much.
 *
 * @param most rows that one step of a statement may read
 */
export async function readersOfTooMuch(
	database: OpenDatabase,
	statements: readonly Statement[],
	most: number,
): Promise<string[]> {
	const found: string[] = [];
	for (const statement of statements.filter(({ text }) => PLANNED.test(text))) {
		const steps =
			database.dialect.name === 'sqlite'
				? await walksOfSqlite(database, statement)
				: await walksOfPostgres(database, statement, most);
		if (steps.length > 0) found.push(`${steps.join('; ')}\n  ${statement.text}`);
	}
	return found;
}

async function walksOfSqlite({ db }: OpenDatabase, { text, values }: Statement): Promise<string[]> {
	const { rows } = await db.executeQuery<{ detail: string }>(
		CompiledQuery.raw(`explain query plan ${text}`, [...values]),
	);
	return rows
		.map(({ detail }) => detail)
		.filter((detail) => {
			const name = /^(?:SCAN|SEARCH) (\w+)/.exec(detail)?.[1] ?? '';
			const table = new RegExp(`"(\\w+)" as "${name}"`).exec(text)?.[1] ?? name;
			if (!LARGE.includes(table) || OF_FEW.test(detail)) return false;
			const isByEntity = !/"entity_id" = \?/.test(text) || /entity_id=\?/.test(detail);
			const isWholeSpace = /\(space=\?\)/.test(detail) && !/\blimit\b/.test(text);
			return (
				detail.startsWith('SCAN') || /\(rowid[<>]\?/.test(detail) || isWholeSpace || !isByEntity
			);
		});
}

type Step = {
	readonly 'Node Type': string;
	readonly 'Relation Name'?: string;
	readonly 'Actual Rows': number;
	readonly 'Actual Loops': number;
	readonly 'Rows Removed by Filter'?: number;
	readonly 'Rows Removed by Index Recheck'?: number;
	readonly 'Rows Removed by Join Filter'?: number;
	readonly Plans?: readonly Step[];
};

async function walksOfPostgres(
	{ db }: OpenDatabase,
	{ text, values }: Statement,
	most: number,
): Promise<string[]> {
	const walks: string[] = [];
	const look = (step: Step): void => {
		const rows =
			step['Actual Loops'] *
			(step['Actual Rows'] +
				(step['Rows Removed by Filter'] ?? 0) +
				(step['Rows Removed by Index Recheck'] ?? 0) +
				(step['Rows Removed by Join Filter'] ?? 0));
		if (rows > most)
			walks.push(`${step['Node Type']} ${step['Relation Name'] ?? ''}: ${rows} rows`);
		for (const child of step.Plans ?? []) look(child);
	};
	const onlyALook = new Error('It is taken back.');
	await db
		.transaction()
		.execute(async (trx) => {
			const explained = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...values]);
			const { rows } = await trx.executeQuery<Record<string, [{ Plan: Step }]>>(explained);
			for (const row of rows) look(Object.values(row)[0]![0].Plan);
			throw onlyALook;
		})
		.catch((error: unknown) => {
			// What was inserted cannot be inserted once more; it has read nothing.
			const isDoneAlready = (error as { code?: unknown }).code === UNIQUE_VIOLATION;
			if (error !== onlyALook && !isDoneAlready) throw error;
		});
	return walks;
}
