import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { OpenDatabase } from './dialects/dialect.ts';

/** A statement as kysely builds it. */
export type Statement<R> = { compile(): CompiledQuery<R> };
type Results<S> = {
	readonly [K in keyof S]: S[K] extends Statement<infer R> ? QueryResult<R> : never;
};

/** A statement that is built only when those before it have been sent. */
export const lazily = <R>(build: () => Statement<R>): Statement<R> => ({
	compile: () => build().compile(),
});

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
	if (statements.length === 0) return [] as unknown as Results<S>;
	const executor = trx.getExecutor();
	return await executor.provideConnection(async (connection) => {
		const sent: Array<Promise<QueryResult<unknown>>> = [];
		let isLong = false;
		const send = async (statement: Statement<unknown>): Promise<QueryResult<unknown>> => {
			const query = statement.compile();
			isLong = query.parameters.length > MANY_VALUES;
			let result = await connection.executeQuery<Record<string, unknown>>(query);
			for (const plugin of executor.plugins) {
				result = await plugin.transformResult({ result, queryId: query.queryId });
			}
			return result;
		};
		for (const statement of statements) {
			sent.push(send(statement));
			if (isLong) await yieldToOthers();
		}
		const answers = await Promise.allSettled(sent);
		return answers.map((answer) => {
			if (answer.status === 'rejected') throw answer.reason;
			return answer.value;
		}) as Results<S>;
	});
}
