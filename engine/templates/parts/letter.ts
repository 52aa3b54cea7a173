import type { BuiltInTemplate } from '../builtInTemplate.ts';
import type { Phrases } from '../phrases.ts';
import { button, heading, OWN_MESSAGE, paragraph } from './text.ts';

/** What stands in an e-mail, as Liquid for both parts. */
export type Part = { readonly html: string; readonly text: string };

/** How every built-in e-mail is built: greeting, what has happened, the merchant's message, parts, a link. */
export function letter(
	{ texts, plain, html }: Phrases,
	said: {
		readonly title: string;
		/** `write` makes Liquid of a text, for one of the two parts. */
		readonly sentence: (write: Phrases['plain']) => string;
		readonly parts: readonly Part[];
		/** The variable that holds the link or nothing, and its label. */
		readonly link: readonly [url: string, label: string];
	},
): Pick<BuiltInTemplate, 'html' | 'text'> {
	const [url, label] = said.link;
	return {
		html: [
			heading(html(said.title)),
			paragraph(html(texts.greeting)),
			paragraph(said.sentence(html)),
			OWN_MESSAGE.html,
			...said.parts.map((part) => part.html),
			button(url, label),
		].join('\n'),
		text: `${plain(texts.greeting)}

${said.sentence(plain)}

${OWN_MESSAGE.text}${said.parts.map((part) => part.text).join('\n')}
{% if ${url} %}${label}${texts.colon}{{ ${url} }}{% endif %}`,
	};
}
