import { CARRIERS, type Carrier } from './carriers.ts';

/** A carrier that a shop has named. */
export type NamedCarrier = {
	/** As a customer knows it: a slug becomes a name, a name stays as the shop writes it. */
	readonly name: string;
	/** Where the carrier shows the parcel; `null` where no such page is known. */
	readonly trackingUrl: string | null;
};

/** The longest name that is looked up; a longer one is a sentence. */
const LONGEST_NAME = 100;
/** Letters, digits and what carriers put between them; what else stands in a number is no part of it. */
const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{2,99}$/u;

const byWord: ReadonlyMap<string, Carrier> = new Map(
	// The last entry of a word wins: the first of a name is the one that is meant by the name alone.
	CARRIERS.toReversed().flatMap((carrier) =>
		[carrier.name, ...carrier.words].map((word) => [keyOf(word), carrier] as const),
	),
);

/**
 * Finds a carrier by the word that a shop or a plugin has for it: `dhl-de`, `DHL Paket`, `Royal Mail`.
 *
 * @returns the word itself without a link for a carrier that is not known
 */
export function carrierOf(word: string, trackingNumber: string | null): NamedCarrier {
	const known = word.length > LONGEST_NAME ? undefined : byWord.get(keyOf(word));
	if (known === undefined) return { name: word, trackingUrl: null };
	const number = trackingNumber?.trim() ?? '';
	return {
		name: isSlug(word) ? known.name : word.trim(),
		trackingUrl: NUMBER.test(number)
			? known.page.replace('{number}', encodeURIComponent(number))
			: null,
	};
}

const isSlug = (word: string) => word === word.toLowerCase();

/** Without what tells writings of one name apart: case, accents, blanks and signs. */
function keyOf(word: string): string {
	return word
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
