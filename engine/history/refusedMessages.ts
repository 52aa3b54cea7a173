import {
	HARMLESS_OUTCOMES,
	REFUSED_OUTCOMES,
	type RefusedOutcome,
} from '../inbox/refusedOutcomes.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { beyond, pageOf, type Keyset } from './keysetCursor.ts';

type Database = Pick<OpenDatabase, 'db'>;

/** Which refused messages; what is absent does not matter. */
export type RefusedFilter = {
	readonly integrationGuid?: string | undefined;
	readonly outcome?: RefusedOutcome | undefined;
};

/** One page of what the stores of a space have sent and nothing was made of, the last one first. */
export async function listRefusedMessages(
	{ db }: Database,
	space: string,
	{ integrationGuid, outcome }: RefusedFilter,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	let query = db
		.selectFrom('refusedMessage')
		.innerJoin('integration', 'integration.guid', 'refusedMessage.integrationGuid')
		.selectAll('refusedMessage')
		.select('integration.name')
		.where('integration.space', '=', space);
	if (integrationGuid !== undefined) {
		query = query.where('refusedMessage.integrationGuid', '=', integrationGuid);
	}
	if (outcome !== undefined) query = query.where('outcome', '=', outcome);
	if (after !== null)
		query = query.where(beyond('refused_message.last_at', 'refused_message.id', after));
	const rows = await query
		.orderBy('refusedMessage.lastAt', 'desc')
		.orderBy('refusedMessage.id', 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ lastAt, id }) => ({ at: lastAt, id }));
}

/** That a store's messages are refused now: none of them was good since. */
export type Refusing = {
	/** In the last day. */
	readonly count: number;
	readonly lastAt: number;
	readonly outcome: RefusedOutcome;
	readonly reason: string;
};

const DAY_MS = 24 * 3_600_000;

const HARMFUL = REFUSED_OUTCOMES.filter((outcome) => !HARMLESS_OUTCOMES.has(outcome));

/** The stores whose messages are refused now, by their guid. @param space `null` is all of them */
export async function refusingStores(
	{ db }: Database,
	space: string | null,
	nowMs: number,
): Promise<Map<string, Refusing>> {
	let query = db
		.selectFrom('refusedMessage')
		.innerJoin('integration', 'integration.guid', 'refusedMessage.integrationGuid')
		.select(['integrationGuid', 'count', 'lastAt', 'outcome', 'reason', 'lastMessageAt'])
		.where('outcome', 'in', HARMFUL)
		.where('lastAt', '>=', nowMs - DAY_MS)
		.orderBy('lastAt');
	if (space !== null) query = query.where('integration.space', '=', space);
	const refusing = new Map<string, Refusing>();
	for (const {
		integrationGuid,
		count,
		lastAt,
		outcome,
		reason,
		lastMessageAt,
	} of await query.execute()) {
		if (lastAt <= (lastMessageAt ?? 0)) continue;
		const before = refusing.get(integrationGuid)?.count ?? 0;
		refusing.set(integrationGuid, { count: before + count, lastAt, outcome, reason });
	}
	return refusing;
}
