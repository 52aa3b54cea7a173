import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod/v4';
import { safeText } from '../history/safeText.ts';

/** One try of a delivery that has ended. Times are epoch milliseconds. */
const schema = z.object({
	attempt: z.number().int(),
	startedAt: z.number(),
	endedAt: z.number(),
	/** `lost` was cut off with n8n; `postponed` could not be begun, for n8n's own database or queue was away. */
	outcome: z.enum(['done', 'failed', 'lost', 'postponed']),
	/** The node that failed, where n8n tells it. */
	node: z.string().optional(),
	error: z.string().optional(),
	/** With which n8n was given the run: its execution is found by it. */
	key: z.string(),
	/** n8n's id of the run, where that was told as it ended. */
	executionId: z.string().optional(),
	/** Of one that failed: nothing in it would do its work twice if the whole run is repeated. */
	isRepeatable: z.literal(true).optional(),
});
export type Attempt = z.infer<typeof schema>;

const LONGEST_ERROR = 300;
const LONGEST_NODE = 100;
/** What is kept of one delivery, in characters. A delivery that is postponed for hours begins anew. */
const MOST_KEPT = 8_000;

/** The column with one attempt more. Attempts of a batch differ by their number. */
export function withAttempt(attempt: Omit<Attempt, 'attempt'>): RawBuilder<string> {
	const { error, node, ...rest } = attempt;
	const line = JSON.stringify({
		...rest,
		...(node !== undefined && { node: safeText(node, LONGEST_NODE) }),
		...(error !== undefined && { error: safeText(error, LONGEST_ERROR) }),
	});
	return sql<string>`case when length(attempts_text) < ${MOST_KEPT} then attempts_text else '' end
		|| '{"attempt":' || attempt || ',' || ${`${line.slice(1)}\n`}`;
}

/** The attempts that a column holds, the first one first. A line that cannot be read is left out. */
export function attemptsIn(text: string | null): Attempt[] {
	return (text ?? '').split('\n').flatMap((line) => {
		try {
			return [schema.parse(JSON.parse(line))];
		} catch {
			return [];
		}
	});
}
