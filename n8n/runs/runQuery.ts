import { quoted } from './quoted.ts';

/** How n8n remembers a run. */
export type RunRecord = {
	/** n8n's id. */
	readonly id: string;
	/**
	 * `new`, `running`, `waiting`, `success`, `error`, `canceled`, `crashed`, …; `unkept` for one that continued another and
	 * has ended, but n8n was not to keep how.
	 */
	readonly status: string;
	/** Whether it is still `new` while a run that was created after it has ended. */
	readonly isOvertaken: boolean;
};

/** How many of the runs after it are looked at: the ones right after it would have begun first. */
const LOOKED_AT = 1_000;

/**
 * The statement that finds runs by their keys, and the last run that has continued another one by the id of that one,
 * for Postgres and SQLite.
 *
 * Runs of triggers begin in the order in which they were created: a queue keeps the order of those of the
 * same priority. Others are no measure: manual runs pass the queue by, and webhooks are preferred.
 *
 * @param table its name, quoted
 * @param isKey the condition that a key is one of those that are asked for
 * @param isContinued the condition that an id is one of those whose continuation is asked for
 * @param isAfter the condition that an id is above the first of these: `retryOf` has no index
 * @param isOneQueue whether all runs wait in one queue; else only those of one workflow do
 */
export const runQuery = (
	table: string,
	isKey: (column: string) => string,
	isContinued: (column: string) => string,
	isAfter: (column: string) => string,
	isOneQueue: boolean,
): string => `
	select run."deduplicationKey" as "key", cast(run.id as varchar) as id, run.status as status,
		run.status = 'new' and exists (
			select 1 from (
				select mode, status, "startedAt", "workflowId" from ${table}
				where id > run.id order by id limit ${LOOKED_AT}
			) as later
			where later.mode = 'trigger' and later."startedAt" is not null
				and later.status in ('success', 'error', 'waiting')
				${isOneQueue ? '' : 'and later."workflowId" = run."workflowId"'}
		) as "isOvertaken"
	from ${table} as run
	where ${isKey(`run.${quoted('deduplicationKey')}`)}
	union all
	select run."retryOf", cast(run.id as varchar),
		case when run."deletedAt" is not null and run.status in ('new', 'running')
			then 'unkept' else run.status end, false
	from ${table} as run
	where run.id in (
		select max(later.id) from ${table} as later
		where ${isAfter('later.id')} and ${isContinued('later."retryOf"')}
		group by later."retryOf"
	)`;

/** The first of these ids: whatever has continued one of them came after it. */
export const firstOf = (ids: readonly string[]): string =>
	String(Math.min(Number.MAX_SAFE_INTEGER, ...ids.map(Number)));

/** n8n's database, of one of its kinds. */
export type OpenRuns = {
	/** All that n8n knows of the runs with these keys, and of the last ones that continued runs with these ids. */
	readonly recordsOf: (
		keys: readonly string[],
		ids: readonly string[],
	) => Promise<ReadonlyMap<string, RunRecord>>;
	readonly close: () => Promise<void>;
};
