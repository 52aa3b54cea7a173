import type { Conditions, Facts } from '../../../engine/conditions/conditions.ts';

/**
 * Reads docs/conditions.md aloud, with no thought of speed: what compiled conditions are compared with.
 */
export function interpret(conditions: Conditions, facts: Facts): boolean {
	for (const [key, value] of Object.entries(conditions)) {
		if (key === 'all' || key === 'any' || key === 'none') {
			const holding = (value as Conditions[]).filter((one) => interpret(one, facts)).length;
			if (key === 'all' && holding < (value as Conditions[]).length) return false;
			if (key === 'any' && holding === 0) return false;
			if (key === 'none' && holding > 0) return false;
			continue;
		}
		const rules = value !== null && typeof value === 'object' ? value : { eq: value };
		for (const [operator, operand] of Object.entries(rules)) {
			if (!rule(key, operator, operand, facts)) return false;
		}
	}
	return true;
}

function rule(path: string, operator: string, operand: unknown, facts: Facts): boolean {
	const steps = path.split('.');
	if (operator.startsWith('changed')) return changeRule(steps, operator, operand, facts);
	const values = look(factsRoot(steps, facts), steps);
	switch (operator) {
		case 'eq':
			return isEqual(values, operand);
		case 'ne':
			return !isEqual(values, operand);
		case 'in':
			return (operand as unknown[]).some((one) => isEqual(values, one));
		case 'notIn':
			return !(operand as unknown[]).some((one) => isEqual(values, one));
		case 'gt':
			return values.some((value) => order(value, operand) === 'after');
		case 'gte':
			return values.some((value) => ['after', 'same'].includes(order(value, operand)));
		case 'lt':
			return values.some((value) => order(value, operand) === 'before');
		case 'lte':
			return values.some((value) => ['before', 'same'].includes(order(value, operand)));
		case 'contains':
			return values.some((value) => isWord(value) && fold(value).includes(fold(operand)));
		case 'startsWith':
			return values.some((value) => isWord(value) && fold(value).startsWith(fold(operand)));
		case 'endsWith':
			return values.some((value) => isWord(value) && fold(value).endsWith(fold(operand)));
		case 'exists':
			return values.some((value) => !isBlank(value)) === operand;
		default:
			throw new Error(`The reference does not know ${operator}`);
	}
}

function changeRule(steps: string[], operator: string, operand: unknown, facts: Facts): boolean {
	const { entity, previous } = facts as Record<string, Record<string, unknown> | null>;
	const before =
		previous !== null && previous !== undefined && Object.keys(previous).includes(steps[0]!)
			? look(previous, steps)
			: null;
	const now = look(entity, steps);
	if (operator === 'changed') {
		return (before !== null && JSON.stringify(before) !== JSON.stringify(now)) === operand;
	}
	if (before === null) return false;
	return operator === 'changedTo'
		? isEqual(now, operand) && !isEqual(before, operand)
		: isEqual(before, operand) && !isEqual(now, operand);
}

function factsRoot(steps: string[], facts: Facts): unknown {
	if (steps[0] === 'previous') return { previous: facts.previous };
	if (steps[0] === 'customer' && !isBlank(facts.customer)) return { customer: facts.customer };
	return facts.entity;
}

function look(value: unknown, steps: readonly string[]): unknown[] {
	if (value === undefined) return [];
	const [step, ...rest] = steps;
	if (step === undefined) return Array.isArray(value) ? (value as unknown[]) : [value];
	if (Array.isArray(value)) {
		if (/^\d+$/.test(step)) return look(value[Number(step)], rest);
		return value.flatMap((entry: unknown) => (Array.isArray(entry) ? [] : look(entry, steps)));
	}
	if (value === null || typeof value !== 'object') return [];
	const names = new Map<string, unknown>(Object.entries(value));
	const joined = steps.map((_, index) => steps.slice(0, index + 1).join('.'));
	const longest = joined.findLastIndex((name) => names.has(name));
	return look(names.get(joined[longest] ?? ''), steps.slice(longest + 1));
}

const isBlank = (value: unknown) => value === undefined || value === null || value === '';
const isWord = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const fold = (value: unknown) => String(value).toLowerCase();
const isNumeric = (value: unknown) =>
	typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
const isDay = (value: unknown) => /^\d{4}-\d{2}-\d{2}$/.test(String(value));
const isDate = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);

function isEqual(values: unknown[], operand: unknown): boolean {
	if (isBlank(operand)) return values.length === 0 || values.some(isBlank);
	return values.some((value) => {
		if (!isWord(value)) return false;
		if (typeof value === 'number' || typeof operand === 'number') {
			return isNumeric(value) && isNumeric(operand) && Number(value) === Number(operand);
		}
		if (isDate(value) && isDate(operand) && order(value, operand) === 'same') return true;
		return fold(value) === fold(operand);
	});
}

function order(value: unknown, operand: unknown): 'before' | 'same' | 'after' | 'incomparable' {
	if (isNumeric(operand)) {
		if (!isNumeric(value)) return 'incomparable';
		return Number(value) < Number(operand)
			? 'before'
			: Number(value) > Number(operand)
				? 'after'
				: 'same';
	}
	if (!isDate(value) && typeof value !== 'number') return 'incomparable';
	const moment = typeof value === 'number' ? value : Date.parse(value as string);
	const from = Date.parse(operand as string);
	const until = isDay(operand) ? from + 24 * 3600 * 1000 : from + 1;
	return moment < from ? 'before' : moment >= until ? 'after' : 'same';
}
