import { createHash } from 'node:crypto';

/** Everything that carries no key is in one space. */
export const DEFAULT_SPACE = 'default';

/** Shorter keys are guessed. */
export const SHORTEST_SPACE_KEY = 16;

/**
 * The name of the space that a key opens. The key cannot be found from it, so it may be stored.
 *
 * @returns `null` for a key that is too short
 */
export function spaceOfKey(key: string): string | null {
	const typed = key.trim();
	if (typed.length < SHORTEST_SPACE_KEY) return null;
	return `space-${createHash('sha256').update(`commerce-space/${typed}`).digest('hex').slice(0, 40)}`;
}
