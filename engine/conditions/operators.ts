/** Every operator of a condition, in the order in which messages list them. */
export const OPERATORS = [
	'eq',
	'ne',
	'gt',
	'gte',
	'lt',
	'lte',
	'in',
	'notIn',
	'contains',
	'startsWith',
	'endsWith',
	'exists',
	'changed',
	'changedTo',
	'changedFrom',
] as const;

export type Operator = (typeof OPERATORS)[number];

/**
 * What an operator compares with. `value`: text, number, true, false or null; `quantity`: a number or
 * an ISO 8601 date; `values`: a list of values; `part`: text that is not empty; `flag`: true or false.
 */
export type OperandKind = 'value' | 'quantity' | 'values' | 'part' | 'flag';

export const OPERAND_KINDS: Readonly<Record<Operator, OperandKind>> = {
	eq: 'value',
	ne: 'value',
	gt: 'quantity',
	gte: 'quantity',
	lt: 'quantity',
	lte: 'quantity',
	in: 'values',
	notIn: 'values',
	contains: 'part',
	startsWith: 'part',
	endsWith: 'part',
	exists: 'flag',
	changed: 'flag',
	changedTo: 'value',
	changedFrom: 'value',
};

/** Operators that compare with the entity as it was before. */
export const CHANGE_OPERATORS: ReadonlySet<Operator> = new Set([
	'changed',
	'changedTo',
	'changedFrom',
]);

export function isOperator(word: string): word is Operator {
	return (OPERATORS as readonly string[]).includes(word);
}
