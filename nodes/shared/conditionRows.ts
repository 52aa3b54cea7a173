import { z } from 'zod/v4';
import { numberIn, timeSpan } from '../../engine/conditions/values.ts';
import type { Operator } from '../../engine/conditions/operators.ts';
import type { Rule } from '../../engine/conditions/parseConditions.ts';
import { entityFields } from '../../engine/events/entityFields.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import {
	type FormKind,
	type FormOperator,
	OPERATOR_CHOICES,
	WITH_LIST,
} from './conditionOperators.ts';
import { OTHER_FIELD, STATUS_BY_NAME } from './conditionProperties.ts';

const FORM_OPERATORS = OPERATOR_CHOICES.other.map(([operator]) => operator) as [
	FormOperator,
	...FormOperator[],
];

/** One row of the form as n8n keeps it. A value is what an expression gave, so it may be anything. */
export const conditionRowSchema = z.object({
	field: z.string().default('status'),
	path: z.string().default(''),
	operator: z.enum(FORM_OPERATORS).default('eq'),
	value: z.unknown().optional(),
	status: z.unknown().optional(),
	statuses: z.unknown().optional(),
	ownStatus: z.unknown().optional(),
	ownStatuses: z.unknown().optional(),
});
export type ConditionRow = z.infer<typeof conditionRowSchema>;
/** A row as it is written: what n8n fills in by itself is left out. */
export type WrittenRow = z.input<typeof conditionRowSchema>;

/** What a row says, before it is checked. */
export type RowRule = Pick<Rule, 'path' | 'operator' | 'operand'>;

/**
 * What a row of the form says.
 *
 * @param position of the row in the form, for messages: 1 is the first
 * @throws Error with a sentence for the merchant when the value does not fit the field
 */
export function ruleOfRow(row: ConditionRow, position: number, entityType: EntityType): RowRule {
	if (row.field === STATUS_BY_NAME) return ruleOfOwnStatus(row, position);
	const known = entityFields(entityType).find((field) => field.path === row.field);
	const path = row.field === OTHER_FIELD ? row.path.trim() : row.field;
	const label = `Condition ${position} (${known?.label ?? path})`;
	if (path === '') {
		throw new Error(
			`Condition ${position}: enter the path of the field, like "attributes.giftWrap".`,
		);
	}
	const kind: FormKind = known?.kind ?? 'other';
	const flag = flagOf(row.operator);
	if (flag !== null) return { path, ...flag };
	const operator = row.operator as Operator;
	if (WITH_LIST.includes(operator)) {
		const entries = entriesOf(kind === 'status' ? row.statuses : row.value);
		if (entries.length === 0)
			throw new Error(
				`${label}: ${kind === 'status' ? 'choose at least one status' : 'enter at least one value'}.`,
			);
		return {
			path,
			operator,
			operand: entries.map((entry) => operandOf(kind, operator, entry, label)),
		};
	}
	const text = textOf(kind === 'status' ? row.status : row.value);
	return { path, operator, operand: operandOf(kind, operator, text, label) };
}

/** A status by its name is the store's word for it: that is what the list gives. */
function ruleOfOwnStatus(row: ConditionRow, position: number): RowRule {
	const path = 'nativeStatus';
	const flag = flagOf(row.operator);
	if (flag !== null) return { path, ...flag };
	const operator = row.operator as Operator;
	const words = entriesOf(WITH_LIST.includes(operator) ? row.ownStatuses : [row.ownStatus ?? '']);
	if (words.length === 0) {
		throw new Error(`Condition ${position} (Status in the Store, by Name): choose a status.`);
	}
	return { path, operator, operand: WITH_LIST.includes(operator) ? words : words[0]! };
}

/** The row that shows a rule. What it does not show faithfully, `ruleOfRow` makes another rule of. */
export function rowOfRule(rule: Rule, entityType: EntityType): WrittenRow {
	const operator = formOperatorOf(rule);
	const known = entityFields(entityType).find((field) => field.path === rule.path);
	const isOffered = known && OPERATOR_CHOICES[known.kind].some(([offered]) => offered === operator);
	const place = isOffered ? { field: rule.path } : { field: OTHER_FIELD, path: rule.path };
	if (flagOf(operator) !== null) return { ...place, operator };
	const isList = Array.isArray(rule.operand);
	if (isOffered && known.kind === 'status') {
		return {
			...place,
			operator,
			...(isList ? { statuses: rule.operand as unknown } : { status: rule.operand }),
		};
	}
	const value = isList ? (rule.operand as unknown[]).map(textOf).join(', ') : textOf(rule.operand);
	return { ...place, operator, value };
}

function flagOf(operator: FormOperator): Pick<Rule, 'operator' | 'operand'> | null {
	if (operator === 'exists' || operator === 'changed') return { operator, operand: true };
	if (operator === 'notExists') return { operator: 'exists', operand: false };
	return operator === 'notChanged' ? { operator: 'changed', operand: false } : null;
}

function formOperatorOf({ operator, operand }: Rule): FormOperator {
	if (operand !== false) return operator;
	if (operator === 'exists') return 'notExists';
	return operator === 'changed' ? 'notChanged' : operator;
}

const ORDERED: readonly FormOperator[] = ['gt', 'gte', 'lt', 'lte'];

function operandOf(kind: FormKind, operator: Operator, text: string, label: string) {
	if (text === '' && kind === 'status') throw new Error(`${label}: choose a status.`);
	if (text === '') {
		throw new Error(
			`${label}: enter a value. To look for a field without one, choose the operator "Is Empty".`,
		);
	}
	const number = numberIn(text);
	if (kind === 'number' && number === null) {
		throw new Error(`${label}: "${text.slice(0, 40)}" is not a number. Write it like 99.50.`);
	}
	if (kind === 'date' && timeSpan(text) === null) {
		throw new Error(
			`${label}: "${text.slice(0, 40)}" is not a date. Write it like 2026-01-31 or 2026-01-31T10:00:00Z.`,
		);
	}
	return kind === 'number' || (ORDERED.includes(operator) && number !== null) ? number : text;
}

function entriesOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : textOf(value).split(',');
	return entries.map(textOf).filter((entry) => entry !== '');
}

/** n8n's expressions give dates as objects of Luxon, whose text is ISO 8601. */
function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return value instanceof Date ? value.toISOString() : String(value).trim();
}
