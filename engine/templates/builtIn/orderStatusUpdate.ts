import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';
import { facts } from '../parts/facts.ts';
import { LINES } from '../parts/lines.ts';
import { ONE_PARCEL, PARCELS } from '../parts/tracking.ts';

const FACTS = facts([
	['Order', 'mail.orderNumber'],
	['Status', 'mail.status'],
	['Before', 'mail.previousStatus'],
	['Carrier', 'mail.sharedCarrier'],
	['Tracking number', `mail.trackingNumber and ${ONE_PARCEL}`, '{{ mail.trackingNumber }}'],
]);

const SENTENCE =
	'{% if mail.statusSentence %}{{ mail.statusSentence }}{% else %}There is news about your order.{% endif %}';

/** Tells in which status an order, or its parcel, is now. */
export const ORDER_STATUS_UPDATE: BuiltInTemplate = {
	name: 'order_status_update',
	subject:
		'{% if mail.orderNumber %}Your order {{ mail.orderNumber }}{% else %}News about your order{% endif %}{% if mail.status %}: {{ mail.status }}{% endif %}',
	preheader: '{{ mail.statusSentence }}',
	html: `${heading('{% if mail.status %}{{ mail.status }}{% else %}News about your order{% endif %}')}
${paragraph(GREETING)}
${paragraph(SENTENCE)}
${OWN_MESSAGE.html}
${FACTS.html}
${LINES.html}
{% if ${ONE_PARCEL} %}${button('mail.trackingUrl', 'Track your parcel')}{% else %}${PARCELS.html}{% endif %}${button('mail.orderUrl', 'View your order')}`,
	text: `${GREETING}

${SENTENCE}

${OWN_MESSAGE.text}${FACTS.text}
${LINES.text}
{% if ${ONE_PARCEL} %}{% if mail.trackingUrl %}Track your parcel: {{ mail.trackingUrl }}
{% endif %}{% else %}${PARCELS.text}{% endif %}{% if mail.orderUrl %}View your order: {{ mail.orderUrl }}{% endif %}`,
};
