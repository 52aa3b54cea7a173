import { z } from 'zod/v4';
import { numberIn, timeSpan } from '../../engine/conditions/values.ts';
import { quantityOf, writtenNumber } from '../../engine/conditions/writtenNumber.ts';
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
import { OTHER_FIELD, STATUS_BY_NAME } from './conditionRowProperties.ts';

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
 * @param place of the row in the form, for messages: `Condition 1`
 * @param understands whether a number that means two things is refused
 * @throws Error with a sentence for the merchant when the value does not fit the field
 */
export function ruleOfRow(
	row: ConditionRow,
	place: string,
	entityType: EntityType,
	understands: boolean,
): RowRule {
	if (row.field === STATUS_BY_NAME) return ruleOfOwnStatus(row, place);
	const known = entityFields(entityType).find((field) => field.path === row.field);
	const path = row.field === OTHER_FIELD ? row.path.trim() : row.field;
	const label = `${place} (${known?.label ?? path})`;
	if (path === '') {
		throw new Error(`${place}: enter the path of the field, like "attributes.giftWrap".`);
	}
	const kind: FormKind = known?.kind ?? 'other';
	const flag = flagOf(row.operator);
	if (flag !== null) return { path, ...flag };
	const operator = row.operator as Operator;
	const operand = (value: unknown) =>
		operandOf(
			{ kind, operator, label, understands: understands && typeof value !== 'number' },
			value,
		);
	if (WITH_LIST.includes(operator)) {
		const entries =
			understands && kind === 'number'
				? numbersIn(row.value, label)
				: entriesOf(kind === 'status' ? row.statuses : row.value);
		if (entries.length === 0)
			throw new Error(
				`${label}: ${kind === 'status' ? 'choose at least one status' : 'enter at least one value'}.`,
			);
		return {
			path,
			operator,
			operand: entries.map((entry) => operand(entry)),
		};
	}
	return { path, operator, operand: operand(kind === 'status' ? row.status : row.value) };
}

/** A status by its name is the store's word for it: that is what the list gives. */
function ruleOfOwnStatus(row: ConditionRow, place: string): RowRule {
	const path = 'nativeStatus';
	const flag = flagOf(row.operator);
	if (flag !== null) return { path, ...flag };
	const operator = row.operator as Operator;
	const words = entriesOf(WITH_LIST.includes(operator) ? row.ownStatuses : [row.ownStatus ?? '']);
	if (words.length === 0) {
		throw new Error(`${place} (Status in the Store, by Name): choose a status.`);
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

type Asked = {
	readonly kind: FormKind;
	readonly operator: Operator;
	readonly label: string;
	readonly understands: boolean;
};

function operandOf({ kind, operator, label, understands }: Asked, value: unknown) {
	const text = textOf(value);
	if (text === '' && kind === 'status') throw new Error(`${label}: choose a status.`);
	if (text === '') {
		throw new Error(
			`${label}: enter a value. To look for a field without one, choose the operator "Is Empty".`,
		);
	}
	if (kind === 'number') return numberOf(text, label, understands);
	if (kind === 'date' && timeSpan(text) === null) {
		throw new Error(
			`${label}: "${text.slice(0, 40)}" is not a date. Write it like 2026-01-31 or 2026-01-31T10:00:00Z.`,
		);
	}
	return ORDERED.includes(operator) ? (numberIn(text) ?? quantityOf(text)) : text;
}

/** Of a node of before, `1.234` is what it was. */
function numberOf(text: string, label: string, understands: boolean): number {
	const number = understands ? null : numberIn(text);
	if (number !== null) return number;
	const written = writtenNumber(text);
	if ('number' in written) return written.number;
	throw new Error(`${label}: "${text.slice(0, 40)}" ${written.wrong}`);
}

/** With semicolons or commas and a space between them: `10,20` may be one number or two. */
function numbersIn(value: unknown, label: string): unknown[] {
	if (Array.isArray(value) || typeof value === 'number') return [value].flat();
	const text = textOf(value);
	const parts = text.split(text.includes(';') ? ';' : /,\s+/).map((part) => part.trim());
	const unclear = text.includes(';') ? undefined : parts.find((part) => /\d,\d/.test(part));
	if (unclear !== undefined) {
		throw new Error(
			`${label}: "${unclear.slice(0, 40)}" may be one number or several. Write several with semicolons between them, like 10; 20.`,
		);
	}
	return parts.filter((part) => part !== '');
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
