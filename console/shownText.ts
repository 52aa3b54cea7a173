/**
 * Text from outside, for a reader: what would turn the rest of a line around, or cannot be seen, is left out. (That it
 * is text, and no part of the page, is what Preact sees to.)
 */
export function shownText(text: string, longest = 300): string {
	const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
	return cut.replace(UNSEEN, ' ');
}

/** The same of a text of many lines, which stay. */
export const shownLines = (text: string): string =>
	text
		.split('\n')
		.map((line) => shownText(line, Infinity))
		.join('\n');

const UNSEEN = /\p{Cc}|[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** JSON as it is read, with every such character written out. */
export const shownJson = (value: unknown): string =>
	JSON.stringify(value, null, 2).replace(
		UNSEEN_IN_JSON,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

const UNSEEN_IN_JSON = /[\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment as its reader's clock shows it. */
export const shownTime = (iso: string): string => time.format(new Date(iso));

/** `statusChanged` as `Status changed`. */
export function shownField(name: string): string {
	const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
