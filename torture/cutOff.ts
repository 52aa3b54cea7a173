import type { Cut, FaultLog } from './faults.ts';
import type { Effect, Judge } from './ledger.ts';

/** How n8n remembers a run. */
export type RunRecord = { readonly status: string };

/** How long it takes at most until something is recorded, if the database can be written. */
const RECORDED_WITHIN_MS = 1_000;
/**
 * How long after a cut the other side may come to read what was sent before it: 0.3 s were measured on a
 * machine with twice the work that it can do. An engine's thread needs half a second, and n8n several, before
 * the next one can send anything.
 */
const READ_WITHIN_MS = 1_000;
/** What n8n says of a run that has done all it was to do. */
const SUCCEEDED = ['success', 'waiting'];

/**
 * Judges what an action has done twice: something must have gone away between its being done and its being
 * recorded, and the other side must be able to tell that it is a repetition.
 *
 * @param peers whose going away can keep it from being recorded, beside n8n's own processes
 */
export const beforeRecord =
	(log: FaultLog, peers: ReadonlyArray<Cut['of']> = []): Judge =>
	(before, again) => {
		const at = before.at!;
		const cut = cutBetween(log, at, at, peers);
		if (cut === undefined) return { isUnavoidable: false, because: lookOf(before, again, log) };
		if (again.id !== before.id) {
			return { isUnavoidable: false, because: `${again.id} was ${before.id}` };
		}
		return { isUnavoidable: true, because: `${cut.of} went ${cut.at - at} ms after it` };
	};

/**
 * Judges a second start for the same event by what n8n itself remembers of the first run: it has come to no
 * good end, and something went away.
 *
 * @param runs by n8n's id; a run that n8n knows nothing of is not in it
 */
export const beforeEnd =
	(log: FaultLog, runs: ReadonlyMap<string, RunRecord>): Judge =>
	(before, again) => {
		const at = before.at!;
		const status =
			again.id === before.id
				? 'begun again by n8n'
				: (runs.get(before.id!)?.status ?? 'unknown to n8n');
		const isCutOff =
			!SUCCEEDED.includes(status) &&
			(cutBetween(log, at, again.at!) !== undefined ||
				outageBetween(log, at, again.at!) !== undefined);
		return {
			isUnavoidable: isCutOff,
			because: `run ${before.id}: ${status}${isCutOff ? '' : `; ${lookOf(before, again, log)}`}`,
		};
	};

/**
 * The first thing that went away from the one time to the other, and a second more. Where the database was
 * away in that time, that took as long as it was.
 */
function cutBetween(
	log: FaultLog,
	from: number,
	to: number,
	peers: ReadonlyArray<Cut['of']> = [],
): Cut | undefined {
	const outage = outageBetween(log, from, to);
	const latest = Math.max(to, outage?.to ?? 0) + RECORDED_WITHIN_MS;
	const canCut = ({ of }: Cut) => of === 'n8n' || peers.includes(of);
	return log.cuts.find((cut) => canCut(cut) && cut.at >= from - READ_WITHIN_MS && cut.at <= latest);
}

const outageBetween = ({ outages }: FaultLog, from: number, to: number) =>
	outages.find((each) => each.from <= to + RECORDED_WITHIN_MS && each.to >= from - READ_WITHIN_MS);

/** For whoever looks for the cause. */
function lookOf(before: Effect, again: Effect, { cuts }: FaultLog): string {
	const at = before.at!;
	const last = cuts.findLast((cut) => cut.at < at);
	const next = cuts.find((cut) => cut.at >= at);
	const earlier = last === undefined ? '' : `; ${last.of} had gone ${at - last.at} ms before it`;
	const later = next === undefined ? '' : `; ${next.of} went ${next.at - at} ms after it`;
	return `again after ${again.at! - at} ms${earlier}${later}`;
}
