import { timingSafeEqual } from 'node:crypto';
import { isPass, passKeyOf, type PassKind } from './consolePass.ts';
import { digestOf } from './tokenIn.ts';

/** For how long a token is believed to be the one of the credential. */
const FRESH_MS = 1_000;
const MAX_KEYS = 1_000;

/**
 * @param key of the credential
 * @param sent the token of the request
 * @param read decrypts the token of the credential
 * @param pass which pass of the console is as good as the token
 * @returns whether they are the same
 */
export type TokenGuard = (
	key: string,
	sent: string,
	read: () => Promise<string>,
	pass?: PassKind | null,
) => Promise<boolean>;

/**
 * Compares tokens without decrypting a credential for each request: once in a second is enough, however
 * many wrong tokens come. A token that was changed in n8n holds a second later.
 */
export function createTokenGuard(now: () => number): TokenGuard {
	const known = new Map<string, { readonly readAt: number; readonly digest: Promise<Buffer> }>();
	return async (key, sent, read, pass = null) => {
		let entry = known.get(key);
		// A clock that was set back makes nothing fresh for longer.
		if (entry === undefined || Math.abs(now() - entry.readAt) >= FRESH_MS) {
			entry = { readAt: now(), digest: read().then(digestOf) };
			known.delete(key);
			known.set(key, entry);
			if (known.size > MAX_KEYS) known.delete(known.keys().next().value!);
			entry.digest.catch(() => known.delete(key));
		}
		const digest = await entry.digest;
		if (timingSafeEqual(digestOf(sent), digest)) return true;
		return pass !== null && isPass(passKeyOf(digest), sent, pass, now());
	};
}
