/** Outcomes of posts of which nothing is made. */
export const REFUSED_OUTCOMES = [
	'signature_missing',
	'signature_wrong',
	'timestamp_missing',
	'timestamp_stale',
	'other_shop',
	'malformed',
	'too_large',
	'useless',
	'uninteresting',
	'repeated',
] as const;
export type RefusedOutcome = (typeof REFUSED_OUTCOMES)[number];

/** Of messages that were signed, and are answered with 200: the store may send them. */
export const HARMLESS_OUTCOMES: ReadonlySet<string> = new Set<RefusedOutcome>([
	'useless',
	'uninteresting',
	'repeated',
]);

export const isRefused = (outcome: string): outcome is RefusedOutcome =>
	(REFUSED_OUTCOMES as readonly string[]).includes(outcome);
