import { button } from './text.ts';
import { facts } from './facts.ts';

/** Whether one number and link tell all. */
export const ONE_PARCEL = 'mail.parcels.size < 2';

const FACTS = facts([
	['Order', 'mail.orderNumber'],
	['Carrier', 'mail.sharedCarrier'],
	['Service', 'shipment.service'],
	['Tracking number', `mail.trackingNumber and ${ONE_PARCEL}`, '{{ mail.trackingNumber }}'],
	[
		'Expected',
		'shipment.estimatedDeliveryAt and shipment.deliveredAt == nil',
		'{{ shipment.estimatedDeliveryAt | date: "day" }}',
	],
	['Delivered', 'shipment.deliveredAt', '{{ shipment.deliveredAt | date: "date_time" }}'],
]);

const CELL = 'padding:4px 0;font-size:15px;line-height:22px;color:#14161a';

/** Several parcels: each with its number, which is the link to follow it where there is one. */
export const PARCELS = {
	html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="ink" style="${CELL};font-weight:700">{{ mail.parcels.size }} parcels</td></tr>
{% for parcel in mail.parcels %}<tr><td class="ink" style="${CELL};word-break:break-word">{% if parcel.carrier %}{{ parcel.carrier }} {% endif %}{% if parcel.url %}<a class="ink" href="{{ parcel.url }}" target="_blank" style="color:#14161a">{{ parcel.number | default: 'Track your parcel' }}</a>{% else %}{{ parcel.number }}{% endif %}</td></tr>
{% endfor %}</table>`,
	text: `{{ mail.parcels.size }} parcels:
{% for parcel in mail.parcels %}{% if parcel.carrier %}{{ parcel.carrier }} {% endif %}{{ parcel.number | default: 'Track your parcel' }}{% if parcel.url %}: {{ parcel.url }}{% endif %}
{% endfor %}
`,
};

/** The order a parcel belongs to, who carries it, and the link to follow it. */
export const TRACKING = {
	html: `${FACTS.html}
{% if ${ONE_PARCEL} %}${button('mail.trackingUrl', 'Track your parcel')}{% else %}${PARCELS.html}{% endif %}`,
	text: `${FACTS.text}{% if ${ONE_PARCEL} %}{% if mail.trackingUrl %}Track your parcel: {{ mail.trackingUrl }}

{% endif %}{% else %}${PARCELS.text}{% endif %}`,
};
