const PREFIX = 'whsec_';

/** The specification's bounds for a key. */
const SHORTEST_BYTES = 24;
const LONGEST_BYTES = 64;

/** A secret that is no Base64 is taken as it is; a shorter one could be guessed. */
const SHORTEST_TEXT = 12;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A signing secret as the specification writes it: `whsec_` and Base64 of 24 to 64 bytes. */
export const SIGNING_SECRET =
	/^whsec_(?:(?:[A-Za-z0-9+/]{4}){8,20}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?|(?:[A-Za-z0-9+/]{4}){21}(?:[A-Za-z0-9+/]{2}==)?)$/;

/**
 * The bytes of a signing secret. `whsec_` and what follows is Base64 of 24 to 64 bytes; without the prefix
 * such Base64 is read in the same way. Any other text of 12 characters or more is the key itself, for
 * stores that sign with the text.
 *
 * @returns `null` for what is none of these
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 */
export function signingKey(secret: string): Buffer | null {
	const isMarked = secret.startsWith(PREFIX);
	const encoded = isMarked ? secret.slice(PREFIX.length) : secret;
	const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
	if (bytes.length >= SHORTEST_BYTES && bytes.length <= LONGEST_BYTES) return bytes;
	return !isMarked && secret.length >= SHORTEST_TEXT ? Buffer.from(secret) : null;
}
