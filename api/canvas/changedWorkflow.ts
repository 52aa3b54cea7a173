import { isDeepStrictEqual } from 'node:util';
import { DAILY_DIGEST } from '../../engine/alerts/alertKinds.ts';
import { canonicalForm } from '../../engine/conditions/canonicalForm.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import { parseConditions } from '../../engine/conditions/parseConditions.ts';
import type { N8nConnections, N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { FIRST_THAT_UNDERSTANDS } from '../../nodes/shared/conditionProperties.ts';
import { conditionsFromParameters } from '../../nodes/shared/conditionsFromParameters.ts';
import { ApiError } from '../http/apiError.ts';
import { ACTION_NAMES } from '../workflows/actionNode.ts';
import {
	codesParameterOf,
	START_TRIGGERS,
	triggersOf,
	triggerVersionOf,
	type StartType,
} from '../workflows/startTriggers.ts';
import type { WorkflowRequest } from '../workflows/workflowRequest.ts';
import { drawnNode } from './drawn.ts';
import { isOwnNote, noteText } from './eventWorkflow.ts';
import { conditionParametersOf, NOTE, startNodeType } from './startNode.ts';

/** The trigger that a workflow has, and the action that it leads to. */
export type Heart = {
	readonly trigger: N8nNode;
	readonly entityType: StartType;
	readonly action: N8nNode;
};

/**
 * A workflow with what a request names changed in it, and nothing else: options, further nodes, names that
 * a person has given, and a note that a person has written stay.
 *
 * @param action the node in the place of the old one
 * @param actionName what the action is called by itself
 * @throws ApiError 400 where old conditions are about another type of entity
 */
export function changedWorkflow<T extends N8nWorkflowDraft>(
	workflow: T,
	heart: Heart,
	request: WorkflowRequest,
	action: N8nNode,
	actionName: string,
): T {
	const trigger = changedTrigger(heart, request);
	// A name that does not say what a node does is a person's own as long as the node does what it did.
	const names = new Map(
		[
			[heart.trigger, trigger, request.trigger.name] as const,
			[heart.action, action, actionName] as const,
		].map(([held, node, wanted]) => [
			held.name,
			isSameKind(held, node) ? held.name : nameFor(workflow, held, wanted),
		]),
	);
	const renamed = (name: string) => names.get(name) ?? name;
	const nodes = workflow.nodes.map((node) => {
		if (node === heart.trigger) return { ...trigger, name: renamed(node.name) };
		if (node === heart.action) return { ...action, name: renamed(node.name) };
		if (!isOwnNoteNode(node)) return node;
		const content = noteText(request, actionName, hasConditions(trigger));
		return drawnNode({ ...node, parameters: { ...node.parameters, content } }, node);
	});
	return {
		...workflow,
		name: request.name,
		nodes,
		connections: renamedConnections(workflow.connections, renamed),
	};
}

/** Whether a node is the note that the API has written. */
export const isOwnNoteNode = ({ name, parameters }: N8nNode): boolean =>
	name === NOTE && isOwnNote(parameters.content);

function changedTrigger({ trigger, entityType }: Heart, request: WorkflowRequest): N8nNode {
	const { events, kinds, integrations, options, ...others } = trigger.parameters;
	const { conditionsMode, combinator, conditions, conditionGroups, conditionsJson, ...further } =
		others;
	const isSameType = entityType === request.entityType;
	const isOfAnotherKind = (entityType === 'Alert') !== (request.entityType === 'Alert');
	const heldConditions = isSameType ? conditionsOf(trigger, entityType) : null;
	if (request.conditions === undefined && !isSameType && hasConditions(trigger)) {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`conditions: those of this workflow are about a ${entityType}. Give {} for none${request.entityType === 'Alert' ? '' : `, or the conditions for a ${request.entityType}`}.`,
		);
	}
	const keepsConditions =
		request.conditions === undefined ||
		(heldConditions !== null && isSame(heldConditions, request.conditions ?? {}));
	const codes: unknown = entityType === 'Alert' ? kinds : events;
	// The first event is the one that the API tells of; a person may have chosen further ones.
	// Of alerts, none that is named is all of them.
	const isAll = entityType === 'Alert' && !(Array.isArray(codes) && codes.length > 0);
	const first = isAll
		? triggersOf('Alert')[0]!.code
		: Array.isArray(codes)
			? (codes[0] as unknown)
			: null;
	const keepsCodes = isSameType && first === request.trigger.code;
	const wanted = request.integrations ?? integrations;
	const heldStores = Array.isArray(integrations) ? integrations : [];
	const keepsStores =
		request.integrations === undefined ||
		isDeepStrictEqual(new Set(heldStores), new Set(request.integrations));
	return drawnNode(
		{
			...trigger,
			type: startNodeType(request.entityType),
			// Of the versions before, the alert trigger knows no digest.
			...((isOfAnotherKind || request.trigger.code === DAILY_DIGEST.kind) && {
				typeVersion: triggerVersionOf(request.entityType, [request.trigger.code]),
			}),
			parameters: {
				...further,
				...(keepsCodes && isAll
					? {}
					: {
							[codesParameterOf(request.entityType)]: keepsCodes ? codes : [request.trigger.code],
						}),
				...(isOfAnotherKind && trigger.credentials?.commerceSpaceApi && { useSpace: true }),
				...(keepsStores
					? integrations !== undefined && { integrations }
					: request.integrations!.length > 0 && { integrations: wanted }),
				...(keepsConditions
					? written({ conditionsMode, combinator, conditions, conditionGroups, conditionsJson })
					: conditionParametersOf(
							request.entityType,
							request.conditions,
							isOfAnotherKind || understands(trigger),
						)),
				...(request.entityType !== 'Alert' && written({ options })),
			},
		},
		trigger,
	);
}

const written = (fields: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const understands = ({ typeVersion }: N8nNode) => typeVersion >= FIRST_THAT_UNDERSTANDS;

/** `null` for those that are not finished, or hold an expression. */
function conditionsOf(node: N8nNode, entityType: StartType): Conditions | null {
	if (entityType === 'Alert') return null;
	try {
		return conditionsFromParameters((name) => node.parameters[name], entityType, understands(node));
	} catch {
		return null;
	}
}

function hasConditions({ parameters }: N8nNode): boolean {
	const { conditionsMode, conditions, conditionGroups, conditionsJson } = parameters;
	if (conditionsMode === 'json') return !/^\s*(\{\s*\})?\s*$/.test(String(conditionsJson ?? ''));
	const { rows, groups } = { ...(conditions as object), ...(conditionGroups as object) } as {
		[part: string]: unknown;
	};
	const held = conditionsMode === 'groups' ? groups : rows;
	return Array.isArray(held) && held.length > 0;
}

const isSame = (one: Conditions, other: Conditions): boolean =>
	canonicalForm(parseConditions(one).tree) === canonicalForm(parseConditions(other).tree);

/**
 * The name that says what a node does now, unless a person has given it one, another node has that name, or
 * speaks of this one by its name.
 */
function nameFor({ nodes }: N8nWorkflowDraft, node: N8nNode, wanted: string): string {
	if (!isDrawnName(node.name)) return node.name;
	const others = nodes.filter((each) => each !== node && !isOwnNote(each.parameters.content));
	const isTaken = others.some(({ name }) => name === wanted);
	const isNamed = others.some(({ parameters }) => {
		return JSON.stringify(parameters).includes(JSON.stringify(node.name).slice(1, -1));
	});
	return isTaken || isNamed ? node.name : wanted;
}

/** Whether a node is of the same type as another one, and starts on the same. */
const isSameKind = (one: N8nNode, other: N8nNode): boolean => {
	const kindOf = ({ type, parameters: { events, kinds } }: N8nNode) => [type, events, kinds];
	return isDeepStrictEqual(kindOf(one), kindOf(other));
};

const isDrawnName = (name: string): boolean =>
	START_TRIGGERS.some((trigger) => trigger.name === name) ||
	Object.values(ACTION_NAMES).includes(name);

function renamedConnections(
	connections: N8nConnections,
	renamed: (name: string) => string,
): N8nConnections {
	return Object.fromEntries(
		Object.entries(connections).map(([name, outputs]) => [
			renamed(name),
			Object.fromEntries(
				Object.entries(outputs).map(([kind, branches]) => [
					kind,
					branches?.map(
						(targets) =>
							targets?.map((target) => ({ ...target, node: renamed(target.node) })) ?? targets,
					),
				]),
			),
		]),
	);
}
