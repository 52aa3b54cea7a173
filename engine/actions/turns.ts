/** Runs tasks with the same key one after another, and those with different keys side by side. */
export type Turns = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** A task that fails does not keep the next from its turn. */
export function createTurns(): Turns {
	const last = new Map<string, Promise<unknown>>();
	return async (key, task) => {
		const before = last.get(key);
		const mine = before === undefined ? task() : before.then(task, task);
		last.set(key, mine);
		try {
			return await mine;
		} finally {
			if (last.get(key) === mine) last.delete(key);
		}
	};
}

/** Runs tasks, at most so many at once; the others wait in line. */
export type Gate = <T>(task: () => Promise<T>) => Promise<T>;

export function createGate(limit: number): Gate {
	const line: Array<() => void> = [];
	let free = limit;
	return async (task) => {
		if (free > 0) free -= 1;
		else await new Promise<void>((pass) => line.push(pass));
		try {
			return await task();
		} finally {
			const next = line.shift();
			if (next === undefined) free += 1;
			else next();
		}
	};
}
