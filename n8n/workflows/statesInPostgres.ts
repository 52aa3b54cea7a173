import type { PostgresConfig } from '../../engine/state/dialects/openPostgres.ts';
import { quoted } from '../runs/quoted.ts';
import { isUnknownToPostgres } from '../runs/statusInPostgres.ts';
import { statesIn, statesQuery, type StatesOf } from './statesQuery.ts';

/** Of an n8n that keeps its workflows in Postgres. */
export async function statesInPostgres(
	server: Omit<PostgresConfig, 'schema'>,
	schema: string,
	prefix: string,
): Promise<StatesOf> {
	const { default: pg } = await import('pg');
	const pool = new pg.Pool({
		...server,
		max: 1,
		idleTimeoutMillis: 10_000,
		connectionTimeoutMillis: 5_000,
		query_timeout: 5_000,
		allowExitOnIdle: true,
	});
	// Without a listener, an idle connection that the server closes would end the process.
	pool.on('error', () => {});
	const statement = statesQuery(
		(name) => `${quoted(schema)}.${quoted(`${prefix}${name}`)}`,
		(column) => `${column} = $1::varchar`,
		(expression) => `string_agg(${expression}, ' ' order by ${expression})`,
	);
	return async (apiKey) => {
		try {
			return statesIn((await pool.query(statement, [apiKey])).rows);
		} catch (error) {
			if (isUnknownToPostgres(error)) return null;
			throw error;
		}
	};
}
