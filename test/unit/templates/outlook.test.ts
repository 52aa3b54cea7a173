import { mailSections } from '../../../build/mailPictures.ts';
import { sampleMail } from '../../../engine/brand/sampleMail.ts';
import { languageIn } from '../../../engine/templates/mailLanguage.ts';
import { TEMPLATE_NAMES } from '../../../engine/templates/templateNames.ts';

const SHOP = {
	guid: '00000000-0000-0000-0000-000000000000',
	name: 'Fjord & Falke',
	provider: 'generic',
	storeUrl: 'https://shop.example.com',
};

/** Those of docs/emails.md, and each in a language that is written from right to left. */
const MAILS = [
	...mailSections().flatMap(({ pictures }) =>
		pictures.map(({ name, html }) => [name, html] as const),
	),
	...TEMPLATE_NAMES.map((template) => {
		const settings = { ...languageIn('ar'), timeZone: 'Europe/Berlin' };
		const now = new Date('2026-03-01T12:00:00Z');
		return [`${template}.ar`, sampleMail({}, SHOP, template, now, settings).html!] as const;
	}),
];

/** What Outlook for Windows, which renders with Word, makes of the conditional comments. */
const asOutlookReads = (html: string): string =>
	html
		.replaceAll(/<!--\[if !mso\]><!-->[\s\S]*?<!--<!\[endif\]-->/g, '')
		.replaceAll(/<!--\[if mso\]>([\s\S]*?)<!\[endif\]-->/g, '$1');

/** What all others make of them. */
const asOthersRead = (html: string): string =>
	html
		.replaceAll(/<!--\[if mso\]>[\s\S]*?<!\[endif\]-->/g, '')
		.replaceAll(/<!--\[if !mso\]><!-->|<!--<!\[endif\]-->/g, '');

type Tag = {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly style: ReadonlyMap<string, string>;
	readonly text: string;
};

function tagsOf(html: string): Tag[] {
	const body = html.slice(html.indexOf('<body'));
	return [...body.matchAll(/<([a-z][\w:]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
		([text, name, given]) => {
			const attributes = new Map(
				[...given!.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [
					key!,
					value,
				]),
			);
			const style = new Map(
				(attributes.get('style') ?? '')
					.split(';')
					.filter((line) => line.includes(':'))
					.map((line) => {
						const colon = line.indexOf(':');
						return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
					}),
			);
			return { name: name!, attributes, style, text };
		},
	);
}

const named = (tags: readonly Tag[], name: string) => tags.filter((tag) => tag.name === name);
const VOID = new Set(['br', 'img', 'meta', 'link', 'hr', 'o:pixelsperinch', 'w:anchorlock']);

/** Tags that are opened and not closed, or the other way round; empty where all are. */
function unclosed(html: string): string[] {
	const open: string[] = [];
	const body = html
		.slice(html.indexOf('<body'))
		.replaceAll(/<!--[\s\S]*?-->/g, '')
		.replace('</html>', '');
	for (const [, slash, name, self] of body.matchAll(/<(\/?)([a-z][\w:]*)[^>]*?(\/?)>/gi)) {
		if (VOID.has(name!.toLowerCase()) || self === '/') continue;
		if (slash !== '/') open.push(name!);
		else if (open.at(-1) === name) open.pop();
		else return [`</${name}> in ${open.join(' > ')}`];
	}
	return open;
}

describe.each(MAILS)('the mail %s, for Outlook on Windows', (_, html) => {
	const outlook = asOutlookReads(html);
	const tags = tagsOf(outlook);

	it('is whole, as Outlook and as all others read it', () => {
		expect(outlook).not.toMatch(/<!--\[|\[endif\]/);
		expect(unclosed(outlook)).toEqual([]);
		expect(unclosed(asOthersRead(html))).toEqual([]);
	});

	it('is laid out by tables: nothing of what Word does not know', () => {
		expect(tags.length).toBeGreaterThan(20);
		for (const { style, text } of tags) {
			expect([text, style.get('display') ?? 'none']).toEqual([
				text,
				expect.stringMatching(/^(none|block|inline-block)$/),
			]);
			for (const property of ['position', 'float', 'background-image', 'flex', 'grid', 'gap']) {
				expect([text, style.has(property)]).toEqual([text, false]);
			}
			expect(
				[...style.values()].filter((value) => /calc\(|var\(|rgba\(|rem\b/.test(value)),
			).toEqual([]);
		}
	});

	it('is 600 pixels wide, and each table says its width', () => {
		const tables = named(tags, 'table');
		expect(tables.filter(({ attributes }) => attributes.get('width') === '600')).toHaveLength(1);
		for (const { attributes, text } of tables) {
			const { width, cellpadding, cellspacing, border } = Object.fromEntries(attributes);
			expect([text, cellpadding, cellspacing, border]).toEqual([text, '0', '0', '0']);
			// The table that only centres the logo is as wide as the logo.
			const isAroundLogo = attributes.get('align') === 'center' && width === undefined;
			expect([text, isAroundLogo || /^(100%|600)$/.test(width ?? '')]).toEqual([text, true]);
		}
		const around = tables.filter(({ attributes }) => !attributes.has('width'));
		expect(around).toHaveLength(named(tags, 'img').length);
	});

	it('keeps the distance of its lines: each size of letters has a line height, which Word is told to keep', () => {
		const styles = /<!--\[if mso\]>[\s\S]*?<style>([\s\S]*?)<\/style>/.exec(html)?.[1];
		expect(styles).toContain('.ink,.soft{mso-line-height-rule:exactly}');
		// VML centres its only line by itself.
		const sized = tags.filter(({ name, style }) => name !== 'center' && style.has('font-size'));
		for (const { name, style, attributes, text } of sized) {
			expect([text, style.get('line-height')]).toEqual([text, expect.stringMatching(/^\d+px$/)]);
			if (!/^(td|th|p|h1|h2)$/.test(name)) continue;
			expect([text, attributes.get('class')]).toEqual([
				text,
				expect.stringMatching(/\b(ink|soft)\b/),
			]);
		}
	});

	it('lets no line cut off a button or the logo', () => {
		const around = [
			...outlook.matchAll(/(<[a-z]\w*[^>]*>)\s*(?:<a [^>]*>)?<(?:v:roundrect|img) /g),
		];
		expect(around).toHaveLength(named(tags, 'v:roundrect').length + named(tags, 'img').length);
		for (const [, parent] of around)
			expect(parent).not.toMatch(/class="[^"]*(ink|soft)|line-height/);
	});

	it('says each colour of a ground as an attribute, too', () => {
		for (const { attributes, style, text } of [...named(tags, 'td'), ...named(tags, 'table')]) {
			const colour = style.get('background-color');
			if (colour !== undefined) expect([text, attributes.get('bgcolor')]).toEqual([text, colour]);
		}
	});

	it('has a size and words for each picture', () => {
		for (const { attributes, text } of named(tags, 'img')) {
			expect([text, attributes.get('width'), attributes.get('height')]).toEqual([
				text,
				expect.stringMatching(/^\d+$/),
				expect.stringMatching(/^\d+$/),
			]);
			expect([text, attributes.get('alt')]).toEqual([text, expect.stringMatching(/\S/)]);
		}
	});

	it('draws its buttons by VML, which lead where those of all others do', () => {
		const drawn = named(tags, 'v:roundrect');
		const others = tagsOf(asOthersRead(html));
		const buttons = others.filter(
			({ name, style }) => name === 'a' && style.get('display') === 'inline-block',
		);
		expect(drawn.map(({ attributes }) => attributes.get('href'))).toEqual(
			buttons.map(({ attributes }) => attributes.get('href')),
		);
		for (const { attributes, style, text } of drawn) {
			expect([text, attributes.get('xmlns:v')]).toEqual([text, 'urn:schemas-microsoft-com:vml']);
			expect([style.get('width'), style.get('height')]).toEqual([
				expect.stringMatching(/^\d+px$/),
				expect.stringMatching(/^\d+px$/),
			]);
		}
	});
});

it('the mails that are looked at for Outlook have a logo, buttons and right-to-left writing among them', () => {
	const all = MAILS.map(([, html]) => html).join('');
	for (const part of ['<img ', '<v:roundrect', 'dir="rtl"']) expect(all).toContain(part);
});
