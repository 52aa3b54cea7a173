import fc from 'fast-check';
import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import {
	brandIn,
	brandJsonOf,
	NO_BRAND,
	type Brand,
	type WrittenBrand,
} from '../../../engine/brand/brand.ts';
import { colourIn, contrast, readableOn, type Colour } from '../../../engine/brand/colours.ts';
import { lookOf } from '../../../engine/brand/look.ts';
import { pictureIn } from '../../../engine/brand/pictureIn.ts';
import { composeEmail } from '../../../engine/messages/email/composeEmail.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { withBrand } from '../../../api/canvas/brandPart.ts';
import { CommerceStoreTrigger } from '../../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts';
import { brandInForm, formOfBrand } from '../../../nodes/shared/brandProperties.ts';
import { SAMPLE_ITEMS } from '../../support/emailItems.ts';

const BRAND: WrittenBrand = {
	shopName: 'Fjord & Falke',
	logoUrl: 'https://shop.example.com/logo.png',
	logoWidth: 200,
	accentColor: '#0f766e',
	backgroundColor: '#f5f1ea',
	font: 'georgia',
	imprint: ['Fjord & Falke GmbH', 'Hauptstraße 5, 80331 München', 'HRB 12345'],
	links: [{ label: 'Instagram', url: 'https://instagram.com/fjordandfalke' }],
	replyTo: 'Help <help@shop.example.com>',
	timeZone: 'Europe/Berlin',
	language: 'de',
};

const FORM = {
	...BRAND,
	accentColor: ' #0F766E ',
	imprint: `${BRAND.imprint!.join('\r\n')}\n\n`,
	links: { rows: [{ label: ' Instagram ', url: 'https://instagram.com/fjordandfalke' }] },
	linkColor: '',
};

describe("a shop's look is set once, in the node that connects the store", () => {
	it.each([2, 3, 4])(
		'version %d of the node shows its fields for every kind of store',
		(typeVersion) => {
			const { description } = new CommerceStoreTrigger().getNodeType(typeVersion);
			for (const provider of ['generic', 'shopify', 'woocommerce']) {
				const loaded = NodeHelpers.getNodeParameters(
					description.properties,
					{ provider, brand: FORM } as unknown as INodeParameters,
					true,
					false,
					{ typeVersion } as never,
					description,
				)!;
				expect(brandInForm(loaded.brand)).toEqual(BRAND);
			}
		},
	);

	it('what is left empty counts as left out, and a form without it says nothing', () => {
		const empty = { accentColor: '', logoWidth: '', imprint: ' \n', links: {}, replyTo: ' ' };
		expect(brandInForm(empty)).toEqual({});
		expect(brandInForm(undefined)).toEqual({});
		expect(brandJsonOf(brandInForm({}))).toBeNull();
	});

	it('is the same after it was kept, and is as if there were none where another version wrote it otherwise', () => {
		const kept = { ...brandInForm(FORM), logoRatio: 0.5 };
		expect(brandIn(brandJsonOf(kept))).toEqual(kept);
		for (const unreadable of [null, '', '{', '[]', '{"font":"comic"}', '{"accentColor":1}']) {
			expect(brandIn(unreadable)).toEqual(NO_BRAND);
		}
		expect(brandIn('{"font":"arial","sparkle":true}')).toEqual({ font: 'arial' });
	});

	it('the REST API writes it as a person would have entered it, and leaves the rest of the node alone', () => {
		const node = {
			...{ id: '1', name: 'Shop', type: 'x.commerceStoreTrigger', typeVersion: 3 },
			position: [0, 0] as const,
			parameters: { provider: 'shopify', brand: { font: 'arial' }, storeName: 'Shop' },
		};
		const changed = withBrand(node, BRAND);
		expect(changed.parameters).toMatchObject({ provider: 'shopify', storeName: 'Shop' });
		expect(brandInForm(changed.parameters.brand)).toEqual(BRAND);
		expect(brandInForm(formOfBrand(BRAND))).toEqual(BRAND);
		expect(withBrand(changed, {}).parameters).not.toHaveProperty('brand');
		expect(() => withBrand(node, { shopName: '={{ $env.SECRET }}' })).toThrow(
			'must not begin with "="',
		);
	});
});

describe('what a brand cannot be is refused where it is typed, with the field, what was given and what is allowed', () => {
	it.each([
		[{ accentColor: 'blue' }, 'Brand, "Accent Color": "blue" is no color. Write it as #1d4ed8'],
		[{ backgroundColor: '#12' }, '"Background Color": "#12" is no color'],
		[
			{ accentColor: '#ffd400' },
			'"Accent Color": links in #ffd400 cannot be read well on white: the contrast is 1.4, and at least 4.5 is needed (WCAG AA). Choose a darker color, or give links a darker color of their own.',
		],
		[{ accentColor: '#000', linkColor: '#0ea5e9' }, '"Link Color": links in #0ea5e9'],
		[
			{ logoUrl: 'http://shop.example.com/logo.png' },
			'"Logo URL": "http://shop.example.com/logo.png" is no address of a picture. It has to begin with https://',
		],
		[{ logoUrl: 'logo.png' }, '"Logo URL": "logo.png" is no address'],
		[{ logoWidth: 900 }, '"Logo Width": it has to be at most 400 pixels'],
		[{ logoWidth: 'wide' }, '"Logo Width": '],
		[{ font: 'Comic Sans' }, '"Font": it has to be one of system, arial'],
		[{ imprint: 'a\n'.repeat(11) }, '"Imprint": it has more than 10 lines'],
		[{ imprint: `a\n${'b'.repeat(201)}` }, '"Imprint, line 2": it has more than 200 characters'],
		[
			{ links: { rows: [{ label: 'A', url: 'ftp://a' }] } },
			'"Links 1, Address": "ftp://a" is no address of a page',
		],
		[
			{ links: { rows: [{ label: '', url: 'https://a.example' }] } },
			'"Links 1, Label": it is empty',
		],
		[{ replyTo: 'help' }, '"Reply To": "help" is not an e-mail address'],
		[{ replyTo: 'a@example.com\nBcc: b@example.com' }, '"Reply To"'],
		[{ replyTo: 'a@example.com, b@example.com' }, '"Reply To": it has to be one e-mail address'],
		[{ replyTo: 'Help; Returns <help@example.com>' }, '"Reply To": "Help" is not'],
		[{ timeZone: 'Berlin' }, '"Time Zone": "Berlin" is no time zone that is known'],
		[{ language: 'german!' }, '"Language": "german!" is no language tag'],
		[{ shopName: 'x'.repeat(101) }, '"Shop Name": it has more than 100 characters'],
	])('%j', (form, words) => {
		expect(() => brandInForm(form)).toThrow(words);
	});

	it('a bright accent color is taken with a link color that can be read', () => {
		const brand = brandInForm({ accentColor: '#ffd400', linkColor: '#92400e' });
		expect(lookOf(brand)).toMatchObject({
			accent: '#ffd400',
			onAccent: '#14161a',
			link: '#92400e',
		});
	});
});

describe('a mail of a shop with a brand', () => {
	const compose = (brand: Brand, settings: object = {}) =>
		composeEmail(
			createRenderer(),
			SAMPLE_ITEMS.order,
			{
				...{ template: 'order_confirmation', recipient: { kind: 'customer' } },
				...{ fromEmail: 'shop@example.com', ...settings },
			},
			new Date('2026-11-23T20:31:07.000Z'),
			brand,
		);
	const brand = brandInForm({ ...FORM, logoUrl: '' });

	it('is answered to its reply address and comes from its name, unless the node says otherwise', () => {
		const [help] = compose(brand).replyTo;
		expect(help).toEqual({ name: 'Help', address: 'help@shop.example.com' });
		expect(compose(brand, { replyTo: 'a@example.com' }).replyTo).toMatchObject([
			{ address: 'a@example.com' },
		]);
		expect(compose({ ...brand, shopName: 'F & F' }).from.name).toBe('F & F');
		expect(compose({}).replyTo).toEqual([]);
	});

	it.each([
		['"Help; Returns" <help@example.com>', 'Help; Returns'],
		['"Müller, Anna" <help@example.com>', 'Müller, Anna'],
		['Müller, Anna <help@example.com>', 'Müller, Anna'],
		['"Help "now"; @once" <help@example.com>', 'Help now; @once'],
		['"help@example.com" <help@example.com>', 'help@example.com'],
		['Help "me <help@example.com>', 'Help me'],
	])('is answered to its reply address whatever stands in the name: %s', (replyTo, name) => {
		const written = brandInForm({ replyTo });
		expect(compose(written).replyTo).toEqual([{ name, address: 'help@example.com' }]);
		const stored = brandIn(brandJsonOf(written));
		expect(stored.replyTo).toBe(written.replyTo);
	});

	it('has its imprint in the frame only: what somebody has made whole is sent as it is', () => {
		const whole = { template: 'custom', subject: 'Hello', html: '<html><p>Hello</p></html>' };
		expect(compose(brand, whole).html).toBe(whole.html);
		expect(compose(brand, { ...whole, html: null, text: 'Hello' }).text).toBe('Hello\n');
		expect(compose(brand, { ...whole, html: '<p>Hello</p>' }).html).toContain('HRB 12345');
	});

	it('puts nothing of a brand into its HTML that could be more than text', () => {
		const evil = '"><script>alert(1)</script>';
		const { html } = compose({
			...{ shopName: evil, imprint: [evil], logoUrl: `https://a.example/${evil}` },
			links: [{ label: evil, url: 'https://a.example' }],
		});
		expect(html).not.toContain('<script');
	});
});

const colour = fc
	.integer({ min: 0, max: 0xffffff })
	.map((value): Colour => `#${value.toString(16).padStart(6, '0')}`);

describe('what is worked out of a brand can be read', () => {
	it('contrasts are those of WCAG', () => {
		expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
		expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
		expect(contrast('#1d4ed8', '#1d4ed8')).toBe(1);
		expect([colourIn('#ABC'), colourIn(' #a1B2c3 '), colourIn('abc'), colourIn('#abcd')]).toEqual([
			'#aabbcc',
			'#a1b2c3',
			null,
			null,
		]);
	});

	it('on the button, on the background, and in the dark, whatever the colors are', () => {
		fc.assert(
			fc.property(colour, fc.option(colour, { nil: undefined }), (accentColor, backgroundColor) => {
				const look = lookOf({ accentColor, backgroundColor, linkColor: '#1d4ed8' });
				const pairs: Array<[Colour, Colour]> = [
					[look.onAccent, look.accent],
					[look.onBackground, look.background],
					[look.softOnBackground, look.background],
					[look.dark.onAccent, look.dark.accent],
					[look.dark.link, '#1b1e24'],
				];
				for (const [text, ground] of pairs) {
					expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
				}
				expect(contrast(look.dark.accent, '#1b1e24')).toBeGreaterThanOrEqual(3);
			}),
		);
		expect(readableOn('#7f7f7f', [])).toBe('#000000');
	});
});

describe('a picture is known by its first bytes', () => {
	const bytes = (...parts: Array<string | readonly number[]>) =>
		Buffer.concat(
			parts.map((part) =>
				typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
			),
		);
	const JFIF = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2];

	it.each([
		[
			bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 64, 0, 0, 0, 80]),
			{ kind: 'PNG', width: 320, height: 80 },
		],
		[bytes('GIF89a', [64, 1, 80, 0]), { kind: 'GIF', width: 320, height: 80 }],
		[
			bytes(JFIF, [0xff, 0xc2, 0, 17, 8, 0, 80, 1, 64, 3, 1]),
			{ kind: 'JPEG', width: 320, height: 80 },
		],
		[bytes('RIFF', [1, 0, 0, 0], 'WEBPVP8 '), { kind: 'WebP' }],
		[bytes([0, 0, 0, 28], 'ftypavif'), { kind: 'AVIF' }],
		[bytes('<?xml version="1.0"?>\n<!-- x --><svg xmlns="a">'), { kind: 'SVG' }],
		[bytes(' <svg>'), { kind: 'SVG' }],
		[bytes('<!doctype html><svg>'), null],
		[bytes('GIF89a', [0, 0, 80, 0]), null],
		[bytes(JFIF, [0xff, 0xd9, 0, 0]), null],
		[bytes(), null],
	])('%#', (given, expected) => {
		expect(pictureIn(given)).toEqual(expected);
	});

	it('and any bytes are looked at in no time', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 2_000 }), (tail) => {
				pictureIn(bytes(JFIF, [...tail]));
				pictureIn(Buffer.from(tail));
			}),
		);
	});
});
