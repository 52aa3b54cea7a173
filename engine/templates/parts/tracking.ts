import type { Phrases } from '../phrases.ts';
import { facts } from './facts.ts';
import { button } from './text.ts';

/** Whether one number and link tell all. */
export const ONE_PARCEL = 'mail.parcels.size < 2';
/** Whether one link leads to all parcels. */
export const ONE_LINK = `mail.trackingPage or ${ONE_PARCEL}`;

const CELL = 'padding:4px 0;font-size:15px;line-height:22px;color:#14161a';

/** Several parcels: each with its number, which is the link to follow it where there is one. */
export function parcels({ texts, plain, apart }: Phrases) {
	const { colon, buttons } = texts;
	const number = apart(`{{ parcel.number | default: '${buttons.track}' }}`);
	const carrier = `{% if parcel.carrier %}${apart('{{ parcel.carrier }}')} {% endif %}`;
	return {
		html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="ink" style="${CELL};font-weight:700">${plain(texts.parcels)}</td></tr>
{% for parcel in mail.parcels %}<tr><td class="ink" style="${CELL};word-break:break-word">${carrier}{% if parcel.url %}<a class="ink" href="{{ parcel.url }}" target="_blank" style="color:#14161a">${number}</a>{% else %}${apart('{{ parcel.number }}')}{% endif %}</td></tr>
{% endfor %}</table>`,
		text: `${plain(texts.parcels)}${colon.trimEnd()}
{% for parcel in mail.parcels %}{% if parcel.carrier %}{{ parcel.carrier }} {% endif %}{{ parcel.number | default: '${buttons.track}' }}{% if parcel.url %}${colon}{{ parcel.url }}{% endif %}
{% endfor %}
`,
	};
}

/** The order a parcel belongs to, who carries it, and the link to follow it. */
export function tracking(phrases: Phrases) {
	const { labels, buttons, colon } = phrases.texts;
	const told = facts(phrases, [
		[labels.order, 'mail.orderNumber'],
		[labels.carrier, 'mail.sharedCarrier'],
		[labels.service, 'shipment.service'],
		[labels.trackingNumber, `mail.trackingNumber and ${ONE_PARCEL}`, '{{ mail.trackingNumber }}'],
		[
			labels.expected,
			'shipment.estimatedDeliveryAt and shipment.deliveredAt == nil',
			'{{ shipment.estimatedDeliveryAt | date: "day" }}',
		],
		[labels.delivered, 'shipment.deliveredAt', '{{ shipment.deliveredAt | date: "date_time" }}'],
	]);
	const several = parcels(phrases);
	return {
		html: `${told.html}
{% unless ${ONE_PARCEL} %}${several.html}{% endunless %}{% if ${ONE_LINK} %}${button('mail.trackingUrl', buttons.track)}{% endif %}`,
		text: `${told.text}{% unless ${ONE_PARCEL} %}${several.text}{% endunless %}{% if ${ONE_LINK} %}{% if mail.trackingUrl %}${buttons.track}${colon}{{ mail.trackingUrl }}

{% endif %}{% endif %}`,
	};
}
