import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startChromium } from '../test/support/chromium.ts';
import {
	fingerprintOf,
	galleryPage,
	LOGO_URL,
	mailSections,
	PICTURES,
	SHOWN_FILE,
	type MailPicture,
} from './mailPictures.ts';

const DOCS = join(import.meta.dirname, '../docs');
const FOLDER = join(DOCS, PICTURES);
const WIDE_PX = 660;
const PHONE_PX = 340;
const GAP_PX = 20;
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 80"><g fill="#0f766e"><path d="M20 62 52 16l14 20 12-14 28 40z"/><text x="108" y="52" font-family="Georgia,serif" font-size="27">Fjord &amp; Falke</text></g></svg>`;

/** `npm run pictures:mails`: docs/emails.md and its pictures. */
async function main(): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	const pictures = mailSections().flatMap((section) => section.pictures);
	const browser = await startChromium();
	try {
		for (const picture of pictures) await take(browser, picture);
	} finally {
		await browser.close();
	}
	const kept = new Set([SHOWN_FILE, ...pictures.map(({ name }) => `${name}.png`)]);
	for (const file of await readdir(FOLDER)) if (!kept.has(file)) await rm(join(FOLDER, file));
	const shown = Object.fromEntries(
		pictures.map((picture) => [picture.name, fingerprintOf(picture)]),
	);
	await writeFile(join(FOLDER, SHOWN_FILE), `${JSON.stringify(shown, null, '\t')}\n`);
	await writeFile(join(DOCS, 'emails.md'), galleryPage());
	console.log(`${pictures.length} pictures in docs/${PICTURES}`);
}

async function take(browser: Browser, { name, html, isDark }: MailPicture): Promise<void> {
	const page = await browser.newPage({
		viewport: { width: WIDE_PX + PHONE_PX + 3 * GAP_PX, height: 600 },
		colorScheme: isDark ? 'dark' : 'light',
	});
	await page.route('**/*', async (route) => {
		if (route.request().url() !== LOGO_URL) return await route.abort();
		await route.fulfill({ contentType: 'image/svg+xml', body: LOGO });
	});
	await page.setContent(
		`<body style="margin:0;padding:${GAP_PX}px;display:flex;gap:${GAP_PX}px;align-items:start;background:${isDark ? '#000' : '#fff'}">${[WIDE_PX, PHONE_PX].map(frame(html)).join('')}</body>`,
	);
	await page.waitForFunction(
		`[...document.querySelectorAll('iframe')].every(({ contentDocument }) => contentDocument?.readyState === 'complete' && contentDocument.querySelector('table'))`,
	);
	// A mail is as high as what is in it.
	await page.evaluate(
		`for (const frame of document.querySelectorAll('iframe')) frame.style.height = frame.contentDocument.body.scrollHeight + 'px'`,
	);
	await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
	await page.close();
}

const frame = (html: string) => (width: number) =>
	`<iframe style="flex:none;width:${width}px;height:100px;border:1px solid #8884;border-radius:8px" srcdoc="${html.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"></iframe>`;

await main();
