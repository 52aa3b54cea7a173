import { isDeepStrictEqual } from 'node:util';
import type { Conditions, Facts, Scalar } from './conditions.ts';
import { equalTo, isEmpty, positionOf, textIn, type Position } from './values.ts';
import { valuesAt } from './fieldPath.ts';
import type { Operator } from './operators.ts';
import { type ConditionNode, parseConditions, type Rule } from './parseConditions.ts';
import { quantityOf } from './writtenNumber.ts';

type Test = (facts: Facts) => boolean;
type Values = readonly unknown[];

/**
 * Makes a test of conditions: reads them once, then tests any number of events. The test is pure and
 * does not throw, whatever an entity looks like. docs/conditions.md says what each operator means.
 *
 * @throws Error with the first thing that is wrong, for conditions that `conditionsSchema` refuses
 */
export function compileConditions(conditions: Conditions): Test {
	return checkOf(conditions).holds;
}

/** Conditions, ready to be asked about events. */
export type Check = {
	readonly holds: Test;
	/** What keeps the conditions from holding; empty where they hold. */
	readonly failures: (facts: Facts) => readonly Failure[];
};

export type Failure =
	| {
			readonly kind: 'rule';
			readonly rule: Rule;
			/** What the field held, and what it held before: `null` where it did not change. */
			readonly values: Values;
			readonly before: Values | null;
	  }
	/** None of several alternatives holds: what each of them lacks. Groups are those of several rules. */
	| {
			readonly kind: 'any';
			readonly areGroups: boolean;
			readonly lacking: ReadonlyArray<readonly Failure[]>;
	  }
	/** These hold, and none of them may. */
	| { readonly kind: 'none'; readonly holding: readonly ConditionNode[] };

/** @throws as `compileConditions` */
export function checkOf(conditions: Conditions): Check {
	const { tree, issues } = parseConditions(conditions);
	if (issues[0] !== undefined) throw new Error(issues[0].message);
	return checkOfNode(tree);
}

function checkOfNode(node: ConditionNode): Check {
	if (node.kind === 'rule') return checkOfRule(node);
	const checks = node.of.map(checkOfNode);
	if (node.kind === 'all') {
		return {
			holds: (facts) => checks.every(({ holds }) => holds(facts)),
			failures: (facts) => checks.flatMap(({ failures }) => failures(facts)),
		};
	}
	if (node.kind === 'any') {
		const holds: Test = (facts) => checks.some((check) => check.holds(facts));
		const areGroups = node.of.some((each) => each.kind === 'all' && each.of.length > 1);
		return {
			holds,
			failures(facts) {
				if (holds(facts)) return [];
				const lacking = checks.map(({ failures }) => failures(facts));
				return [{ kind: 'any', areGroups, lacking }];
			},
		};
	}
	return {
		holds: (facts) => !checks.some(({ holds }) => holds(facts)),
		failures(facts) {
			const holding = node.of.filter((_, index) => checks[index]!.holds(facts));
			return holding.length === 0 ? [] : [{ kind: 'none', holding }];
		},
	};
}

function checkOfRule(rule: Rule): Check {
	const { operator, operand, segments } = rule;
	const holds = testOf();
	const isAboutChange = CHANGE_TESTS[operator] !== undefined;
	return {
		holds,
		failures(facts) {
			if (holds(facts)) return [];
			const values = isAboutChange ? valuesAt(facts.entity, segments) : valuesOf(facts, segments);
			return [{ kind: 'rule', rule, values, before: oldValues(facts.previous, segments) }];
		},
	};

	function testOf(): Test {
		const change = CHANGE_TESTS[operator];
		if (change !== undefined) {
			const test = change(operand);
			return ({ entity, previous }) => {
				const before = oldValues(previous, segments);
				return test(before, before === null ? [] : valuesAt(entity, segments));
			};
		}
		const test = STATE_TESTS[operator]!(operand);
		return (facts) => test(valuesOf(facts, segments));
	}
}

const ROOTS: ReadonlySet<string> = new Set(['previous', 'customer', 'event', 'integration']);

/** The customer of the emitted item is filled from other events where the entity's own is not known. */
function valuesOf(facts: Facts, segments: readonly string[]): Values {
	const [first, ...rest] = segments as [string, ...string[]];
	if (!ROOTS.has(first)) return valuesAt(facts.entity, segments);
	const root = facts[first as 'previous' | 'customer' | 'event' | 'integration'];
	return first === 'customer' && isEmpty(root)
		? valuesAt(facts.entity, segments)
		: valuesAt(root, rest);
}

/** @returns `null` when the field did not change, or the entity was not known before */
function oldValues(previous: unknown, segments: readonly string[]): Values | null {
	if (typeof previous !== 'object' || previous === null) return null;
	return Object.hasOwn(previous, segments[0]!) ? valuesAt(previous, segments) : null;
}

const ordered =
	(...positions: Position[]) =>
	(operand: unknown) => {
		const position = positionOf(quantityOf(operand));
		return (values: Values) => values.some((value) => positions.includes(position(value)));
	};

const textual = (holds: (text: string, part: string) => boolean) => (operand: unknown) => {
	const part = textIn(operand)!;
	return (values: Values) =>
		values.some((value) => {
			const text = textIn(value);
			return text !== null && holds(text, part);
		});
};

const oneOf = (operand: unknown) => {
	const tests = (operand as Scalar[]).map(equalTo);
	return (values: Values) => tests.some((test) => test(values));
};

const not =
	(make: (operand: unknown) => (values: Values) => boolean) =>
	(operand: unknown): ((values: Values) => boolean) => {
		const test = make(operand);
		return (values) => !test(values);
	};

const equal = (operand: unknown) => equalTo(operand as Scalar);

const STATE_TESTS: Partial<Record<Operator, (operand: unknown) => (values: Values) => boolean>> = {
	eq: equal,
	ne: not(equal),
	gt: ordered(1),
	gte: ordered(0, 1),
	lt: ordered(-1),
	lte: ordered(-1, 0),
	in: oneOf,
	notIn: not(oneOf),
	contains: textual((text, part) => text.includes(part)),
	startsWith: textual((text, part) => text.startsWith(part)),
	endsWith: textual((text, part) => text.endsWith(part)),
	exists: (operand) => (values) => values.some((value) => !isEmpty(value)) === operand,
};

type ChangeTest = (before: Values | null, now: Values) => boolean;

const CHANGE_TESTS: Partial<Record<Operator, (operand: unknown) => ChangeTest>> = {
	changed: (operand) => (before, now) => (before !== null && differs(before, now)) === operand,
	changedTo: (operand) => {
		const test = equal(operand);
		return (before, now) => before !== null && !test(before) && test(now);
	},
	changedFrom: (operand) => {
		const test = equal(operand);
		return (before, now) => before !== null && test(before) && !test(now);
	},
};

/** A comparison overflows the stack on lists nested some thousand deep; those count as changed. */
function differs(before: Values, now: Values): boolean {
	try {
		return !isDeepStrictEqual(before, now);
	} catch {
		return true;
	}
}
