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
	| { conditionsMode: 'json'; conditionsJson: string };

/**
 * The parameters of a trigger node that say the same as `conditions`: rows of the form where it can
 * show them, JSON for all else. `conditionsFromParameters` gives conditions of the same meaning back.
 *
 * @param conditions what `conditionsSchemaFor(entityType)` accepts
 * @param understands of the node, as `conditionsFromParameters` has it
 */
export function parametersFromConditions(
	conditions: Conditions,
	entityType: EntityType,
	understands = false,
): ConditionParameters {
	const { tree } = parseConditions(conditions);
	const rows = rowsOf(simplify(tree), entityType);
	return rows !== null && canonicalFormOfForm(rows, entityType, understands) === canonicalForm(tree)
		? rows
		: { conditionsMode: 'json', conditionsJson: JSON.stringify(conditions, null, 2) };
}

function rowsOf(node: ConditionNode, entityType: EntityType): ConditionParameters | null {
	if (node.kind === 'none') return null;
	const rules = node.kind === 'rule' ? [node] : node.of;
	if (!rules.every((rule): rule is Rule => rule.kind === 'rule')) return null;
	const rows = rules.map((rule) => rowOfRule(rule, entityType));
	if (rows.some(isExpression)) return null;
	return {
		conditionsMode: 'fields',
		combinator: node.kind === 'any' ? 'any' : 'all',
		conditions: rows.length === 0 ? {} : { rows },
	};
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
