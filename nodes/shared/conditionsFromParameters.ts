import { z } from 'zod/v4';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import {
	conditionsSchemaFor,
	writtenConditionsFor,
} from '../../engine/conditions/conditionsSchema.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { conditionRowSchema, type RowRule, ruleOfRow } from './conditionRows.ts';

/** Entity triggers from this version on understand countries and numbers as people write them. */
export const FIRST_THAT_UNDERSTANDS = 4;

const collectionSchema = z.object({ rows: z.array(conditionRowSchema).max(200).default([]) });

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
	const written =
		getParameter('conditionsMode') === 'json'
			? parsedJson(getParameter('conditionsJson'))
			: conditionsOfRows(getParameter, entityType, understands);
	const schema = understands ? writtenConditionsFor(entityType) : conditionsSchemaFor(entityType);
	const result = schema.safeParse(written);
	if (result.success) return result.data;
	throw new Error(`Conditions: ${result.error.issues[0]!.message}`);
}

function conditionsOfRows(
	getParameter: (name: string) => unknown,
	entityType: EntityType,
	understands: boolean,
): unknown {
	const collection = collectionSchema.safeParse(getParameter('conditions') ?? {});
	if (!collection.success) {
		const { path, message } = collection.error.issues[0]!;
		throw new Error(`Conditions: ${path.join('.')}: ${message}`);
	}
	const { rows } = collection.data;
	if (rows.length === 0) return {};
	const rules = rows.map((row, index) => ruleOfRow(row, index + 1, entityType, understands));
	const isAny = getParameter('combinator') === 'any' && rules.length > 1;
	return isAny ? { any: rules.map((rule) => joined([rule])) } : allOf(rules);
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
