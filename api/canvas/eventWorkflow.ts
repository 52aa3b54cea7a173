import { randomUUID } from 'node:crypto';
import type { N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { parametersFromConditions } from '../../nodes/shared/parametersFromConditions.ts';
import type { ActionDraft } from '../workflows/actionNode.ts';
import { codesParameterOf, triggerVersionOf } from '../workflows/startTriggers.ts';
import type { WorkflowRequest } from '../workflows/workflowRequest.ts';
import { drawnNode } from './drawn.ts';

/** Several waiting events are one run: a run costs the same for one item as for fifty. */
const EVENTS_PER_RUN = 50;
export const NOTE = 'Note';

/** What is drawn: a trigger, its conditions, and one action. */
export type EventDrawing = {
	readonly request: WorkflowRequest;
	readonly action: ActionDraft;
	readonly spaceCredential: CredentialReference | null;
};

/**
 * A workflow as a person would draw it: the trigger, the action beside it, a note above.
 *
 * @param triggerId of the trigger node: what was delivered is remembered by it
 */
export function eventWorkflow(drawing: EventDrawing, triggerId: string): N8nWorkflowDraft {
	const { request, action } = drawing;
	const trigger = triggerNode(drawing, triggerId);
	return {
		name: request.name,
		nodes: [trigger, { ...action, id: randomUUID(), position: [256, 0] }, note(drawing)],
		connections: {
			[trigger.name]: { main: [[{ node: action.name, type: 'main', index: 0 }]] },
		},
		settings: {},
	};
}

/** The node type of a request's trigger. */
export const triggerType = ({ entityType }: WorkflowRequest): string =>
	`n8n-nodes-commerce.commerce${entityType}Trigger`;

/**
 * The conditions of a request as the trigger's form has them.
 *
 * @param understands whether the form understands what people write
 */
export const conditionsParametersOf = (
	{ conditions, entityType }: WorkflowRequest,
	understands: boolean,
) =>
	conditions && entityType !== 'Alert'
		? parametersFromConditions(conditions, entityType, understands)
		: {};

function triggerNode({ request, spaceCredential }: EventDrawing, id: string): N8nNode {
	const { entityType, trigger, integrations = [] } = request;
	return drawnNode({
		id,
		name: trigger.name,
		type: triggerType(request),
		typeVersion: triggerVersionOf(entityType),
		position: [0, 0],
		parameters: {
			[codesParameterOf(entityType)]: [trigger.code],
			...(integrations.length > 0 && { integrations }),
			...conditionsParametersOf(request, true),
			...(entityType !== 'Alert' && { options: { eventsPerRun: EVENTS_PER_RUN } }),
			...(spaceCredential && { useSpace: true }),
		},
		...(spaceCredential && { credentials: { commerceSpaceApi: spaceCredential } }),
	});
}

function note(drawing: EventDrawing): N8nNode {
	const { request, action } = drawing;
	return drawnNode({
		id: randomUUID(),
		name: NOTE,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-64, -224],
		parameters: {
			content: noteText(request, action.name, Boolean(request.conditions)),
			width: 512,
			height: 176,
		},
	});
}

/** What the note says of a workflow. */
export function noteText(
	{ name, trigger }: Pick<WorkflowRequest, 'name' | 'trigger'>,
	actionName: string,
	hasConditions: boolean,
): string {
	const lines = [
		`Starts: ${lowerFirst(trigger.description.replace(/^Fires /, ''))}${hasConditions ? ', if the conditions in the trigger hold' : ''}.`,
		`Does: ${lowerFirst(actionName)}.`,
	];
	return `## ${name}\n${MADE_BY_API}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

const MADE_BY_API = 'Made through the REST API. What you change here, the API tells.';
const NOTE_OF_OURS = new RegExp(
	`^## [^\\n]*\\n${MADE_BY_API.replaceAll('.', '\\.')}\\n\\n- Starts: [^\\n]*\\n- Does: [^\\n]*$`,
);

/** Whether nobody has written something else into a note that was drawn here. */
export const isOwnNote = (content: unknown): boolean =>
	typeof content === 'string' && NOTE_OF_OURS.test(content);

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
