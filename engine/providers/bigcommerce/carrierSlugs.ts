/** Carriers whose own names BigCommerce has for `shipping_provider`. */
const PROVIDERS: Readonly<Record<string, string>> = {
	auspost: 'auspost',
	australiapost: 'auspost',
	canadapost: 'canadapost',
	fedex: 'fedex',
	ups: 'ups',
	usps: 'usps',
};

/**
 * Carriers that BigCommerce knows by a word of its own: any other word is refused.
 *
 * @see https://github.com/bigcommerce/dev-docs/blob/main/assets/csv/tracking_carrier_values.csv
 */
const CARRIERS: Readonly<Record<string, string>> = {
	'4px': '4px',
	anpost: 'an-post',
	aramex: 'aramex',
	austrianpost: 'austrian-post-registered',
	bluedart: 'bluedart',
	bpost: 'bpost',
	brt: 'brt-it',
	ceskaposta: 'ceska-posta',
	chinapost: 'china-post',
	chronopost: 'chronopost-france',
	colissimo: 'colissimo',
	correos: 'spain-correos-es',
	delhivery: 'delhivery',
	deutschepost: 'deutsch-post',
	dhl: 'dhl',
	dhlecommerce: 'dhl-global-mail',
	dhlexpress: 'dhl',
	dhlpaket: 'dhl-germany',
	dhlparcel: 'dhl-benelux',
	dpd: 'dpd',
	dpdde: 'dpd-de',
	dpdgermany: 'dpd-de',
	dpduk: 'dpd-uk',
	dtdc: 'dtdc',
	evri: 'myhermes-uk',
	gls: 'gls',
	glsitaly: 'gls-italy',
	hermes: 'hermes-de',
	hermesgermany: 'hermes-de',
	indiapost: 'india-post',
	inpost: 'inpost-paczkomaty',
	japanpost: 'japan-post',
	laposte: 'la-poste-colissimo',
	lasership: 'lasership',
	mondialrelay: 'mondialrelay',
	mrw: 'mrw-spain',
	myhermes: 'myhermes-uk',
	newzealandpost: 'new-zealand-post',
	nzpost: 'new-zealand-post',
	ontrac: 'ontrac',
	osterreichischepost: 'austrian-post-registered',
	parcelforce: 'parcel-force',
	pocztapolska: 'poczta-polska',
	posteitaliane: 'poste-italiane',
	posten: 'posten-norge',
	postennorge: 'posten-norge',
	posti: 'posti',
	postnl: 'postnl',
	postnord: 'postnord',
	purolator: 'purolator',
	royalmail: 'royal-mail',
	sagawa: 'sagawa',
	seur: 'spanish-seur',
	sfexpress: 'sf-express',
	singaporepost: 'singapore-post',
	startrack: 'star-track',
	swisspost: 'swiss-post',
	tnt: 'tnt',
	ukmail: 'uk-mail',
	yanwen: 'yanwen',
	yodel: 'yodel',
	yunexpress: 'yunexpress',
};

/** How BigCommerce is told of a carrier, so that it can make a link. Empty for one that it does not know. */
export function carrierFieldsOf(carrier: string | null): {
	readonly shipping_provider?: string;
	readonly tracking_carrier?: string;
} {
	const key = (carrier ?? '')
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
	if (Object.hasOwn(PROVIDERS, key)) return { shipping_provider: PROVIDERS[key]! };
	return Object.hasOwn(CARRIERS, key) ? { tracking_carrier: CARRIERS[key]! } : {};
}
