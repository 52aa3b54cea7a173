import { decodeHTMLStrict } from 'entities';
import { z } from 'zod/v4';
import { LONGEST_LINE, readText } from '../payloadFields.ts';

/**
 * A name as a person reads it. WordPress keeps titles as HTML: `Salt &amp; Pepper &#8211; Set`.
 *
 * @see WordPress `wp-includes/formatting.php` (`wptexturize`)
 */
export const title = z.unknown().transform((value): string | null | undefined => {
	if (value === undefined) return undefined;
	const read = readText(value, LONGEST_LINE);
	// A written-out 0 becomes a character that PostgreSQL cannot store.
	return read === null ? null : readText(decodeHTMLStrict(read), LONGEST_LINE);
});
