import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { facts } from '../parts/facts.ts';
import { letter } from '../parts/letter.ts';
import type { Phrases } from '../phrases.ts';

const written = (amount: string) => `{{ ${amount} | money: mail.money.currency }}`;

/** Tells that money is on its way back. */
export function refundConfirmation(phrases: Phrases): BuiltInTemplate {
	const { labels, buttons, refundConfirmation: said } = phrases.texts;
	const told = facts(phrases, [
		[labels.order, 'mail.orderNumber'],
		[labels.refund, 'mail.money.refundAmount', written('mail.money.refundAmount')],
		[
			labels.refundedInTotal,
			'mail.money.refundedTotal > 0 and mail.money.refundedTotal != mail.money.refundAmount',
			written('mail.money.refundedTotal'),
		],
		[labels.orderTotal, 'mail.money.total', written('mail.money.total')],
		[labels.paidWith, 'order.paymentMethod'],
	]);
	return {
		subject: phrases.plain(said.subject),
		preheader: phrases.plain(said.preheader),
		...letter(phrases, {
			title: said.heading,
			sentence: (write) => write(said.refunded),
			parts: [told],
			link: ['mail.orderUrl', buttons.order],
		}),
	};
}
