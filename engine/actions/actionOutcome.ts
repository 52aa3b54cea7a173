import { safeText } from '../history/safeText.ts';
import { fields, text } from '../templates/itemFields.ts';
import type { Failure } from './actionError.ts';

/** Actions whose outcomes are kept: under these names their results stand in the output. */
export const ACTION_KINDS = ['email', 'push', 'webhook', 'update'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** What else is kept where it has failed: an operation of Commerce Store that writes nothing to the shop. */
export const KEPT_KINDS = [...ACTION_KINDS, 'store'] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

/** What came of an action, as a merchant is told. */
export type ActionOutcome = {
	readonly outcome: 'done' | 'skipped' | 'failed';
	readonly recipient: string | null;
	readonly what: string | null;
	readonly said: string | null;
};

const LONGEST_RECIPIENT = 300;
const LONGEST_WHAT = 150;
const LONGEST_SAID = 300;

/**
 * Reads it from the result that an action puts out.
 *
 * @returns `null` for what was only shown
 */
export function outcomeOf(kind: ActionKind, result: object): ActionOutcome | null {
	const given = fields(result) ?? {};
	if (given.preview === true) return null;
	const { recipient, what, answer } = ABOUT[kind](given);
	const isDone =
		kind === 'push' ? Number(given.sent) > 0 : given.sent === true || given.changed === true;
	// A store that had the status already was asked, and said so.
	const isAsked = kind === 'update' && given.skipped !== true;
	return {
		outcome: isDone || isAsked ? 'done' : 'skipped',
		recipient: cut(recipient, LONGEST_RECIPIENT),
		what: cut(what, LONGEST_WHAT),
		said: cut(text(given.reason) ?? answer, LONGEST_SAID),
	};
}

/** Of an action that has failed. */
export function outcomeOfFailure({ message, status }: Failure): ActionOutcome {
	const said = status === null ? message : `${status}: ${message}`;
	return { outcome: 'failed', recipient: null, what: null, said: cut(said, LONGEST_SAID) };
}

type About = {
	readonly recipient: string | null;
	readonly what: string | null;
	readonly answer: string | null;
};
type Given = Readonly<Record<string, unknown>>;

const ABOUT: Readonly<Record<ActionKind, (given: Given) => About>> = {
	email: ({ to, subject, messageId }) => ({
		recipient: Array.isArray(to)
			? to.map((address) => shortened(String(address))).join(', ')
			: null,
		what: text(subject),
		answer: text(messageId),
	}),
	push: ({ sent, gone, failed, notification }) => ({
		recipient: sent === 1 ? '1 browser' : `${Number(sent) || 0} browsers`,
		what: text(fields(notification)?.title),
		answer: gone || failed ? `${Number(gone) || 0} gone, ${Number(failed) || 0} failed` : null,
	}),
	webhook: ({ url, method, status }) => ({
		recipient: hostOf(url),
		what: text(method),
		answer: text(status),
	}),
	update: ({ store, entityType, id, status, remark }) => ({
		recipient: text(store),
		what: [entityType, id, status].map(text).filter(Boolean).join(' '),
		answer: text(remark),
	}),
};

/** `a…@example.com` */
function shortened(address: string): string {
	const at = address.lastIndexOf('@');
	return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}

function hostOf(url: unknown): string | null {
	return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : null;
}

const cut = (said: string | null, most: number) =>
	said === null ? null : safeText(said, most) || null;
