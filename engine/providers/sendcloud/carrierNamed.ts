import { carrierOf } from '../../carriers/carrierOf.ts';

/**
 * What customers call the carrier of a code of Sendcloud's, which ends in a country or a version where Sendcloud has
 * several contracts of one: `inpost_es` is InPost, `royal_mailv2` Royal Mail, `correos_express` Correos Express.
 */
export function carrierNamed(code: string): string {
	const bare = code.replace(/v\d+$/, '').replace(/_[a-z]{2}$/, '');
	for (const word of [code, bare]) {
		const { name } = carrierOf(word, null);
		if (name !== word) return word === code ? code : name;
	}
	return code.replaceAll('_', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
