import type { LanguageCode } from './languages.ts';

/**
 * Countries in which one of our languages is clearly the one to write in. Left out are those that shop in
 * several (Switzerland, Belgium, Luxembourg, Canada, Finland, the Emirates, the Maghreb, Lebanon).
 */
const COUNTRIES: Readonly<Record<LanguageCode, string>> = {
	ar: 'BH EG IQ JO KW LY OM PS QA SA SD SY YE',
	cs: 'CZ',
	da: 'DK',
	de: 'AT DE LI',
	en: 'AU GB GG IE IM JE NZ US',
	es: 'AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE',
	fr: 'BF BJ CG CI FR GA GF GN GP MC MQ NC PF PM RE SN TG YT',
	it: 'IT SM VA',
	nl: 'NL SR',
	pl: 'PL',
	pt: 'AO BR CV MZ PT',
	sv: 'AX SE',
	tr: 'TR',
};

const LANGUAGES_BY_COUNTRY = new Map(
	Object.entries(COUNTRIES).flatMap(([language, countries]) =>
		countries.split(' ').map((country) => [country, language as LanguageCode] as const),
	),
);

/** @param country ISO 3166-1 alpha-2 */
export const countryLanguage = (country: string): LanguageCode | null =>
	LANGUAGES_BY_COUNTRY.get(country) ?? null;
