import { isDeepStrictEqual } from 'node:util';
import type { N8nNode, N8nWorkflow, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { changedWorkflow, isOwnNoteNode, type Heart } from '../canvas/changedWorkflow.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import { ACTION_NAMES, actionNode, changedActionNode } from './actionNode.ts';
import { nodeDefaults, withDefaults } from './actionParameters.ts';
import { writtenName, type WorkflowRequest } from './workflowRequest.ts';

/**
 * A workflow with what a request names changed in it.
 *
 * @param secrets a new credential of a webhook's secrets; `null` where the request names none
 * @throws ApiError 400 when that is not possible
 */
export function draftAfter(
	context: ApiContext,
	workflow: N8nWorkflow,
	heart: Heart,
	request: WorkflowRequest,
	secrets: CredentialReference | null,
): N8nWorkflow {
	const { entityType } = request;
	const kind = { entityType, isSameEntityType: entityType === heart.entityType };
	const { id, position, name } = heart.action;
	const action = changedActionNode(context, kind, request.action, secrets, heart.action) ?? {
		...actionNode(context, entityType, withDefaults(request.action), secrets),
		...{ id, position, name },
	};
	// A name that is longer than a request may say, or has blanks around it, stays where it is sent back.
	const isNamedAsBefore = request.name === writtenName(workflow.name);
	const wanted = isNamedAsBefore ? { ...request, name: workflow.name } : request;
	return changedWorkflow(workflow, heart, wanted, action, ACTION_NAMES[request.action.type]);
}

/** Whether two states of a workflow do the same, but for what the API notes beside it. */
export function saysTheSame(one: N8nWorkflowDraft, other: N8nWorkflowDraft): boolean {
	const nodesOf = ({ nodes }: N8nWorkflowDraft) =>
		nodes
			.filter((node) => !isOwnNoteNode(node))
			.map((node) => ({ ...node, parameters: sayingParameters(node) }));
	return (
		one.name === other.name &&
		isDeepStrictEqual(one.connections, other.connections) &&
		isDeepStrictEqual(nodesOf(one), nodesOf(other))
	);
}

export function isSameNode(one: N8nNode, other: N8nNode): boolean {
	const isSameKind = one.type === other.type && one.typeVersion === other.typeVersion;
	return isSameKind && isDeepStrictEqual(sayingParameters(one), sayingParameters(other));
}

/** Parameters that say something. */
export function sayingParameters(node: N8nNode): Record<string, unknown> {
	const { parameters } = node;
	const defaults = nodeDefaults(node);
	const said = Object.entries(parameters).filter(([name, value]) => {
		const isEmpty =
			value === '' ||
			value === undefined ||
			(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
		return !isEmpty && value !== defaults[name];
	});
	return Object.fromEntries(said.toSorted(([one], [other]) => one.localeCompare(other)));
}
