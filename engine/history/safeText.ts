/** Control characters, and those that turn the direction of what is around them. Postgres takes no NUL in a text. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]+/gu;

/** A text from outside as it is kept and shown: one line, without what a reader cannot see, and cut to a length. */
export const safeText = (text: string, longest: number): string =>
	// Some characters fall out: what is cut first bounds the work.
	text
		.slice(0, 4 * longest)
		.replace(UNSAFE, ' ')
		.trim()
		.slice(0, longest)
		.toWellFormed();
