import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { unfinishedWorkflowIds } from '../../n8n/provisions/provisions.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { notFound } from '../http/apiError.ts';
import { startTriggersOf, workflowGuid } from './configuredWorkflow.ts';

/** The configured workflows of the space, by name, as n8n has them now. */
export async function listWorkflows(context: ApiContext): Promise<N8nWorkflow[]> {
	const spaces = await spacesOf(context);
	const { database } = await context.commerce();
	const unfinished = await unfinishedWorkflowIds(database, context.space);
	return (await context.ourWorkflows())
		.filter(({ id }) => !unfinished.has(id))
		.filter((workflow) => isConfigured(context, workflow, spaces.get(workflow.id)))
		.toSorted((one, other) => one.name.localeCompare(other.name));
}

/** @throws ApiError 404 when n8n has no such workflow */
export async function findWorkflow(context: ApiContext, guid: string): Promise<N8nWorkflow> {
	const spaces = await spacesOf(context);
	const known = [...spaces].find(([id]) => workflowGuid(id) === guid);
	if (known === undefined) {
		const listed = (await listWorkflows(context)).find(({ id }) => workflowGuid(id) === guid);
		if (listed !== undefined) return listed;
	} else {
		const [id, space] = known;
		// Not asked for: n8n refuses to tell a member of another person's workflow, as if the key were too weak.
		const workflow = space === context.space ? await context.n8n.getWorkflow(id) : null;
		if (workflow !== null && isConfigured(context, workflow, space)) return workflow;
	}
	throw notFound('Workflow');
}

/** In which space each workflow was published last, by n8n's id. */
async function spacesOf(context: ApiContext): Promise<Map<string, string>> {
	const { database } = await context.commerce();
	const rows = await database.db
		.selectFrom('subscription')
		.select(['workflowId', 'space'])
		.execute();
	return new Map(rows.map(({ workflowId, space }) => [workflowId, space]));
}

function isConfigured(
	{ space, credentials }: ApiContext,
	workflow: N8nWorkflow,
	known: string | undefined,
): boolean {
	const [first] = startTriggersOf(workflow);
	if (first === undefined) return false;
	if (known !== undefined) return known === space;
	const held = first.node.credentials?.commerceSpaceApi?.id ?? null;
	return held === (credentials.commerceSpaceApi?.id ?? null);
}
