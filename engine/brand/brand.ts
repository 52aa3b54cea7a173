import { z } from 'zod/v4';
import { parseAddresses } from '../messages/email/parseAddresses.ts';
import { isTimeZone } from '../templates/isTimeZone.ts';
import { colourIn, contrast, LEAST_CONTRAST, type Colour } from './colours.ts';
import { FONT_NAMES } from './fonts.ts';

const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 1_000;
const LONGEST_LINE = 200;
const MOST_LINES = 10;
const LONGEST_LABEL = 40;
const MOST_LINKS = 8;
const LOGO_WIDTHS = { least: 40, most: 400 };

/** What links in a mail stand on. */
export const CARD: Colour = '#ffffff';

/** A text that is read by a function, which gives `null` for what it does not take. */
const readBy = <T extends string>(read: (text: string) => T | null, wrong: string) =>
	z.string().transform((given, context): T => {
		const found = read(given);
		if (found !== null) return found;
		context.addIssue({ code: 'custom', message: `"${given.trim().slice(0, 100)}" ${wrong}` });
		return z.NEVER;
	});

const colour = readBy(colourIn, 'is no color. Write it as #1d4ed8 or #fff.');
const httpsAddress = (what: string) =>
	readBy((text) => {
		const url = text.length <= LONGEST_ADDRESS ? URL.parse(text.trim()) : null;
		const isAddress = url?.protocol === 'https:' && url.username === '' && url.password === '';
		return isAddress ? url.href : null;
	}, `is no address of ${what}. It has to begin with https:// and have at most ${LONGEST_ADDRESS} characters.`);
/** n8n on the own computer has no https; a page that customers reach has. */
const trackingPage = readBy((text) => {
	const url = text.length <= LONGEST_ADDRESS ? URL.parse(text.trim().replace(/\/+$/, '')) : null;
	if (url === null || !url.pathname.endsWith('/api/track')) return null;
	const isHere = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
	const isBare = `${url.username}${url.password}${url.search}${url.hash}` === '';
	return isBare && (isHere || url.protocol === 'https:') ? url.href : null;
}, `is no address of a tracking page. Write it like https://n8n.example.com/webhook/commerce/api/track: the https address of the REST API with /api/track at its end.`);
const timeZone = readBy(
	(text) => (isTimeZone(text.trim()) ? text.trim() : null),
	'is no time zone that is known. Write it like Europe/Berlin or America/New_York.',
);
const language = readBy(
	(text) => valueOf(() => Intl.getCanonicalLocales(text.trim())[0]) ?? null,
	'is no language tag. Write it like de, en-GB or pt-BR.',
);
const replyTo = z.string().transform((given, context): string => {
	try {
		const [only, ...others] = parseAddresses('', given);
		if (only !== undefined && others.length === 0) {
			const name = only.name.replaceAll('"', '').trim();
			if (name === '') return only.address;
			// A mail reads the text as a list: what separates addresses stands in quotes.
			return `${/[,;<>@]/.test(name) ? `"${name}"` : name} <${only.address}>`;
		}
		context.addIssue({ code: 'custom', message: 'it has to be one e-mail address.' });
	} catch (error) {
		context.addIssue({ code: 'custom', message: (error as Error).message.replace(/^: /, '') });
	}
	return z.NEVER;
});
const line = (longest: number) =>
	z
		.string()
		.transform((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim())
		.refine((text) => text !== '', 'it is empty. Write something, or leave it out.')
		.refine(
			(text) => text.length <= longest,
			`it has more than ${longest} characters, which is the most that is allowed.`,
		);
const most = (count: number, what: string) =>
	`it has more than ${count} ${what}, which is the most that is allowed.`;

/** As the REST API takes it, and the form of a Store Trigger holds it. */
const FIELDS = {
	shopName: line(LONGEST_NAME)
		.optional()
		.describe('What customers call the shop; the name of the store where it is left out'),
	logoUrl: httpsAddress('a picture')
		.optional()
		.describe('A PNG, JPEG or GIF of at most 500 kB that mail programs can load'),
	logoWidth: z
		.number()
		.int(`a whole number from ${LOGO_WIDTHS.least} to ${LOGO_WIDTHS.most}`)
		.min(LOGO_WIDTHS.least, `it has to be at least ${LOGO_WIDTHS.least} pixels.`)
		.max(LOGO_WIDTHS.most, `it has to be at most ${LOGO_WIDTHS.most} pixels.`)
		.optional()
		.describe('In pixels; 160 where it is left out'),
	accentColor: colour
		.optional()
		.describe('Of buttons, and of links that have none of their own; `#1d4ed8`'),
	linkColor: colour.optional().describe('Of links'),
	backgroundColor: colour.optional().describe('Around the white card with the text'),
	font: z
		.enum(FONT_NAMES, `it has to be one of ${FONT_NAMES.join(', ')}.`)
		.optional()
		.describe('One that every mail program has'),
	imprint: z
		.array(line(LONGEST_LINE))
		.max(MOST_LINES, most(MOST_LINES, 'lines'))
		.optional()
		.describe('Address and legal lines, at the end of each mail'),
	links: z
		.array(z.strictObject({ label: line(LONGEST_LABEL), url: httpsAddress('a page') }))
		.max(MOST_LINKS, most(MOST_LINKS, 'links'))
		.optional()
		.describe('To your pages elsewhere, such as Instagram; above the imprint'),
	replyTo: replyTo.optional().describe('Where answers of customers go'),
	timeZone: timeZone.optional().describe('For dates and times in mails; `Europe/Berlin`'),
	language: language.optional().describe("The shop's own language; `de`"),
	trackingPage: trackingPage
		.optional()
		.describe(
			'Address of this API with `/api/track` at its end, as customers reach it. Mails then lead to the page of their order; where it is left out, to that of the carrier',
		),
};

type Colours = {
	readonly accentColor?: Colour | undefined;
	readonly linkColor?: Colour | undefined;
};
const isReadable = ({ linkColor, accentColor }: Colours) =>
	contrast(linkColor ?? accentColor ?? '#000000', CARD) >= LEAST_CONTRAST;

/** A shop's look and language, as somebody writes it down. */
export const writtenBrandSchema = z
	.strictObject(FIELDS)
	.superRefine((brand, context) => {
		if (isReadable(brand)) return;
		const { linkColor, accentColor } = brand;
		const given = (linkColor ?? accentColor)!;
		const found = (Math.floor(contrast(given, CARD) * 10) / 10).toFixed(1);
		context.addIssue({
			code: 'custom',
			path: [linkColor === undefined ? 'accentColor' : 'linkColor'],
			message: `links in ${given} cannot be read well on white: the contrast is ${found}, and at least ${LEAST_CONTRAST} is needed (WCAG AA). Choose a darker color${linkColor === undefined ? ', or give links a darker color of their own' : ''}.`,
		});
	})
	.meta({ id: 'Brand' });
export type WrittenBrand = Readonly<z.output<typeof writtenBrandSchema>>;

/** A shop's look and language, with what was found of its logo. */
export type Brand = WrittenBrand & {
	/** How high it is, for each pixel that it is wide; not known where it could not be looked at. */
	readonly logoRatio?: number | undefined;
	/** What the shop calls itself, where nobody has given it a name here. */
	readonly ownName?: string | undefined;
	/** Of what is written about an order: the page on which it can be followed. Never written down. */
	readonly orderPage?: string | undefined;
};

export const NO_BRAND: Brand = {};

/** Fields that a newer version has written are of no use to this one. */
const storedBrandSchema = z.object({
	...FIELDS,
	logoRatio: z.number().positive().max(10).optional(),
	ownName: line(LONGEST_NAME).optional(),
});

/** The brand that is written down with a store; what another version wrote in another way counts as none. */
export function brandIn(brandJson: string | null | undefined): Brand {
	if (!brandJson) return NO_BRAND;
	const parsed = valueOf(() => storedBrandSchema.safeParse(JSON.parse(brandJson)));
	return parsed?.success ? (parsed.data as Brand) : NO_BRAND;
}

/** A brand as it is written down; `null` where it says nothing. */
export const brandJsonOf = (brand: Brand): string | null =>
	Object.values(brand).some((value) => value !== undefined) ? JSON.stringify(brand) : null;

function valueOf<T>(attempt: () => T): T | undefined {
	try {
		return attempt();
	} catch {
		return undefined;
	}
}
