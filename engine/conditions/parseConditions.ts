import {
	CHANGE_OPERATORS,
	isOperator,
	OPERAND_KINDS,
	OPERATORS,
	type Operator,
} from './operators.ts';
import { fieldPath } from './fieldPath.ts';
import { operandProblem } from './operandProblem.ts';

/** How deep groups may be nested. */
export const DEPTH_LIMIT = 10;
/** How many rules conditions may have, in all groups together. */
export const RULES_LIMIT = 200;
const ISSUES_LIMIT = 20;

export type Rule = {
	readonly kind: 'rule';
	/** Where it is written: the keys that lead to it. */
	readonly at: ReadonlyArray<string | number>;
	readonly path: string;
	readonly segments: readonly string[];
	readonly operator: Operator;
	/** Of the kind that `OPERAND_KINDS` says. */
	readonly operand: unknown;
};
export type Group = {
	readonly kind: 'all' | 'any' | 'none';
	readonly of: readonly ConditionNode[];
};
export type ConditionNode = Rule | Group;

/** Something wrong, and where: the keys that lead to it. */
export type ConditionIssue = { readonly path: Array<string | number>; readonly message: string };

/** Parts of the emitted item that have no earlier value to compare with. */
const WITHOUT_HISTORY = new Set(['previous', 'event', 'integration']);

/**
 * Reads conditions as they are written and tells everything that is wrong with them. Reads own
 * properties only, and never throws.
 *
 * @returns the conditions as a tree of rules; to be used only if there are no issues
 */
export function parseConditions(input: unknown): {
	readonly tree: Group;
	readonly issues: readonly ConditionIssue[];
} {
	const issues: ConditionIssue[] = [];
	let rules = 0;
	const refuse = (path: Array<string | number>, message: string) => {
		if (issues.length < ISSUES_LIMIT) issues.push({ path, message });
		return [];
	};

	const readGroup = (written: unknown, at: Array<string | number>, depth: number): Group => {
		const all = (of: readonly ConditionNode[]): Group => ({ kind: 'all', of });
		if (!isPlainObject(written)) {
			return all(
				refuse(
					at,
					`Conditions are an object like {"status": "delivered"}, not ${nameOf(written)}.`,
				),
			);
		}
		if (depth > DEPTH_LIMIT) {
			return all(
				refuse(at, `Groups are nested too deeply: at most ${DEPTH_LIMIT} levels are allowed.`),
			);
		}
		const keys = Object.keys(written);
		if (keys.length === 0 && depth > 1) {
			return all(refuse(at, 'This group has an empty entry: give it a condition, or take it out.'));
		}
		return all(
			keys.flatMap((key) =>
				isGroupName(key)
					? readList(key, written[key], [...at, key], depth)
					: readField(key, written[key], [...at, key]),
			),
		);
	};

	const readList = (
		kind: Group['kind'],
		written: unknown,
		at: Array<string | number>,
		depth: number,
	): ConditionNode[] => {
		if (!Array.isArray(written) || written.length === 0) {
			return refuse(
				at,
				`"${kind}" needs a list of at least one condition, like {"${kind}": [{"status": "delivered"}]}, not ${nameOf(written)}.`,
			);
		}
		if (written.length > RULES_LIMIT) return refuse(at, TOO_MANY);
		return [{ kind, of: written.map((one, index) => readGroup(one, [...at, index], depth + 1)) }];
	};

	const readField = (path: string, written: unknown, at: Array<string | number>): Rule[] => {
		const segments = fieldPath(path);
		if ('wrong' in segments) return refuse(at, segments.wrong);
		if (Array.isArray(written)) {
			return refuse(
				at,
				`"${path}" is given a list. To allow several values write {"${path}": {"in": […]}}; groups are named any, all and none.`,
			);
		}
		if (!isPlainObject(written)) return readRule(path, segments, 'eq', written, at);
		const words = Object.keys(written);
		if (words.length === 0) {
			return refuse(at, `"${path}" has no operator. Use one of: ${OPERATORS.join(', ')}.`);
		}
		return words.flatMap((word) =>
			isOperator(word)
				? readRule(path, segments, word, written[word], [...at, word])
				: refuse([...at, word], unknownOperator(path, word)),
		);
	};

	const readRule = (
		path: string,
		segments: readonly string[],
		operator: Operator,
		operand: unknown,
		at: Array<string | number>,
	): Rule[] => {
		rules += 1;
		if (rules > RULES_LIMIT) return rules === RULES_LIMIT + 1 ? refuse(at, TOO_MANY) : [];
		const problem = operandProblem(OPERAND_KINDS[operator], operand);
		if (problem !== null) return refuse(at, `"${path}": "${operator}" ${problem}`);
		if (CHANGE_OPERATORS.has(operator) && WITHOUT_HISTORY.has(segments[0]!)) {
			return refuse(
				at,
				`"${path}": "${operator}" works on the fields of the entity itself, not on "${segments[0]}".`,
			);
		}
		return [{ kind: 'rule', at, path, segments, operator, operand }];
	};

	return { tree: readGroup(input, [], 1), issues };
}

const TOO_MANY = `There are too many conditions: at most ${RULES_LIMIT} are allowed.`;

function unknownOperator(path: string, word: string): string {
	const given = word.length > 40 ? `${word.slice(0, 40)}…` : word;
	return `"${path}": "${given}" is not an operator. Use one of: ${OPERATORS.join(', ')}. A field inside "${path}" is written "${path}.${given}".`;
}

function isGroupName(key: string): key is Group['kind'] {
	return key === 'all' || key === 'any' || key === 'none';
}

/** By tag and not by prototype: an object may come from another realm. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
	return Object.prototype.toString.call(value) === '[object Object]';
}

function nameOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
