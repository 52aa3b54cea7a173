/** Whether a field holds the code of a country. */
export const isCountryPath = (path: string): boolean => /(?:^|\.)country$/.test(path);

/** Languages whose names of countries are understood, in the order in which a name is looked for. */
// prettier-ignore
export const COUNTRY_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'pt-PT', 'sv', 'da', 'cs', 'tr'];

/** Regions that Intl names, and that no parcel goes to. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);
/** As people say, and as no language of Intl does. */
const SAID = {
	AE: ['UAE'],
	CD: ['Democratic Republic of the Congo', 'DR Congo'],
	CI: ['Ivory Coast', 'Elfenbeinküste'],
	CV: ['Cape Verde'],
	CZ: ['Czech Republic', 'Tschechische Republik'],
	GB: ['Great Britain', 'Großbritannien', 'Grande-Bretagne'],
	MK: ['Macedonia'],
	NL: ['Holland'],
	SZ: ['Swaziland'],
	TR: ['Turkey'],
	US: ['USA', 'U.S.A.', 'United States of America'],
} as const;
/** A longer text is no name. */
const LONGEST_NAME = 80;
const MOST_SUGGESTED = 3;

/** What a text means as a country: its code, or what is wrong, as the end of a sentence that begins with the text. */
export type Country = { readonly code: string } | { readonly wrong: string };

/**
 * The country that a person means, by its code (`DE`, `de`) or its name in one of these languages (`Germany`,
 * `Deutschland`, `Alemanha`), whatever its case and accents.
 */
export function countryIn(given: string): Country {
	const text = given.trim();
	const byCode = codeIn(text);
	if (byCode !== null) return { code: byCode };
	const codes = text.length > LONGEST_NAME ? [] : codesNamed(folded(text));
	if (codes.length === 1) return { code: codes[0]! };
	if (codes.length > 1) {
		return {
			wrong: `is the name of several countries: write ${codes.map(nameAndCode).join(' or ')} by its code.`,
		};
	}
	const near = nearest(folded(text.slice(0, LONGEST_NAME)));
	const meant = near.length > 0 ? ` Did you mean ${near.map(nameAndCode).join(' or ')}?` : '';
	return {
		wrong: `is no country.${meant} Write its two letters or its name, like DE or Germany.`,
	};
}

/** `Germany (DE)`; what is no code of a country stays as it is. */
export function countryInWords(value: string): string {
	const code = codeIn(value.trim());
	return code === null ? value : nameAndCode(code);
}

/** The code, where a text is one; `UK` is an old one of `GB`. */
function codeIn(text: string): string | null {
	if (!/^[a-z]{2}$/i.test(text)) return null;
	const { region } = new Intl.Locale(`und-${text}`);
	return region !== undefined && isCountry(region) ? region : null;
}

const namesIn = (language: string, style: 'long' | 'short' = 'long') =>
	new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' });

let english: Intl.DisplayNames | undefined;
const englishName = (code: string) => (english ??= namesIn('en')).of(code);

const isCountry = (code: string) => !NO_COUNTRIES.has(code) && englishName(code) !== undefined;

const nameAndCode = (code: string) => `${englishName(code)} (${code})`;

let codes: readonly string[] | undefined;

/** Every country that Intl knows: a code that stands for another one is none. */
export function countryCodes(): readonly string[] {
	if (codes !== undefined) return codes;
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
	const named = letters
		.flatMap((first) => letters.map((second) => first + second))
		.filter(isCountry);
	// Of two codes for one country, Intl takes one; asked for all at once, it needs 2 ms instead of 8.
	codes = Intl.getCanonicalLocales(named.map((code) => `und-${code}`))
		.map((locale) => locale.slice('und-'.length))
		.toSorted();
	return codes;
}

/** What each country is called in English, by its code. */
export const countryNames = (): ReadonlyMap<string, string> =>
	new Map(countryCodes().map((code) => [code, englishName(code)!]));

type Names = ReadonlyMap<string, ReadonlySet<string>>;
const tables = new Map<string, Names>();

/** Codes by folded name in a language. Made when it is first asked for: each takes up to 7 ms, on n8n's thread. */
function namesOf(language: string): Names {
	const made = tables.get(language);
	if (made !== undefined) return made;
	const found = new Map<string, Set<string>>();
	const add = (name: string | undefined, code: string) => {
		const key = folded(name ?? '');
		if (key !== '') found.set(key, (found.get(key) ?? new Set()).add(code));
	};
	const [long, short] = [namesIn(language), namesIn(language, 'short')];
	for (const code of countryCodes()) {
		const [name, brief] = [long.of(code), short.of(code)];
		add(name, code);
		if (brief !== name) add(brief, code);
	}
	if (language === 'en') {
		for (const [code, names] of Object.entries(SAID)) for (const name of names) add(name, code);
	}
	tables.set(language, found);
	return found;
}

/** Of the first language that has the name. */
function codesNamed(name: string): readonly string[] {
	if (name === '') return [];
	for (const language of COUNTRY_LANGUAGES) {
		const found = namesOf(language).get(name);
		if (found !== undefined) return [...found];
	}
	return [];
}

const FOLDS: Readonly<Record<string, string>> = {
	ß: 'ss',
	ø: 'o',
	ł: 'l',
	ı: 'i',
	æ: 'ae',
	đ: 'd',
};

/** What spellings of a name have in common: no accents, no punctuation, no "and". */
function folded(name: string): string {
	return name
		.toLowerCase()
		.replace(/[ßøłıæđ]/g, (letter) => FOLDS[letter]!)
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.replace(/\b(?:and|und|et|y|e|en|i|och|og|a|ve)\b/g, ' ')
		.replace(/ +/g, ' ')
		.trim();
}

/** Countries with a name that is a slip or two away, the nearest first. */
function nearest(name: string): string[] {
	if (name.length < 4) return [];
	const most = name.length < 8 ? 1 : 2;
	const distances = new Map<string, number>();
	for (const [known, codes] of COUNTRY_LANGUAGES.flatMap((language) => [...namesOf(language)])) {
		if (Math.abs(known.length - name.length) > most) continue;
		const distance = distanceOf(name, known);
		if (distance > most) continue;
		for (const code of codes) {
			distances.set(code, Math.min(distance, distances.get(code) ?? Infinity));
		}
	}
	return [...distances]
		.toSorted(([, one], [, other]) => one - other)
		.slice(0, MOST_SUGGESTED)
		.map(([code]) => code);
}

/** How many letters have to be put in, left out or changed, or swapped with the next one. */
function distanceOf(one: string, other: string): number {
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row += 1) {
		const now = [row];
		for (let column = 1; column <= other.length; column += 1) {
			const isSame = one[row - 1] === other[column - 1];
			const isSwapped =
				row > 1 &&
				column > 1 &&
				one[row - 1] === other[column - 2] &&
				one[row - 2] === other[column - 1];
			now.push(
				Math.min(
					last[column]! + 1,
					now[column - 1]! + 1,
					last[column - 1]! + (isSame ? 0 : 1),
					isSwapped ? before[column - 2]! + 1 : Infinity,
				),
			);
		}
		[before, last] = [last, now];
	}
	return last[other.length]!;
}
