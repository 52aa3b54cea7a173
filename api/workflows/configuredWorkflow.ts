import { ALERT_KIND_CODES } from '../../engine/alerts/alertKinds.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import { destinationIdIn } from '../../engine/destinations/destination.ts';
import { uuidFor } from '../../engine/events/uuidFor.ts';
import type { N8nNode, N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { FIRST_THAT_UNDERSTANDS } from '../../nodes/shared/conditionProperties.ts';
import { conditionsFromParameters } from '../../nodes/shared/conditionsFromParameters.ts';
import { MANAGED_TAG } from '../../n8n/provisions/madeWorkflows.ts';
import { ACTION_TYPES } from './actionNode.ts';
import type { Action } from './actionSchema.ts';
import { codesParameterOf, START_TYPES, triggersOf, type StartType } from './startTriggers.ts';

/** A workflow that starts with an entity trigger or the alert trigger, as the REST API tells of it. */
export type ConfiguredWorkflow = {
	readonly guid: string;
	readonly name: string;
	readonly entityType: StartType;
	/** Code of the first event that it starts on; `null` for a draft without one. */
	readonly trigger: string | null;
	readonly triggers: readonly string[];
	/** What it does first; `null` where none of its nodes is an action of ours. */
	readonly action: Action['type'] | null;
	readonly actions: ReadonlyArray<Action['type']>;
	/** `null` is none, or one that is not finished. */
	readonly conditions: Conditions | null;
	readonly isActive: boolean;
	readonly isManaged: boolean;
	/** n8n's id. */
	readonly workflowId: string;
};

/** The guid of a workflow: the same as long as n8n has it. That of a destination is its own. */
export const workflowGuid = (n8nId: string): string =>
	destinationIdIn(n8nId) ?? uuidFor(`workflow/${n8nId}`);

/** The trigger nodes of a workflow that start on events or alerts, those that are switched on first. */
export function startTriggersOf({ nodes }: Pick<N8nWorkflow, 'nodes'>) {
	return nodes
		.flatMap((node) => {
			const entityType = START_TYPES.find((type) => node.type.endsWith(`.commerce${type}Trigger`));
			return entityType === undefined ? [] : [{ node, entityType }];
		})
		.toSorted((one, other) => Number(one.node.disabled) - Number(other.node.disabled));
}

/**
 * What the API tells of a workflow, from what n8n has now.
 *
 * @param entityType the trigger to look at, where there are several
 * @returns `null` when it has no such trigger
 */
export function configuredWorkflow(
	workflow: N8nWorkflow,
	entityType?: StartType,
): ConfiguredWorkflow | null {
	const told = known.get(workflow) ?? new Map<StartType | undefined, ConfiguredWorkflow | null>();
	known.set(workflow, told);
	const before = told.get(entityType);
	if (before !== undefined) return before;
	const made = readWorkflow(workflow, entityType);
	told.set(entityType, made);
	return made;
}

/** What was told of a workflow that has not been read anew since: a list of 1,000 takes 45 ms to be told. */
const known = new WeakMap<N8nWorkflow, Map<StartType | undefined, ConfiguredWorkflow | null>>();

function readWorkflow(workflow: N8nWorkflow, entityType?: StartType): ConfiguredWorkflow | null {
	const found = startTriggersOf(workflow).find(
		(trigger) => entityType === undefined || trigger.entityType === entityType,
	);
	if (found === undefined) return null;
	const { node } = found;
	const triggers = codesOf(node, found.entityType);
	const actions = actionsAfter(workflow, node.name);
	return {
		guid: workflowGuid(workflow.id),
		name: workflow.name,
		entityType: found.entityType,
		trigger: triggers[0] ?? null,
		triggers,
		action: actions[0] ?? null,
		actions,
		conditions: conditionsOf(node, found.entityType),
		isActive: workflow.active && node.disabled !== true,
		isManaged: workflow.tags.includes(MANAGED_TAG),
		workflowId: workflow.id,
	};
}

/**
 * Whether a workflow starts on what happens in a store: none is chosen, or the store is among those that are, or an
 * expression chooses them, which n8n alone can tell.
 */
export function mayStartFor(workflow: N8nWorkflow, entityType: StartType, store: string): boolean {
	const found = startTriggersOf(workflow).find((trigger) => trigger.entityType === entityType);
	const chosen = found?.node.parameters.integrations;
	if (!Array.isArray(chosen) || chosen.length === 0) return true;
	return chosen.some((guid) => String(guid).toLowerCase() === store);
}

/** What a trigger node starts on. */
export function codesOf({ parameters }: N8nNode, type: StartType): readonly string[] {
	const all = triggersOf(type).map(({ code }) => code);
	const chosen = parameters[codesParameterOf(type)];
	const given: readonly unknown[] = Array.isArray(chosen) ? chosen : [];
	const known = given.filter((code): code is string => all.includes(String(code)));
	// An alert trigger for which none is chosen starts on all of them.
	return type === 'Alert' && known.length === 0 ? ALERT_KIND_CODES : known;
}

/** `null` for those that are not finished, hold an expression, or are none. */
export function conditionsOf(
	{ parameters, typeVersion }: N8nNode,
	entityType: StartType,
): Conditions | null {
	if (entityType === 'Alert') return null;
	try {
		const understands = typeVersion >= FIRST_THAT_UNDERSTANDS;
		const conditions = conditionsFromParameters(
			(name) => parameters[name],
			entityType,
			understands,
		);
		return Object.keys(conditions ?? {}).length === 0 ? null : conditions;
	} catch {
		return null;
	}
}

/** The actions that a trigger leads to, the nearest first. */
function actionsAfter({ nodes, connections }: N8nWorkflow, start: string): Array<Action['type']> {
	const byName = new Map(nodes.map((node) => [node.name, node]));
	const reached = new Set([start]);
	for (const name of reached) {
		for (const target of (connections[name]?.main ?? []).flat()) {
			if (target) reached.add(target.node);
		}
	}
	return [...reached].flatMap((name) => {
		const node = byName.get(name);
		if (node === undefined || node.disabled === true) return [];
		return ACTION_TYPES.get(node.type) ?? [];
	});
}
