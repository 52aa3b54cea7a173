/**
 * The languages of the built-in e-mails and notifications, by their own names. Kept apart from their texts,
 * so that a form can list them without loading those.
 */
export const LANGUAGES = {
	ar: 'العربية',
	cs: 'Čeština',
	da: 'Dansk',
	de: 'Deutsch',
	en: 'English',
	es: 'Español',
	fr: 'Français',
	it: 'Italiano',
	nl: 'Nederlands',
	pl: 'Polski',
	pt: 'Português',
	sv: 'Svenska',
	tr: 'Türkçe',
} as const;

/** ISO 639-1. */
export type LanguageCode = keyof typeof LANGUAGES;

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as readonly LanguageCode[];

const RIGHT_TO_LEFT: ReadonlySet<LanguageCode> = new Set<LanguageCode>(['ar']);

export const isRightToLeft = (language: LanguageCode): boolean => RIGHT_TO_LEFT.has(language);
