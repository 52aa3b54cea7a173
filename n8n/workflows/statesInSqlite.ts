import { quoted } from '../runs/quoted.ts';
import { readSqlite } from '../runs/readSqlite.ts';
import { isUnknownToSqlite } from '../runs/statusInSqlite.ts';
import { statesIn, statesQuery, type StatesOf } from './statesQuery.ts';

/** Of an n8n that keeps its workflows in a SQLite file, which this process never opens itself. */
export function statesInSqlite(file: string, prefix: string): StatesOf {
	const statement = statesQuery(
		(name) => quoted(`${prefix}${name}`),
		(column) => `${column} = ?1`,
		(expression) => `group_concat(${expression}, ' ')`,
	);
	return async (apiKey) => {
		try {
			return statesIn((await readSqlite(file, statement, [apiKey])) ?? []);
		} catch (error) {
			if (isUnknownToSqlite(error)) return null;
			throw error;
		}
	};
}
