import { canonicalForm, simplify } from '../../engine/conditions/canonicalForm.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import {
	type ConditionNode,
	parseConditions,
	type Rule,
} from '../../engine/conditions/parseConditions.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { rowOfRule, type WrittenRow } from './conditionRows.ts';
import { conditionsFromParameters } from './conditionsFromParameters.ts';

export type ConditionParameters =
	| {
			conditionsMode: 'fields';
			combinator: 'all' | 'any';
			conditions: { rows?: WrittenRow[] };
	  }
	| {
			conditionsMode: 'groups';
			conditionGroups: { groups: Array<{ conditions: { rows: WrittenRow[] } }> };
	  }
	| { conditionsMode: 'json'; conditionsJson: string };

/**
 * The parameters of a trigger node that say the same as `conditions`: rows of the form where it can
 * show them, or groups of rows; JSON for all else. `conditionsFromParameters` gives conditions of the same meaning back.
 *
 * @param conditions what `conditionsSchemaFor(entityType)` accepts
 * @param understands of the node, as `conditionsFromParameters` has it; these have groups
 */
export function parametersFromConditions(
	conditions: Conditions,
	entityType: EntityType,
	understands = false,
): ConditionParameters {
	const { tree } = parseConditions(conditions);
	const simple = simplify(tree);
	const form =
		formOfRows(simple, entityType) ?? (understands ? formOfGroups(simple, entityType) : null);
	return form !== null && canonicalFormOfForm(form, entityType, understands) === canonicalForm(tree)
		? form
		: { conditionsMode: 'json', conditionsJson: JSON.stringify(conditions, null, 2) };
}

function formOfRows(node: ConditionNode, entityType: EntityType): ConditionParameters | null {
	if (node.kind === 'none') return null;
	const rows = rowsOf(node.kind === 'rule' ? [node] : node.of, entityType);
	if (rows === null) return null;
	return {
		conditionsMode: 'fields',
		combinator: node.kind === 'any' ? 'any' : 'all',
		conditions: rows.length === 0 ? {} : { rows },
	};
}

function formOfGroups(node: ConditionNode, entityType: EntityType): ConditionParameters | null {
	if (node.kind !== 'any') return null;
	const groups = node.of.map((each) => {
		const rows = rowsOf(each.kind === 'all' ? each.of : [each], entityType);
		return rows && { conditions: { rows } };
	});
	if (!groups.every((group) => group !== null)) return null;
	return { conditionsMode: 'groups', conditionGroups: { groups } };
}

/** `null` where one of them is no rule, or would be run by n8n. */
function rowsOf(nodes: readonly ConditionNode[], entityType: EntityType): WrittenRow[] | null {
	if (!nodes.every((node): node is Rule => node.kind === 'rule')) return null;
	const rows = nodes.map((rule) => rowOfRule(rule, entityType));
	return rows.some(isExpression) ? null : rows;
}

/** n8n would run a text that begins with `=`, also one in a list. JSON begins with a brace. */
function isExpression(row: WrittenRow): boolean {
	return Object.values(row)
		.flat()
		.some((value) => /^\s*=/.test(String(value)));
}

/** What the rows would be read as; `null` where the form would refuse them. */
function canonicalFormOfForm(
	parameters: ConditionParameters,
	entityType: EntityType,
	understands: boolean,
): string | null {
	const values: Record<string, unknown> = parameters;
	try {
		const read = conditionsFromParameters((name) => values[name], entityType, understands);
		return canonicalForm(parseConditions(read).tree);
	} catch {
		return null;
	}
}
