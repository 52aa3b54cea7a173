import type { N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { DAILY_DIGEST } from '../../engine/alerts/alertKinds.ts';
import { ENDED_CODE } from '../../engine/alerts/alertNotice.ts';
import type { Heart } from '../canvas/changedWorkflow.ts';
import { ACTION_TYPES } from './actionNode.ts';
import { codesOf, startTriggersOf } from './configuredWorkflow.ts';

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

/**
 * The codes of its subscription, once it is published; `null` where only n8n knows them: the digest comes by the
 * clock of the workflow.
 */
export function codesHeardBy({ trigger, entityType }: Heart): readonly string[] | null {
	const codes = codesOf(trigger, entityType);
	if (codes.includes(DAILY_DIGEST.kind)) return null;
	const withEnd = entityType === 'Alert' && trigger.parameters.whenEnded === true;
	return withEnd ? [...codes, ENDED_CODE] : codes;
}
