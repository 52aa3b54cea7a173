import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../demo/n8n/freePort.ts';
import { waitUntil } from '../demo/n8n/waitUntil.ts';
import { startDemo, type Demo } from '../demo/startDemo.ts';
import { startChromium } from '../test/support/chromium.ts';
import { fingerprintOfDemo, SHOWN_FILE } from './demoFingerprint.ts';

/** `npm run pictures:demo`: the pictures of the console, taken from a real demo. */
const FOLDER = join(import.meta.dirname, '../docs/images/demo');
const WIDE = { width: 1280, height: 860 };

const folder = await mkdtemp(join(tmpdir(), 'commerce-pictures-'));
const started: Array<{ stop(): Promise<void> }> = [];
try {
	const [n8n, store, inbox, smtp] = [
		...[await freePort(), await freePort(), await freePort(), await freePort()],
	];
	const demo = await startDemo({
		folder,
		ports: { n8n: n8n!, store: store!, inbox: inbox!, smtp: smtp! },
		say: console.log,
		started,
		onUnexpectedEnd: () => {
			throw new Error('n8n has ended by itself.');
		},
	});
	const browser = await startChromium();
	started.push({ stop: async () => await browser.close() });
	const order = await makeHistory(demo);
	await mkdir(FOLDER, { recursive: true });
	await takeAll(browser, demo, order);
	await writeFile(join(FOLDER, SHOWN_FILE), `${await fingerprintOfDemo()}\n`);
} finally {
	for (const part of started.toReversed()) await part.stop();
	await rm(folder, { recursive: true, force: true });
}
process.exit(0);

/** A day in the shop; the number of an order that was delivered. */
async function makeHistory({ store, inbox }: Demo): Promise<string> {
	const people = ['Ana Müller', 'Jonas Berg', 'Chloé Martin'].map((name) => name.split(' '));
	const orders = people.map(([firstName, lastName], index) =>
		store.placeOrder({
			email: `${firstName!.toLowerCase().replace('é', 'e')}@example.com`,
			...{ firstName: firstName!, lastName: lastName! },
			items: [{ productId: store.state.products[index]!.id, quantity: index + 1 }],
		}),
	);
	for (const { id } of orders.slice(0, 2)) store.pay(id);
	store.ship(orders[0]!.id);
	store.deliver(orders[0]!.id);
	await waitUntil(() => inbox.mails.length >= 6, {
		what: 'the mails of the day',
		timeoutMs: 60_000,
	});
	return orders[0]!.number;
}

async function takeAll(browser: Browser, demo: Demo, order: string): Promise<void> {
	const page = await browser.newPage({ viewport: WIDE, deviceScaleFactor: 1.5 });
	await page.goto(`${demo.n8n.url}/webhook/commerce/api/console`);
	await page.getByLabel('API token').fill(demo.apiToken);
	await page.keyboard.press('Enter');
	await page.getByRole('navigation', { name: 'Pages' }).waitFor();
	await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
	await page.getByRole('cell', { name: 'Harbour Goods' }).waitFor();
	await take(page, 'today');
	await page.getByRole('link', { name: 'Recipes' }).click();
	await page.getByRole('article', { name: 'Order confirmation' }).waitFor();
	await take(page, 'recipes');
	await page.getByLabel('Order number').fill(order);
	await page.keyboard.press('Enter');
	await page.getByText('Shipment Delivered').first().waitFor();
	await take(page, 'timeline');
	await page.close();
}

/** The window, without what is empty below. */
async function take(page: Page, name: string): Promise<void> {
	// Nothing has the focus.
	await page.mouse.click(1, 1);
	const { y, height } = (await page.locator('main').boundingBox())!;
	const clip = { x: 0, y: 0, width: WIDE.width, height: Math.min(WIDE.height, y + height) };
	await page.screenshot({ path: join(FOLDER, `${name}.png`), clip });
}
