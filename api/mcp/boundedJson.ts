/** Of one answer: some 15,000 tokens of a model. */
export const LONGEST_ANSWER = 60_000;

/** The longest text and list that are left, step by step. */
const STEPS = [
	[4_000, 250],
	[1_000, 100],
	[500, 30],
	[200, 10],
	[100, 3],
] as const;

const CUT = '… (shortened)';

/**
 * Writes a value as JSON that is not longer than an answer may be: long texts and lists are cut, and the places say so.
 */
export function boundedJson(value: object): string {
	const whole = JSON.stringify(value);
	if (whole.length <= LONGEST_ANSWER) return whole;
	for (const [text, items] of STEPS) {
		const shorter = JSON.stringify({ ...shortened(value, text, items), isShortened: true });
		if (shorter.length <= LONGEST_ANSWER) return shorter;
	}
	return JSON.stringify({
		isShortened: true,
		error: 'The answer is too long. Ask for less: a smaller limit, or a narrower filter.',
	});
}

function shortened<T>(value: T, longestText: number, mostItems: number): T {
	const each = (inner: unknown) => shortened(inner, longestText, mostItems);
	if (typeof value === 'string') {
		return (value.length <= longestText ? value : `${value.slice(0, longestText)}${CUT}`) as T;
	}
	if (Array.isArray(value)) {
		const left = value.length - mostItems;
		const kept: unknown[] = value.slice(0, mostItems).map(each);
		return (left > 0 ? [...kept, `… and ${left} more (shortened)`] : kept) as T;
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, each(inner)])) as T;
}
