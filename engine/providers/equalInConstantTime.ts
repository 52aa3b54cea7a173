import { timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function equalInConstantTime(given: string, expected: string): boolean {
	const a = Buffer.from(given);
	const b = Buffer.from(expected);
	return a.length === b.length && timingSafeEqual(a, b);
}
