import { randomUUID } from 'node:crypto';
import type { N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import type { ActionDraft } from '../workflows/actionNode.ts';
import type { WorkflowRequest } from '../workflows/workflowRequest.ts';
import { noteNode, startNode } from './startNode.ts';

/** Several waiting events are one run: a run costs the same for one item as for fifty. */
const EVENTS_PER_RUN = 50;

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
	const { request, action, spaceCredential } = drawing;
	const { entityType, trigger: start, integrations = [], conditions = null } = request;
	const trigger = startNode({
		...{ id: triggerId, name: start.name, entityType, codes: [start.code] },
		...{ integrations, conditions, spaceCredential },
		further: entityType === 'Alert' ? {} : { options: { eventsPerRun: EVENTS_PER_RUN } },
	});
	const note = noteText(request, action.name, Boolean(conditions));
	return {
		name: request.name,
		nodes: [
			trigger,
			{ ...action, id: randomUUID(), position: [256, 0] },
			noteNode(randomUUID(), note),
		],
		connections: {
			[trigger.name]: { main: [[{ node: action.name, type: 'main', index: 0 }]] },
		},
		settings: {},
	};
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
