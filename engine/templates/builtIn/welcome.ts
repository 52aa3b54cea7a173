import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { letter } from '../parts/letter.ts';
import type { Phrases } from '../phrases.ts';

/** Welcomes a new customer. */
export function welcome(phrases: Phrases): BuiltInTemplate {
	const { buttons, welcome: said } = phrases.texts;
	return {
		subject: phrases.plain(said.subject),
		preheader: phrases.plain(said.preheader),
		...letter(phrases, {
			title: said.subject,
			sentence: (write) => write(said.welcomed),
			parts: [],
			link: ['shop.url', buttons.shop],
		}),
	};
}
