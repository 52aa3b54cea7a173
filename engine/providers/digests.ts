import { createHash, timingSafeEqual } from 'node:crypto';

const LONGEST = 200;

/** One key out of what identifies a message; a hash where it would be longer than a receipt can hold. */
export function receiptKeyOf(...parts: readonly string[]): string {
	const key = parts.join(':');
	return key.length <= LONGEST ? key : sha256(key);
}

/** In hex. */
export function sha256(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function equalInConstantTime(given: string, expected: string): boolean {
	const a = Buffer.from(given);
	const b = Buffer.from(expected);
	return a.length === b.length && timingSafeEqual(a, b);
}
