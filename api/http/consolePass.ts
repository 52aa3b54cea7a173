import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What opens the console in place of the API's token, for a time. A `link` stands in an address, is good for minutes,
 * and only to get a `session`, which the page keeps in memory.
 */
export type PassKind = 'link' | 'session';

const MINUTE_MS = 60_000;
const LIFE_MS = { link: 10 * MINUTE_MS, session: 12 * 60 * MINUTE_MS } as const;

/** What passes are signed with: another one for each token, and of no use to ask the API by itself. */
export const passKeyOf = (tokenDigest: Buffer): string =>
	createHmac('sha256', tokenDigest).update('passes of the console').digest('base64url');

const signatureOf = (key: string, kind: string, expiresAt: string) =>
	createHmac('sha256', key).update(`${kind}.${expiresAt}`).digest();

/** @returns the pass, and when it ends in epoch milliseconds */
export function makePass(
	key: string,
	kind: PassKind,
	nowMs: number,
): { readonly pass: string; readonly expiresAt: number } {
	const expiresAt = nowMs + LIFE_MS[kind];
	const signature = signatureOf(key, kind, String(expiresAt)).toString('base64url');
	return { pass: `console-${kind}.${expiresAt}.${signature}`, expiresAt };
}

/** What a pass says of itself; whether it is true is for `isPass`. */
export function saidByPass(text: string): { kind: PassKind; expiresAt: number } | null {
	const [, kind, expiresAt] = /^console-(link|session)\.(\d{1,15})\.[\w-]{43}$/.exec(text) ?? [];
	return kind === undefined ? null : { kind: kind as PassKind, expiresAt: Number(expiresAt) };
}

/** Whether a text is a pass of this kind that was made with this key, and has not ended. */
export function isPass(key: string, text: string, kind: PassKind, nowMs: number): boolean {
	const said = saidByPass(text);
	if (said === null || said.kind !== kind) return false;
	const given = Buffer.from(text.split('.')[2]!, 'base64url');
	const right = signatureOf(key, kind, String(said.expiresAt));
	return given.length === right.length && timingSafeEqual(given, right) && said.expiresAt > nowMs;
}

/**
 * Which passes are good for a path in place of the token; `null` for none: a pass makes nothing that lasts longer than
 * itself, neither further links nor tokens.
 */
export function passFor(path: string): PassKind | null {
	if (path === '/api/console/session') return 'link';
	return /^\/api\/(console\/link|tokens)(\/|$)/.test(path) ? null : 'session';
}
