import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { letter } from '../parts/letter.ts';
import { orderLines } from '../parts/lines.ts';
import { address } from '../parts/text.ts';
import { tracking } from '../parts/tracking.ts';
import type { Phrases } from '../phrases.ts';

/** Tells that the parcel has arrived. */
export function deliveryConfirmation(phrases: Phrases): BuiltInTemplate {
	const { buttons, deliveryConfirmation: said } = phrases.texts;
	return {
		subject: phrases.plain(said.subject),
		preheader: phrases.plain(said.preheader),
		...letter(phrases, {
			title: said.heading,
			sentence: (write) => write(said.delivered),
			parts: [tracking(phrases), orderLines(phrases), address(phrases)],
			link: ['mail.orderUrl', buttons.order],
		}),
	};
}
