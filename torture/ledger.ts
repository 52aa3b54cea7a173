import type { Cut, FaultLog } from './faults.ts';

/** How one kind of effect has come out. */
export type Line = {
	readonly name: string;
	readonly expected: number;
	readonly done: number;
	readonly lost: readonly string[];
	/** Done again although it must have been recorded, or without anybody having asked for it. */
	readonly doubled: readonly string[];
	/** Done again because something was cut off between its being done and its being recorded. */
	readonly unavoidable: readonly string[];
};

/** Something that the other side has got. */
export type Effect = {
	readonly key: string;
	/** Epoch milliseconds; `null` for what our own database says. */
	readonly at: number | null;
	/** By which the other side knows a repetition: a Message-ID, a `webhook-id`. */
	readonly id?: string;
};

/** How long it takes at most until an effect is recorded, if the database can be written. */
export type Recording = {
	readonly withinMs: number;
	/** Whose going away can keep it from being recorded, beside n8n's own processes. */
	readonly peers: ReadonlyArray<Cut['of']>;
};
const RECORDING: Recording = { withinMs: 1_000, peers: [] };
/** How exactly the time of an effect is known. */
const BLUR_MS = 100;

/** Compares what was to happen with what did. */
export function lineOf(
	name: string,
	expected: Iterable<string>,
	effects: readonly Effect[],
	log: FaultLog,
	recording: Partial<Recording> = {},
): Line {
	const wanted = new Set(expected);
	const seen = new Map<string, Effect>();
	const doubled: string[] = [];
	const unavoidable: string[] = [];
	for (const effect of effects) {
		const { key } = effect;
		if (!wanted.has(key)) {
			doubled.push(`${key} (not asked for)`);
			continue;
		}
		const before = seen.get(key);
		seen.set(key, effect);
		if (before === undefined) continue;
		const cut = cutAfter(before, log, { ...RECORDING, ...recording });
		if (cut === undefined) doubled.push(`${key}${whenOf(before, effect, log)}`);
		else if (effect.id !== before.id) doubled.push(`${key} (${effect.id} was ${before.id})`);
		else unavoidable.push(`${key} (${cut.of} went ${cut.at - before.at!} ms after it)`);
	}
	return {
		name,
		expected: wanted.size,
		done: seen.size,
		lost: [...wanted].filter((key) => !seen.has(key)),
		doubled,
		unavoidable,
	};
}

/** What could keep an effect from being recorded. Where the database was away, that took as long as it was. */
function cutAfter(
	{ at }: Effect,
	{ cuts, outages }: FaultLog,
	{ withinMs, peers }: Recording,
): Cut | undefined {
	if (at === null) return undefined;
	const from = at - BLUR_MS;
	const outage = outages.find((each) => each.from <= at + withinMs && each.to >= from);
	const to = Math.max(at, outage?.to ?? 0) + withinMs;
	const canCut = ({ of }: Cut) => of === 'n8n' || peers.includes(of);
	return cuts.find((cut) => canCut(cut) && cut.at >= from && cut.at <= to);
}

/** For whoever looks for the cause. */
function whenOf(before: Effect, { at }: Effect, { cuts }: FaultLog): string {
	if (before.at === null || at === null) return '';
	const doneAt = before.at;
	const next = cuts.find((cut) => cut.at >= doneAt);
	const after = next === undefined ? '' : `; ${next.of} went ${next.at - doneAt} ms after it`;
	return ` (again after ${at - doneAt} ms${after})`;
}

/** A table for a person. */
export function tableOf(lines: readonly Line[]): string {
	const rows = [
		['', 'expected', 'done', 'lost', 'doubled', 'unavoidable'],
		...lines.map(({ name, expected, done, lost, doubled, unavoidable }) =>
			[name, expected, done, lost.length, doubled.length, unavoidable.length].map(String),
		),
	];
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	return rows
		.map((row) =>
			row
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
				)
				.join('  '),
		)
		.join('\n');
}

/** Whether the promise was kept. */
export const isKept = (lines: readonly Line[]): boolean =>
	lines.every(({ lost, doubled }) => lost.length === 0 && doubled.length === 0);
