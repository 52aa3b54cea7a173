import { carrierOf } from '../../carriers/carrierOf.ts';

/**
 * 17TRACK's numbers for carriers, by the names of engine/carriers. A name that several of its carriers share is left
 * out, as is whoever is not known for certain: then 17TRACK finds the carrier by the number.
 *
 * @see https://res.17track.net/asset/carrier/info/apicarrier.all.json, wksw/17track-golang-sdk `17track_carrier.go`
 */
export const CARRIER_KEYS: Readonly<Record<string, number>> = {
	'An Post': 9051,
	Aramex: 100006,
	'Australia Post': 1151,
	bpost: 2061,
	BRT: 100026,
	'Canada Post': 3041,
	CTT: 16101,
	Delhivery: 100060,
	'Deutsche Post': 7044,
	ELTA: 7071,
	Evri: 100331,
	FedEx: 100003,
	Hermes: 100031,
	'Hrvatska pošta': 3191,
	InPost: 100043,
	'Israel Post': 9061,
	'Japan Post': 10021,
	'Korea Post': 11051,
	'La Poste': 6051,
	'Magyar Posta': 8051,
	'Mondial Relay': 100304,
	'New Zealand Post': 14061,
	'Nova Poshta': 100035,
	OnTrac: 100049,
	Packeta: 100132,
	Parcelforce: 11033,
	'Poste Italiane': 9071,
	Posti: 6041,
	PostNL: 14041,
	Purolator: 100042,
	'Royal Mail': 11031,
	'Russian Post': 18031,
	Sagawa: 100040,
	SDA: 100019,
	Sendle: 100123,
	'Slovenská pošta': 19141,
	Speedy: 100198,
	StarTrack: 100335,
	'Swiss Post': 19251,
	Ukrposhta: 21021,
	UPS: 100002,
	USPS: 21051,
	'Vietnam Post': 22041,
	'Österreichische Post': 1161,
	'Česká pošta': 3221,
};

/** Of those that share a name, the ones that are known by their own page. */
export const CARRIER_KEYS_OF_PAGES: Readonly<Record<string, number>> = {
	'www.dhl.de': 7041,
	'track.dpd.co.uk': 100010,
	'dpd.ie': 100142,
	'www.gls-italy.com': 100024,
};

const NAMES: ReadonlyMap<number, string> = new Map(
	Object.entries(CARRIER_KEYS).map(([name, key]) => [key, name]),
);

/** What customers call the carrier of a number: 17TRACK calls Evri "Evri ( The New Hermes )". `null`: not known here. */
export const carrierOfKey = (key: number): string | null => NAMES.get(key) ?? null;

/** @param carrier as a shop names it. @returns `null` for one that is not known for certain */
export function carrierKeyOf(carrier: string | null, number: string): number | null {
	if (carrier === null) return null;
	// In lower case, any word for a carrier becomes its name.
	const { name, trackingUrl } = carrierOf(carrier.toLowerCase(), number);
	const host = trackingUrl === null ? '' : new URL(trackingUrl).host;
	if (Object.hasOwn(CARRIER_KEYS_OF_PAGES, host)) return CARRIER_KEYS_OF_PAGES[host]!;
	return Object.hasOwn(CARRIER_KEYS, name) ? CARRIER_KEYS[name]! : null;
}
