import type { EntityType } from '../events/entityType.ts';
import { schemaFields } from '../events/schemaFields.ts';
import { countryIn, isCountryPath } from './countries.ts';
import { isIndex } from './fieldPath.ts';
import type { Operator } from './operators.ts';
import type { ConditionIssue, ConditionNode, Rule } from './parseConditions.ts';
import { numberIn } from './values.ts';
import { quantityOf, writtenNumber } from './writtenNumber.ts';

/** Operators whose operand is a whole value of the field. */
const WHOLE: ReadonlySet<Operator> = new Set([
	'eq',
	'ne',
	'in',
	'notIn',
	'changedTo',
	'changedFrom',
]);
const SIZES: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte']);

/** The same operand as a field holds it; or what is wrong, as the end of a sentence that begins with the operand. */
type Reading = { readonly value: unknown } | { readonly wrong: string };

/**
 * Conditions in which what a person has written stands as stores tell it: `Germany` as `DE`, `1.234,50` as
 * 1234.5. What may mean two things is an issue. Only for what is written anew: what has been taken before keeps
 * its meaning.
 *
 * @param tree of the conditions, without issues
 */
export function understood(
	conditions: unknown,
	tree: ConditionNode,
	entityType: EntityType,
): { readonly conditions: unknown; readonly issues: readonly ConditionIssue[] } {
	const issues: ConditionIssue[] = [];
	const result = structuredClone(conditions);
	for (const rule of rulesOf(tree)) {
		const read = readerOf(rule, entityType);
		if (read === null) continue;
		const given = [rule.operand].flat();
		const readings = given.map(read);
		const wrong = readings.findIndex((reading) => 'wrong' in reading);
		if (wrong >= 0) {
			const { wrong: problem } = readings[wrong] as { wrong: string };
			const shown = String(given[wrong]).slice(0, 40);
			issues.push({ path: [...rule.at], message: `"${rule.path}": "${shown}" ${problem}` });
			continue;
		}
		const values = readings.map((reading) => (reading as { value: unknown }).value);
		put(result, rule.at, Array.isArray(rule.operand) ? values : values[0]);
	}
	return { conditions: result, issues };
}

/** How the operand of a rule is read; `null` where it is taken as it is. */
function readerOf(
	{ operator, segments }: Rule,
	entityType: EntityType,
): ((operand: unknown) => Reading) | null {
	if (SIZES.has(operator)) return (operand) => ({ value: quantityOf(operand) });
	if (!WHOLE.has(operator)) return null;
	const names = segments.filter((segment) => !isIndex(segment));
	const path = (names[0] === 'previous' ? names.slice(1) : names).join('.');
	const field = schemaFields(entityType).find((each) => each.path === path);
	if (field?.kind === 'number') return numberOf;
	return field?.kind === 'text' && isCountryPath(path) ? countryCodeIn : null;
}

const countryCodeIn = (operand: unknown): Reading => {
	if (typeof operand !== 'string' || operand === '') return { value: operand };
	const country = countryIn(operand);
	return 'code' in country ? { value: country.code } : country;
};

const numberOf = (operand: unknown): Reading => {
	if (typeof operand !== 'string' || operand === '' || numberIn(operand) !== null) {
		return { value: operand };
	}
	const written = writtenNumber(operand);
	return 'number' in written ? { value: written.number } : written;
};

function rulesOf(node: ConditionNode): Rule[] {
	return node.kind === 'rule' ? [node] : node.of.flatMap(rulesOf);
}

/** @param at keys that lead to a value that is there */
function put(into: unknown, at: Rule['at'], value: unknown): void {
	let holder = into as Record<string | number, unknown>;
	for (const key of at.slice(0, -1)) holder = holder[key] as typeof holder;
	holder[at.at(-1)!] = value;
}
