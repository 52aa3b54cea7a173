/**
 * Does something once at a time. Who asks while it is under way shares the next one: what that tells is no older than
 * the asking.
 */
export function sharingNext<T>(task: () => Promise<T>): () => Promise<T> {
	let current: Promise<unknown> | null = null;
	let next: Promise<T> | null = null;

	async function begin(): Promise<T> {
		next = null;
		const begun = task();
		current = begun;
		try {
			return await begun;
		} finally {
			if (current === begun) current = null;
		}
	}
	return async () => {
		if (current === null) return await begin();
		next ??= current.then(begin, begin);
		return await next;
	};
}
