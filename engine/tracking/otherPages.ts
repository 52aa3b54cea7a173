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
	const { notFound, notFoundHelp, find } = textsOf(language).trackingPage;
	const content = markup`<section><h1 class="large">${notFound}</h1><p>${notFoundHelp}</p><p><a class="button" href="../track">${find}</a></p></section>`;
	return pageFrame({ status: 404, language, title: notFound, content });
}

/** Asks for the number of an order and the e-mail address. @param isTold whether they have been told, and fit nothing */
export function findPage(language: LanguageCode, isTold = false): ShopperPage {
	const texts = textsOf(language).trackingPage;
	const { find, findHelp, orderNumber, email, show, notFound, notFoundHelp } = texts;
	const title = isTold ? notFound : find;
	const told = isTold
		? markup`<p class="warn" role="alert">${notFoundHelp}</p>`
		: markup`<p>${findHelp}</p>`;
	const content = markup`<section><h1 class="large">${title}</h1>${told}
<form method="post">
<label for="number">${orderNumber}</label><input id="number" name="number" required maxlength="100" autocomplete="off" dir="auto">
<label for="email">${email}</label><input id="email" name="email" type="email" required maxlength="254" autocomplete="email" dir="auto">
<button class="button">${show}</button>
</form></section>`;
	return pageFrame({ status: isTold ? 404 : 200, language, title, content, hasForm: true });
}

/** For who cannot be answered now. `status` is that of HTTP. */
export function sorryPage(language: LanguageCode, status: number): ShopperPage {
	const { tooMany, unavailable, find } = textsOf(language).trackingPage;
	const content = markup`<section><h1 class="large">${find}</h1><p class="warn">${status === 429 ? tooMany : unavailable}</p></section>`;
	return pageFrame({ status, language, title: find, content });
}
