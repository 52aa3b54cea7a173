import type { Page } from 'playwright-core';
import { API_TOKEN } from './apiWorld.ts';
import { startChromium } from './chromium.ts';

/** The console in a browser of its own. */
export type ConsolePage = {
	readonly page: Page;
	/** What the browser has refused to run or load, and what the page has thrown. */
	readonly faults: readonly string[];
	stop(): Promise<void>;
};

export type ConsoleWindow = { readonly width: number; readonly height: number };
export const WIDE: ConsoleWindow = { width: 1280, height: 900 };
export const PHONE: ConsoleWindow = { width: 375, height: 740 };

/**
 * Opens the console and signs in with the API's token.
 *
 * @param base where `/api/console` is below
 */
export async function openConsole(
	base: string,
	{ window = WIDE, token = API_TOKEN }: { window?: ConsoleWindow; token?: string | null } = {},
): Promise<ConsolePage> {
	const browser = await startChromium();
	const page = await browser.newPage({ viewport: window });
	const faults: string[] = [];
	page.on('pageerror', ({ message }) => faults.push(message));
	page.on('console', (said) => {
		// Chromium remarks on each answer that is no success: a page that shows a refusal is no fault.
		if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) {
			faults.push(said.text());
		}
	});
	await page.goto(`${base}/api/console`);
	if (token !== null) {
		await page.getByLabel('API token').fill(token);
		await page.keyboard.press('Enter');
		await page.getByRole('navigation', { name: 'Pages' }).waitFor();
	}
	return { page, faults, stop: async () => await browser.close() };
}
