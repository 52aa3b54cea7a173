import { randomUUID } from 'node:crypto';
import type { N8nNode, N8nWorkflowDraft } from '../../../core/n8nApi/n8nApi.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { parametersFromConditions } from '../../shared/parametersFromConditions.ts';
import type { ActionDraft } from '../workflows/actionNode.ts';
import type { WorkflowRequest } from '../workflows/workflowRequest.ts';
import { drawnNode } from './drawn.ts';

/** Several waiting events are one run: a run costs the same for one item as for fifty. */
const EVENTS_PER_RUN = 50;
const NOTE = 'Note';

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

/**
 * A workflow with another trigger and action in the places of the old ones. What a person has drawn
 * beside them stays.
 *
 * @returns `null` when it is no longer one trigger that leads to one action
 */
export function redrawn(
	workflow: N8nWorkflowDraft,
	triggers: readonly N8nNode[],
	actions: readonly N8nNode[],
	drawing: EventDrawing,
): N8nWorkflowDraft | null {
	const [trigger] = triggers;
	const [action] = actions;
	if (!trigger || !action || triggers.length > 1 || actions.length > 1) return null;
	const taken = new Set(workflow.nodes.map(({ name }) => name));
	const nameFor = (old: string, wanted: string) => (taken.has(wanted) ? old : wanted);
	const fresh = triggerNode(drawing, trigger.id);
	const names = new Map([
		[trigger.name, nameFor(trigger.name, fresh.name)],
		[action.name, nameFor(action.name, drawing.action.name)],
	]);
	const renamed = (name: string) => names.get(name) ?? name;
	const nodes = workflow.nodes.map((node) => {
		if (node === trigger) {
			return { ...fresh, name: renamed(node.name), position: node.position };
		}
		if (node === action) {
			const { id, position } = node;
			return { ...drawing.action, id, position, name: renamed(node.name) };
		}
		const isNote = node.type.endsWith('.stickyNote') && node.name === NOTE;
		return isNote ? { ...note(drawing), id: node.id, position: node.position } : node;
	});
	const connections = Object.fromEntries(
		Object.entries(workflow.connections).map(([name, outputs]) => [
			renamed(name),
			{
				...outputs,
				main: (outputs.main ?? []).map((targets) =>
					(targets ?? []).map((target) => ({ ...target, node: renamed(target.node) })),
				),
			},
		]),
	);
	return { ...workflow, name: drawing.request.name, nodes, connections };
}

function triggerNode({ request, spaceCredential }: EventDrawing, id: string): N8nNode {
	const { entityType, trigger, conditions, integrations } = request;
	return drawnNode({
		id,
		name: trigger.name,
		type: `n8n-nodes-commerce.commerce${entityType}Trigger`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			events: [trigger.code],
			...(integrations.length > 0 && { integrations }),
			...(conditions !== null && parametersFromConditions(conditions, entityType)),
			// A mail server that is down for an hour costs an hour, not the mails.
			options: { acknowledge: 'executionFinishesSuccessfully', eventsPerRun: EVENTS_PER_RUN },
		},
		...(spaceCredential && { credentials: { commerceSpaceApi: spaceCredential } }),
	});
}

function note({ request, action }: EventDrawing): N8nNode {
	const { trigger, conditions } = request;
	const lines = [
		`Starts: ${lowerFirst(trigger.description.replace(/^Fires /, ''))}${conditions === null ? '' : ', if the conditions in the trigger hold'}.`,
		`Does: ${lowerFirst(action.name)}.`,
	];
	return drawnNode({
		id: randomUUID(),
		name: NOTE,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-64, -224],
		parameters: {
			content: `## ${request.name}\nMade through the REST API. What you change here, the API tells.\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
			width: 512,
			height: 176,
		},
	});
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
