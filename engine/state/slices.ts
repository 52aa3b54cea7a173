import { setImmediate as yieldToOthers } from 'node:timers/promises';

/** 500 rows are deleted from SQLite within 10 ms; n8n's thread may stand still for 50. */
export const SLICE_ROWS = 500;

/**
 * Repeats a piece of work until nothing is left, and lets n8n go on in between: SQLite answers at once, so
 * that awaiting it alone gives nobody else a turn.
 *
 * @param slice does one piece; resolves to false when it was the last
 */
export async function inSlices(slice: () => Promise<boolean>): Promise<void> {
	while (await slice()) await yieldToOthers();
}

/** Parts of a list that fit into one statement. */
export function slicesOf<T>(list: readonly T[], rows = SLICE_ROWS): T[][] {
	return Array.from({ length: Math.ceil(list.length / rows) }, (_, index) =>
		list.slice(index * rows, (index + 1) * rows),
	);
}

/** As `inSlices`, over the parts of a list. */
export async function forEachSlice<T>(
	list: readonly T[],
	work: (part: readonly T[]) => Promise<void>,
	rows = SLICE_ROWS,
): Promise<void> {
	for (const [index, part] of slicesOf(list, rows).entries()) {
		if (index > 0) await yieldToOthers();
		await work(part);
	}
}
