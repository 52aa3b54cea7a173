import { createHash } from 'node:crypto';
import type { Brand } from '../engine/brand/brand.ts';
import { sampleMail } from '../engine/brand/sampleMail.ts';
import { languageIn } from '../engine/templates/mailLanguage.ts';
import { TEMPLATE_NAMES, type TemplateName } from '../engine/templates/templateNames.ts';

/** A picture of docs/emails.md: a mail as a wide window and a phone show it. */
export type MailPicture = {
	/** Below docs/images/mails, without an ending. */
	readonly name: string;
	/** What it shows, for who cannot see it. */
	readonly alt: string;
	readonly html: string;
	readonly isDark: boolean;
};

type Section = {
	readonly title: string;
	readonly text: string;
	readonly pictures: readonly MailPicture[];
};

/** Where the pictures are, seen from docs/. */
export const PICTURES = 'images/mails';
/** What each picture was made of. */
export const SHOWN_FILE = 'shown.json';
/** The logo of the shop that has a look of its own; nobody is asked for it. */
export const LOGO_URL = 'https://shop.example.com/logo.png';

const NOW = new Date('2026-03-01T12:00:00Z');
const SHOP = {
	guid: '00000000-0000-0000-0000-000000000000',
	name: 'Fjord & Falke',
	provider: 'generic',
	storeUrl: 'https://shop.example.com',
};
const LANGUAGES = [
	['en-GB', 'English'],
	['de-DE', 'German'],
] as const;
const TITLES: Readonly<Record<TemplateName, string>> = {
	order_confirmation: 'Order confirmation',
	order_status_update: 'Order status update',
	shipping_confirmation: 'Shipping confirmation',
	out_for_delivery: 'Out for delivery',
	delivery_confirmation: 'Delivery confirmation',
	refund_confirmation: 'Refund confirmation',
	welcome: 'Welcome',
};
const BRAND: Brand = {
	logoUrl: LOGO_URL,
	logoRatio: 0.25,
	accentColor: '#0f766e',
	backgroundColor: '#f5f1ea',
	font: 'georgia',
	imprint: ['Fjord & Falke GmbH · Hauptstraße 5 · 80331 München', 'HRB 12345 · VAT DE123456789'],
	links: [
		{ label: 'Instagram', url: 'https://instagram.com' },
		{ label: 'Pinterest', url: 'https://pinterest.com' },
	],
};

const pictureOf = (
	template: TemplateName,
	name: string,
	alt: string,
	{
		locale = 'en-GB',
		brand = {},
		isDark = false,
	}: { locale?: string; brand?: Brand; isDark?: boolean },
): MailPicture => {
	const settings = { ...languageIn(locale), timeZone: 'Europe/Berlin' };
	const mail = sampleMail(brand, SHOP, template, NOW, settings);
	return { name, alt: `${alt}, in a wide window and on a phone`, html: mail.html!, isDark };
};

/** What docs/emails.md shows. */
export function mailSections(): readonly Section[] {
	const own = (name: string, isDark: boolean) =>
		pictureOf(
			'order_confirmation',
			name,
			`A mail with a look of its own${isDark ? ', on a dark screen' : ''}`,
			{
				brand: BRAND,
				isDark,
			},
		);
	return [
		...TEMPLATE_NAMES.map((template) => ({
			title: TITLES[template],
			text: `\`${template}\``,
			pictures: LANGUAGES.map(([locale, language]) =>
				pictureOf(
					template,
					`${template}.${locale.slice(0, 2)}`,
					`${TITLES[template]} in ${language}`,
					{
						locale,
					},
				),
			),
		})),
		{
			title: 'With a look of its own',
			text: "Logo, colors, font, links and imprint of [the shop's brand](email-templates.md#the-shops-own-look), light and dark.",
			pictures: [own('own_look', false), own('own_look.dark', true)],
		},
	];
}

/** What a picture is made of, as a few characters. */
export const fingerprintOf = ({ html, isDark }: MailPicture): string =>
	createHash('sha256').update(`${isDark}${html}`).digest('hex').slice(0, 16);

const OUTLOOK = `## In Outlook on Windows

Outlook on Windows draws mails with the engine of Word, which knows little of what browsers know. The mails were not looked at in Outlook itself. A test reads each mail of this page, and each template in Arabic, as Outlook reads it, and holds them to what Word is known to draw:

- They are tables, each with its width as an attribute, in one of 600 pixels that Outlook alone sees. Nothing floats or is positioned, and there is no flexbox, no grid and no picture behind the text.
- Each size of letters has a line height, which Word is told to keep (\`mso-line-height-rule\`); around the logo and the buttons it may not, for it would cut them off.
- The color of each ground is an attribute, too. The logo has a width, a height and an alternative text.
- Buttons are drawn by VML, and lead to the same addresses as those of all others.
- The HTML is whole, both as Outlook and as all others read it.

The corners of the card are square there, and in its dark mode Outlook chooses the colors itself.`;

/** docs/emails.md. */
export function galleryPage(): string {
	const sections = mailSections().map(({ title, text, pictures }) => {
		const shown = pictures.map(({ name, alt }) => `![${alt}](${PICTURES}/${name}.png)`);
		return [`## ${title}`, text, ...shown].join('\n\n');
	});
	const intro =
		"What the built-in mails look like, with an order that is made up: here in English and German, two of their thirteen languages. `npm run pictures:mails` makes this page and its pictures anew; a test holds them to what the mails are. Their texts can be changed part by part, and their look is the shop's: [email-templates.md](email-templates.md).";
	return `${['# The built-in mails', intro, ...sections, OUTLOOK].join('\n\n')}\n`;
}
