import { createHash } from 'node:crypto';

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
