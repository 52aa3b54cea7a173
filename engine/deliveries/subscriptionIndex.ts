import { z } from 'zod/v4';
import { compileConditions } from '../conditions/compileConditions.ts';
import type { Facts } from '../conditions/conditions.ts';
import { conditionsSchema } from '../conditions/conditionsSchema.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { withAttachment, type Attachment } from './attachment.ts';
import { isAbandoned, type ProcessStart } from './silentTriggers.ts';

/** How old the signs of life of triggers may be that are kept here. */
const LIFE_READ_MS = 60_000;

/** A subscription, ready to be asked. */
export type IndexedSubscription = Attachment & {
	readonly id: string;
	readonly includeRaw: boolean;
	readonly includeOwnUpdates: boolean;
	readonly integrations: ReadonlySet<string> | null;
	readonly matches: (facts: Facts) => boolean;
};

/**
 * Finds the subscriptions that want an event, without reading or compiling any: they are kept by space
 * and trigger code, and read again only when `version` has moved. So an event costs what the
 * workflows cost that start on its codes, not what all workflows cost.
 */
export type SubscriptionIndex = {
	/** Makes the index as new as `version` (the counter `subscriptions`). */
	refresh(db: OpenDatabase['db'], version: number, nowMs: number): Promise<void>;
	/** Each subscription once that wants one of the codes from one of these integrations; conditions not yet asked. */
	candidates(
		space: string,
		codes: readonly string[],
		integrationGuids: readonly string[],
		nowMs: number,
	): IndexedSubscription[];
};

/**
 * @param warn told of each subscription that cannot be read; its workflow gets nothing, the others do
 * @param start of this process; by default, n8n is taken not to have run before
 */
export function createSubscriptionIndex(
	warn: (message: string, error: unknown) => void,
	start: ProcessStart = { startedAt: 0, aliveUntil: null },
): SubscriptionIndex {
	let version = -1;
	let lifeReadAt = -Infinity;
	let byCode = new Map<string, IndexedSubscription[]>();

	const readLife = async (db: OpenDatabase['db']) => {
		const rows = await withAttachment({ db }).select(['id', 'holder', 'until']).execute();
		const lives = new Map(rows.map(({ id, ...life }) => [id, life]));
		for (const list of byCode.values()) {
			for (const subscription of list) Object.assign(subscription, lives.get(subscription.id));
		}
	};

	return {
		async refresh(db, wanted, nowMs) {
			if (wanted !== version) {
				byCode = indexByCode(
					await withAttachment({ db })
						.selectAll('subscription')
						.select(['holder', 'until'])
						.execute(),
					warn,
				);
				version = wanted;
			} else if (Math.abs(nowMs - lifeReadAt) >= LIFE_READ_MS) {
				await readLife(db);
			} else return;
			lifeReadAt = nowMs;
		},
		candidates(space, codes, integrationGuids, nowMs) {
			const found = new Set<IndexedSubscription>();
			for (const code of codes) {
				for (const subscription of byCode.get(keyOf(space, code)) ?? []) found.add(subscription);
			}
			return [...found].filter(
				(subscription) =>
					isFor(subscription, integrationGuids) && !isAbandoned(subscription, start, nowMs),
			);
		},
	};
}

const isFor = ({ integrations }: IndexedSubscription, guids: readonly string[]) =>
	integrations === null || guids.some((guid) => integrations.has(guid));

type AttachedRow = Row<'subscription'> & Attachment;

const keyOf = (space: string, code: string) => `${code}/${space}`;

function indexByCode(
	rows: readonly AttachedRow[],
	warn: (message: string, error: unknown) => void,
): Map<string, IndexedSubscription[]> {
	const byCode = new Map<string, IndexedSubscription[]>();
	for (const row of rows) {
		let read: ReturnType<typeof readRow>;
		try {
			read = readRow(row);
		} catch (error) {
			warn(
				`The node "${row.nodeName}" of the workflow "${row.workflowName}" (${row.workflowId}) gets no events until the workflow is published again: what was stored of it cannot be read`,
				error,
			);
			continue;
		}
		for (const code of read.codes) {
			const key = keyOf(row.space, code);
			const list = byCode.get(key);
			if (list) list.push(read.indexed);
			else byCode.set(key, [read.indexed]);
		}
	}
	return byCode;
}

const stored = {
	codes: z.array(z.string()),
	integrations: z.array(z.string()),
};

/** @throws Error for a row of another version, or a broken one */
function readRow(row: AttachedRow): {
	readonly indexed: IndexedSubscription;
	readonly codes: readonly string[];
} {
	const { integrationsJson, conditionsJson } = row;
	return {
		codes: stored.codes.parse(JSON.parse(row.codesJson)),
		indexed: {
			id: row.id,
			includeRaw: row.includeRaw === 1,
			includeOwnUpdates: row.includeOwnUpdates === 1,
			integrations:
				integrationsJson === null
					? null
					: new Set(stored.integrations.parse(JSON.parse(integrationsJson))),
			holder: row.holder,
			until: row.until,
			matches:
				conditionsJson === null
					? () => true
					: compileConditions(conditionsSchema.parse(JSON.parse(conditionsJson))),
		},
	};
}
