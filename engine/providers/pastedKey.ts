import { z } from 'zod/v4';

/**
 * A key as a person pastes it: without the blanks around it. What cannot be sent in a header is
 * refused, for it cannot be a key.
 *
 * @param label what the form calls the field
 */
export const pastedKey = (label: string) =>
	z
		.string(`${label} is missing.`)
		.trim()
		.min(1, `${label} is missing.`)
		.regex(
			/^[\x21-\x7e]*$/,
			`${label} holds a blank or a character that no key has. Copy it again.`,
		);
