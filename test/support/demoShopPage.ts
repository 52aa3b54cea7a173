import type { Locator, Page } from 'playwright-core';
import { startChromium } from './chromium.ts';
import { waitUntil } from './n8n.ts';

/** A label and an amount as a person reads them: `['2 × Morning cup', '€29.00']`. */
export type Row = readonly [label: string, amount: string];

/** The demo store's own page in Chromium, used as a shopper and the merchant use it. */
export type DemoShopPage = {
	/** Puts the products into the basket, fills in the form and places the order. */
	order(given: {
		readonly products: readonly string[];
		readonly fields: Readonly<Record<string, string>>;
		readonly isGift: boolean;
	}): Promise<void>;
	/** Presses a button of the newest order: `Mark as paid`. */
	press(button: string): Promise<void>;
	/** Takes one piece of a line out of the newest order. */
	oneLess(product: string): Promise<void>;
	/** The rows of the newest order, once one with this label has this amount. */
	rows(label: string, amount: string): Promise<Row[]>;
	/** The links of the newest order's parcels, once there are some. */
	parcels(): Promise<Link[]>;
	/** The rows of an e-mail's tables that have two columns, as the same browser shows it. */
	rowsOfMail(html: string): Promise<Row[]>;
	linksOfMail(html: string): Promise<Link[]>;
	stop(): Promise<void>;
};

export type Link = { readonly text: string; readonly url: string };

export async function openDemoShopPage(
	storeUrl: string,
	opened: 'shop' | 'orders' = 'shop',
): Promise<DemoShopPage> {
	const browser = await startChromium();
	const page = await browser.newPage();
	await page.goto(`${storeUrl}/#${opened}`);
	const newest = page.locator('.order').first();

	async function inMail<T>(html: string, read: (mail: Page) => Promise<T>): Promise<T> {
		const mail = await browser.newPage();
		try {
			await mail.setContent(html);
			return await read(mail);
		} finally {
			await mail.close();
		}
	}

	return {
		async order({ products, fields, isGift }) {
			for (const product of products) {
				await page
					.locator('.product', { hasText: product })
					.getByRole('button', { name: 'Add to basket' })
					.click();
			}
			for (const [label, value] of Object.entries(fields)) {
				await page.getByLabel(label, { exact: true }).fill(value);
			}
			if (isGift) await page.getByLabel('Gift wrapping').check();
			await page.getByRole('button', { name: 'Place order' }).click();
			await page.getByText('Thank you! Your order').waitFor();
			await page.getByRole('link', { name: 'Orders' }).click();
			await newest.waitFor();
		},
		async press(button) {
			await newest.getByRole('button', { name: button, exact: true }).click();
		},
		async oneLess(product) {
			await newest
				.locator('.sums li', { hasText: product })
				.getByRole('button', { name: 'One less' })
				.click();
		},
		async rows(label, amount) {
			return await waitUntil(
				async () => {
					const rows = await pairsIn(newest.locator('.sums li > span'));
					return rows.some((row) => row[0] === label && row[1] === amount) && rows;
				},
				{ what: `the page to show ${label} ${amount}` },
			);
		},
		async parcels() {
			await newest.locator('.parcels a').first().waitFor();
			return await linksOf(newest.locator('.parcels a'));
		},
		rowsOfMail: async (html) =>
			await inMail(
				html,
				async (mail) => await pairsIn(mail.locator('tr:has(> td:nth-child(2):last-child) > td')),
			),
		linksOfMail: async (html) =>
			await inMail(html, async (mail) => await linksOf(mail.locator('a'))),
		async stop() {
			await browser.close();
		},
	};
}

/** Texts that stand side by side, two by two. */
async function pairsIn(cells: Locator): Promise<Row[]> {
	const texts = (await cells.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
	return texts.flatMap((text, index) =>
		index % 2 === 0 ? [[text, texts[index + 1]!] as const] : [],
	);
}

async function linksOf(links: Locator): Promise<Link[]> {
	return await Promise.all(
		(await links.all()).map(async (link) => ({
			text: (await link.innerText()).trim(),
			url: (await link.getAttribute('href')) ?? '',
		})),
	);
}
