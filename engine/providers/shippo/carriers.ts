import { carrierOf } from '../../carriers/carrierOf.ts';

/**
 * Shippo's words for carriers whose parcels it tells when it is asked, and their names. Of one that has several
 * words ("DHL"), only a person knows which is meant.
 *
 * @see https://docs.goshippo.com/docs/tracking/trackingcarriers
 */
const CARRIERS: Readonly<Record<string, string>> = {
	airterra: 'Airterra',
	apc_postal: 'APC Postal',
	apg: 'APG',
	aramex: 'Aramex',
	asendia_us: 'Asendia',
	australia_post: 'Australia Post',
	axlehire: 'Jitsu',
	better_trucks: 'Better Trucks',
	borderguru: 'BorderGuru',
	boxberry: 'Boxberry',
	bring: 'Bring',
	canada_post: 'Canada Post',
	cdl: 'CDL',
	chronopost: 'Chronopost',
	colissimo: 'Colissimo',
	collect_plus: 'Collect+',
	correios_br: 'Correios',
	correos_espana: 'Correos',
	deutsche_post: 'Deutsche Post',
	dhl_benelux: 'DHL Benelux',
	dhl_ecommerce: 'DHL eCommerce',
	dhl_express: 'DHL Express',
	dhl_germany: 'DHL Paket',
	dpd_de: 'DPD DE',
	dpd_uk: 'DPD UK',
	estafeta: 'Estafeta',
	fastway_australia: 'Fastway Australia',
	fedex: 'FedEx',
	globegistics: 'Globegistics',
	gls_us: 'GLS US',
	gso: 'GSO',
	hermes_uk: 'Evri',
	la_poste: 'La Poste',
	lasership: 'LaserShip',
	lso: 'LSO',
	mondial_relay: 'Mondial Relay',
	new_zealand_post: 'New Zealand Post',
	nippon_express: 'Nippon Express',
	ontrac: 'OnTrac',
	passport: 'Passport',
	pcf: 'PCF',
	pitney_bowes: 'Pitney Bowes',
	poste_italiane: 'Poste Italiane',
	posti: 'Posti',
	purolator: 'Purolator',
	royal_mail: 'Royal Mail',
	rr_donnelley: 'ePostGlobal',
	russian_post: 'Russian Post',
	// With its own numbers, for a token for tests.
	shippo: 'Shippo',
	skypostal: 'SkyPostal',
	stuart: 'Stuart',
	uds: 'UDS',
	ups: 'UPS',
	usps: 'USPS',
	veho: 'Veho',
};

const keyOf = (word: string) => word.toLowerCase().replace(/[^a-z0-9+]/g, '');

/** A `Map`: an object would also have a `constructor`. */
const nameByWord: ReadonlyMap<string, string> = new Map(Object.entries(CARRIERS));

const byKey: ReadonlyMap<string, string> = new Map(
	[...nameByWord].flatMap(([word, name]) => [
		[keyOf(name), word] as const,
		[keyOf(word), word] as const,
	]),
);

/** As Shippo writes them: `royal_mail`. It follows hundreds more than it lists above. */
export const isCarrierWord = (word: string): boolean => /^[a-z0-9_]{2,60}$/.test(word);

/** Shippo's word for a carrier; `null` where that is not certain. @param name may be Shippo's word itself */
export function carrierWordOf(name: string | null): string | null {
	const given = name?.trim() ?? '';
	return byKey.get(keyOf(given)) ?? (isCarrierWord(given) && given.includes('_') ? given : null);
}

/** The name of a carrier as a customer knows it. @param word Shippo's: `canada_post` */
export function carrierNameOf(word: string): string {
	const { name } = carrierOf(word, null);
	return name === word ? (nameByWord.get(word) ?? word) : name;
}
