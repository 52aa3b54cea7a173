import type { OpenDatabase } from '../state/dialects/dialect.ts';

/**
 * Whether a workflow is being removed, because the attempt to make it was given up: n8n may still publish
 * the workflow for a while.
 */
export async function isGivenUp(
	{ db }: Pick<OpenDatabase, 'db'>,
	workflowId: string,
): Promise<boolean> {
	const found = await db
		.selectFrom('provision')
		.select('id')
		.where('workflowId', '=', workflowId)
		.where('finishedAt', 'is', null)
		.where('givenUpAt', 'is not', null)
		.executeTakeFirst();
	return found !== undefined;
}
