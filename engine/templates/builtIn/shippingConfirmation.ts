import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { letter } from '../parts/letter.ts';
import { orderLines } from '../parts/lines.ts';
import { address } from '../parts/text.ts';
import { tracking } from '../parts/tracking.ts';
import type { Phrases } from '../phrases.ts';

/** Tells that the goods have left, and where to follow them. */
export function shippingConfirmation(phrases: Phrases): BuiltInTemplate {
	const { buttons, shippingConfirmation: said } = phrases.texts;
	return {
		subject: phrases.plain(said.subject),
		preheader: phrases.plain(said.preheader),
		...letter(phrases, {
			title: said.heading,
			sentence: (write) => write(said.shipped),
			parts: [tracking(phrases), orderLines(phrases), address(phrases)],
			link: ['mail.orderUrl', buttons.order],
		}),
	};
}
