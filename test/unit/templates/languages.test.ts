import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import {
	isRightToLeft,
	LANGUAGE_CODES,
	type LanguageCode,
} from '../../../engine/templates/languages/languages.ts';
import { textsOf } from '../../../engine/templates/languages/textsOf.ts';
import { valuesIn } from '../../../engine/templates/phrases.ts';
import { renderEmail } from '../../../engine/templates/renderEmail.ts';
import { TEMPLATE_NAMES, type TemplateName } from '../../../engine/templates/templateNames.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';
import { MAIL_ITEMS } from '../../support/englishMails.ts';
import { SAMPLE_ITEMS } from '../../support/emailItems.ts';

const render = createRenderer();
const OTHERS = LANGUAGE_CODES.filter((language) => language !== 'en');
const PAIRS = LANGUAGE_CODES.flatMap((language) =>
	TEMPLATE_NAMES.map((template) => [language, template] as const),
);

function mail(
	language: LanguageCode,
	template: TemplateName,
	item: Record<string, unknown>,
	locale: string = language,
) {
	const scope = templateScope(item, { shopName: null, message: null, locale, language });
	return renderEmail(render, { template }, scope, {
		locale,
		timeZone: 'UTC',
		currency: scope.mail.currency,
		now: new Date('2026-11-23T20:31:07.000Z'),
	});
}

type Forms = Readonly<Record<string, string>>;

/** Every text of a language by its path; the plural forms of one together. */
function leaves(language: LanguageCode): Map<string, Forms> {
	const found = new Map<string, Forms>();
	const walk = (path: string, value: string | object) => {
		if (typeof value === 'string') found.set(path, { other: value });
		else if ('other' in value && 'one' in value) found.set(path, value as unknown as Forms);
		else for (const [key, each] of Object.entries(value)) walk(`${path}.${key}`, each as string);
	};
	walk('', textsOf(language));
	return found;
}

const ENGLISH = leaves('en');
const textsIn = (forms: Forms) => Object.values(forms);
const allTexts = (language: LanguageCode) => [...leaves(language).values()].flatMap(textsIn);

/** Where a language cannot take a value: names would have to be in the vocative. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
	'cs .greeting': ['firstName'],
	'pl .greeting': ['firstName'],
};
/** Words that are the same in English. */
const SHARED = new Set(['Status', 'Total', 'Subtotal', ': ']);
const ENGLISH_WORDS = /\b(the|your|you|our|been|parcel|order|delivered|shipped|refund|hello)\b/i;

describe('every language', () => {
	it.each(OTHERS)('has every text, and no other: %s', (language) => {
		expect([...leaves(language).keys()]).toEqual([...ENGLISH.keys()]);
		for (const text of allTexts(language)) expect(text.trim()).not.toBe('');
	});

	it.each(OTHERS)('says nothing in English by accident: %s', (language) => {
		for (const [path, forms] of leaves(language)) {
			for (const text of textsIn(forms)) {
				const inWords = text.replace(/\{\w+\}/g, '');
				expect([path, inWords.match(ENGLISH_WORDS)?.[0]]).toEqual([path, undefined]);
				if (!SHARED.has(text) && textsIn(ENGLISH.get(path)!).includes(text)) {
					throw new Error(`${language} ${path} is English: ${text}`);
				}
			}
		}
	});

	it.each(OTHERS)(
		'takes the same values as English, and those that may be missing only where they may: %s',
		(language) => {
			const required = (text: string) => valuesIn(text.replace(/\[[^\]]*\]/g, ''));
			for (const [path, forms] of leaves(language)) {
				const without = WITHOUT[`${language} ${path}`] ?? [];
				const english = textsIn(ENGLISH.get(path)!);
				const wanted = new Set(english.flatMap(valuesIn).filter((name) => !without.includes(name)));
				for (const text of textsIn(forms)) {
					expect([path, new Set(valuesIn(text))]).toEqual([path, wanted]);
					expect([path, new Set(required(text))]).toEqual([
						path,
						new Set(english.flatMap(required)),
					]);
				}
			}
		},
	);

	it.each(LANGUAGE_CODES)(
		'is plain text with closed brackets, without HTML, Liquid and straight quotes: %s',
		(language) => {
			for (const text of allTexts(language)) {
				expect(text).not.toMatch(/[<>&"'%]|\{\{|\}\}|\[[^\]]*\[|\s{2}| $(?<!: )/);
				expect(text.replace(/\[[^[\]]+\]/g, '')).not.toMatch(/[[\]|]/);
			}
		},
	);

	it.each(LANGUAGE_CODES)('tells every two statuses apart: %s', (language) => {
		const { orderStatus, shipmentStatus } = textsOf(language);
		for (const statuses of [Object.values(orderStatus), Object.values(shipmentStatus)]) {
			const labels = statuses.map(({ label }) => label);
			const sentences = statuses.map(({ sentence }) =>
				typeof sentence === 'string' ? sentence : sentence.other,
			);
			expect(new Set(labels).size).toBe(labels.length);
			expect(new Set(sentences).size).toBe(sentences.length);
		}
	});

	it.each(LANGUAGE_CODES)('has no plural form that the language has not: %s', (language) => {
		const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		for (const forms of leaves(language).values()) {
			for (const form of Object.keys(forms)) expect(known).toContain(form);
		}
	});

	it.each(PAIRS)('writes every template about everything: %s %s', (language, template) => {
		for (const item of Object.values(MAIL_ITEMS)) {
			const { subject, html, text } = mail(language, template, item);
			for (const part of [subject, text]) {
				expect(part).not.toMatch(/[{}[\]|]|undefined|\bnull\b|NaN| {2}|\s[.,](\s|$)/);
			}
			expect(html).not.toMatch(/{{|{%|undefined|\[object|NaN|href=""/);
			expect(html).toContain(`<html lang="${language}"`);
			expect(subject.length).toBeGreaterThan(3);
			expect(html!.includes('dir="rtl"')).toBe(isRightToLeft(language));
		}
	});
});

describe('a language is written as its readers are used to', () => {
	it('French has a no-break space before a colon, an exclamation mark and a question mark', () => {
		for (const text of allTexts('fr')) expect(text).not.toMatch(/(?<!\u00a0)[:;!?]/);
		const { text } = mail('fr', 'order_confirmation', SAMPLE_ITEMS.order, 'fr-FR');
		expect(text).toContain('Commande\u00a0: #1001\n');
	});

	it.each([
		['en', ['2 parcels', '5 parcels', '21 parcels']],
		['pl', ['2 paczki', '5 paczek', '21 paczek']],
		['cs', ['2 zásilky', '5 zásilek', '21 zásilek']],
		['ar', ['طردان (2)', '5 طرود', '21 طردًا']],
		['fr', ['2 colis', '5 colis', '21 colis']],
	] as const)('%s counts parcels by its own plural rules', (language, written) => {
		const told = [2, 5, 21].map((count) => {
			const parcels = Array.from({ length: count }, (_, index) => ({
				carrier: 'DHL',
				trackingNumber: `N${index}`,
				trackingUrl: null,
			}));
			const shipment = { ...SAMPLE_ITEMS.shipment.shipment, parcels };
			const { text } = mail(language, 'shipping_confirmation', { shipment });
			return /^(.*):$\n^(?:DHL N0)/m
				.exec(text)?.[1]
				?.replace(/[\u2068\u2069]/g, '')
				.trim();
		});
		expect(told).toEqual(written);
	});

	it('one parcel and two are told apart in the sentence about them', () => {
		const sentence = (language: LanguageCode, count: number) => {
			const parcels = Array.from({ length: count }, (_, index) => ({
				carrier: null,
				trackingNumber: `N${index}`,
				trackingUrl: null,
			}));
			const shipment = { ...SAMPLE_ITEMS.shipment.shipment, parcels };
			const given = { shopName: null, message: null, locale: language, language };
			return templateScope({ shipment }, given).mail.statusSentence;
		};
		expect([1, 2, 5].map((count) => sentence('de', count))).toEqual([
			'Ihr Paket wurde zugestellt.',
			'Ihre Pakete wurden zugestellt.',
			'Ihre Pakete wurden zugestellt.',
		]);
		expect([1, 2, 5].map((count) => sentence('ar', count))).toEqual([
			'تم تسليم طردك.',
			'تم تسليم طرديك.',
			'تم تسليم طرودك.',
		]);
	});

	it.each([
		['en', 'Your parcel for order #1001: Cancelled'],
		['fr', 'Votre colis pour la commande #1001 : Annulé'],
		['sv', 'Ditt paket för beställning #1001: Avbrutet'],
		['pl', 'Twoja paczka z zamówienia #1001: Anulowana'],
		['pt', 'A sua encomenda do pedido #1001: Cancelada'],
		['de', 'Ihr Paket zur Bestellung #1001: Storniert'],
	] as const)(
		'the status of a parcel is that of the parcel, not of the order: %s',
		(code, told) => {
			const shipment = { ...SAMPLE_ITEMS.shipment.shipment, status: 'cancelled' };
			const { subject } = mail(code, 'order_status_update', { ...SAMPLE_ITEMS.shipment, shipment });
			expect(subject).toBe(told);
			const unknown = { ...shipment, status: null, nativeStatus: null };
			const { html } = mail(code, 'order_status_update', { shipment: unknown });
			expect(html).toContain(`>${textsOf(code).parcelStatusUpdate.heading.split(/[|\]]/)[1]}</h1>`);
		},
	);

	it('a German order confirmation is German from the subject to the last line', () => {
		const { subject, text } = mail('de', 'order_confirmation', SAMPLE_ITEMS.order, 'de-DE');
		expect(subject).toBe('Danke für Ihre Bestellung #1001');
		expect(text.replaceAll('\u00a0', ' ')).toBe(
			[
				'Hallo Anna!',
				'',
				'Wir haben Ihre Bestellung #1001 erhalten und melden uns, sobald sie unterwegs ist.',
				'',
				'Bestellung: #1001',
				'Bestellt am: 23. November 2026',
				'Zahlung: Credit card',
				'',
				'1 x Wool blanket: 89,90 €',
				'2 x Candle: 39,90 €',
				'',
				'Zwischensumme: 129,80 €',
				'Rabatt: -6,00 €',
				'Versand: 4,90 €',
				'Gesamtsumme: 128,70 €',
				'Enthaltene Steuern: 20,55 €',
				'',
				'Lieferadresse:',
				'Anna Müller',
				'Hauptstraße 5',
				'München',
				'Deutschland',
				'',
				'Bestellung ansehen: https://shop.example.com/orders/1001',
				'',
				'--',
				'In dieser E-Mail geht es um eine Bestellung bei Fjord & Falke.',
				'',
			].join('\n'),
		);
	});
});

describe('Arabic is read from right to left', () => {
	const { html, subject } = mail('ar', 'order_confirmation', SAMPLE_ITEMS.order, 'ar-EG');

	it('with what is aligned on the other side', () => {
		expect(html).toContain('<html lang="ar" dir="rtl"');
		expect(html).toMatch(/<table role="presentation" class="page" dir="rtl"/);
		expect(html).toMatch(/<td class="ink rule" align="left" style="[^"]*text-align:left/);
		expect(html).not.toMatch(/align="right"|text-align:right|padding-right/);
		const english = mail('en', 'order_confirmation', SAMPLE_ITEMS.order).html;
		expect(english).toMatch(/<td class="ink rule" align="right" style="[^"]*text-align:right/);
		expect(english).not.toContain('<bdi>');
	});

	it('and numbers of orders and parcels stay as they are', () => {
		expect(html).toContain('<strong><bdi>#1001</bdi></strong>');
		expect(subject).toContain('\u2068#1001\u2069');
		const shipped = mail('ar', 'shipping_confirmation', SAMPLE_ITEMS.shipment, 'ar-EG');
		expect(shipped.html).toContain('<bdi>00340434161094042557</bdi>');
	});
});
