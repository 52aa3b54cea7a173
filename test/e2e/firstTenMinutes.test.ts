import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
// The n8n that a merchant has: with its editor, and all of its nodes to search among.
import { startN8n, type N8n } from '../../demo/n8n/startN8n.ts';
import { startChromium } from '../support/chromium.ts';
import { openCommerceDatabase, type CommerceDatabase } from '../support/commerceDatabase.ts';
import { openDemoShopPage, type DemoShopPage } from '../support/demoShopPage.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { startInbox, type Inbox } from '../support/inbox.ts';
import { buildPackage, waitUntil } from '../support/n8n.ts';
import { openN8nEditor, type N8nEditor, type Step } from '../support/n8nEditor.ts';
import { newSecret } from '../support/postSigned.ts';

/**
 * What is counted: every press of the mouse that the page gets, from the first one on n8n's empty start page. What is
 * typed is no click; nor is Tab from field to field, or Escape to close a node, which are counted by themselves.
 * With the mouse alone, it is one click more for each field and for each node that is closed.
 */
const MOST_CLICKS = { connect: 9, draw: 10 };
const STEP_MS = 120_000;

let folder: string;
let n8n: N8n;
let store: DemoStore;
let inbox: Inbox;
let browser: Browser;
let editor: N8nEditor;
let shop: DemoShopPage;
let database: CommerceDatabase;
const apiSecret = newSecret();
const steps: Step[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'commerce-first-'));
	const [dataFile, mailFile] = [join(folder, 'store.json'), join(folder, 'inbox.json')];
	store = await startDemoStore({ port: 0, dataFile, apiKey: 'demo-key', apiSecret });
	inbox = await startInbox({ smtpPort: 0, webPort: 0, dataFile: mailFile });
	const packageTarball = process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage());
	n8n = await startN8n({ userFolder: folder, packageTarball });
	browser = await startChromium();
	editor = await openN8nEditor(browser, n8n.url);
}, 240_000);

afterAll(async () => {
	const line = ({ name, clicks, keys, ms }: Step) =>
		`${name}: ${clicks} clicks, ${keys} keys, ${(ms / 1_000).toFixed(1)} s`;
	console.log(steps.map(line).join('\n'));
	await shop?.stop();
	await browser?.close();
	await database?.close();
	await n8n?.stop();
	await store?.stop();
	await inbox?.stop();
	await rm(folder, { recursive: true, force: true });
}, 60_000);

async function take(name: string, act: () => Promise<void>): Promise<Step> {
	const step = await editor.step(name, act);
	steps.push(step);
	return step;
}

/** The shop sells something and sends it; the id of the order. */
function sellAndShip(firstName: string): string {
	const { id } = store.placeOrder({
		...{ email: `${firstName.toLowerCase()}@example.com`, firstName, lastName: 'Mertens' },
		items: [{ productId: store.state.products[0]!.id, quantity: 1 }],
	});
	store.pay(id);
	store.ship(id);
	return id;
}

describe("the first ten minutes in n8n's editor, from an empty n8n", () => {
	it(
		`the shop is connected in at most ${MOST_CLICKS.connect} clicks`,
		async () => {
			const { page, part } = editor;
			const { clicks } = await take('Connect the shop', async () => {
				await page.getByText('Build a workflow').click();
				await part('canvas-add-button').getByRole('button').first().click();
				await editor.add('my shop', 'Commerce Store', 'Connect another store');
				await editor.fillCredential({ storeUrl: store.url, apiKey: 'demo-key', apiSecret });
				await editor.closeNode();
				await editor.publish();
			});
			await waitUntil(() => store.state.webhooks.length > 0, { what: 'the webhook in the shop' });
			// What stands below the node, where the store has no name.
			await part('canvas-node').getByText('other store', { exact: true }).waitFor();
			expect(clicks).toBeLessThanOrEqual(MOST_CLICKS.connect);
			database = await openCommerceDatabase(folder);
		},
		STEP_MS,
	);

	it(
		`"mail on delivery" is drawn in at most ${MOST_CLICKS.draw} clicks`,
		async () => {
			const { page, part } = editor;
			const { clicks } = await take('Draw "mail on delivery"', async () => {
				await part('universal-add').last().click();
				await page.getByText('New workflow').click();
				await part('canvas-add-button').getByRole('button').first().click();
				await editor.add('delivered', 'Commerce Shipment', 'On shipment delivered');
				await editor.closeNode();
				await part('canvas-handle-plus').first().click();
				await editor.add('email', 'Commerce Send Email', 'Add to workflow');
				await editor.fillCredential({
					host: 'localhost',
					port: String(inbox.smtpPort),
					fromEmail: 'shop@harbour-goods.example',
				});
				await editor.closeNode();
			});
			expect(clicks).toBeLessThanOrEqual(MOST_CLICKS.draw);
		},
		STEP_MS,
	);

	it(
		'before anything has happened in the shop, a test says what to do',
		async () => {
			await editor.part('execute-workflow-button').click();
			await editor.page
				.getByText('Change something in the shop, or try it with a made-up sample')
				.waitFor();
		},
		STEP_MS,
	);

	it(
		'a test with what really happened mails no customer, says who would have been written to, and shows the mail',
		async () => {
			store.deliver(sellAndShip('Ana'));
			const isStored = async () =>
				(await database.events()).some(({ codes }) => codes.includes('shipment_delivered'));
			await waitUntil(isStored, { what: 'the delivery to be stored' });
			const { page, part } = editor;
			const { clicks } = await take('Test it, and look at the mail', async () => {
				await part('execute-workflow-button').click();
				await page.getByText('Workflow executed successfully').waitFor();
				await part('canvas-node').filter({ hasText: 'Commerce Send Email' }).dblclick();
				await page.getByText('It would have gone to ana@example.com.').waitFor();
				await part('ndv-view-binary-data').click();
				const mail = part('ndv-data-container').frameLocator('iframe');
				await mail.getByText(/Hallo Ana|Hello Ana/).waitFor();
				await editor.closeNode();
			});
			// A double click is two: what is counted above counts.
			expect(clicks).toBe(4);
			expect(inbox.mails).toEqual([]);
		},
		STEP_MS,
	);

	it(
		'published, each parcel that is delivered from then on mails its customer, once',
		async () => {
			await take('Publish', async () => await editor.publish());
			await waitUntil(async () => (await database.liveWorkflows()).length > 0, {
				what: 'the workflow to be live',
			});
			sellAndShip('Ben');
			shop = await openDemoShopPage(store.url, 'orders');
			await take('From "Delivered" in the shop to the mail', async () => {
				await shop.press('Delivered');
				await waitUntil(() => inbox.mails.length > 0, { what: 'the mail', timeoutMs: 60_000 });
			});
			await waitUntil(async () => await database.isQuiet(), { what: 'every delivery to be over' });
			expect(inbox.mails.map(({ to }) => to)).toEqual(['"Ben Mertens" <ben@example.com>']);
			// Nobody has given the shop a name: it has one.
			expect(inbox.mails[0]!.from).toContain('Harbour Goods');
			const page = await browser.newPage();
			await page.goto(inbox.url);
			await page.frameLocator('iframe').getByText('Ben').first().waitFor();
			await page.close();
		},
		STEP_MS,
	);

	it(
		'a carrier is found by its name, and connected beside the shop: its form is its own, whatever the shop has',
		async () => {
			const { page, part } = editor;
			await page.goto(`${n8n.url}/workflow/new`);
			await part('canvas-add-button').getByRole('button').first().click();
			await editor.add('sendcloud', 'Commerce Store', 'Connect a Sendcloud account');
			await page.getByRole('button', { name: /^Connect to .*Sendcloud/ }).waitFor();
			await part('parameter-input-shops').waitFor();
			const kind = part('parameter-input-provider').locator('input');
			expect(await kind.inputValue()).toBe('Carrier or Tracker: Sendcloud');
		},
		STEP_MS,
	);
});
