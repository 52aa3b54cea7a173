import { createHmac, timingSafeEqual } from 'node:crypto';

/** Long enough for a person to be asked. */
const LIFE_MS = 10 * 60_000;
const TEXT = /^confirm\.(\d{1,15})\.([\w-]{0,100})\.([\w-]{43})$/;

/** What is to be done, and by whom. Another confirmation is needed where any of it differs. */
export type Confirmed = {
	/** What confirmations are signed with. */
	readonly key: string;
	readonly space: string;
	/** Id of the token that asks; `owner` of the owner's. */
	readonly caller: string;
	readonly tool: string;
	readonly given: Readonly<Record<string, unknown>>;
};

/** What a confirmation holds. */
export type Confirmation = {
	/** Of the thing that is changed, as the dry run has seen it; `null` where it has none. */
	readonly version: string | null;
	/** Another one for each dry run. */
	readonly signature: string;
};

/** @returns a text with which the change may be made within ten minutes */
export function confirm(what: Confirmed, version: string | null, nowMs: number): string {
	const [expiresAt, shown] = [String(nowMs + LIFE_MS), version ?? ''];
	return `confirm.${expiresAt}.${shown}.${signatureOf(what, expiresAt, shown).toString('base64url')}`;
}

/** @returns `null` for a text that is none, was made for something else, or is too old */
export function confirmationIn(text: string, what: Confirmed, nowMs: number): Confirmation | null {
	const [, expiresAt, version, signature] = TEXT.exec(text) ?? [];
	if (signature === undefined || Number(expiresAt) <= nowMs) return null;
	const right = signatureOf(what, expiresAt!, version!);
	if (!timingSafeEqual(Buffer.from(signature, 'base64url'), right)) return null;
	return { version: version === '' ? null : version!, signature };
}

function signatureOf({ key, ...what }: Confirmed, expiresAt: string, version: string): Buffer {
	const text = JSON.stringify(sorted([what, expiresAt, version]));
	return createHmac('sha256', key).update(`change of an agent/${text}`).digest();
}

/** The same text for the same fields, in whatever order they were given. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}
