import pg from 'pg';
import { StatementSync, type SQLInputValue } from 'node:sqlite';

/** A statement as it reached the database. */
export type Statement = { readonly text: string; readonly values: readonly SQLInputValue[] };

type Query = (this: unknown, text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

/** Notes each statement that either driver is given while some work is done, with the values bound to it. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
	const seen: Statement[] = [];
	const client = pg.Client.prototype as unknown as { query: Query };
	const { query } = client;
	client.query = function (text, values, ...rest) {
		if (typeof text === 'string') {
			seen.push({ text, values: Array.isArray(values) ? [...values] : [] });
		}
		return query.call(this, text, values, ...rest);
	};
	const statement = StatementSync.prototype as unknown as Record<'all' | 'run', Query>;
	const { all, run } = statement;
	for (const [name, method] of Object.entries({ all, run })) {
		statement[name as 'all' | 'run'] = function (...values: unknown[]) {
			seen.push({
				text: (this as StatementSync).sourceSQL,
				values: values as SQLInputValue[],
			});
			return (method as (...values: unknown[]) => unknown).apply(this, values);
		};
	}
	try {
		await work();
	} finally {
		client.query = query;
		Object.assign(statement, { all, run });
	}
	return seen;
}
