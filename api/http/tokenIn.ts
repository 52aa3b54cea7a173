import { createHash, timingSafeEqual } from 'node:crypto';

/** The token of an `Authorization: Bearer …` header (RFC 6750, section 2.1), or `null`. */
export function tokenIn(authorization: string | undefined): string | null {
	return /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/**
 * Whether a request holds the token. The comparison takes as long for a wrong token as for the right
 * one: digests have one length, whatever was given.
 */
export function holdsToken(authorization: string | undefined, token: string): boolean {
	const given = tokenIn(authorization);
	return token !== '' && given !== null && timingSafeEqual(digestOf(given), digestOf(token));
}

/** A token as it is compared: all digests have one length. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
