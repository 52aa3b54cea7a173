import { StoreError, type StoreErrorKind } from '../storeError.ts';

/** What 17TRACK says of a number that it does not take. @see https://api.17track.net/en/doc?version=v2.4 */
export const REFUSED = {
	alreadyFollowed: -18019901,
	notFollowed: -18019902,
	notAnewTwice: -18019905,
	notStoppable: -18019906,
} as const;

/** It takes three calls a second, and does not say how long to wait. */
export const BUSY_MS = 1_000;

export const WRONG_KEY = -18010002;

type Words = readonly [kind: StoreErrorKind, message: string];

const QUOTA: Words = [
	'rejected',
	'17TRACK follows no further number: what your account may follow is used up. Buy more in 17TRACK, or wait: an allowance for each day begins anew the next day.',
];
const CARRIER: Words = [
	'rejected',
	'17TRACK cannot tell by the number which carrier has it. Give the carrier, as "DHL Paket", or add the number in 17TRACK and choose it there.',
];
const KEY: Words = [
	'unauthorized',
	'does not accept the security key. Copy it again, in 17TRACK under Settings > Security.',
];

const POSTAL_CODE: Words = [
	'rejected',
	'The carrier of this number tells 17TRACK nothing without the postal code and the country that the parcel goes to. Add the number with an order that has an address, or in 17TRACK itself.',
];

/** A text that begins with a small letter follows the address. */
const WORDS: Readonly<Record<number, Words>> = {
	[-18010001]: [
		'forbidden',
		'takes calls only from the IP addresses that are entered in 17TRACK under Settings > Security. Enter that of this n8n there, or empty the list.',
	],
	[WRONG_KEY]: KEY,
	[-18010003]: ['unavailable', 'has trouble at present. Try again later.'],
	[-18010004]: [
		'forbidden',
		'has switched the account off. Confirm your e-mail address in 17TRACK, or ask its support.',
	],
	[-18010005]: KEY,
	[-18010018]: POSTAL_CODE,
	[-18010019]: POSTAL_CODE,
	[-18010020]: [
		'rejected',
		'The carrier of this number tells 17TRACK nothing without the phone number of whoever gets the parcel, which this package does not pass on. Add the number in 17TRACK itself.',
	],
	[-18010022]: [
		'rejected',
		'The carrier of this number tells 17TRACK nothing without the day on which the parcel was sent. Add the number in 17TRACK itself.',
	],
	[-18019902]: ['not_found', '17TRACK does not follow this number. Add it first.'],
	[-18019903]: CARRIER,
	[-18019905]: [
		'rejected',
		'17TRACK has stopped to follow this number, and begins anew only once. Delete the number in 17TRACK, and add it again: that costs one of the numbers that your account may follow.',
	],
	[-18019907]: QUOTA,
	[-18019908]: QUOTA,
	[-18019910]: CARRIER,
	[-18019911]: [
		'rejected',
		'17TRACK takes no numbers of this carrier at present. Try again later, or ask its support.',
	],
	429: ['throttled', 'gets too many calls at present. Try again later.'],
};

/** Whether there are words for it. */
export const isKnown = (code: number): boolean => Object.hasOwn(WORDS, code);

const LONGEST_SENTENCE = 200;

/** The error that a refusal of 17TRACK is. @param message in its own words, of which the first 200 characters are told */
export function refusalOf(
	apiUrl: string,
	{ code, message }: { readonly code: number; readonly message: string },
): StoreError {
	const [kind, words] = WORDS[code] ?? ['rejected', ''];
	if (words !== '') {
		const sentence = /^[a-z]/.test(words) ? `${apiUrl} ${words}` : words;
		const retryAfterMs = kind === 'throttled' ? BUSY_MS : null;
		return new StoreError(kind, sentence, { status: 200, retryAfterMs });
	}
	const said = message.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_SENTENCE);
	const why = said === '' ? '' : ` ${/[.!?]$/.test(said) ? said : `${said}.`}`;
	return new StoreError(kind, `${apiUrl} refused what was asked, as ${code}.${why}`, {
		status: 200,
	});
}
