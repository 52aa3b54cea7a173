import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { facts } from '../parts/facts.ts';
import { letter } from '../parts/letter.ts';
import { orderLines } from '../parts/lines.ts';
import { address } from '../parts/text.ts';
import { withoutValue, type Phrases } from '../phrases.ts';

/** Thanks for an order, and lists what is in it. */
export function orderConfirmation(phrases: Phrases): BuiltInTemplate {
	const { labels, buttons, orderConfirmation: said } = phrases.texts;
	const received = (write: (text: string) => string) =>
		`{% if mail.isToBeShipped %}${write(said.receivedToShip)}{% else %}${write(said.received)}{% endif %}`;
	const told = facts(phrases, [
		[labels.order, 'mail.orderNumber'],
		[labels.placedOn, 'order.createdAt', '{{ order.createdAt | date }}'],
		[labels.payment, 'order.paymentMethod'],
		[labels.shipping, 'order.shippingMethod'],
	]);
	return {
		subject: phrases.plain(said.subject),
		preheader: received((text) => phrases.plain(withoutValue(text, 'orderNumber'))),
		...letter(phrases, {
			title: said.heading,
			sentence: received,
			parts: [told, orderLines(phrases), address(phrases)],
			link: ['mail.orderUrl', buttons.order],
		}),
	};
}
