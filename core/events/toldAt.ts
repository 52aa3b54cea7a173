/**
 * When a store said something, in epoch milliseconds. Stores keep the time of a change by the second, and an
 * order can be placed and paid within one: then this tells which of two messages is the later one.
 *
 * A number is by the store's clock, when it made the message. `null`: the message does not say.
 * `asked`: it is the store's answer to us, and as new as can be.
 */
export type ToldAt = number | null | 'asked';

type Known = { readonly changedAt: number; readonly toldAt: number | null };

/** How far the store's clock may be behind ours. */
const CLOCKS_APART_MS = 60_000;

/** Whether a message about the moment of the last known change was made before what is known of it. */
export function isToldBefore(known: Known, changedAt: number | null, toldAt: ToldAt): boolean {
	return (
		changedAt === known.changedAt &&
		typeof toldAt === 'number' &&
		known.toldAt !== null &&
		toldAt < known.toldAt
	);
}

/**
 * When the store said what is known from now on.
 *
 * @param changedAt the time of the change that is known from now on
 */
export function latestToldAt(
	known: Known | null,
	changedAt: number,
	toldAt: ToldAt,
	receivedAtMs: number,
): number | null {
	const now = toldAt === 'asked' ? receivedAtMs - CLOCKS_APART_MS : toldAt;
	const before = known?.changedAt === changedAt ? known.toldAt : null;
	return now === null || before === null ? (now ?? before) : Math.max(now, before);
}
