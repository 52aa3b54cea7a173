import { StoreError, type StoreErrorKind } from '../storeError.ts';

/** What 17TRACK says of a number that it does not take. @see https://api.17track.net/en/doc?version=v2.4 */
export const REFUSED = {
	alreadyFollowed: -18019901,
	notFollowed: -18019902,
	notStoppable: -18019906,
	nothingKnown: -18019909,
} as const;

type Words = readonly [kind: StoreErrorKind, message: string];

const QUOTA: Words = [
	'rejected',
	'17TRACK follows no further number: what your account may follow is used up. Buy more in 17TRACK, or wait: an allowance for each day begins anew the next day.',
];
const CARRIER: Words = [
	'rejected',
	'17TRACK cannot tell by the number which carrier has it. Give the carrier, as "DHL Paket", or add the number in 17TRACK and choose it there.',
];
const WRONG_KEY: Words = [
	'unauthorized',
	'does not accept the security key. Copy it again, in 17TRACK under Settings > Security.',
];

/** A text that begins with a small letter follows the address. */
const WORDS: Readonly<Record<number, Words>> = {
	[-18010001]: [
		'forbidden',
		'takes calls only from the IP addresses that are entered in 17TRACK under Settings > Security. Enter that of this n8n there, or empty the list.',
	],
	[-18010002]: WRONG_KEY,
	[-18010003]: ['unavailable', 'has trouble at present. Try again later.'],
	[-18010004]: [
		'forbidden',
		'has switched the account off. Confirm your e-mail address in 17TRACK, or ask its support.',
	],
	[-18010005]: WRONG_KEY,
	[-18019902]: ['not_found', '17TRACK does not follow this number. Add it first.'],
	[-18019903]: CARRIER,
	[-18019907]: QUOTA,
	[-18019908]: QUOTA,
	[-18019910]: CARRIER,
};

const LONGEST_SENTENCE = 200;

/** The error that a refusal of 17TRACK is. @param message in its own words, of which the first 200 characters are told */
export function refusalOf(
	apiUrl: string,
	{ code, message }: { readonly code: number; readonly message: string },
): StoreError {
	const [kind, words] = WORDS[code] ?? ['rejected', ''];
	if (words !== '') {
		const sentence = /^[a-z]/.test(words) ? `${apiUrl} ${words}` : words;
		return new StoreError(kind, sentence, { status: 200 });
	}
	const said = message.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_SENTENCE);
	const why = said === '' ? '' : ` ${/[.!?]$/.test(said) ? said : `${said}.`}`;
	return new StoreError(kind, `${apiUrl} refused what was asked, as ${code}.${why}`, {
		status: 200,
	});
}
