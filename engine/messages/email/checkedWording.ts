import { ActionError } from '../../actions/actionError.ts';

const USUAL = { locale: 'en-US', timeZone: 'UTC' };

/** What was found right before: to ask of it costs as much as a template. */
const known = new Set<string>();
const MOST_KNOWN = 1_000;

/**
 * Language and time zone for amounts and times, with what is usual where they are not given.
 *
 * @throws ActionError naming the field
 */
export function checkedWording(given: {
	readonly locale?: string | null;
	readonly timeZone?: string | null;
}): { locale: string; timeZone: string } {
	const locale = given.locale?.trim() || USUAL.locale;
	const timeZone = given.timeZone?.trim() || USUAL.timeZone;
	const wording = { locale, timeZone };
	const key = JSON.stringify(wording);
	if (known.has(key)) return wording;
	if (!works(() => Intl.getCanonicalLocales(locale))) {
		throw new ActionError(
			'setup',
			`Locale: "${locale}" is not a language tag. Write it like en-GB, de-DE or fr.`,
		);
	}
	if (!works(() => new Intl.DateTimeFormat(locale, { timeZone }))) {
		throw new ActionError(
			'setup',
			`Time Zone: "${timeZone}" is not known. Write it like Europe/Berlin or America/New_York.`,
		);
	}
	if (known.size < MOST_KNOWN) known.add(key);
	return wording;
}

function works(attempt: () => unknown): boolean {
	try {
		attempt();
		return true;
	} catch {
		return false;
	}
}
