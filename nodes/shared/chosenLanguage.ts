import type { FormContext } from './fillExpressions.ts';

/**
 * What a form says of the language. An expression that gives nothing means the customer's own: `null` is the
 * sign of versions that write English only.
 */
export function chosenLanguage(context: FormContext, itemIndex: number): unknown {
	const given: unknown = context.getNodeParameter('language', itemIndex, 'customer');
	const isBlank = typeof given === 'string' && given.trim() === '';
	return given === null || given === undefined || isBlank ? 'customer' : given;
}
