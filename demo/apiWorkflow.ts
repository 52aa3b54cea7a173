import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow, WorkflowNode } from './n8n/workflow.ts';

const FILE = join(import.meta.dirname ?? __dirname, '../templates/commerce-api.json');

/** The template of the REST API's workflow, with credentials chosen as a person does it in the editor. */
export function apiWorkflow(
	credentials: NonNullable<WorkflowNode['credentials']>,
	parameters: Readonly<Record<string, unknown>> = {},
): Workflow {
	const template = JSON.parse(readFileSync(FILE, 'utf8')) as Workflow;
	// Demo and tests keep their shops on this machine.
	const apiOptions = { storesInOwnNetwork: true, ...(parameters.apiOptions as object | undefined) };
	const fill = (node: WorkflowNode): WorkflowNode =>
		node.type.endsWith('.commerceApi')
			? { ...node, credentials, parameters: { ...node.parameters, ...parameters, apiOptions } }
			: node;
	return { ...template, nodes: template.nodes.map(fill) };
}
