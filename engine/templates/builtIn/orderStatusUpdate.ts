import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { facts } from '../parts/facts.ts';
import { letter } from '../parts/letter.ts';
import { orderLines } from '../parts/lines.ts';
import { button } from '../parts/text.ts';
import { ONE_LINK, ONE_PARCEL, parcels } from '../parts/tracking.ts';
import type { Phrases } from '../phrases.ts';

/** Tells in which status an order, or its parcel, is now. */
export function orderStatusUpdate(phrases: Phrases): BuiltInTemplate {
	const { labels, buttons, news, colon, orderStatusUpdate, parcelStatusUpdate } = phrases.texts;
	const either = (part: 'subject' | 'heading') =>
		`{% if mail.isOfParcel %}${parcelStatusUpdate[part]}{% else %}${orderStatusUpdate[part]}{% endif %}`;
	const told = facts(phrases, [
		[labels.order, 'mail.orderNumber'],
		[labels.status, 'mail.status'],
		[labels.statusBefore, 'mail.previousStatus'],
		[labels.carrier, 'mail.sharedCarrier'],
		[labels.trackingNumber, `mail.trackingNumber and ${ONE_PARCEL}`, '{{ mail.trackingNumber }}'],
	]);
	const several = parcels(phrases);
	const isTracked = `mail.about == 'shipment' and ${ONE_LINK}`;
	const links = {
		html: `{% unless ${ONE_PARCEL} %}${several.html}{% endunless %}{% if ${isTracked} %}${button('mail.trackingUrl', buttons.track)}{% endif %}`,
		text: `{% unless ${ONE_PARCEL} %}${several.text}{% endunless %}{% if ${isTracked} %}{% if mail.trackingUrl %}${buttons.track}${colon}{{ mail.trackingUrl }}{% endif %}{% endif %}`,
	};
	return {
		subject: phrases.plain(either('subject')),
		preheader: '{{ mail.statusSentence }}',
		...letter(phrases, {
			title: either('heading'),
			sentence: (write) => write(`[{statusSentence}|${news.order}]`),
			parts: [told, orderLines(phrases), links],
			link: ['mail.orderUrl', buttons.order],
		}),
	};
}
