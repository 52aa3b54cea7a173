import { button } from './button.ts';
import { facts } from './facts.ts';

const FACTS = facts([
	['Order', 'mail.orderNumber'],
	['Carrier', 'mail.carrier'],
	['Service', 'shipment.service'],
	['Tracking number', 'mail.trackingNumber'],
	[
		'Expected',
		'shipment.estimatedDeliveryAt and shipment.deliveredAt == nil',
		'{{ shipment.estimatedDeliveryAt | date }}',
	],
	['Delivered', 'shipment.deliveredAt', '{{ shipment.deliveredAt | date: "date_time" }}'],
]);

/** The order a parcel belongs to, who carries it, and the link to follow it. */
export const TRACKING = {
	html: `${FACTS.html}
${button('mail.trackingUrl', 'Track your parcel')}`,
	text: `${FACTS.text}{% if mail.trackingUrl %}Track your parcel: {{ mail.trackingUrl }}

{% endif %}`,
};
