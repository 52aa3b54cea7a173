import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { ADDRESS, button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';
import { LINES } from '../parts/lines.ts';
import { TRACKING } from '../parts/tracking.ts';

/** Tells that the goods have left, and where to follow them. */
export const SHIPPING_CONFIRMATION: BuiltInTemplate = {
	name: 'shipping_confirmation',
	subject: 'Your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %} has been shipped',
	preheader:
		'On its way to you{% if mail.sharedCarrier %} with {{ mail.sharedCarrier }}{% endif %}.',
	html: `${heading('Your order is on its way')}
${paragraph(GREETING)}
${paragraph('Good news: your order{% if mail.orderNumber %} <strong>{{ mail.orderNumber }}</strong>{% endif %} has been shipped{% if mail.sharedCarrier %} with {{ mail.sharedCarrier }}{% endif %}.')}
${OWN_MESSAGE.html}
${TRACKING.html}
${LINES.html}
${ADDRESS.html}
${button('mail.orderUrl', 'View your order')}`,
	text: `${GREETING}

Good news: your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %} has been shipped{% if mail.sharedCarrier %} with {{ mail.sharedCarrier }}{% endif %}.

${OWN_MESSAGE.text}${TRACKING.text}
${LINES.text}
${ADDRESS.text}
{% if mail.orderUrl %}View your order: {{ mail.orderUrl }}{% endif %}`,
};
