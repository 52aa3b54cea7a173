import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { OpenDatabase } from './dialects/dialect.ts';

/** A statement as kysely builds it. */
type Statement<R> = { compile(): CompiledQuery<R> };
type Results<S> = {
	readonly [K in keyof S]: S[K] extends Statement<infer R> ? QueryResult<R> : never;
};

/** A statement of this many values takes so long that others get a turn before the next one. */
const MANY_VALUES = 500;

/**
 * Runs statements of a transaction one after the other, but sends all of them before the first is answered:
 * together they cost one journey to the database and back. No statement may need what an earlier one gives.
 *
 * It waits for all of them also where one fails: a statement that came after the rollback would belong to
 * the next transaction.
 */
export async function together<const S extends ReadonlyArray<Statement<unknown>>>(
	trx: OpenDatabase['db'],
	statements: S,
): Promise<Results<S>> {
	const executor = trx.getExecutor();
	return await executor.provideConnection(async (connection) => {
		const sent: Array<Promise<QueryResult<unknown>>> = [];
		for (const statement of statements) {
			const query = statement.compile();
			sent.push(
				(async () => {
					let result = await connection.executeQuery<Record<string, unknown>>(query);
					for (const plugin of executor.plugins) {
						result = await plugin.transformResult({ result, queryId: query.queryId });
					}
					return result;
				})(),
			);
			if (query.parameters.length > MANY_VALUES) await yieldToOthers();
		}
		const answers = await Promise.allSettled(sent);
		return answers.map((answer) => {
			if (answer.status === 'rejected') throw answer.reason;
			return answer.value;
		}) as Results<S>;
	});
}
