type Answered<T> = { readonly at: number; readonly version: unknown; readonly answer: Promise<T> };

/**
 * What takes long to find out, and may be some time old: it is found out anew for each owner and key only when the last
 * answer is too old or of another version, and once for all who ask meanwhile. What failed is asked again.
 *
 * @param servesMs how old an answer may be
 * @param versionOf what an answer holds for, beside its age
 */
export function askedSeldom<Owner extends object, T>(
	servesMs: number,
	find: (owner: Owner, key: string, nowMs: number) => Promise<T>,
	versionOf: (nowMs: number) => unknown = () => null,
): (owner: Owner, key: string, nowMs: number) => Promise<T> {
	const answers = new WeakMap<Owner, Map<string, Answered<T>>>();
	return async (owner, key, nowMs) => {
		const ofOwner = answers.get(owner) ?? new Map<string, Answered<T>>();
		answers.set(owner, ofOwner);
		const version = versionOf(nowMs);
		const known = ofOwner.get(key);
		// Not where the clock was set back.
		const serves = (one: Answered<T>) =>
			one.version === version && Math.abs(nowMs - one.at) < servesMs;
		if (known !== undefined && serves(known)) return await known.answer;
		const answer = find(owner, key, nowMs);
		ofOwner.set(key, { at: nowMs, version, answer });
		answer.catch(() => {
			// A newer one may stand in its place.
			if (ofOwner.get(key)?.answer === answer) ofOwner.delete(key);
		});
		return await answer;
	};
}
