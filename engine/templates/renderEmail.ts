import { builtInTemplate } from './builtInTemplates.ts';
import type { Renderer } from './createRenderer.ts';
import { footerText } from './footerText.ts';
import type { LanguageCode } from './languages/languages.ts';
import { LAYOUT } from './layout.ts';
import { mirrored } from './mirrored.ts';
import { phrasesOf } from './phrases.ts';
import type { Wording } from './templateFilters.ts';
import { TemplateError, type TemplateField } from './templateError.ts';
import type { TemplateName } from './templateNames.ts';
import type { TemplateScope } from './templateScope.ts';
import { textFromHtml } from './textFromHtml.ts';
import { tidyText } from './tidyText.ts';

/** Which template, and what the merchant words differently; an empty text counts as not given. */
export type EmailTemplate = {
	readonly template: TemplateName | 'custom';
	readonly subject?: string | null;
	readonly html?: string | null;
	readonly text?: string | null;
	/** Of what stands around HTML of the merchant's own; the language of the built-in texts where it is not given. */
	readonly frameLanguage?: LanguageCode | undefined;
};

export type RenderedEmail = {
	readonly subject: string;
	readonly html: string | null;
	readonly text: string;
};

const MIRRORED_LAYOUT = mirrored(LAYOUT);

const WHOLE_DOCUMENT = /<!doctype|<html[\s>]/i;

/**
 * Renders subject, HTML and text. HTML that is not a whole document goes into the layout. Own HTML without
 * own text gets its text from the HTML, so that both say the same.
 *
 * @throws TemplateError
 */
export function renderEmail(
	render: Renderer,
	given: EmailTemplate,
	scope: TemplateScope,
	wording: Wording,
): RenderedEmail {
	const { language } = scope.mail;
	const phrases = phrasesOf(language);
	const builtIn = given.template === 'custom' ? null : builtInTemplate(given.template, language);
	const fill = (field: TemplateField, source: string, output: 'html' | 'text', more = {}) =>
		render({ field, source, output, wording, scope: { ...scope, ...more } });
	const own = {
		subject: written(given.subject),
		html: written(given.html),
		text: written(given.text),
	};

	const subjectSource = own.subject ?? builtIn?.subject;
	if (subjectSource === undefined) throw missing('Subject');
	const subjectOf = (source: string) => fill('Subject', source, 'text').replace(/\s+/g, ' ').trim();
	// Mail programs show "(no subject)" for an empty one, and filters take it for spam.
	const subject =
		subjectOf(subjectSource) ||
		subjectOf(builtIn?.subject ?? phrases.plain(phrases.texts.news.fromShop));

	const htmlSource = own.html ?? (own.text === null ? (builtIn?.html ?? null) : null);
	const textSource = own.text ?? (own.html === null ? (builtIn?.text ?? null) : null);
	if (htmlSource === null && textSource === null) throw missing('HTML');

	const body = htmlSource === null ? null : fill('HTML', htmlSource, 'html');
	const text = textSource === null ? textFromHtml(body ?? '') : fill('Text', textSource, 'text');
	if (body === null || WHOLE_DOCUMENT.test(body)) {
		return { subject, html: body, text: tidyText(text) };
	}

	const isOwn = own.html !== null;
	const frameLanguage = (isOwn ? given.frameLanguage : null) ?? language;
	const { isRightToLeft, plain, texts } = phrasesOf(frameLanguage);
	const footer = fill('Text', plain(footerText(texts, scope.mail.about)), 'text');
	const preheader = isOwn ? '' : fill('HTML', builtIn?.preheader ?? '', 'text');
	const frame = { language: frameLanguage, isRightToLeft };
	const mail = { ...scope.mail, ...frame, subject, body, footer, preheader };
	return {
		subject,
		html: fill('HTML', isRightToLeft ? MIRRORED_LAYOUT : LAYOUT, 'html', { mail }),
		text: tidyText(`${text}\n\n-- \n${footer}\n\n${belowText(scope)}`),
	};
}

/** The shop's links and imprint, as the HTML has them below. */
const belowText = ({ mail: { look } }: TemplateScope): string =>
	[...look.links.map(({ label, url }) => `${label}: ${url}`), '', ...look.imprint].join('\n');

function written(text: string | null | undefined): string | null {
	return text === undefined || text === null || text.trim() === '' ? null : text;
}

function missing(field: 'Subject' | 'HTML'): TemplateError {
	return field === 'Subject'
		? new TemplateError('Subject', null, 'is empty. A custom e-mail needs a subject.')
		: new TemplateError('HTML', null, 'is empty. A custom e-mail needs HTML, text or both.');
}
