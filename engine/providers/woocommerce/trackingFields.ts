import { parseJson } from '../parseJson.ts';
import { LONGEST_TEXT, listIn, readNumber, readTime } from '../payloadFields.ts';
import { phpValueOf } from './phpValue.ts';
import { title } from './title.ts';

/** The entries of a list, as a list, as one that PHP has made an object of, or written out as a text. */
export function entriesIn(value: unknown): readonly unknown[] | undefined {
	if (value === null || value === '' || value === false) return [];
	const plain = typeof value === 'string' ? writtenIn(value.trim()) : value;
	if (plain === null) return [];
	if (typeof plain !== 'object') return undefined;
	if (Object.hasOwn(plain, 'tracking_number')) return [plain];
	return listIn(plain) ?? Object.values(plain);
}

function writtenIn(text: string): unknown {
	if (text.length > LONGEST_TEXT) return undefined;
	if (!/^[[{]/.test(text)) return phpValueOf(text);
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/** `custom` and the like stand for "see the other field". */
export function carrierIn(
	slug: string | null | undefined,
	...names: ReadonlyArray<string | null | undefined>
): string | null {
	const isNoName = slug == null || /^(custom|other|custom-carrier)$/i.test(slug);
	return (isNoName ? null : slug) ?? names.find((name) => name != null) ?? null;
}

/** What plugins write for the number in a carrier's address. */
const NUMBER_HERE =
	/\{(?:tracking_)?number\}|\[(?:tracking_)?(?:number|code)\]|%(?:tracking_)?number%/gi;
/** Up to the next tag alone: else a text of 100,000 characters of `<a ` takes 1.6 seconds. */
const HREF = /<a\s[^<>]*?href\s*=\s*["']([^"']+)/i;

/** The first that is a link, also inside of HTML. */
export function linkIn(
	number: string | null | undefined,
	links: ReadonlyArray<string | null | undefined>,
): string | null {
	for (const given of links) {
		const link = title
			.parse(HREF.exec(given ?? '')?.[1] ?? given)
			?.replaceAll(NUMBER_HERE, encodeURIComponent(number ?? ''))
			.trim();
		if (link && /^https?:\/\/(?:[^\s%{}[\]<>"]|%[\da-f]{2})+$/i.test(link)) return link;
	}
	return null;
}

/** Seconds or milliseconds since 1970 as a number or a text, `2026-11-23`, or a day with a time. */
export function momentOf(given: unknown): string | null {
	const number = readNumber(given);
	if (number === null) {
		const isDay = typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given);
		return readTime(isDay ? `${given}T00:00` : given, 'Z');
	}
	const milliseconds = number > 1e11 ? number : number * 1_000;
	if (!(milliseconds > 0 && milliseconds < Date.UTC(9999, 11, 31))) return null;
	return new Date(milliseconds).toISOString();
}
