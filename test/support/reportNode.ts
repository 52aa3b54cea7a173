import type { WorkflowNode } from '../../demo/n8n/workflow.ts';

/**
 * One of n8n's own nodes, that says to a server that its run has begun.
 *
 * @param json an expression: what it posts
 */
export const reportNode = (url: string, json: string): WorkflowNode => ({
	name: 'Report',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	position: [220, 0],
	parameters: {
		method: 'POST',
		url,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify(${json}) }}`,
	},
});
