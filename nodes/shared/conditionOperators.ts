import type { Operator } from '../../engine/conditions/operators.ts';
import type { EntityField } from '../../engine/events/entityFields.ts';

/** Operators of a form: those that are given true or false have two entries instead. */
export type FormOperator = Operator | 'notExists' | 'notChanged';

/** The kind of a form's field; `other` is one whose path the merchant writes. */
export type FormKind = EntityField['kind'] | 'other';

type Choices = ReadonlyArray<readonly [operator: FormOperator, name: string]>;

const EQUALITY: Choices = [
	['eq', 'Is'],
	['ne', 'Is Not'],
];
const LISTS: Choices = [
	['in', 'Is One Of'],
	['notIn', 'Is None Of'],
];
const PARTS: Choices = [
	['contains', 'Contains'],
	['startsWith', 'Starts With'],
	['endsWith', 'Ends With'],
];
const SIZES: Choices = [
	['gt', 'Is More Than'],
	['gte', 'Is at Least'],
	['lt', 'Is Less Than'],
	['lte', 'Is at Most'],
];
const TIMES: Choices = [
	['eq', 'Is On'],
	['gt', 'Is After'],
	['gte', 'Is On or After'],
	['lt', 'Is Before'],
	['lte', 'Is On or Before'],
];
const BLANKS: Choices = [
	['exists', 'Is Not Empty'],
	['notExists', 'Is Empty'],
];
const CHANGES: Choices = [
	['changed', 'Has Changed'],
	['notChanged', 'Has Not Changed'],
];
const CHANGED_VALUES: Choices = [
	['changedTo', 'Has Changed To'],
	['changedFrom', 'Has Changed From'],
];

/** What a form offers for each kind of field, in its order. */
export const OPERATOR_CHOICES: Readonly<Record<FormKind, Choices>> = {
	text: [...EQUALITY, ...PARTS, ...LISTS, ...BLANKS, ...CHANGES, ...CHANGED_VALUES],
	number: [...EQUALITY, ...SIZES, ...LISTS, ...BLANKS, ...CHANGES, ...CHANGED_VALUES],
	date: [...TIMES, ...BLANKS, ...CHANGES],
	boolean: [...EQUALITY, ...BLANKS, ...CHANGES, ...CHANGED_VALUES],
	status: [...EQUALITY, ...LISTS, ...CHANGES, ...CHANGED_VALUES],
	other: [...EQUALITY, ...PARTS, ...SIZES, ...LISTS, ...BLANKS, ...CHANGES, ...CHANGED_VALUES],
};

/** Operators that need no value beside them. */
export const WITHOUT_VALUE: readonly FormOperator[] = [
	'exists',
	'notExists',
	'changed',
	'notChanged',
];

/** Operators that compare with several values. */
export const WITH_LIST: readonly FormOperator[] = ['in', 'notIn'];
