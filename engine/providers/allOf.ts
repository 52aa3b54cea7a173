import type { Ability } from './storeSide.ts';

/** One ability for each of several statuses. */
export const allOf = <T extends string>(words: readonly T[], ability: Ability) =>
	Object.fromEntries(words.map((word) => [word, ability])) as Record<T, Ability>;
