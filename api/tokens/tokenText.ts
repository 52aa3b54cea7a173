import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `commerce_`, so that scanners of secrets can find one; what it is found by; 32 random bytes. */
const TOKEN = /^commerce_([0-9a-f]{16})_[\w-]{43}$/;

/** What everybody may see of a token. */
export const beginningOf = (id: string): string => `commerce_${id}`;

/** A token that nobody has yet, and what it is found by. */
export function newToken(): { readonly id: string; readonly token: string } {
	const id = randomBytes(8).toString('hex');
	return { id, token: `${beginningOf(id)}_${randomBytes(32).toString('base64url')}` };
}

/** What a token is found by; `null` for a text that cannot be one. */
export const idIn = (text: string): string | null => TOKEN.exec(text)?.[1] ?? null;

/** A token as it is kept. With 32 random bytes in it, none is found by trying. */
export const digestOfToken = (token: string): string =>
	createHash('sha256').update(token).digest('hex');

/** In constant time. */
export const isTokenOf = (digest: string, text: string): boolean =>
	timingSafeEqual(Buffer.from(digest, 'hex'), Buffer.from(digestOfToken(text), 'hex'));
