import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { API_TOKEN } from './apiWorld.ts';

/** The console, in a profile of its own. */
export type ConsolePage = {
	readonly page: Page;
	readonly by: Hands;
	/** What the browser has refused to run or load, and what the page has thrown. */
	readonly faults: readonly string[];
	stop(): Promise<void>;
};

/** How a person does things there. */
export type Hands = {
	press(control: Locator): Promise<void>;
	type(field: Locator, text: string): Promise<void>;
};

export type ConsoleWindow = { readonly width: number; readonly height: number };
export const WIDE: ConsoleWindow = { width: 1280, height: 900 };
export const PHONE: ConsoleWindow = { width: 375, height: 740 };

/** More than a page has controls. */
const MOST_TABS = 150;

/**
 * Opens the console and signs in with the API's token.
 *
 * @param base where `/api/console` is below
 */
export async function openConsole(
	browser: Browser,
	base: string,
	{
		window = WIDE,
		token = API_TOKEN,
		isByKeyboard = false,
		hash = '',
	}: {
		window?: ConsoleWindow;
		/** `null` leaves the page as it opens. */
		token?: string | null;
		isByKeyboard?: boolean;
		/** What stands behind the address. */
		hash?: string;
	} = {},
): Promise<ConsolePage> {
	const page = await browser.newPage({ viewport: window, colorScheme: 'light' });
	const faults: string[] = [];
	page.on('pageerror', ({ message }) => faults.push(message));
	page.on('dialog', (dialog) => {
		faults.push(`A dialog says ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('console', (said) => {
		// Chromium remarks on each answer that is no success: a page that shows a refusal is no fault.
		if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) {
			faults.push(said.text());
		}
	});
	const by = isByKeyboard ? keyboardOf(page) : pointer;
	await page.goto(`${base}/api/console${hash}`);
	if (token !== null) {
		await by.type(page.getByLabel('API token'), token);
		await page.keyboard.press('Enter');
		await page.getByRole('navigation', { name: 'Pages' }).waitFor();
	}
	return { page, by, faults, stop: async () => await page.close() };
}

const pointer: Hands = {
	press: async (control) => await control.click(),
	type: async (field, text) => await field.fill(text),
};

/** Tab until the control has the focus, then Enter. */
function keyboardOf(page: Page): Hands {
	async function reach(control: Locator): Promise<void> {
		await control.waitFor();
		for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
			if (await control.evaluate((element) => element.matches(':focus'))) return;
			await page.keyboard.press('Tab');
		}
		throw new Error(`Tab does not lead to ${String(control)}.`);
	}
	return {
		async press(control) {
			await reach(control);
			await page.keyboard.press('Enter');
		},
		async type(field, text) {
			await reach(field);
			await page.keyboard.press('ControlOrMeta+A');
			await page.keyboard.type(text);
		},
	};
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page, light and dark, that would keep somebody from using it. */
export async function seriousFaults(page: Page): Promise<string[]> {
	// Of what axe-core looks for, a theme changes the contrast alone.
	await page.emulateMedia({ colorScheme: 'dark' });
	const dark = await faultsShown(page, "runOnly: ['color-contrast'],");
	await page.emulateMedia({ colorScheme: 'light' });
	return [...dark, ...(await faultsShown(page, ''))];
}

async function faultsShown(page: Page, options: string): Promise<string[]> {
	await page.evaluate(`window.axe || (() => { ${AXE} })()`);
	const found = (await page.evaluate(
		`axe.run(document, { ${options} resultTypes: ['violations'] })`,
	)) as {
		violations: Array<{ id: string; impact: string; nodes: Array<{ html: string }> }>;
	};
	return found.violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}
