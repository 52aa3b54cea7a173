import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { ADDRESS, button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';
import { LINES } from '../parts/lines.ts';
import { TRACKING } from '../parts/tracking.ts';

/** Tells that the parcel has arrived. */
export const DELIVERY_CONFIRMATION: BuiltInTemplate = {
	name: 'delivery_confirmation',
	subject:
		'Your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %} has been delivered',
	preheader:
		'{% if mail.parcels.size > 1 %}Your parcels have{% else %}Your parcel has{% endif %} arrived. We hope you enjoy it.',
	html: `${heading('Your order has been delivered')}
${paragraph(GREETING)}
${paragraph('Your order{% if mail.orderNumber %} <strong>{{ mail.orderNumber }}</strong>{% endif %} has been delivered. We hope you enjoy it.')}
${OWN_MESSAGE.html}
${TRACKING.html}
${LINES.html}
${ADDRESS.html}
${button('mail.orderUrl', 'View your order')}`,
	text: `${GREETING}

Your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %} has been delivered. We hope you enjoy it.

${OWN_MESSAGE.text}${TRACKING.text}
${LINES.text}
${ADDRESS.text}
{% if mail.orderUrl %}View your order: {{ mail.orderUrl }}{% endif %}`,
};
