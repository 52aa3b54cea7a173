import type { ApiContext } from './apiContext.ts';

/** Where n8n's editor shows a workflow, or one of its executions. */
export type EditorLink = (workflowId: string, executionId?: string) => string;

/**
 * The editor stands beside n8n's webhooks, unless `N8N_EDITOR_BASE_URL` says otherwise.
 *
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/deployment/
 */
export function editorLinkOf({ request: { publicBase } }: Pick<ApiContext, 'request'>): EditorLink {
	const { N8N_EDITOR_BASE_URL: given = '' } = process.env;
	// Of `https://n8n.example.com/webhook/commerce`, the part before.
	const beside = publicBase.replace(/\/[^/]+\/[^/]+$/, '');
	const editor = (/^https?:\/\//.test(given) ? given : beside).replace(/\/+$/, '');
	return (workflowId, executionId) => {
		const workflow = `${editor}/workflow/${encodeURIComponent(workflowId)}`;
		if (executionId === undefined) return workflow;
		return `${workflow}/executions/${encodeURIComponent(executionId)}`;
	};
}
