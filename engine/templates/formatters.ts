/** Locales and options of one shop's mails are few; a merchant could make up many. */
const MOST_KEPT = 500;

/**
 * Keeps what it has made: to make a formatter takes 30 to 90 µs, to use one less than 1, and a mail has some
 * twenty amounts.
 */
function kept<O, T>(make: (locale: string, options: O) => T): (locale: string, options: O) => T {
	const made = new Map<string, T>();
	return (locale, options) => {
		const key = JSON.stringify([locale, options]);
		const formatter = made.get(key) ?? make(locale, options);
		if (made.size >= MOST_KEPT) made.clear();
		made.set(key, formatter);
		return formatter;
	};
}

/** @throws RangeError for a locale or an option that is not known, as those below */
export const numberFormat = kept(
	(locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const dateFormat = kept(
	(locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
export const displayNames = kept(
	(locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);
export const pluralRules = kept(
	(locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
);
