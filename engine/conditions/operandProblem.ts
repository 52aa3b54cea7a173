import { numberIn, timeSpan } from './values.ts';
import type { OperandKind } from './operators.ts';
import { writtenNumber } from './writtenNumber.ts';

/** Of a text that a condition compares with, in UTF-16 units. */
export const TEXT_LENGTH_LIMIT = 1000;
/** Of a list that a condition compares with. */
export const LIST_LENGTH_LIMIT = 500;

/**
 * What is wrong with an operand, as the end of a sentence that begins with the operator's name; `null`
 * if nothing is.
 */
export function operandProblem(kind: OperandKind, operand: unknown): string | null {
	if (kind === 'flag') {
		return typeof operand === 'boolean' ? null : `needs true or false, not ${shown(operand)}.`;
	}
	if (kind === 'values') return listProblem(operand);
	const problem = scalarProblem(operand);
	if (problem !== null) return problem;
	if (kind === 'quantity') return quantityProblem(operand);
	if (kind === 'part') {
		return typeof operand === 'number' || (typeof operand === 'string' && operand !== '')
			? null
			: `needs some text, not ${shown(operand)}.`;
	}
	return null;
}

function quantityProblem(operand: unknown): string | null {
	if (numberIn(operand) !== null || timeSpan(operand) !== null) return null;
	const written = typeof operand === 'string' ? writtenNumber(operand) : null;
	if (written !== null && 'number' in written) return null;
	return written !== null && written.isAmbiguous
		? `needs a number: ${shown(operand)} ${written.wrong}`
		: `needs a number or a date like 2026-01-31 or 2026-01-31T10:00:00Z, not ${shown(operand)}.`;
}

function listProblem(operand: unknown): string | null {
	if (!Array.isArray(operand) || operand.length === 0) {
		return `needs a list of at least one value, like ["processing", "completed"], not ${shown(operand)}.`;
	}
	if (operand.length > LIST_LENGTH_LIMIT) {
		return `has a list of ${operand.length} values; at most ${LIST_LENGTH_LIMIT} are allowed.`;
	}
	return operand.map(scalarProblem).find((problem) => problem !== null) ?? null;
}

function scalarProblem(operand: unknown): string | null {
	if (typeof operand === 'string') {
		return operand.length > TEXT_LENGTH_LIMIT
			? `has a text of ${operand.length} characters; at most ${TEXT_LENGTH_LIMIT} are allowed.`
			: null;
	}
	if (typeof operand === 'number') {
		if (!Number.isFinite(operand)) return `needs a finite number, not ${operand}.`;
		return Number.isInteger(operand) && !Number.isSafeInteger(operand)
			? `has a number too large to be exact: put it in quotes.`
			: null;
	}
	if (typeof operand === 'boolean' || operand === null) return null;
	return `compares with text, a number, true, false or null, not ${shown(operand)}.`;
}

function shown(value: unknown): string {
	if (typeof value === 'string') return `"${value.slice(0, 40)}${value.length > 40 ? '…' : ''}"`;
	if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
	if (typeof value === 'object' && value !== null) return 'an object';
	return String(value);
}
