import { z } from 'zod/v4';
import { keysetOf } from '../../../engine/history/keysetCursor.ts';

/** `?cursor=…`: where a page begins; `null` for the first. */
export const cursorQuery = z
	.string()
	.max(500)
	.optional()
	.describe('`nextCursor` of the page before')
	.transform((given, context) => {
		if (given === undefined) return null;
		const keyset = keysetOf(given);
		if (keyset !== null) return keyset;
		context.addIssue({
			code: 'custom',
			message: 'This is no nextCursor of a page before. Leave it out for the first page.',
		});
		return z.NEVER;
	});
