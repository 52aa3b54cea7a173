import { entityFields } from '../events/entityFields.ts';
import type { EntityType } from '../events/entityType.ts';
import { checkOf, type Failure } from './compileConditions.ts';
import type { Conditions, Facts } from './conditions.ts';
import { countryInWords, isCountryPath } from './countries.ts';
import type { Operator } from './operators.ts';
import type { ConditionNode, Rule } from './parseConditions.ts';
import { isEmpty, timeSpan } from './values.ts';

const MOST_REASONS = 20;
const LONGEST_REASON = 500;
const VALUES_SHOWN = 3;
const LONGEST_VALUE = 60;

/** What an event failed on: one condition, or several of which one would have been enough, or that may not hold. */
export type Unfulfilled = { readonly isOne: boolean; readonly text: string };

/**
 * Tells why an event does not fulfil conditions, in the words of the form: `Total is at least 100: was 84.7`.
 * Each text goes on after "failed on". Reads the conditions once. What it gives is empty exactly where the
 * conditions hold.
 *
 * @throws as `compileConditions`
 */
export function explainConditions(
	conditions: Conditions,
	entityType: EntityType,
): (facts: Facts) => Unfulfilled[] {
	const { failures } = checkOf(conditions);
	const labels = new Map(entityFields(entityType).map(({ path, label }) => [path, label]));
	const ruleInWords = ({ path, operator, operand }: Rule) =>
		`${labels.get(path) ?? path} ${operatorInWords(operator, operand, path)}`;
	const nodeInWords = (node: ConditionNode): string => {
		if (node.kind === 'rule') return ruleInWords(node);
		const parts = node.of.map(nodeInWords);
		return node.kind === 'all' ? parts.join(' and ') : `${node.kind} of (${parts.join('; ')})`;
	};
	const failureInWords = (failure: Failure): string => {
		if (failure.kind === 'none') {
			return `what may not hold: ${failure.holding.map(nodeInWords).join('; ')}`;
		}
		if (failure.kind === 'any') {
			const lacking = failure.lacking.map((each) => each.map(failureInWords).join(', and on '));
			if (!failure.areGroups) return `all of these, of which one is enough: ${lacking.join('; ')}`;
			return `every group: ${lacking.map((each, index) => `group ${index + 1} on ${each}`).join('; ')}`;
		}
		return `${ruleInWords(failure.rule)}: ${foundInWords(failure)}`;
	};
	return (facts) =>
		failures(facts)
			.slice(0, MOST_REASONS)
			.map((failure) => ({
				isOne: failure.kind === 'rule',
				text: shortened(failureInWords(failure), LONGEST_REASON),
			}));
}

const WORDS: Readonly<Record<Exclude<Operator, 'exists' | 'changed'>, string>> = {
	eq: 'is',
	ne: 'is not',
	gt: 'is more than',
	gte: 'is at least',
	lt: 'is less than',
	lte: 'is at most',
	in: 'is one of',
	notIn: 'is none of',
	contains: 'contains',
	startsWith: 'starts with',
	endsWith: 'ends with',
	changedTo: 'has changed to',
	changedFrom: 'has changed from',
};
const WORDS_OF_TIME: Partial<Record<Operator, string>> = {
	gt: 'is after',
	gte: 'is on or after',
	lt: 'is before',
	lte: 'is on or before',
};

function operatorInWords(operator: Operator, operand: unknown, path: string): string {
	if (operator === 'exists') return operand === true ? 'is not empty' : 'is empty';
	if (operator === 'changed') return operand === true ? 'has changed' : 'has not changed';
	const words = (timeSpan(operand) !== null && WORDS_OF_TIME[operator]) || WORDS[operator];
	return `${words} ${valuesInWords(Array.isArray(operand) ? operand : [operand], path)}`;
}

function foundInWords({ rule, values, before }: Failure & { kind: 'rule' }): string {
	const now = valuesInWords(values, rule.path);
	if (!['changed', 'changedTo', 'changedFrom'].includes(rule.operator)) return `was ${now}`;
	return before === null
		? `did not change, was ${now}`
		: `was ${valuesInWords(before, rule.path)}, then ${now}`;
}

function valuesInWords(values: readonly unknown[], path: string): string {
	const inWords = (value: unknown) =>
		typeof value === 'string' && isCountryPath(path) ? countryInWords(value) : value;
	const shown = values
		.slice(0, VALUES_SHOWN)
		.map((value) => valueInWords(inWords(value)))
		.join(', ');
	const more = values.length - VALUES_SHOWN;
	if (values.length === 0) return 'empty';
	return more > 0 ? `${shown} and ${more} more` : shown;
}

function valueInWords(value: unknown): string {
	if (isEmpty(value)) return 'empty';
	if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
	return shortened(String(value), LONGEST_VALUE);
}

const shortened = (text: string, most: number) =>
	text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
