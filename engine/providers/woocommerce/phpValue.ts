import { LONGEST_TEXT } from '../payloadFields.ts';

/** Far deeper than any list of tracking numbers. */
const DEEPEST = 20;

/** What is not as PHP writes it. */
class NoPhpValueError extends Error {
	override readonly name = 'NoPhpValueError';
}

/**
 * Reads what PHP's `serialize` has written: `a:1:{i:0;s:3:"ONE";}`. WordPress writes meta so, and reads it
 * again; what a plugin has serialised itself reaches the REST API as such a text.
 *
 * Objects of PHP are not read: nothing of ours needs one.
 *
 * @returns `undefined` for anything else
 * @see https://www.php.net/manual/en/function.serialize.php
 */
export function phpValueOf(text: string): unknown {
	if (text.length > LONGEST_TEXT) return undefined;
	// The lengths are counted in bytes.
	const bytes = Buffer.from(text);
	let at = 0;
	const take = (wanted: string): void => {
		if (bytes.toString('latin1', at, at + wanted.length) !== wanted) throw new NoPhpValueError();
		at += wanted.length;
	};
	const upTo = (end: string): string => {
		const found = bytes.indexOf(end, at);
		if (found < 0) throw new NoPhpValueError();
		const read = bytes.toString('latin1', at, found);
		at = found + end.length;
		return read;
	};
	const numberUpTo = (end: string): number => {
		const number = Number(upTo(end));
		if (!Number.isFinite(number)) throw new NoPhpValueError();
		return number;
	};
	/** A length below zero would lead back to what was read before, for ever. */
	const countUpTo = (end: string): number => {
		const digits = upTo(end);
		if (!/^\d{1,6}$/.test(digits)) throw new NoPhpValueError();
		return Number(digits);
	};
	const value = (depth: number): unknown => {
		if (depth > DEEPEST) throw new NoPhpValueError();
		const kind = bytes.toString('latin1', at, at + 2);
		at += 2;
		switch (kind) {
			case 'N;':
				return null;
			case 'b:':
				return upTo(';') === '1';
			case 'i:': {
				const digits = upTo(';');
				// A tracking number can be longer than what a number holds.
				return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
			}
			case 'd:':
				return numberUpTo(';');
			case 's:': {
				const length = countUpTo(':"');
				const read = bytes.toString('utf8', at, at + length);
				at += length;
				take('";');
				return read;
			}
			case 'a:': {
				const entries: Array<[string, unknown]> = [];
				for (let left = countUpTo(':{'); left > 0; left -= 1) {
					entries.push([String(value(depth + 1)), value(depth + 1)]);
				}
				take('}');
				const isList = entries.every(([key], index) => key === String(index));
				return isList ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
			}
			default:
				throw new NoPhpValueError();
		}
	};
	try {
		const read = value(0);
		return at === bytes.length ? read : undefined;
	} catch (error) {
		if (error instanceof NoPhpValueError) return undefined;
		throw error;
	}
}
