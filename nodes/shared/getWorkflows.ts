import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { commerce } from './commerce.ts';
import { spaceOf } from './spaceOf.ts';

/** The published workflows that start on what the form names, for a list to choose from. */
export async function getWorkflows(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { engine } = await commerce(context.logger);
	const { runFor } = context.getCurrentNodeParameters() ?? {};
	const asked = { space: await spaceOf(context), entityType: String(runFor ?? 'Order') };
	const triggers = await engine.ask('triggers', asked);
	const byWorkflow = Map.groupBy(triggers, ({ workflowId }) => workflowId);
	return triggers.map(({ workflowId, workflowName, nodeName }) =>
		byWorkflow.get(workflowId)!.length === 1
			? { value: workflowId, name: workflowName }
			: { value: `${workflowId}/${nodeName}`, name: `${workflowName} (${nodeName})` },
	);
}
