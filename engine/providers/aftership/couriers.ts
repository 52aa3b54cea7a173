import { carrierOf } from '../../carriers/carrierOf.ts';

/** How AfterShip is told who carries a parcel: a courier, or all of one name. */
export type Courier = { readonly slug: string } | { readonly slug_group: string };

/**
 * What AfterShip calls carriers, by the names of engine/carriers. A name that several of its couriers share is a
 * group, in which AfterShip finds the one by the number. A courier that asks for more than the number is left out,
 * as is whoever is not known for certain: then AfterShip finds the courier by the number.
 *
 * @see AfterShip/tracking-sdk-nodejs, `src/model/SlugGroupV1.ts`; https://www.aftership.com/couriers
 */
export const COURIERS: Readonly<Record<string, Courier>> = {
	DHL: { slug_group: 'dhl-group' },
	'DHL eCommerce': { slug_group: 'dhl-group' },
	DPD: { slug_group: 'dpd-group' },
	Evri: { slug_group: 'hermes-group' },
	Fastway: { slug_group: 'fastway-group' },
	FedEx: { slug_group: 'fedex-group' },
	GLS: { slug_group: 'gls-group' },
	Hermes: { slug_group: 'hermes-group' },
	TNT: { slug_group: 'tnt-group' },
	Toll: { slug_group: 'toll-group' },
	Yamato: { slug_group: 'taqbin-group' },
	'4PX': { slug: '4px' },
	'An Post': { slug: 'an-post' },
	Aramex: { slug: 'aramex' },
	'Australia Post': { slug: 'australia-post' },
	BRT: { slug: 'brt-it' },
	'Blue Dart': { slug: 'bluedart' },
	bpost: { slug: 'bpost' },
	'Canada Post': { slug: 'canada-post' },
	Chronopost: { slug: 'chronopost-france' },
	Colissimo: { slug: 'colissimo' },
	Correos: { slug: 'spain-correos-es' },
	'Correos Chile': { slug: 'correos-chile' },
	CouriersPlease: { slug: 'couriers-please' },
	'Cyprus Post': { slug: 'cyprus-post' },
	Delhivery: { slug: 'delhivery' },
	DTDC: { slug: 'dtdc' },
	'Ecom Express': { slug: 'ecom-express' },
	ELTA: { slug: 'elta-courier' },
	'Magyar Posta': { slug: 'magyar-posta' },
	'New Zealand Post': { slug: 'new-zealand-post' },
	'Nova Poshta': { slug: 'nova-poshta' },
	OnTrac: { slug: 'ontrac' },
	Parcelforce: { slug: 'parcel-force' },
	'Poczta Polska': { slug: 'poczta-polska' },
	'Poste Italiane': { slug: 'poste-italiane' },
	Posten: { slug: 'posten-norge' },
	Posti: { slug: 'posti' },
	PostNord: { slug: 'postnord' },
	Purolator: { slug: 'purolator' },
	'Royal Mail': { slug: 'royal-mail' },
	'Russian Post': { slug: 'russian-post' },
	Sagawa: { slug: 'sagawa' },
	'SF Express': { slug: 'sf-express' },
	StarTrack: { slug: 'star-track' },
	'Swiss Post': { slug: 'swiss-post' },
	Ukrposhta: { slug: 'ukrposhta' },
	UPS: { slug: 'ups' },
	USPS: { slug: 'usps' },
	'Vietnam Post': { slug: 'vnpost' },
	Yanwen: { slug: 'yanwen' },
	YunExpress: { slug: 'yunexpress' },
};

/** What customers call the courier of a slug: one that is not known here, `china-post`, is China Post. */
export function carrierNamed(slug: string | null | undefined): string | null {
	if (!slug || slug === 'unrecognized') return null;
	if (carrierOf(slug, null).name !== slug) return slug;
	return slug.replaceAll('-', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** @param carrier as a shop names it. @returns nothing for one that is not known: AfterShip finds it */
export function courierOf(carrier: string | null): Courier | Record<string, never> {
	if (carrier === null) return {};
	// In lower case, any word for a carrier becomes its name.
	const { name } = carrierOf(carrier.toLowerCase(), null);
	return Object.hasOwn(COURIERS, name) ? COURIERS[name]! : {};
}
