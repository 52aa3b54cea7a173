import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { ADDRESS, button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';
import { LINES } from '../parts/lines.ts';
import { TRACKING } from '../parts/tracking.ts';

/** Tells that the parcel is on its last leg. */
export const OUT_FOR_DELIVERY: BuiltInTemplate = {
	name: 'out_for_delivery',
	subject:
		'Out for delivery: your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %}',
	preheader:
		'{% if mail.sharedCarrier %}{{ mail.sharedCarrier }}{% else %}The carrier{% endif %} is bringing your parcel{% if mail.parcels.size > 1 %}s{% endif %}.',
	html: `${heading('Out for delivery')}
${paragraph(GREETING)}
${paragraph('Your order{% if mail.orderNumber %} <strong>{{ mail.orderNumber }}</strong>{% endif %} is on the delivery vehicle{% if mail.sharedCarrier %} of {{ mail.sharedCarrier }}{% endif %} and will be with you soon.')}
${OWN_MESSAGE.html}
${TRACKING.html}
${LINES.html}
${ADDRESS.html}
${button('mail.orderUrl', 'View your order')}`,
	text: `${GREETING}

Your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %} is on the delivery vehicle{% if mail.sharedCarrier %} of {{ mail.sharedCarrier }}{% endif %} and will be with you soon.

${OWN_MESSAGE.text}${TRACKING.text}
${LINES.text}
${ADDRESS.text}
{% if mail.orderUrl %}View your order: {{ mail.orderUrl }}{% endif %}`,
};
