/** Other words that callers use, beside those that are spelled alike: the words of the fields that they mean. */
const OTHER_WORDS: ReadonlyArray<readonly [meant: readonly string[], others: readonly string[]]> = [
	[['recipient'], ['to', 'email', 'mail', 'address', 'receiver', 'mailto']],
	[
		['html', 'body'],
		['content', 'message', 'text', 'markup'],
	],
	[
		['title', 'subject', 'name'],
		['headline', 'label', 'heading'],
	],
	[
		['url', 'storeUrl', 'endpoint'],
		['link', 'href', 'uri', 'address', 'host', 'shop', 'domain'],
	],
	[['triggerId'], ['event', 'on', 'when', 'code']],
	[['conditions'], ['filter', 'where', 'if', 'rules']],
	[
		['integrations', 'integration'],
		['store', 'shop'],
	],
	[['providerId'], ['platform']],
	[['guid'], ['id', 'uuid']],
	[['status'], ['state']],
	[['apiKey'], ['key', 'token', 'apitoken', 'accesstoken']],
	[['apiSecret'], ['secret']],
	[
		['workflows', 'workflow', 'workflowId'],
		['id', 'guid'],
	],
];

/** Shorter names are too easily a part of another one. */
const SHORTEST_PART = 4;

/**
 * Which of the fields that exist a caller meant with one that does not; `null` where it may be anything.
 *
 * The name that is left out is probable only if it is spelled nearly alike, is a part of the given one or
 * the other way round, or is a common word for the same thing.
 */
export function probablyMeant(given: string, names: readonly string[]): string | null {
	const word = plain(given);
	const byDistance = names
		.map((name) => ({ name, distance: distanceOf(word, plain(name)) }))
		.filter(({ name, distance }) => distance <= Math.ceil(Math.max(word.length, name.length) / 4))
		.toSorted((one, other) => one.distance - other.distance);
	return byDistance[0]?.name ?? byOtherWord(word, names) ?? byPart(word, names) ?? null;
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function byOtherWord(word: string, names: readonly string[]): string | undefined {
	const groups = OTHER_WORDS.filter(([, others]) => isOneOf(others, word));
	return groups.flatMap(([meant]) => meant).find((name) => names.includes(name));
}

/** In the singular or the plural. */
const isOneOf = (words: readonly string[], word: string) =>
	words.includes(word) || words.includes(word.replace(/s$/, ''));

function byPart(word: string, names: readonly string[]): string | undefined {
	return names.find((name) => {
		const [shorter, longer] = [word, plain(name)].toSorted((a, b) => a.length - b.length);
		return shorter!.length >= SHORTEST_PART && longer!.includes(shorter!);
	});
}

/** How many letters have to be added, left out or replaced (Levenshtein); neighbours swapped count once. */
function distanceOf(one: string, other: string): number {
	let before: number[] = [];
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let i = 1; i <= one.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= other.length; j += 1) {
			const isSame = one[i - 1] === other[j - 1];
			let least = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (isSame ? 0 : 1));
			if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
				least = Math.min(least, before[j - 2]! + 1);
			}
			next.push(least);
		}
		[before, row] = [row, next];
	}
	return row[other.length]!;
}
