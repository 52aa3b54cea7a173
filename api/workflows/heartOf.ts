import type { N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { ENDED_CODE } from '../../engine/alerts/alertNotice.ts';
import type { Heart } from '../canvas/changedWorkflow.ts';
import { ACTION_NODES } from './actionNode.ts';
import { codesOf, startTriggersOf } from './configuredWorkflow.ts';

const ACTION_TYPES = new Set(Object.values(ACTION_NODES));

/**
 * The trigger and the action that the API can change.
 *
 * @returns `null` when a workflow is not one trigger with one action
 */
export function heartOf(workflow: N8nWorkflowDraft): Heart | null {
	const [found, ...furtherTriggers] = startTriggersOf(workflow);
	const [action, ...furtherActions] = workflow.nodes.filter(({ type }) => ACTION_TYPES.has(type));
	if (!found || !action || furtherTriggers.length > 0 || furtherActions.length > 0) return null;
	return { trigger: found.node, entityType: found.entityType, action };
}

/** The codes of its subscription, once it is published. */
export const codesHeardBy = ({ trigger, entityType }: Heart): readonly string[] => [
	...codesOf(trigger, entityType),
	...(entityType === 'Alert' && trigger.parameters.whenEnded === true ? [ENDED_CODE] : []),
];
