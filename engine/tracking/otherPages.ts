import { textsOf } from '../templates/languages/textsOf.ts';
import { languageIn } from '../templates/mailLanguage.ts';
import type { LanguageCode } from '../templates/languages/languages.ts';
import { markup } from './markup.ts';
import { pageFrame, type ShopperPage } from './pageFrame.ts';

/** How many languages of a browser are looked at. */
const MOST_LANGUAGES = 10;
const LONGEST_HEADER = 200;

/** The first language of a browser that we write, or else English. `header` is its `Accept-Language`. */
export function browserLanguage(header: string | null): LanguageCode {
	const wanted = (header ?? '').slice(0, LONGEST_HEADER).split(',', MOST_LANGUAGES);
	for (const tag of wanted) {
		const found = languageIn(tag.split(';')[0]!.trim());
		if (found !== null) return found.language;
	}
	return 'en';
}

/** Whatever the reason is that there is nothing to show: the page is the same. */
export function notFoundPage(language: LanguageCode): ShopperPage {
	const { notFound, notFoundHelp } = textsOf(language).trackingPage;
	const content = markup`<section><h1 class="large">${notFound}</h1><p>${notFoundHelp}</p></section>`;
	return pageFrame({ status: 404, language, title: notFound, content });
}

/** For who cannot be answered now. `status` is that of HTTP. */
export function sorryPage(language: LanguageCode, status: number): ShopperPage {
	const { tooMany, unavailable, find } = textsOf(language).trackingPage;
	const content = markup`<section><h1 class="large">${find}</h1><p class="warn">${status === 429 ? tooMany : unavailable}</p></section>`;
	return pageFrame({ status, language, title: find, content });
}
