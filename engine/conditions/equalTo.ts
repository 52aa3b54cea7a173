import type { Scalar } from './conditions.ts';
import { isEmpty } from './isEmpty.ts';
import { numberIn } from './numberIn.ts';
import { positionOf } from './positionOf.ts';
import { textIn } from './textIn.ts';
import { timeSpan } from './timeSpan.ts';

/**
 * Tests the values of a field for equality with `operand`; one that is equal is enough.
 *
 * - `null` and `""` are equal to a field that is blank: missing, null, empty text or an empty list.
 * - A number is equal to a text that writes it out: `100` and `"100.00"`. Two texts are compared as
 *   texts, so the SKU `"007"` is not `"7"`.
 * - A date is equal to the same moment however it is written, and a day to each moment in it.
 * - Text is compared without regard to case.
 */
export function equalTo(operand: Scalar): (values: readonly unknown[]) => boolean {
	if (isEmpty(operand)) return (values) => values.length === 0 || values.some(isEmpty);
	const equals = equalToOne(operand);
	return (values) => values.some(equals);
}

function equalToOne(operand: Scalar): (value: unknown) => boolean {
	const text = textIn(operand);
	if (typeof operand === 'number') return (value) => numberIn(value) === operand;
	if (typeof operand === 'boolean') {
		return (value) => typeof value !== 'number' && textIn(value) === text;
	}
	const number = numberIn(operand);
	const position = timeSpan(operand) === null ? () => null : positionOf(operand);
	return (value) => {
		if (typeof value === 'number') return number !== null && value === number;
		return textIn(value) === text || position(value) === 0;
	};
}
