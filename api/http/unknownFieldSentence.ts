import type { z } from 'zod/v4';
import { probablyMeant } from './probablyMeant.ts';

/** Where something was sent, as the caller calls one part of it. */
export type Part = 'field' | 'query parameter';

/**
 * Words for a field that does not exist: which one was probably meant, and which there are. Anything else
 * is left to zod.
 */
export const unknownFieldWords =
	(part: Part): z.core.$ZodErrorMap =>
	(issue) => {
		if (issue.code !== 'unrecognized_keys') return undefined;
		const { shape } = (issue.inst?._zod.def ?? {}) as { shape?: Readonly<Record<string, unknown>> };
		return unknownFieldSentence(String(issue.keys[0]), Object.keys(shape ?? {}), part);
	};

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
