import { carrierOf } from '../../carriers/carrierOf.ts';

/**
 * EasyPost's words for carriers, of those whose name leaves no doubt: "DHL" alone is any of three.
 *
 * @see https://docs.easypost.com/docs/carrier-accounts
 */
const WORDS = [
	'AustraliaPost',
	'CanadaPost',
	'DHLExpress',
	'FedEx',
	'OnTrac',
	'Purolator',
	'RoyalMail',
	'UPS',
	'USPS',
];

const keyOf = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');

const byKey: ReadonlyMap<string, string> = new Map(WORDS.map((word) => [keyOf(word), word]));

/** EasyPost's word for a carrier; `undefined` where it is to find out by itself. */
export const carrierWordOf = (name: string | null): string | undefined =>
	name === null ? undefined : byKey.get(keyOf(name));

/** The name of a carrier as a customer knows it. @param word EasyPost's: `CanadaPost` */
export function carrierNameOf(word: string): string {
	const slug = word.toLowerCase();
	const { name } = carrierOf(slug, null);
	return name === slug ? word : name;
}
