/** How one kind of effect has come out. */
export type Line = {
	readonly name: string;
	readonly expected: number;
	readonly done: number;
	readonly lost: readonly string[];
	/** Done again although it must have been recorded, or without anybody having asked for it. */
	readonly doubled: readonly string[];
	/** Done again because something was cut off before its being done could be recorded. */
	readonly unavoidable: readonly string[];
	/** How long it took from the cause to the first time that it was done; `null` where that is not known. */
	readonly longestMs: number | null;
};

/**
 * What no effect may take longer than, faults and all: three minutes until a run is started anew that n8n has
 * lost before it began, and two for four faults that hit one effect in a row, of half a minute each.
 */
export const LONGEST_DELAY_MS = 300_000;

/** Something that has been done. */
export type Effect = {
	readonly key: string;
	/** When the other side has got it. Epoch milliseconds; `null` for what our own database says. */
	readonly at: number | null;
	/** By which it is known which one it was: a Message-ID, a `webhook-id`, n8n's id of the run. */
	readonly id?: string;
};

/** What is to be said of an effect that was done again: why nothing could have kept it from that, or how it looks. */
export type Judgement = { readonly isUnavoidable: boolean; readonly because: string };
export type Judge = (before: Effect, again: Effect) => Judgement;

/** Of what is in our own database once or is wrong. */
export const never: Judge = () => ({ isUnavoidable: false, because: 'it is there twice' });

/**
 * Compares what was to happen with what did.
 *
 * @param causedAt from when on an effect could have been there
 */
export function lineOf(
	name: string,
	expected: Iterable<string>,
	effects: readonly Effect[],
	judge: Judge,
	causedAt: (effect: Effect) => number | null = () => null,
): Line {
	const wanted = new Set(expected);
	const seen = new Map<string, Effect>();
	const doubled: string[] = [];
	const unavoidable: string[] = [];
	let longestMs: number | null = null;
	for (const effect of effects) {
		const { key } = effect;
		if (!wanted.has(key)) {
			doubled.push(`${key} (not asked for)`);
			continue;
		}
		const before = seen.get(key);
		seen.set(key, effect);
		if (before === undefined) {
			const from = causedAt(effect);
			if (from !== null && effect.at !== null) {
				longestMs = Math.max(longestMs ?? 0, effect.at - from);
			}
			continue;
		}
		const { isUnavoidable, because } = judge(before, effect);
		(isUnavoidable ? unavoidable : doubled).push(`${key} (${because})`);
	}
	return {
		name,
		expected: wanted.size,
		done: seen.size,
		lost: [...wanted].filter((key) => !seen.has(key)),
		doubled,
		unavoidable,
		longestMs,
	};
}

/** A table for a person. */
export function tableOf(lines: readonly Line[]): string {
	const rows = [
		['', 'expected', 'done', 'lost', 'doubled', 'unavoidable', 'longest'],
		...lines.map(({ name, expected, done, lost, doubled, unavoidable, longestMs }) => [
			...[name, expected, done, lost.length, doubled.length, unavoidable.length].map(String),
			longestMs === null ? '-' : `${(longestMs / 1_000).toFixed(1)} s`,
		]),
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
	lines.every(
		({ lost, doubled, longestMs }) =>
			lost.length === 0 && doubled.length === 0 && (longestMs ?? 0) <= LONGEST_DELAY_MS,
	);
