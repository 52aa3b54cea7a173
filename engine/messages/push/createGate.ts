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
