import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod/v4';
import { writtenBrandSchema, type WrittenBrand } from '../../engine/brand/brand.ts';
import type { FontName } from '../../engine/brand/fonts.ts';

const FONT_OPTIONS: Readonly<Record<FontName, string>> = {
	arial: 'Arial',
	courier: 'Courier New',
	georgia: 'Georgia',
	system: 'Of the Device',
	tahoma: 'Tahoma',
	times: 'Times New Roman',
	trebuchet: 'Trebuchet MS',
	verdana: 'Verdana',
};

const color = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'color',
	default: '',
	description,
});

const FIELDS: INodeProperties[] = [
	color(
		'Accent Color',
		'accentColor',
		'Of buttons, with black or white writing as it can be read, and of links. Links need it dark enough to be read on white.',
	),
	color('Background Color', 'backgroundColor', 'Around the white card with the text'),
	{
		displayName: 'Font',
		name: 'font',
		type: 'options',
		default: 'system',
		description: 'Mail programs show no other fonts than those that are on the device',
		options: Object.entries(FONT_OPTIONS).map(([value, name]) => ({ name, value })),
	},
	{
		displayName: 'Imprint',
		name: 'imprint',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Fjord & Falke GmbH, Hauptstraße 5, 80331 München',
		description:
			'Your address and what the law wants to be in each mail, at the end of it. Up to 10 lines.',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. de',
		description: "The shop's own language, for mails where the order does not tell another one",
	},
	color(
		'Link Color',
		'linkColor',
		'Of links, where the accent color is too light for them. It has to be dark enough to be read on white.',
	),
	{
		displayName: 'Links',
		name: 'links',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Link',
		default: {},
		description: 'To your pages elsewhere, such as Instagram, at the end of each mail. Up to 8.',
		options: [
			{
				displayName: 'Link',
				name: 'rows',
				values: [
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						placeholder: 'e.g. Instagram',
						description: 'What customers read',
					},
					{
						displayName: 'Address',
						name: 'url',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://instagram.com/fjordandfalke',
						description: 'Where it leads to; begins with https://',
					},
				],
			},
		],
	},
	{
		displayName: 'Logo URL',
		name: 'logoUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://shop.example.com/logo.png',
		description:
			'Address of a PNG, JPEG or GIF at the top of each mail, instead of the name of the shop. Outlook and others show no SVG and no WebP. It is looked at when the workflow is published.',
	},
	{
		displayName: 'Logo Width',
		name: 'logoWidth',
		type: 'number',
		typeOptions: { minValue: 40, maxValue: 400 },
		default: 160,
		description: 'In pixels. A picture that is twice as wide looks sharp on phones.',
	},
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. help@shop.example.com',
		description: 'Where answers of customers go, unless the mail node says otherwise',
	},
	{
		displayName: 'Shop Name',
		name: 'shopName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Fjord & Falke',
		description:
			'What customers call the shop. Left empty, the name of the store above, or else the one that the shop has for itself.',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description:
			'For dates and times in mails, instead of the time zone of the workflow that sends them',
	},
	{
		displayName: 'Tracking Page',
		name: 'trackingPage',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/commerce/api/track',
		description:
			'Mails lead to a page of your own on which customers follow their order, instead of to the carrier. Needs the workflow with the Commerce API node: its address, with /api/track at the end.',
	},
];

/** The field of a Store Trigger that says what the shop looks like in its mails. */
export const brandProperties: INodeProperties[] = [
	{
		displayName: 'Brand',
		name: 'brand',
		type: 'collection',
		placeholder: 'Add what the shop looks like',
		default: {},
		description:
			'Logo, colors and imprint of all mails about this store. Counts from when the workflow is published.',
		options: FIELDS,
	},
];

const formSchema = z
	.object({ links: z.object({ rows: z.array(z.unknown()).default([]) }).default({ rows: [] }) })
	.catchall(z.unknown());

/**
 * What a Store Trigger says of its shop's look. A field that is left empty counts as left out.
 *
 * @throws Error with a sentence that names the field
 */
export function brandInForm(form: unknown): WrittenBrand {
	const { links, imprint, logoWidth, ...others } = formSchema.parse(form ?? {});
	const lines = String(imprint ?? '').split(/\r\n|\r|\n/);
	const given = {
		...others,
		...(logoWidth !== undefined && logoWidth !== '' && { logoWidth: Number(logoWidth) }),
		imprint: lines.filter((line) => line.trim() !== ''),
		links: links.rows,
	};
	const filled = Object.entries(given).filter(
		([, value]) =>
			value !== null && (Array.isArray(value) ? value.length > 0 : String(value).trim() !== ''),
	);
	const checked = writtenBrandSchema.safeParse(Object.fromEntries(filled));
	if (checked.success) return checked.data;
	const [{ path, message }] = checked.error.issues as [z.core.$ZodIssue];
	throw new Error(`Brand, "${nameOf(path)}": ${message}`);
}

/** The form of a Store Trigger that says this. */
export function formOfBrand({ imprint, links, ...others }: WrittenBrand): object {
	const written = Object.entries(others).filter(([, value]) => value !== undefined);
	return {
		...Object.fromEntries(written),
		...(imprint?.length && { imprint: imprint.join('\n') }),
		...(links?.length && { links: { rows: links.map((link) => ({ ...link })) } }),
	};
}

/** Of several of a kind with its number: `Imprint, line 3`. */
function nameOf([field, index, part]: readonly PropertyKey[]): string {
	const shown = FIELDS.find(({ name }) => name === field)?.displayName ?? String(field ?? '');
	if (typeof index !== 'number') return shown;
	if (field === 'imprint') return `${shown}, line ${index + 1}`;
	return `${shown} ${index + 1}, ${part === 'url' ? 'Address' : 'Label'}`;
}
