import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Begins the subject of a provision that is to be removed: whatever it was made for can be made anew. */
export const RETIRED = 'retired/';

/** Whether a workflow is being removed: n8n may still publish it for a while. */
export async function isRetired(
	{ db }: Pick<OpenDatabase, 'db'>,
	workflowId: string,
): Promise<boolean> {
	const found = await db
		.selectFrom('provision')
		.select('id')
		.where('workflowId', '=', workflowId)
		.where('finishedAt', 'is', null)
		.where('subject', 'like', `${RETIRED}%`)
		.executeTakeFirst();
	return found !== undefined;
}
