import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { ADDRESS, button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';
import { facts } from '../parts/facts.ts';
import { LINES } from '../parts/lines.ts';

const FACTS = facts([
	['Order', 'mail.orderNumber'],
	['Placed on', 'order.createdAt', '{{ order.createdAt | date }}'],
	['Payment', 'order.paymentMethod'],
	['Shipping', 'order.shippingMethod'],
]);

const SHIPS = '{% if mail.isToBeShipped %} and will let you know when it ships{% endif %}';

/** Thanks for an order, and lists what is in it. */
export const ORDER_CONFIRMATION: BuiltInTemplate = {
	name: 'order_confirmation',
	subject: 'Thank you for your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %}',
	preheader: `We have received your order${SHIPS}.`,
	html: `${heading('Thank you for your order')}
${paragraph(GREETING)}
${paragraph('We have received your order{% if mail.orderNumber %} <strong>{{ mail.orderNumber }}</strong>{% endif %}' + SHIPS + '.')}
${OWN_MESSAGE.html}
${FACTS.html}
${LINES.html}
${ADDRESS.html}
${button('mail.orderUrl', 'View your order')}`,
	text: `${GREETING}

We have received your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %}${SHIPS}.

${OWN_MESSAGE.text}${FACTS.text}
${LINES.text}
${ADDRESS.text}
{% if mail.orderUrl %}View your order: {{ mail.orderUrl }}{% endif %}`,
};
