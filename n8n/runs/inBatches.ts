/** More keys than this are asked for in several turns: each is a value of one statement. */
const MAX_KEYS = 500;

/**
 * Answers many who ask for one thing each by asking for all of them at once: one ask is under way at a time,
 * and who comes in the meantime is in the next one.
 *
 * @param askAll what is found, by key; what is not found is not in it
 */
export function inBatches<T>(
	askAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | null> {
	const asked = new Map<string, Array<PromiseWithResolvers<T | null>>>();
	let isAsking = false;

	const askForSome = async (): Promise<void> => {
		const some = [...asked].slice(0, MAX_KEYS);
		for (const [key] of some) asked.delete(key);
		try {
			const found = await askAll(some.map(([key]) => key));
			for (const [key, waiting] of some) {
				for (const { resolve } of waiting) resolve(found.get(key) ?? null);
			}
		} catch (error) {
			for (const [, waiting] of some) for (const { reject } of waiting) reject(error);
		}
	};
	const askForAll = async (): Promise<void> => {
		isAsking = true;
		// Runs are looked up by timers of the same moment: they have all asked when this goes on.
		await new Promise((resolve) => setImmediate(resolve));
		while (asked.size > 0) await askForSome();
		isAsking = false;
	};
	return async (key) => {
		const answer = Promise.withResolvers<T | null>();
		asked.set(key, [...(asked.get(key) ?? []), answer]);
		if (!isAsking) void askForAll();
		return await answer.promise;
	};
}
