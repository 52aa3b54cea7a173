import { decodeHTMLStrict } from 'entities';
import { z } from 'zod/v4';
import { LONGEST_LINE, LONGEST_TEXT, readText } from '../payloadFields.ts';

/** A plugin that writes down what it has read from a page encodes once more: `&amp;amp;`. */
const MOST_ENCODINGS = 3;

/** Themes put them into titles. `1 < 2` and `a <3 b` have none. */
const TAG = /<\/?[a-z][a-z\d]*(?:\s[^<>]*)?\/?>/gi;
const BREAK = /<br(?:\s[^<>]*)?\/?>/gi;

const field = (longest: number, asShown: (text: string) => string) =>
	z.unknown().transform((value): string | null | undefined => {
		if (value === undefined) return undefined;
		const read = readText(value, longest);
		// A written-out 0 becomes a character that PostgreSQL cannot store.
		return read === null ? null : readText(asShown(read), longest);
	});

/** A text as a person reads it, of one in which WordPress has encoded signs: `Smith &amp; Sons`. */
export function decoded(text: string): string {
	let read = text;
	for (let left = MOST_ENCODINGS; left > 0 && read.includes('&'); left -= 1) {
		const next = decodeHTMLStrict(read);
		if (next === read) break;
		read = next;
	}
	return read;
}

/**
 * A name as a person reads it. WordPress keeps titles as HTML: `Salt &amp; Pepper &#8211; <em>Set</em>`.
 *
 * @see WordPress `wp-includes/formatting.php` (`wptexturize`)
 */
export const title = field(LONGEST_LINE, (text) =>
	decoded(text.includes('<') ? text.replace(BREAK, ' ').replace(TAG, '') : text),
);

/**
 * What a person has typed, in one line. WordPress encodes `&` in the names of accounts, and `<` everywhere.
 *
 * @see WordPress `wp-includes/default-filters.php` (`pre_user_first_name`), `sanitize_text_field`
 */
export const typedLine = field(LONGEST_LINE, decoded);

/** What a person has typed, in several lines. */
export const typedText = field(LONGEST_TEXT, decoded);

/** All texts in a value, as `decoded` reads them. */
export function decodedTexts(value: unknown): unknown {
	if (typeof value === 'string') return decoded(value);
	if (Array.isArray(value)) return value.map(decodedTexts);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [decoded(name), decodedTexts(entry)]),
	);
}
