import { isRightToLeft, type LanguageCode } from './languages/languages.ts';
import type { Counted, Texts } from './languages/texts.ts';
import { textsOf } from './languages/textsOf.ts';

/** What `{name}` in a text stands for: a variable of the scope, and the filter that writes it. */
const VALUES: Readonly<Record<string, string>> = {
	firstName: 'mail.firstName',
	orderNumber: 'mail.orderNumber',
	carrier: 'mail.sharedCarrier',
	shop: 'shop.name',
	status: 'mail.status',
	statusSentence: 'mail.statusSentence',
	refund: 'mail.money.refundAmount | money: mail.money.currency',
	count: 'mail.parcels.size',
};

const VALUE = /\{(\w+)\}/g;
/** `[…]`, or `[…|…]`. */
const OPTIONAL_PART = /\[([^[\]|]*)(?:\|([^[\]|]*))?\]/g;

/** The texts of a language as Liquid, to put a template together from. */
export type Phrases = {
	readonly texts: Texts;
	readonly isRightToLeft: boolean;
	/** For a subject, or the text part. */
	readonly plain: (text: string | Counted) => string;
	/** For HTML: the order's number is bold. */
	readonly html: (text: string | Counted) => string;
	/** A value in HTML that is written from left to right among words that are not. `value` is Liquid. */
	readonly apart: (value: string) => string;
};

export function phrasesOf(language: LanguageCode): Phrases {
	const isMirrored = isRightToLeft(language);
	// Without these, the parts of `1001-A` change places in an Arabic sentence.
	const apart = (value: string) => (isMirrored ? `<bdi>${value}</bdi>` : value);
	const isolated = (value: string) => (isMirrored ? `\u2068${value}\u2069` : value);
	return {
		texts: textsOf(language),
		isRightToLeft: isMirrored,
		apart,
		plain: (text) => liquidOf(text, isolated),
		html: (text) =>
			liquidOf(text, (value, name) =>
				name === 'orderNumber' ? `<strong>${apart(value)}</strong>` : apart(value),
			),
	};
}

/** A text without the optional parts that hold a value. */
export function withoutValue(text: string, name: string): string {
	return text.replace(OPTIONAL_PART, (whole, part: string, otherwise = '') =>
		part.includes(`{${name}}`) ? otherwise : whole,
	);
}

/** The names of the values that a text takes. */
export function valuesIn(text: string): string[] {
	return [...text.matchAll(VALUE)].map(([, name]) => name!);
}

function liquidOf(text: string | Counted, write: (value: string, name: string) => string): string {
	if (typeof text !== 'string') {
		const { other, ...forms } = text;
		const cases = Object.entries(forms).map(
			([form, written]) => `{% when '${form}' %}${liquidOf(written, write)}`,
		);
		return `{% case mail.parcelForm %}${cases.join('')}{% else %}${liquidOf(other, write)}{% endcase %}`;
	}
	return text
		.replace(OPTIONAL_PART, (_, part: string, otherwise?: string) => {
			const known = valuesIn(part).map((name) => VALUES[name]!.split(' | ')[0]);
			const instead = otherwise === undefined ? '' : `{% else %}${otherwise}`;
			return `{% if ${known.join(' and ')} %}${part}${instead}{% endif %}`;
		})
		.replace(VALUE, (_, name: string) => write(`{{ ${VALUES[name]} }}`, name));
}
