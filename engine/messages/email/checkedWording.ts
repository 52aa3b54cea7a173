import { ActionError } from '../../actions/actionError.ts';
import { isTimeZone } from '../../templates/isTimeZone.ts';

const USUAL = { locale: 'en-US', timeZone: 'UTC' };

/**
 * Language and time zone for amounts and times, with what is usual where they are not given.
 *
 * @throws ActionError naming the field
 */
export function checkedWording(given: {
	readonly locale?: string | null;
	readonly timeZone?: string | null;
	readonly usualTimeZone?: string | null | undefined;
}): { locale: string; timeZone: string } {
	const locale = given.locale?.trim() || USUAL.locale;
	const timeZone = given.timeZone?.trim() || given.usualTimeZone?.trim() || USUAL.timeZone;
	if (!isLanguageTag(locale)) {
		throw new ActionError(
			'setup',
			`Locale: "${locale}" is not a language tag. Write it like en-GB, de-DE or fr.`,
		);
	}
	if (!isTimeZone(timeZone)) {
		throw new ActionError(
			'setup',
			`Time Zone: "${timeZone}" is not known. Write it like Europe/Berlin or America/New_York.`,
		);
	}
	return { locale, timeZone };
}

function isLanguageTag(locale: string): boolean {
	try {
		Intl.getCanonicalLocales(locale);
		return true;
	} catch {
		return false;
	}
}
