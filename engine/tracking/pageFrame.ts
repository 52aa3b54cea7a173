import { createHash } from 'node:crypto';
import { lookOf, type Look } from '../brand/look.ts';
import { NO_BRAND, type Brand } from '../brand/brand.ts';
import { isRightToLeft, type LanguageCode } from '../templates/languages/languages.ts';
import { webUrl } from '../templates/webUrl.ts';
import { markup, raw, type Markup } from './markup.ts';

/** A page for shoppers, as it is answered. */
export type ShopperPage = {
	readonly status: number;
	readonly contentType: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
};

type Framed = {
	readonly status?: number;
	readonly language: LanguageCode;
	/** None where it is not known whose page this is. */
	readonly brand?: Brand;
	readonly shopName?: string | null;
	readonly title: string;
	readonly content: Markup;
	/** Whether the page has a form, which may be sent to where the page is from. */
	readonly hasForm?: boolean;
};

/**
 * Puts a page together: the shop's name or logo, a card with the content, and what the shop has at the end of its
 * mails. It loads nothing but the logo, runs no script, and is kept by nobody in between.
 */
export function pageFrame({ status = 200, brand = NO_BRAND, ...page }: Framed): ShopperPage {
	const { language, shopName = null, title, content, hasForm = false } = page;
	const look = lookOf(brand);
	const style = styleOf(look);
	const logo = look.logo && webUrl(look.logo.url);
	const name =
		look.logo && logo
			? markup`<img src="${logo}" width="${look.logo.width}" height="${look.logo.height ?? ''}" alt="${shopName ?? ''}">`
			: shopName;
	const text = markup`<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<meta name="color-scheme" content="light dark">
<title>${[title, shopName].filter(Boolean).join(' · ')}</title>
<style>${raw(style)}</style>
</head>
<body>
${name === null ? null : markup`<header>${name}</header>`}
<main>${content}</main>
${footerOf(look)}
</body>
</html>
`.text;
	const headers = {
		'Content-Security-Policy': policyOf(style, logo, hasForm),
		'Cache-Control': 'private, no-store',
		'Referrer-Policy': 'no-referrer',
		'X-Robots-Tag': 'noindex, nofollow',
	};
	return { status, contentType: 'text/html; charset=utf-8', headers, text };
}

/**
 * n8n has its editor at the same address: without `allow-same-origin` the page has an origin of its own, and neither
 * a script nor the session of somebody who is logged in there is in its reach.
 */
function policyOf(style: string, logo: string | null, hasForm: boolean): string {
	const hash = createHash('sha256').update(style).digest('base64');
	return [
		'sandbox allow-forms allow-popups allow-popups-to-escape-sandbox',
		"default-src 'none'",
		`style-src 'sha256-${hash}'`,
		...(logo === null ? [] : [`img-src ${new URL(logo).origin}`]),
		"base-uri 'none'",
		`form-action ${hasForm ? "'self'" : "'none'"}`,
		"frame-ancestors 'none'",
	].join('; ');
}

function footerOf({ links, imprint }: Look): Markup | null {
	if (links.length + imprint.length === 0) return null;
	const pages = links.flatMap(({ label, url }) => {
		const address = webUrl(url);
		return address === null
			? []
			: [markup`<a href="${address}" rel="noopener noreferrer">${label}</a> `];
	});
	return markup`<footer>${pages.length > 0 ? markup`<p>${pages}</p>` : null}<p>${imprint.map((line) => markup`${line}<br>`)}</p></footer>`;
}

/** All that comes from a brand are colours in hexadecimal and one of our fonts. */
const styleOf = (look: Look) => `
:root{color-scheme:light dark;--ground:${look.background};--on-ground:${look.onBackground};--soft-on-ground:${look.softOnBackground};--card:#fff;--ink:#14161a;--soft:#5b6270;--rule:#d9dce3;--accent:${look.accent};--on-accent:${look.onAccent};--link:${look.link};--warn:#fff4e0;--warn-rule:#b45309}
@media(prefers-color-scheme:dark){:root{--ground:#111318;--on-ground:#f2f3f5;--soft-on-ground:#a6adba;--card:#1b1e24;--ink:#f2f3f5;--soft:#a6adba;--rule:#3a404c;--accent:${look.dark.accent};--on-accent:${look.dark.onAccent};--link:${look.dark.link};--warn:#33260f;--warn-rule:#f0a94b}header img{background:#fff;padding:8px 12px;border-radius:8px}}
*{box-sizing:border-box}
body{margin:0;padding:24px 16px 40px;background:var(--ground);color:var(--ink);font:16px/1.5 ${look.font}}
header,main,footer{max-width:640px;margin:0 auto}
header{padding:8px 8px 20px;color:var(--on-ground);font-size:20px;font-weight:700;overflow-wrap:anywhere}
header img{display:block;max-width:100%;height:auto}
main{background:var(--card);border-radius:12px;padding:28px 28px 8px}
h1{margin:0 0 20px;font-size:18px;line-height:1.4;font-weight:600;color:var(--soft);overflow-wrap:anywhere}
h2,.large{margin:0 0 6px;font-size:26px;line-height:1.3;color:var(--ink);font-weight:700}
.small,h3{margin:24px 0 8px;font-size:16px}
.small{margin-top:0}
p{margin:0 0 16px}
section{padding-bottom:20px;margin-bottom:20px;border-bottom:1px solid var(--rule)}
section:last-child{border:0;margin:0}
a{color:var(--link)}
.warn{background:var(--warn);border-inline-start:4px solid var(--warn-rule);padding:10px 14px;border-radius:4px}
.count{color:var(--soft);font-size:16px;font-weight:600}
.steps{display:flex;list-style:none;margin:24px 0;padding:0}
.steps li{flex:1;position:relative;padding:26px 4px 0;text-align:center;font-size:13px;line-height:1.3;color:var(--soft);overflow-wrap:anywhere}
.steps li::before{content:"";position:absolute;z-index:1;top:2px;left:calc(50% - 7px);width:14px;height:14px;border-radius:50%;background:var(--card);border:2px solid var(--soft)}
.steps li+li::after{content:"";position:absolute;top:8px;inset-inline-start:-50%;width:100%;height:2px;background:var(--rule)}
.steps .done{color:var(--ink)}
.steps .done::before{background:var(--accent);border-color:var(--accent)}
.steps .done+.done::after{background:var(--accent)}
.steps [aria-current]{font-weight:700}
.steps [aria-current]::before{box-shadow:0 0 0 4px var(--card),0 0 0 6px var(--accent)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:0 0 16px}
dt{color:var(--soft)}
dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.button{display:inline-block;margin:4px 0 8px;padding:11px 22px;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:3px}
.history,.items{list-style:none;margin:0;padding:0}
.history li{display:grid;grid-template-columns:13em 1fr;gap:0 16px;padding:5px 0}
.history time{color:var(--soft)}
.items li{padding:6px 0;overflow-wrap:anywhere}
.items span{color:var(--soft)}
label{display:block;margin:0 0 4px;font-weight:600}
input{display:block;width:100%;margin:0 0 18px;padding:11px 12px;border:1px solid var(--soft);border-radius:8px;background:var(--card);color:var(--ink);font:inherit}
footer{padding:20px 8px;color:var(--soft-on-ground);font-size:14px;overflow-wrap:anywhere}
footer a{color:inherit;margin-inline-end:16px}
@media(max-width:520px){main{padding:22px 18px 4px}.steps{flex-direction:column;margin:20px 0}.steps li{display:block;padding:0 0 18px;padding-inline-start:32px;text-align:start;font-size:16px}.steps li:last-child{padding-bottom:0}.steps li::before{top:4px;left:auto;inset-inline-start:0}.steps li+li::after{top:-22px;inset-inline-start:6px;width:2px;height:28px}dl,.history li{grid-template-columns:1fr}dd{margin-bottom:8px}}
`;
