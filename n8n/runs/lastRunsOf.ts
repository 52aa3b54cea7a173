import { CannotContinue } from '../../engine/deliveries/continuedRun.ts';
import { continuedBy, continuingKey } from '../../engine/deliveries/runKeys.ts';
import type { DeadLetter } from '../../engine/history/deadLetters.ts';
import type { RunRecord } from './runQuery.ts';

/** How n8n remembers runs, by their keys. */
export type RunsOf = (keys: readonly string[]) => Promise<ReadonlyMap<string, RunRecord>>;

/** The last run that was made for a dead letter, by whomever. */
export type LastRun = {
	/** n8n's; `null` where n8n has not kept it. */
	readonly id: string | null;
	/** How n8n remembers it, where it is not the letter's own: it went on where that had failed. */
	readonly known: RunRecord | null;
};

/** Somebody who retries in n8n makes one run after another. */
const LONGEST_CHAIN = 50;

/**
 * The last run of each of these dead letters, by the id of the letter: also one that somebody has retried in n8n.
 *
 * @throws CannotContinue where n8n's database cannot be asked
 */
export async function lastRunsOf(
	runsOf: RunsOf,
	letters: ReadonlyArray<Pick<DeadLetter, 'id' | 'last'>>,
): Promise<ReadonlyMap<string, LastRun>> {
	const ask: RunsOf = async (keys) =>
		keys.length === 0
			? new Map<string, RunRecord>()
			: await runsOf([...new Set(keys)]).catch((cause: unknown) => {
					throw new CannotContinue(
						"n8n's own database could not be asked what has become of its run: try again in a minute.",
						{ cause },
					);
				});
	const told = letters.map(({ id, last }) => ({
		id,
		key: last?.key ?? null,
		executionId: last?.executionId ?? (last && continuedBy(last.key)) ?? null,
	}));
	const byKey = await ask(
		told.flatMap(({ key, executionId }) => (key === null || executionId !== null ? [] : [key])),
	);
	const runs = new Map<string, LastRun>(
		told.map(({ id, key, executionId }) => [
			id,
			{ id: executionId ?? byKey.get(key ?? '')?.id ?? null, known: null },
		]),
	);
	let open = [...runs];
	for (let length = 0; length < LONGEST_CHAIN && open.length > 0; length += 1) {
		const later = await ask(open.flatMap(([, { id }]) => (id === null ? [] : continuingKey(id))));
		open = open.flatMap(([letter, { id }]) => {
			const known = id === null ? undefined : later.get(continuingKey(id));
			return known === undefined ? [] : [[letter, { id: known.id, known }] as const];
		});
		for (const [letter, run] of open) runs.set(letter, run);
	}
	return runs;
}
