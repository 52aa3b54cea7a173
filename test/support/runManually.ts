import type { Execution } from '../../demo/n8n/n8nClient.ts';
import { waitUntil, type N8n, type Workflow } from './n8n.ts';

/** Makes a workflow, presses "Execute workflow" at one of its triggers, and gives the run once it has ended. */
export async function runManually(
	n8n: N8n,
	workflow: Workflow,
	trigger = workflow.nodes[0]!.name,
): Promise<Execution> {
	const { id } = await n8n.createWorkflow(workflow);
	return await pressExecute(n8n, id, trigger);
}

/** Presses "Execute workflow" at a trigger of a workflow that exists, and gives the run once it has ended. */
export async function pressExecute(n8n: N8n, id: string, trigger: string): Promise<Execution> {
	const { executionId } = await n8n.rest<{ executionId: string }>('POST', `/workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	return await waitUntil(
		async () => {
			const execution = await n8n.getExecution(executionId);
			return ['success', 'error', 'crashed', 'canceled'].includes(execution.status) && execution;
		},
		{ what: 'the manual run to end' },
	);
}

/** The JSON of the first item that a node of a run has put out. */
export function firstOutput<T = Record<string, Record<string, unknown>>>(
	run: Execution,
	node: string,
): T {
	return run.data?.resultData.runData[node]?.[0]?.data?.main[0]?.[0]?.json as T;
}
