import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';
import { facts } from '../parts/facts.ts';

const FACTS = facts([
	['Order', 'mail.orderNumber'],
	[
		'Refund',
		'mail.money.refundAmount',
		'{{ mail.money.refundAmount | money: mail.money.currency }}',
	],
	[
		'Refunded in total',
		'mail.money.refundedTotal > 0 and mail.money.refundedTotal != mail.money.refundAmount',
		'{{ mail.money.refundedTotal | money: mail.money.currency }}',
	],
	['Order total', 'mail.money.total', '{{ mail.money.total | money: mail.money.currency }}'],
	['Paid with', 'order.paymentMethod'],
]);

const REFUNDED =
	'We have {% if mail.money.refundAmount %}refunded {{ mail.money.refundAmount | money: mail.money.currency }}{% else %}made a refund{% endif %}';

/** Tells that money is on its way back. */
export const REFUND_CONFIRMATION: BuiltInTemplate = {
	name: 'refund_confirmation',
	subject: 'Your refund{% if mail.orderNumber %} for order {{ mail.orderNumber }}{% endif %}',
	preheader: `${REFUNDED} to you.`,
	html: `${heading('Your refund is on its way')}
${paragraph(GREETING)}
${paragraph(`${REFUNDED}{% if mail.orderNumber %} for your order <strong>{{ mail.orderNumber }}</strong>{% endif %}. Depending on your bank, it can take a few days until you see it in your account.`)}
${OWN_MESSAGE.html}
${FACTS.html}
${button('mail.orderUrl', 'View your order')}`,
	text: `${GREETING}

${REFUNDED}{% if mail.orderNumber %} for your order {{ mail.orderNumber }}{% endif %}. Depending on your bank, it can take a few days until you see it in your account.

${OWN_MESSAGE.text}${FACTS.text}
{% if mail.orderUrl %}View your order: {{ mail.orderUrl }}{% endif %}`,
};
