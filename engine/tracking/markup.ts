import { htmlText } from '../templates/htmlText.ts';

/** HTML that is safe to stand in a page. Only `markup` makes it, and `raw` of what nobody outside has written. */
export class Markup {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

type Value = string | number | Markup | null | readonly Markup[];

/** A template whose values are text, and escaped, unless they are HTML already; `null` is nothing. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
	new Markup(String.raw({ raw: parts }, ...values.map(written)));

export const raw = (text: string): Markup => new Markup(text);

function written(value: Value): string {
	if (value === null) return '';
	if (value instanceof Markup) return value.text;
	if (Array.isArray(value)) return value.map(({ text }: Markup) => text).join('');
	return htmlText(String(value));
}
