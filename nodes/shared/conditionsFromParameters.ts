import { z } from 'zod/v4';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import {
	conditionsSchemaFor,
	writtenConditionsFor,
} from '../../engine/conditions/conditionsSchema.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { type ConditionRow, conditionRowSchema, type RowRule, ruleOfRow } from './conditionRows.ts';

const collectionSchema = z.object({ rows: z.array(conditionRowSchema).max(200).default([]) });
const groupsSchema = z.object({
	groups: z
		.array(z.object({ conditions: collectionSchema.prefault({}) }))
		.max(200)
		.default([]),
});

/**
 * The conditions that a trigger node's parameters say (`conditionProperties`). Asks only for the
 * parameters that the form shows.
 *
 * @param getParameter `(name) => context.getNodeParameter(name)`
 * @param understands whether countries and numbers are understood as people write them: what a node of before holds
 * keeps its meaning
 * @returns `{}` when there are none: it always holds
 * @throws Error with a sentence for the merchant that names the row or the field
 */
export function conditionsFromParameters(
	getParameter: (name: string) => unknown,
	entityType: EntityType,
	understands = false,
): Conditions {
	const written = conditionsOfForm(getParameter, entityType, understands);
	const schema = understands ? writtenConditionsFor(entityType) : conditionsSchemaFor(entityType);
	const result = schema.safeParse(written);
	if (result.success) return result.data;
	throw new Error(`Conditions: ${result.error.issues[0]!.message}`);
}

function conditionsOfForm(
	getParameter: (name: string) => unknown,
	entityType: EntityType,
	understands: boolean,
): unknown {
	const rulesOf = (rows: readonly ConditionRow[], before = 'Condition') =>
		rows.map((row, index) => ruleOfRow(row, `${before} ${index + 1}`, entityType, understands));
	switch (getParameter('conditionsMode')) {
		case 'json':
			return parsedJson(getParameter('conditionsJson'));
		case 'groups': {
			const { groups } = parsed(groupsSchema, getParameter('conditionGroups'));
			const each = groups.map(({ conditions: { rows } }, index) => {
				if (rows.length > 0) return allOf(rulesOf(rows, `Group ${index + 1}, condition`));
				throw new Error(`Group ${index + 1} has no condition: add one, or delete the group.`);
			});
			return each.length > 1 ? { any: each } : (each[0] ?? {});
		}
		default: {
			const rules = rulesOf(parsed(collectionSchema, getParameter('conditions')).rows);
			if (rules.length === 0) return {};
			const isAny = rules.length > 1 && getParameter('combinator') === 'any';
			return isAny ? { any: rules.map((rule) => joined([rule])) } : allOf(rules);
		}
	}
}

/** What n8n keeps of a form's part. */
function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
	const result = schema.safeParse(given ?? {});
	if (result.success) return result.data;
	const { path, message } = result.error.issues[0]!;
	throw new Error(`Conditions: ${path.join('.')}: ${message}`);
}

/** One object where each operator stands at most once on a field; a list of objects otherwise. */
function allOf(rules: readonly RowRule[]): unknown {
	const places = new Set(rules.map((rule) => JSON.stringify([rule.path, rule.operator])));
	return places.size === rules.length
		? joined(rules)
		: { all: rules.map((rule) => joined([rule])) };
}

function joined(rules: readonly RowRule[]): unknown {
	const paths = [...new Set(rules.map((rule) => rule.path))];
	return Object.fromEntries(
		paths.map((path) => {
			const own = rules.filter((rule) => rule.path === path);
			const operators = Object.fromEntries(own.map(({ operator, operand }) => [operator, operand]));
			return [path, own.length === 1 && 'eq' in operators ? operators['eq'] : operators];
		}),
	);
}

function parsedJson(written: unknown): unknown {
	if (typeof written !== 'string') return written ?? {};
	if (written.trim() === '') return {};
	const parsed = jsonIn(written);
	if ('value' in parsed) return parsed.value;
	throw new Error(
		`Conditions (JSON) is not valid JSON: ${parsed.wrong}. Write for example {"status": "delivered"}.`,
	);
}

function jsonIn(text: string): { value: unknown } | { wrong: string } {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch (error) {
		return { wrong: (error as Error).message };
	}
}
