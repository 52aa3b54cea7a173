import { z } from 'zod/v4';
import { quoted } from '../runs/quoted.ts';

/** What n8n's own database tells of its workflows in one look, without what is in them. */
export type WorkflowStates = {
	/** Whatever decides which workflows a key may see, but for who shares which: another text after each change. */
	readonly rights: string;
	/** Of each workflow, by its id, also of one that is archived or unseen: another text after each change. */
	readonly states: ReadonlyMap<string, string>;
};

/** Asks n8n's database. `null` where n8n does not know the key, or keeps its workflows as no known version does. */
export type StatesOf = (apiKey: string) => Promise<WorkflowStates | null>;

const rowsSchema = z.array(
	z.object({ kind: z.enum(['key', 'right', 'workflow']), id: z.string(), state: z.string() }),
);

/**
 * The statement that reads the states, for Postgres and SQLite. Its one value is the key of n8n's API.
 *
 * n8n sets `updatedAt` and `versionId` with each save, counts `versionCounter` where nodes or settings change, and never
 * changes a version that `activeVersionId` names. Tags and who may see a workflow are in tables of their own.
 *
 * @param table the name of a table of n8n's, quoted
 * @param isKey the condition that a column holds the key
 * @param joined all values of an expression in one text, in the same order each time
 */
export function statesQuery(
	table: (name: string) => string,
	isKey: (column: string) => string,
	joined: (expression: string) => string,
): string {
	const text = (...expressions: string[]) =>
		expressions.map((each) => `coalesce(cast(${each} as varchar), '')`).join(` || ' ' || `);
	const columns = (of: string, ...names: string[]) => names.map((name) => `${of}.${quoted(name)}`);
	const keyed = `select "userId" from ${table('user_api_keys')} where ${isKey('"apiKey"')}`;
	const version = ['updatedAt', 'versionId', 'versionCounter', 'activeVersionId'];
	return `
		select 'key' as kind, cast(key.id as varchar) as id,
			${text(...columns('key', 'userId', 'scopes'), ...columns('person', 'roleSlug', 'disabled'))} as state
		from ${table('user_api_keys')} as key join ${table('user')} as person on person.id = key."userId"
		where ${isKey('key."apiKey"')}
		union all
		select 'right', cast("projectId" as varchar), cast(role as varchar)
		from ${table('project_relation')} where "userId" in (${keyed})
		union all
		select 'right', cast("roleSlug" as varchar), cast("scopeSlug" as varchar)
		from ${table('role_scope')} where "scopeSlug" in ('workflow:read', 'workflow:list')
		union all
		select 'workflow', cast(flow.id as varchar),
			${text(...columns('flow', 'active', 'isArchived', ...version, 'name'))}
			|| ' ' || coalesce((
				select ${joined(text(...columns('shared', 'projectId', 'role')))}
				from ${table('shared_workflow')} as shared where shared."workflowId" = flow.id), '')
			|| ' ' || coalesce((
				select ${joined('tag.name')}
				from ${table('workflows_tags')} as given join ${table('tag_entity')} as tag on tag.id = given."tagId"
				where given."workflowId" = flow.id), '')
		from ${table('workflow_entity')} as flow
		where exists (${keyed})`;
}

/** @returns `null` where the database has no such key: it is that of another n8n */
export function statesIn(rows: unknown): WorkflowStates | null {
	const all = rowsSchema.parse(rows);
	if (!all.some(({ kind }) => kind === 'key')) return null;
	const rights = all.filter(({ kind }) => kind !== 'workflow');
	return {
		rights: JSON.stringify(rights.map(({ id, state }) => `${id} ${state}`).toSorted()),
		states: new Map(
			all.flatMap(({ kind, id, state }) => (kind === 'workflow' ? [[id, state] as const] : [])),
		),
	};
}
