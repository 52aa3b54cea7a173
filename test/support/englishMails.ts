import { createRenderer } from '../../engine/templates/createRenderer.ts';
import { renderEmail } from '../../engine/templates/renderEmail.ts';
import { TEMPLATE_NAMES } from '../../engine/templates/templateNames.ts';
import { templateScope } from '../../engine/templates/templateScope.ts';
import { textFromHtml } from '../../engine/templates/textFromHtml.ts';
import { BARE_ITEMS, SAMPLE_ITEMS } from './emailItems.ts';

const PARCELS = ['A1', 'B2'].map((trackingNumber) => ({
	carrier: 'DHL',
	trackingNumber,
	trackingUrl: `https://track.example/${trackingNumber}`,
}));

/** What the mails of all templates are written from: everything known, nothing known, several parcels. */
export const MAIL_ITEMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	order: SAMPLE_ITEMS.order,
	shipment: SAMPLE_ITEMS.shipment,
	customer: SAMPLE_ITEMS.customer,
	'bare order': BARE_ITEMS.order,
	'bare shipment': BARE_ITEMS.shipment,
	'bare customer': BARE_ITEMS.customer,
	parcels: {
		...SAMPLE_ITEMS.shipment,
		shipment: { ...SAMPLE_ITEMS.shipment.shipment, ...PARCELS[0], parcels: PARCELS },
	},
};

/** What a reader of each English mail sees: subject, text, and the words of the HTML. */
export function englishMails(): Record<string, readonly string[]> {
	const render = createRenderer();
	const mails = TEMPLATE_NAMES.flatMap((template) =>
		Object.entries(MAIL_ITEMS).map(([name, item]) => {
			const scope = templateScope(item, { shopName: null, message: 'Hi', locale: 'en-US' });
			const { subject, html, text } = renderEmail(render, { template }, scope, {
				locale: 'en-US',
				timeZone: 'UTC',
				currency: scope.mail.currency,
				now: new Date('2026-11-23T20:31:07.000Z'),
			});
			const words = textFromHtml(html ?? '').split(/\s+/);
			return [`${template}: ${name}`, [subject, text, words.join(' ')]] as const;
		}),
	);
	return Object.fromEntries(mails);
}
