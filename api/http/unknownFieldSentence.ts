import { probablyMeant } from './probablyMeant.ts';

/** Where something was sent, as the caller calls one part of it. */
export type Part = 'field' | 'query parameter';

/** @param names of the fields that exist */
export function unknownFieldSentence(
	given: string,
	names: readonly string[],
	part: Part = 'field',
): string {
	if (names.length === 0) return `there is no such ${part}, nor any other. Leave it out.`;
	const meant = probablyMeant(given, names);
	const question = meant === null ? '' : ` Did you mean "${meant}"?`;
	return `there is no such ${part}.${question} Allowed are ${names.join(', ')}.`;
}
