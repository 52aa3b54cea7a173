import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { facts } from '../parts/facts.ts';
import { letter } from '../parts/letter.ts';
import { orderLines } from '../parts/lines.ts';
import { button } from '../parts/text.ts';
import { ONE_PARCEL, parcels } from '../parts/tracking.ts';
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
	const links = {
		html: `{% if ${ONE_PARCEL} %}${button('mail.trackingUrl', buttons.track)}{% else %}${several.html}{% endif %}`,
		text: `{% if ${ONE_PARCEL} %}{% if mail.trackingUrl %}${buttons.track}${colon}{{ mail.trackingUrl }}{% endif %}{% else %}${several.text}{% endif %}`,
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
