import type { N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { Heart } from '../canvas/changedWorkflow.ts';
import { ACTION_NODES } from './actionNode.ts';
import { entityTriggersOf } from './configuredWorkflow.ts';

const ACTION_TYPES = new Set(Object.values(ACTION_NODES));

/**
 * The trigger and the action that the API can change.
 *
 * @returns `null` when a workflow is not one trigger with one action
 */
export function heartOf(workflow: N8nWorkflowDraft): Heart | null {
	const [found, ...furtherTriggers] = entityTriggersOf(workflow);
	const [action, ...furtherActions] = workflow.nodes.filter(({ type }) => ACTION_TYPES.has(type));
	if (!found || !action || furtherTriggers.length > 0 || furtherActions.length > 0) return null;
	return { trigger: found.node, entityType: found.entityType, action };
}
