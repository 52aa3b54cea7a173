import { compileConditions } from '../conditions/compileConditions.ts';
import type { Facts } from '../conditions/conditions.ts';
import { conditionsSchema } from '../conditions/conditionsSchema.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** A workflow that nobody attached for this long is taken for abandoned and collects no more. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** A subscription, ready to be asked. */
export type IndexedSubscription = {
	readonly id: string;
	readonly includeRaw: boolean;
	readonly includeOwnUpdates: boolean;
	readonly integrations: ReadonlySet<string> | null;
	readonly detachedAt: number | null;
	readonly matches: (facts: Facts) => boolean;
};

/**
 * Finds the subscriptions that want an event, without reading or compiling any: they are kept by space
 * and trigger code, and read again only when `version` has moved. So an event costs what the
 * workflows cost that start on its codes, not what all workflows cost.
 */
export type SubscriptionIndex = {
	/** Makes the index as new as `version` (the counter `subscriptions`). */
	refresh(db: OpenDatabase['db'], version: number): Promise<void>;
	/** Each subscription once that wants one of the codes from this integration; conditions not yet asked. */
	candidates(
		space: string,
		codes: readonly string[],
		integrationGuid: string,
		nowMs: number,
	): IndexedSubscription[];
};

export function createSubscriptionIndex(): SubscriptionIndex {
	let version = -1;
	let byCode = new Map<string, IndexedSubscription[]>();

	return {
		async refresh(db, wanted) {
			if (wanted === version) return;
			byCode = indexByCode(await db.selectFrom('subscription').selectAll().execute());
			version = wanted;
		},
		candidates(space, codes, integrationGuid, nowMs) {
			const found = new Set<IndexedSubscription>();
			for (const code of codes) {
				for (const subscription of byCode.get(keyOf(space, code)) ?? []) found.add(subscription);
			}
			return [...found].filter(
				({ integrations, detachedAt }) =>
					(integrations === null || integrations.has(integrationGuid)) &&
					(detachedAt === null || nowMs - detachedAt <= ABANDONED_AFTER_MS),
			);
		},
	};
}

const keyOf = (space: string, code: string) => `${code}/${space}`;

function indexByCode(rows: ReadonlyArray<Row<'subscription'>>): Map<string, IndexedSubscription[]> {
	const byCode = new Map<string, IndexedSubscription[]>();
	for (const row of rows) {
		const indexed: IndexedSubscription = {
			id: row.id,
			includeRaw: row.includeRaw === 1,
			includeOwnUpdates: row.includeOwnUpdates === 1,
			integrations:
				row.integrationsJson === null ? null : new Set(JSON.parse(row.integrationsJson)),
			detachedAt: row.detachedAt,
			matches:
				row.conditionsJson === null
					? () => true
					: compileConditions(conditionsSchema.parse(JSON.parse(row.conditionsJson))),
		};
		for (const code of JSON.parse(row.codesJson) as string[]) {
			const key = keyOf(row.space, code);
			const list = byCode.get(key);
			if (list) list.push(indexed);
			else byCode.set(key, [indexed]);
		}
	}
	return byCode;
}
