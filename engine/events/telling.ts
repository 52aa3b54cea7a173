/**
 * When a store said something. Stores keep the time of a change by the second, and an order can be placed
 * and paid within one: then this tells which of two states is the later one.
 */
export type Telling = {
	/** By the store's own clock, in epoch milliseconds; `null` where it does not say. */
	readonly at: number | null;
	/** An answer to us is as new as can be; a message may come late. */
	readonly isAnswer: boolean;
};

type Known = { readonly changedAt: number; readonly toldAt: number | null };

/** Whether a message about the moment of the last known change was made before what is known of it. */
export function isToldBefore(
	known: Known,
	changedAt: number | null,
	{ at, isAnswer }: Telling,
): boolean {
	if (isAnswer || at === null || known.toldAt === null) return false;
	return changedAt === known.changedAt && at < known.toldAt;
}

/**
 * When the store said what is known from now on.
 *
 * @param changedAt the time of the change that is known from now on
 */
export function latestToldAt(
	known: Known | null,
	changedAt: number,
	{ at }: Telling,
): number | null {
	const before = known?.changedAt === changedAt ? known.toldAt : null;
	return at === null || before === null ? (at ?? before) : Math.max(at, before);
}
