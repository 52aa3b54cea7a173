import type { Browser, Locator, Page } from 'playwright-core';
import { OWNER } from './n8n.ts';

/** What a step took. */
export type Step = {
	readonly name: string;
	/** Every press of the mouse; two for a double click. */
	readonly clicks: number;
	/** Keys that write nothing: Tab from field to field, and Escape. */
	readonly keys: number;
	readonly ms: number;
};

/** n8n's editor in a browser, used with a mouse and a keyboard. */
export type N8nEditor = {
	readonly page: Page;
	/** A part of the editor, by the id that n8n gives it for tests. */
	part(id: string): Locator;
	/** Does something, and counts what that took. */
	step(name: string, act: () => Promise<void>): Promise<Step>;
	/** Adds what is found by a word, where n8n asks what comes next. */
	add(word: string, node: string, choice: string): Promise<void>;
	/** Makes the node's credential: writes into its fields, one after the other, and saves it. n8n tests it, and closes it. */
	fillCredential(fields: Readonly<Record<string, string>>): Promise<void>;
	/** Closes the window of a node. */
	closeNode(): Promise<void>;
	/** Publishes, and reads what n8n says about it. */
	publish(): Promise<void>;
	stop(): Promise<void>;
};

/** More than a form of ours has controls between two fields that are filled. */
const MOST_TABS = 40;

/** As the page itself notices them, whoever causes them. */
const COUNTING = `
	addEventListener('pointerdown', ({ isTrusted }) => isTrusted && countPress('clicks'), true);
	addEventListener('keydown', ({ isTrusted, key }) => isTrusted && key.length > 1 && countPress('keys'), true);
`;

/** n8n takes over what is written a tenth of a second later, by the page's clock; no hand is quicker at the mouse. */
const TAKEN_OVER = 'new Promise((resolve) => setTimeout(resolve, 200))';

/** Logs in to n8n as its owner. Nothing of that is counted. */
export async function openN8nEditor(browser: Browser, n8nUrl: string): Promise<N8nEditor> {
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	page.setDefaultTimeout(60_000);
	const pressed = { clicks: 0, keys: 0 };
	await page.exposeFunction(
		'countPress',
		(what: keyof typeof pressed) => void (pressed[what] += 1),
	);
	await page.addInitScript(COUNTING);
	await page.goto(`${n8nUrl}/signin`);
	await page.locator('input[autocomplete="email"]').fill(OWNER.email);
	await page.locator('input[type="password"]').fill(OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL('**/home/**');

	const part = (id: string) => page.locator(`[data-test-id="${id}"]`);

	async function write(parameter: string, text: string): Promise<void> {
		const field = part(`parameter-input-${parameter}`).locator('input');
		await field.waitFor();
		for (let tabs = 0; !(await field.and(page.locator(':focus')).count()); tabs += 1) {
			if (tabs === MOST_TABS) throw new Error(`Tab does not lead to ${parameter}.`);
			await page.keyboard.press('Tab');
		}
		await page.keyboard.type(text);
		await page.evaluate(TAKEN_OVER);
	}

	return {
		page,
		part,
		async step(name, act) {
			const [before, startedAt] = [{ ...pressed }, performance.now()];
			await act();
			const ms = Math.round(performance.now() - startedAt);
			// What the page has counted comes before its answer.
			await page.evaluate('0');
			const { clicks, keys } = pressed;
			return { name, clicks: clicks - before.clicks, keys: keys - before.keys, ms };
		},
		async add(word, node, choice) {
			await part('node-creator-search-bar').and(page.locator(':focus')).waitFor();
			await page.keyboard.type(word);
			await part('node-creator').getByText(node, { exact: true }).click();
			await part('node-creator').getByText(choice, { exact: true }).click();
		},
		async fillCredential(fields) {
			await page.getByRole('button', { name: /^Connect to / }).click();
			for (const [parameter, text] of Object.entries(fields)) await write(parameter, text);
			await part('credential-save-button').click();
			await part('editCredential-modal').waitFor({ state: 'hidden' });
		},
		async closeNode() {
			await part('ndv-close-button').waitFor();
			await page.keyboard.press('Escape');
			await part('ndv-close-button').waitFor({ state: 'hidden' });
		},
		async publish() {
			await part('workflow-open-publish-modal-button').click();
			await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
			await page.getByRole('button', { name: 'Got it' }).click();
		},
		stop: async () => await page.close(),
	};
}
