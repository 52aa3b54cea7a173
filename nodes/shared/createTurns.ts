/** Runs tasks with the same key one after another, and those with different keys side by side. */
export type Turns = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** Turns of one run. A task that fails does not keep the next from its turn. */
export function createTurns(): Turns {
	const last = new Map<string, Promise<unknown>>();
	return async (key, task) => {
		const before = last.get(key);
		const mine = before === undefined ? task() : before.then(task, task);
		last.set(key, mine);
		return await mine;
	};
}
