/** Things that cost something to open, kept for a while for whoever needs the same next. */
export type Pool<T> = {
	/** Runs a task with the thing of this key, and opens the thing where there is none. */
	use<R>(key: string, open: () => T, task: (thing: T) => Promise<R>): Promise<R>;
	/** Closes all of them. A task that is under way goes on with what it has. */
	close(): void;
};

type Kept<T> = { readonly thing: T; users: number; idle?: NodeJS.Timeout };

/**
 * @param close is called once nobody has used the thing for `idleMs`, or earlier for the one that has been
 *   idle for longest where more than `most` are open
 */
export function createPool<T>(
	close: (thing: T) => void,
	{ idleMs, most }: { readonly idleMs: number; readonly most: number },
): Pool<T> {
	/** In the order of their last use. */
	const kept = new Map<string, Kept<T>>();

	function end(key: string): void {
		const { thing, idle } = kept.get(key)!;
		clearTimeout(idle);
		kept.delete(key);
		close(thing);
	}

	return {
		async use(key, open, task) {
			const one = kept.get(key) ?? { thing: open(), users: 0 };
			kept.delete(key);
			kept.set(key, one);
			clearTimeout(one.idle);
			one.users += 1;
			if (kept.size > most) {
				const [unused] = [...kept].find(([, { users }]) => users === 0) ?? [];
				if (unused !== undefined) end(unused);
			}
			try {
				return await task(one.thing);
			} finally {
				one.users -= 1;
				if (one.users === 0 && kept.get(key) === one) {
					one.idle = setTimeout(() => end(key), idleMs).unref();
				}
			}
		},
		close() {
			for (const key of [...kept.keys()]) end(key);
		},
	};
}
