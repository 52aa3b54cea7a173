/** What ends or confuses a header line: control characters, Unicode line ends, lone surrogates. */
const BREAKING = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu;

const MAX_CHARS = 250;

/** A text as it may stand in a header: one line, no control characters, at most 250 characters. */
export function headerText(text: string): string {
	const line = text.replace(BREAKING, ' ').replace(/ {2,}/g, ' ').trim();
	const chars = [...line];
	return chars.length <= MAX_CHARS
		? line
		: `${chars
				.slice(0, MAX_CHARS - 1)
				.join('')
				.trimEnd()}…`;
}
