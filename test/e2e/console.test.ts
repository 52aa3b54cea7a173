import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Locator } from 'playwright-core';
import { apiWorkflow } from '../../demo/apiWorkflow.ts';
import { vapidKeys } from '../../engine/messages/push/vapidKeys.ts';
import { API_TOKEN, startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import {
	openConsole,
	PHONE,
	seriousFaults,
	WIDE,
	type ConsolePage,
} from '../support/consolePage.ts';
import { digestOf } from '../../api/http/tokenIn.ts';
import { makePass, passKeyOf } from '../../api/http/consolePass.ts';
import { firstOutput } from '../support/runManually.ts';
import { newSecret } from '../support/postSigned.ts';
import { startSimulatedAfterShip } from '../support/simulatedAfterShip.ts';
import { SENDCLOUD_STATUS, startSimulatedSendcloud } from '../support/simulatedSendcloud.ts';
import { startChromium } from '../support/chromium.ts';
import { waitUntil } from '../support/n8n.ts';

const PAGES = [
	'Today',
	'Events',
	'Dead letters',
	'Stores',
	'Recipes',
	'Workflows',
	'Catch-ups',
	'People',
];
const OTHER = { webhookId: 'other-space', token: 'token-of-the-other-space' };

/** Ends the engine's thread for as long as a file is there. */
const preloaded = (file: string) => `
const { isMainThread } = require('node:worker_threads');
const { existsSync } = require('node:fs');
if (!isMainThread) setInterval(() => existsSync('${file}') && process.exit(1), 50).unref();
`;

/** An order as the store reports it. */
const orderData = (id: string, total: number, given: object = {}) => ({
	id,
	number: `#${id}`,
	status: 'processing',
	currency: 'EUR',
	total,
	customer: { id: null, email: `customer-${id}@example.com`, firstName: 'Ada' },
	...given,
});

describe('the console, in Chromium on a real n8n', () => {
	let world: ApiWorld;
	let browser: Browser;
	let folder: string;
	let guid: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-console-'));
		const script = join(folder, 'end.cjs');
		await writeFile(script, preloaded(join(folder, 'end')));
		world = await startApiWorld({ NODE_OPTIONS: `--require ${script}` });
		browser = await startChromium();
		guid = await mailFrom(100);
		await otherSpace();
	}, 180_000);
	afterAll(async () => {
		await browser?.close();
		await world?.stop();
		await rm(folder, { recursive: true, force: true });
	}, 120_000);

	/** A mail for orders from a total on: made, or changed to that. */
	async function mailFrom(total: number): Promise<string> {
		const { status, body } = await world.api('POST', '/api/workflows/configure', {
			...(guid && { guid }),
			name: 'Mail for large orders',
			entityType: 'Order',
			triggerId: 'order_created',
			conditions: { total: { gte: total } },
			action: { type: 'send_email', recipient: 'customer', template: 'order_confirmation' },
		});
		expect([status, body.error]).toEqual([200, undefined]);
		return body.data.guid;
	}

	/** A second API node, in a space of its own. */
	async function otherSpace(): Promise<void> {
		const { n8n } = world;
		const workflow = apiWorkflow(
			{
				commerceApi: await n8n.createCredential('Other API', 'commerceApi', {
					apiToken: OTHER.token,
					n8nUrl: n8n.url,
					n8nApiKey: world.n8nApiKey,
				}),
				commerceSpaceApi: await n8n.createCredential('Other space', 'commerceSpaceApi', {
					spaceSecret: 'a-key-of-the-other-space',
				}),
			},
			{ apiOptions: { nameAmongSeveral: 'other' } },
		);
		const nodes = workflow.nodes.map((node) =>
			node.webhookId ? { ...node, webhookId: OTHER.webhookId } : node,
		);
		const { id } = await n8n.createWorkflow({ ...workflow, nodes });
		await n8n.publish(id);
	}

	const go = async ({ page, by }: ConsolePage, name: string) => {
		await by.press(page.getByRole('link', { name, exact: true }));
		await page.getByRole('heading', { level: 1, name }).waitFor();
		await page.getByText('Loading …').first().waitFor({ state: 'detached' });
	};
	const find = async ({ page, by }: ConsolePage, number: string) => {
		await by.type(page.getByLabel('Order number'), number);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: `Order ${number}` }).waitFor();
	};
	/** How far the page is wider than its window. */
	const overflow = async ({ page }: ConsolePage) =>
		await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

	/** What is pressed there and stands right on what comes below it, with no room in between. */
	const touching = async ({ page }: ConsolePage) =>
		await page.evaluate<string[]>(`(() => {
			const all = [...document.querySelectorAll('main :is(button, summary, table, h3)')];
			const boxes = all.map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => box.height > 0);
			return boxes.flatMap(([above, box]) => above.matches('button, summary') ? boxes.filter(([below, { top, left, right }]) =>
				!below.contains(above) && left < box.right && box.left < right && Math.abs(top - box.bottom) < 4,
			).map(([below]) => above.textContent + ' on ' + below.textContent.slice(0, 40)) : []);
		})()`);

	it('is one page in a sandbox, without script of its own in it, and less than 150 kB', async () => {
		const response = await fetch(`${world.base}/api/console`);
		const policy = response.headers.get('content-security-policy')!;
		expect(policy).toMatch(/^sandbox [^;]*allow-scripts/);
		expect(policy).not.toContain('allow-same-origin');
		expect(policy.replace("style-src 'self' 'unsafe-inline'", '')).not.toMatch(/unsafe-|\*/);
		expect(policy).toContain("default-src 'none'");
		expect(await response.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
		let bytes = 0;
		for (const file of ['console.js', 'console.css']) {
			const text = await (await fetch(`${world.base}/api/console/${file}`)).text();
			bytes += gzipSync(text).byteLength;
		}
		expect(bytes).toBeLessThan(150_000);
	});

	it('opens with the API token alone, which it keeps in memory', async () => {
		const { page, faults, stop } = await openConsole(browser, world.base, { token: null });
		try {
			expect(await page.evaluate('self.origin')).toBe('null');
			await page.getByLabel('API token').fill('a token that is not right');
			await page.keyboard.press('Enter');
			await page.getByText('This is not the API token').waitFor();
			await page.getByLabel('API token').fill(API_TOKEN);
			await page.keyboard.press('Enter');
			await page.getByRole('heading', { name: 'Today' }).waitFor();
			await page.reload();
			await page.getByLabel('API token').waitFor();
			expect(faults).toEqual([]);
		} finally {
			await stop();
		}
	});

	it('opens by a link that the node shows when it is tried, which is good for minutes and for nothing else', async () => {
		await world.n8n.rest('POST', `/workflows/${world.apiWorkflowId}/run`, {
			triggerToStartFrom: { name: 'Commerce API' },
		});
		const filter = { workflowId: world.apiWorkflowId, status: 'success', includeData: true };
		const run = await waitUntil(async () => (await world.n8n.listExecutions(filter))[0], {
			what: 'the link to be shown',
		});
		const shown = firstOutput<{ console: string }>(run, 'Commerce API');
		const [address, pass] = shown.console.split('#pass=') as [string, string];
		expect(address).toBe(`${world.base}/api/console`);
		const ask = async (method: string, path: string, token: string) =>
			await world.api(method, path, undefined, { authorization: `Bearer ${token}` });
		expect((await ask('GET', '/api/events', pass)).status).toBe(401);
		const session = (await ask('POST', '/api/console/session', pass)).body.data.pass;
		expect((await ask('GET', '/api/events', session)).status).toBe(200);
		expect((await ask('POST', '/api/console/link', session)).status).toBe(401);
		expect((await ask('POST', '/api/console/session', session)).status).toBe(401);

		const opened = await openConsole(browser, world.base, { token: null, hash: `#pass=${pass}` });
		await opened.page.getByRole('heading', { name: 'Today' }).waitFor();
		expect(opened.page.url()).not.toContain(pass);
		await opened.stop();
		const key = passKeyOf(digestOf(API_TOKEN));
		const old = makePass(key, 'link', Date.now() - 11 * 60_000).pass;
		const late = await openConsole(browser, world.base, { token: null, hash: `#pass=${old}` });
		await late.page
			.getByText('This link has expired: it is good for ten minutes. For a new one')
			.waitFor();
		await late.stop();
	});

	it.each([
		['5001', 100, 'keyboard only', { window: WIDE, isByKeyboard: true }],
		['5002', 200, "on a phone's width", { window: PHONE }],
	])(
		'find an order by its number (%s), read why no mail went; change the condition of %d; dry run says that it would fire, and what the mail would say; replay; the mail is there; %s',
		async (number, from, _how, options) => {
			await mailFrom(from + 1);
			world.mail.forgetMails();
			await world.report('order.created', orderData(number, 84.7));
			const open = await openConsole(browser, world.base, options);
			const { page, by, faults, stop } = open;
			try {
				await find(open, number);
				await by.press(page.getByRole('link', { name: 'Order Created' }));
				await page.getByText(`Condition Total is at least ${from + 1}: was 84.7.`).waitFor();

				await mailFrom(50);
				await go(open, 'Workflows');
				await by.press(page.getByRole('button', { name: 'Dry run' }));
				const tried = page.getByRole('table', { name: 'Events of the dry run' });
				const row = tried.getByRole('row', { name: `#${number}` });
				await row.getByText('Yes', { exact: true }).waitFor();
				await row.getByText(/Would send.* to c…@example\.com/).waitFor();
				await by.press(row.getByText('E-mail: text'));
				await row.getByText(`We have received your order #${number}.`).waitFor();
				expect(world.mail.mails).toEqual([]);

				await by.press(row.getByRole('link', { name: 'Order Created' }));
				await by.press(page.getByRole('button', { name: 'Look what it would do' }));
				await page.getByText('has sent nothing for it yet').waitFor();
				await by.press(page.getByRole('button', { name: 'Deliver it' }));
				await world.mail.waitForMails(1);
				const sent = page.getByRole('table', { name: 'What was sent and written' });
				await sent.getByText('Done').waitFor();
				expect(world.mail.mails).toMatchObject([
					{ recipients: [`customer-${number}@example.com`] },
				]);
				expect(await overflow(open)).toBeLessThanOrEqual(0);
				expect(faults).toEqual([]);
			} finally {
				await stop();
			}
		},
		120_000,
	);

	it('find events by e-mail address, SKU and trigger; run a workflow for what is known once it is seen how many there are', async () => {
		await world.report('order.created', orderData('5003', 20, { lineItems: [{ sku: 'MUG-7' }] }));
		const open = await openConsole(browser, world.base);
		const { page, faults, stop } = open;
		try {
			await go(open, 'Events');
			const events = page.getByRole('table', { name: 'Events' });
			/** Until the list is that which was asked for: the one of before may hold the same. */
			const search = async (text: string, asked: string) => {
				const answered = page.waitForResponse((response) =>
					response.url().includes(`/events?${asked}`),
				);
				await page.getByLabel('E-mail address or SKU').fill(text);
				await page.keyboard.press('Enter');
				await answered;
				await events.getByText('#5003').waitFor();
			};
			await search('Customer-5003@example.com', 'email=Customer-5003%40example.com');
			expect(await events.getByText(/#500[12]/).count()).toBe(0);
			const topOf = async (control: Locator) => (await control.boundingBox())!.y;
			expect(await topOf(page.getByRole('button', { name: 'Search' }))).toBe(
				await topOf(page.getByLabel('E-mail address or SKU')),
			);
			await search('mug-7', 'sku=mug-7');
			await page.getByLabel('Kind').selectOption('Order');
			await page.getByLabel('What happened').selectOption('order_paid');
			await page.getByText('Nothing has happened of this kind').waitFor();

			// From now on it wants the order, too, which had not started it.
			await mailFrom(10);
			await go(open, 'Catch-ups');
			await page.getByLabel('Workflow', { exact: true }).selectOption('Mail for large orders');
			await page.getByLabel('Which status').fill('processing');
			await page.getByLabel('Further conditions, as JSON').fill('{"number": "#5003", "total": }');
			await page.getByRole('button', { name: 'Count' }).click();
			await page.getByText('this is no JSON object').waitFor();
			await page.getByLabel('Further conditions, as JSON').fill('{"total": {"lt": 50}}');
			await page.getByRole('button', { name: 'Count' }).click();
			await page.getByText(/^1 fits, /).waitFor();
			await page.getByText('#5003, processing').waitFor();
			await page.getByLabel('Runs a minute').fill('1');
			await page.getByRole('button', { name: 'Run it' }).click();
			await page.getByText('does what it does: its mails are sent').waitFor();
			await page.getByRole('button', { name: 'Run it' }).click();
			const begun = page.getByRole('table', { name: 'Catch-ups' }).getByRole('row').nth(1);
			await begun.getByText('Running').waitFor();
			await begun.getByRole('button', { name: 'Stop' }).click();
			await begun.getByRole('button', { name: 'Stop' }).click();
			await begun.getByText('Stopped').waitFor();
			const mailed = world.mail.mails.flatMap(({ recipients }) => recipients);
			expect(mailed).not.toContain('customer-5003@example.com');
			expect(faults).toEqual([]);
		} finally {
			await stop();
		}
	}, 120_000);

	it('a recipe is looked at with the last order, switched on, and mails from then on', async () => {
		await world.report('order.created', orderData('7001', 5));
		const open = await openConsole(browser, world.base);
		const { page, faults, stop } = open;
		try {
			await go(open, 'Recipes');
			const card = page.getByRole('article', { name: 'Order confirmation' });
			await card.getByRole('button', { name: 'Preview' }).click();
			await card.getByText(/Thank you for your order #7001/).waitFor();
			expect(world.mail.mailsTo('customer-7001@example.com')).toEqual([]);
			const alerts = page.getByRole('article', { name: 'Alerts to the owner' });
			await alerts.getByRole('button', { name: 'Switch on' }).click();
			await alerts.getByText('settings.owner: it is needed').waitFor();
			await card.getByRole('button', { name: 'Switch on' }).click();
			await card.getByText('On', { exact: true }).waitFor({ timeout: 30_000 });
			await world.report('order.created', orderData('7002', 5));
			await world.untilQuiet();
			expect(world.mail.mailsTo('customer-7002@example.com')).toHaveLength(1);
			await card.getByRole('button', { name: 'Switch off' }).click();
			await card.getByRole('button', { name: 'Switch off' }).click();
			await card.getByText('Off', { exact: true }).waitFor({ timeout: 30_000 });
			expect(faults).toEqual([]);
		} finally {
			await stop();
		}
	}, 180_000);

	it('a workflow is drawn in a form with conditions and a mail, tried, made, and mails; what somebody has changed meanwhile is not overwritten', async () => {
		await world.report('order.created', orderData('7101', 40));
		const open = await openConsole(browser, world.base);
		const { page, faults, stop } = open;
		try {
			await go(open, 'Workflows');
			await page.getByRole('link', { name: 'New workflow for orders' }).click();
			await page.getByLabel('This happens').selectOption({ label: 'Order Created' });
			await page.getByRole('button', { name: 'Add a condition' }).click();
			const condition = page.getByRole('group', { name: 'Condition 1' });
			await condition.getByLabel('Field').selectOption({ label: 'Total' });
			await condition.getByLabel('Operator').selectOption({ label: 'Is at Least' });
			await condition.getByLabel('Value').fill('39,50');
			await page.getByLabel('What it does').selectOption({ label: 'Send an e-mail of your own' });
			await page.getByLabel('To', { exact: true }).selectOption({ label: 'One address' });
			await page.getByLabel('One address').fill('packing@example.com');
			await page.getByLabel('Subject (needed)').fill('Pack {{ order.number }}');
			await page.getByLabel('HTML (needed)').fill('<p>Please</p>');
			await page.getByLabel('Name of the workflow').fill('Tell the packers');
			for (const window of [PHONE, WIDE]) {
				await page.setViewportSize(window);
				expect(await seriousFaults(page)).toEqual([]);
				expect(await overflow(open)).toBeLessThanOrEqual(0);
			}
			await page.getByRole('button', { name: 'Dry run' }).click();
			await page.getByText('Pack #7101').first().waitFor();
			await page.getByRole('button', { name: 'Create' }).click();
			const row = page.getByRole('row').filter({ hasText: 'Tell the packers' });
			await row.getByText('Saved').waitFor({ timeout: 30_000 });
			const link = await row
				.getByRole('link', { name: /Tell the packers in n8n/ })
				.getAttribute('href');
			expect(link).toContain('/workflow/');
			await world.report('order.created', orderData('7102', 39));
			await world.report('order.created', orderData('7103', 40));
			const mails = await waitUntil(
				async () => {
					const found = world.mail.mailsTo('packing@example.com');
					return found.length > 0 && found;
				},
				{ what: 'the mail to the packers' },
			);
			expect(mails.map(({ subject }) => subject)).toEqual(['Pack #7103']);

			await row.getByRole('link', { name: 'Change Tell the packers' }).click();
			await page.getByLabel('Subject (needed)').fill('Pack now: {{ order.number }}');
			const { data } = (await world.api('GET', '/api/workflows/Order/configured')).body;
			const made = data.find(({ name }: { name: string }) => name === 'Tell the packers');
			const path = `/api/workflows/configured/${made.guid}`;
			const { configuration } = (await world.api('GET', path)).body.data;
			const theirs = { ...configuration, name: 'Tell the packers soon' };
			await world.api('POST', '/api/workflows/configure', theirs);
			await page.getByRole('button', { name: 'Save' }).click();
			await page.getByText('Somebody has changed this workflow').waitFor();
			// Preact renders in a microtask: also for one frame, what was read before is not shown as if it were new.
			const formsShown = await page
				.getByRole('button', { name: 'Load it anew' })
				.evaluate(async (button) => {
					const page = button.ownerDocument;
					button.dispatchEvent(new page.defaultView!.MouseEvent('click', { bubbles: true }));
					for (let turn = 0; turn < 10; turn++) await Promise.resolve();
					return page.querySelectorAll('form.workflow').length;
				});
			expect(formsShown).toBe(0);
			const name = page.getByLabel('Name of the workflow');
			expect(await name.inputValue()).toBe('Tell the packers soon');
			expect(await condition.getByLabel('Value').inputValue()).toBe('39.5');
			await page.getByLabel('Subject (needed)').fill('Pack now: {{ order.number }}');
			await page.getByRole('button', { name: 'Save' }).click();
			await page.getByText('Saved').waitFor({ timeout: 30_000 });
			const after = (await world.api('GET', path)).body.data.configuration;
			expect(after).toEqual({
				...theirs,
				action: { ...theirs.action, subject: 'Pack now: {{ order.number }}' },
			});
			await world.api('POST', `${path}/disable`);
			expect(faults).toEqual([]);
		} finally {
			await stop();
		}
	}, 120_000);

	it('makes a pair of keys for web push that the credential takes, and keeps neither', async () => {
		const open = await openConsole(browser, world.base);
		const { page, stop } = open;
		try {
			await go(open, 'People');
			await page.getByRole('button', { name: 'Make a pair of keys' }).click();
			const key = async (label: string) => await page.getByLabel(label).inputValue();
			const pair = { publicKey: await key('Public Key'), privateKey: await key('Private Key') };
			const subject = 'mailto:shop@example.com';
			expect(vapidKeys({ subject, ...pair })).toEqual({ subject, ...pair });
		} finally {
			await stop();
		}
	}, 60_000);

	it("a shop's look is set with a mail beside it that shows it, wide, as on a phone and dark; mails then have it, and a dry run shows them as they look", async () => {
		const [store] = (await world.api('GET', '/api/integrations')).body.data;
		const open = await openConsole(browser, world.base);
		const { page, faults, stop } = open;
		try {
			await go(open, 'Stores');
			await page.getByText('The shop’s look in its mails').first().click();
			await page.getByLabel('Accent color', { exact: true }).fill('#ffd400');
			await page.getByText('Accent color: links in #ffd400 cannot be read well on white').waitFor();
			await page.getByLabel('Accent color', { exact: true }).fill('#0f766e');
			await page.getByLabel('Imprint').fill('Fjord & Falke GmbH\nHauptstraße 5');
			const trackingPage = `${world.base}/api/track`;
			await page.getByLabel('Tracking page').fill(trackingPage);
			const frame = page.frameLocator('.mail iframe').first();
			await frame.getByText('Fjord & Falke GmbH').waitFor();
			const colorOf = async (part: string) =>
				await frame
					.locator(part)
					.first()
					.evaluate((element) => element.computedStyleMap().get('background-color')!.toString());
			/** The mail is loaded anew with what was written last: a color is read again where it comes in between. */
			const untilColor = async (part: string, color: string) =>
				await waitUntil(async () => (await colorOf(part)) === color, {
					what: `${part} of the mail to be ${color}`,
				});
			await untilColor('.button-cell', 'rgb(15, 118, 110)');
			await untilColor('.card', 'rgb(255, 255, 255)');
			await page.getByRole('button', { name: 'Dark' }).click();
			await untilColor('.card', 'rgb(27, 30, 36)');
			await page.getByRole('button', { name: 'Phone' }).click();
			expect((await page.locator('.mail iframe').boundingBox())!.width).toBe(375);
			expect(faults).toEqual([]);
			expect(await seriousFaults(page)).toEqual([]);
			expect(await overflow(open)).toBe(0);
			await page.getByRole('button', { name: 'Save' }).click();
			await page.getByRole('button', { name: 'Save' }).click();
			await page.getByText('Saved. Mails about').waitFor();
			const { brand } = (await world.api('GET', `/api/integrations/${store.guid}/brand`)).body.data;
			expect(brand).toEqual({
				accentColor: '#0f766e',
				imprint: ['Fjord & Falke GmbH', 'Hauptstraße 5'],
				trackingPage,
			});

			await mailFrom(50);
			world.mail.forgetMails();
			await world.report('order.created', orderData('5004', 60, { url: 'https://shop.example/1' }));
			const [mail] = await world.mail.waitForMails(1);
			expect(mail!.html).toContain('background-color:#0f766e');
			expect(mail!.text).toMatch(/Fjord & Falke GmbH\nHauptstraße 5\s*$/);
			await seesOrder('5004');
			await go(open, 'Workflows');
			await page.getByRole('button', { name: 'Dry run' }).first().click();
			const tried = page.getByRole('table', { name: 'Events of the dry run' });
			const row = tried.getByRole('row', { name: '#5004' });
			await row.getByText('E-mail: as it looks').click();
			await row.frameLocator('iframe').getByText('Fjord & Falke GmbH').waitFor();
		} finally {
			await stop();
		}
	}, 120_000);

	/** What the customer sees of the order, on a phone. */
	async function seesOrder(number: string): Promise<void> {
		const { data } = (await world.api('GET', `/api/orders/timeline?number=${number}`)).body;
		// The page runs no script: axe-core looks at its text in a page that does.
		const [page, copy] = [
			await browser.newPage({ viewport: PHONE }),
			await browser.newPage({ viewport: PHONE }),
		];
		try {
			const answer = await page.goto(data.orders[0].trackingPage);
			expect(answer!.status()).toBe(200);
			await page.getByRole('heading', { name: `#${number}` }).waitFor();
			await copy.setContent(await answer!.text());
			expect(await seriousFaults(copy)).toEqual([]);
			const overflows = await copy
				.locator('html')
				.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
			expect(overflows).toBe(0);
		} finally {
			await page.close();
			await copy.close();
		}
	}

	it('a tracker in which a person has to enter the address says so under Today and Stores, and is not called connected', async () => {
		const tracker = await startSimulatedAfterShip();
		const { apiUrl: storeUrl, ...credentials } = tracker.credential;
		const { body } = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'aftership',
			providerType: 'shipping',
			credentials: { ...credentials, storeUrl },
		});
		const open = await openConsole(browser, world.base);
		const { page } = open;
		try {
			const row = page.getByRole('row', { name: 'AfterShip' });
			await row.getByText('Address to enter').waitFor();
			await page.getByText('reports nothing by itself').waitFor();
			await page.getByRole('link', { name: 'See where' }).click();
			const shown = page.getByRole('region', { name: 'AfterShip' });
			await shown.getByText('switch on all events').waitFor();
			await shown.getByText('No webhook: somebody enters the address there').waitFor();
			expect(await shown.getByText('Connected').count()).toBe(0);
		} finally {
			await open.stop();
			await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${body.data.guid}`);
			await tracker.close();
		}
	}, 120_000);

	it('a parcel that found no order is given one by hand in the console, and taken back, as is an order that was found', async () => {
		await world.report('order.created', orderData('8101', 20));
		const carrier = await startSimulatedSendcloud({
			publicKey: 'public-console',
			secretKey: 'secret-of-public-console',
		});
		const { publicKey: apiKey, secretKey: apiSecret } = carrier.credential;
		const { body } = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'sendcloud',
			providerType: 'shipping',
			credentials: { storeUrl: carrier.url, apiKey, apiSecret },
		});
		const parcel = carrier.ship({ orderNumber: 'A-77' });
		const [wide, phone] = [
			await openConsole(browser, world.base, { isByKeyboard: true }),
			await openConsole(browser, world.base, { window: PHONE }),
		];
		const tableOf = ({ page }: ConsolePage) =>
			page.getByRole('table', { name: 'Parcels without an order' });
		const rowOf = (open: ConsolePage) =>
			tableOf(open).getByRole('row', { name: parcel.tracking_number });
		try {
			expect(await carrier.post(carrier.move(parcel, SENDCLOUD_STATUS.enRoute))).toEqual([200]);
			for (const open of [wide, phone]) {
				await go(open, 'Stores');
				const row = rowOf(open);
				await row.waitFor();
				await open.by.press(row.getByText('Say which it is'));
				await open.by.press(row.getByRole('button', { name: 'This is its order' }));
				await row.getByText('Enter the order first.').waitFor();
				await open.by.type(row.getByLabel('Number of the order'), '9999');
				await open.by.press(row.getByRole('button', { name: 'This is its order' }));
				await row.getByText('has told of no such order').waitFor();
				expect(await seriousFaults(open.page)).toEqual([]);
				expect(await overflow(open)).toBe(0);
				expect(await touching(open)).toEqual([]);
				await row.getByLabel('Number of the order').fill('8101');
				await open.by.press(row.getByRole('button', { name: 'This is its order' }));
				await row.getByRole('link', { name: '#8101' }).waitFor();
				await open.page.getByText(`${parcel.tracking_number} has its order now`).waitFor();
				const matched = (await world.api('GET', '/api/parcels?matched=by_hand')).body.data;
				expect(matched).toMatchObject([{ order: { number: '#8101' } }]);
				expect(await seriousFaults(open.page)).toEqual([]);

				await open.by.press(row.getByRole('button', { name: 'Take back' }));
				await open.by.press(row.getByRole('button', { name: 'Take back' }));
				await row.getByText('A person has said that the parcel belongs to no order').waitFor();
				const taken = (await world.api('GET', '/api/parcels?matched=by_hand')).body.data;
				expect(taken).toMatchObject([{ order: null, reason: 'taken_back' }]);
				expect(open.faults).toEqual([]);
			}

			// One that has found its order by itself is taken back as well.
			for (const open of [wide, phone]) {
				const found = carrier.ship({ orderNumber: '8101' });
				expect(await carrier.post(carrier.move(found, SENDCLOUD_STATUS.enRoute))).toEqual([200]);
				await open.page.getByLabel('Show parcels').selectOption('found');
				const row = open.page
					.getByRole('table', { name: 'Parcels with their order' })
					.getByRole('row', { name: found.tracking_number });
				await row.getByRole('link', { name: '#8101' }).waitFor();
				expect(await seriousFaults(open.page)).toEqual([]);
				expect(await overflow(open)).toBe(0);
				expect(await touching(open)).toEqual([]);
				await open.by.press(row.getByRole('button', { name: 'Take back' }));
				await open.by.press(row.getByRole('button', { name: 'Take back' }));
				await open.page.getByText(`${found.tracking_number} belongs to no order`).waitFor();
				await row.waitFor({ state: 'detached' });
				await open.page.getByLabel('Show parcels').selectOption('open');
				const taken = tableOf(open).getByRole('row', { name: found.tracking_number });
				await taken.getByText('A person has said that the parcel belongs to no order').waitFor();
				expect(open.faults).toEqual([]);
			}
		} finally {
			await wide.stop();
			await phone.stop();
			await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${body.data.guid}`);
			await carrier.close();
		}
	}, 180_000);

	it('axe-core finds no serious fault, on any page, light and dark', async () => {
		/** Opens the console beside the others: axe-core takes a processor for seconds, and n8n another one. */
		const look = async (at: (open: ConsolePage) => Promise<void>, token: string | null) => {
			const open = await openConsole(browser, world.base, { token });
			await at(open).finally(open.stop);
		};
		const lookAt = async (names: readonly string[]) =>
			await look(async (open) => {
				for (const name of names) {
					await go(open, name);
					expect([name, await seriousFaults(open.page)]).toEqual([name, []]);
					expect([name, await overflow(open)]).toEqual([name, 0]);
					expect([name, await touching(open)]).toEqual([name, []]);
				}
			}, API_TOKEN);
		const half = Math.ceil(PAGES.length / 2);
		await Promise.all([
			lookAt(PAGES.slice(0, half)),
			lookAt(PAGES.slice(half)),
			look(async (open) => {
				const { page, by } = open;
				expect(await seriousFaults(page)).toEqual([]);
				await by.type(page.getByLabel('API token'), API_TOKEN);
				await page.keyboard.press('Enter');
				await find(open, '5001');
				await page.getByRole('link', { name: 'Order Created' }).waitFor();
				expect(await seriousFaults(page)).toEqual([]);
				await by.press(page.getByRole('link', { name: 'Order Created' }));
				await page.getByText('The whole event').click();
				await page.getByText('customer-5001@example.com').waitFor();
				expect(await seriousFaults(page)).toEqual([]);
			}, null),
		]);
	}, 180_000);

	it('the first import of a store begins as it is connected, and is shown with how far it has come, and afterwards with what it found', async () => {
		const shop = await startHeldShop();
		const { body } = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: shop.url, apiKey: 'key', apiSecret: newSecret() },
		});
		const open = await openConsole(browser, world.base);
		const { page } = open;
		try {
			await go(open, 'Stores');
			const held = page.getByRole('region', { name: 'Held Shop' });
			const bar = held.getByRole('progressbar', { name: 'Import of Held Shop' });
			await held.getByText('2 orders of 5 read').waitFor();
			expect([await bar.getAttribute('value'), await bar.getAttribute('max')]).toEqual(['2', '5']);
			expect(await seriousFaults(page)).toEqual([]);
			shop.goOn();
			await bar.waitFor({ state: 'detached' });
			await held.getByText('5 orders read, 5 new or changed').waitFor();
			await held.getByText('At the start').waitFor();
			await held.getByText('1 webhook is registered in the store').waitFor();
		} finally {
			shop.goOn();
			await open.stop();
			await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${body.data.guid}`);
			await shop.stop();
		}
	}, 180_000);

	/** A shop with five orders, which answers with the last three of them when it is told to. */
	async function startHeldShop() {
		const { promise: released, resolve: goOn } = Promise.withResolvers<void>();
		const order = (id: number) => ({
			...orderData(`h${id}`, 10),
			updatedAt: '2026-01-31T08:00:00Z',
		});
		const webhooks: object[] = [];
		const answerTo = async (method: string, url: URL): Promise<object> => {
			if (url.pathname === '/health') return { name: 'Held Shop' };
			if (url.pathname === '/webhooks' && method === 'GET') return { data: webhooks };
			if (url.pathname !== '/orders') return { data: [], nextCursor: null };
			if (!url.searchParams.has('cursor')) {
				return { data: [order(1), order(2)], total: 5, nextCursor: 'next' };
			}
			await released;
			return { data: [order(3), order(4), order(5)], nextCursor: null };
		};
		const server = createServer(async (asked, response) => {
			const url = new URL(asked.url!, 'http://shop');
			let answer: object;
			if (url.pathname === '/webhooks' && asked.method === 'POST') {
				const given = JSON.parse(await text(asked)) as { url: string };
				answer = { id: '1', enabled: true, ...given };
				webhooks.push(answer);
			} else answer = await answerTo(asked.method!, url);
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		return {
			url: `http://127.0.0.1:${port}`,
			goOn,
			stop: async () => await new Promise((resolve) => server.close(resolve)),
		};
	}

	it("console and API show one space nothing of another's", async () => {
		const base = `${world.n8n.url}/webhook/${OTHER.webhookId}`;
		const authorization = `Bearer ${OTHER.token}`;
		await waitUntil(async () => (await fetch(`${base}/api/health`)).status === 200, {
			what: 'the API of the other space to answer',
		});
		for (const path of ['events', 'dead-letters', 'messages/refused', 'push/subscriptions']) {
			const answer = await fetch(`${base}/api/${path}`, { headers: { authorization } });
			expect([path, await answer.json()]).toMatchObject([path, { data: [] }]);
		}
		const [event] = (await world.api('GET', '/api/events')).body.data;
		const one = await fetch(`${base}/api/events/${event.id}`, { headers: { authorization } });
		expect(one.status).toBe(404);
		const open = await openConsole(browser, base, { token: OTHER.token });
		try {
			for (const name of ['Today', 'Events', 'Stores']) {
				await go(open, name);
				const text = await open.page.locator('main').innerText();
				expect([name, text]).not.toEqual([name, expect.stringMatching(/Test Shop|#500|Order C/)]);
			}
			await find(open, '5001');
			await open.page.getByText('No order of this number is known').waitFor();
		} finally {
			await open.stop();
		}
	}, 120_000);

	it('hostile names and payloads (script, RTL marks, 1 MB) do no harm there', async () => {
		const evil = '<img src=x onerror=alert(1)><script>window.isHarmed=1</script>';
		const turned = 'invoice\u202Efdp.exe';
		const number = '6001';
		await world.report(
			'order.created',
			orderData(number, 10, {
				customer: { id: null, email: 'a@example.com', firstName: evil, lastName: turned },
				note: `${evil}${turned}`,
				lineItems: Array.from({ length: 200 }, (_, index) => ({
					id: String(index),
					name: `${turned} ${evil} ${'m'.repeat(5_000)}`,
					quantity: 1,
					price: 0.05,
				})),
			}),
		);
		const open = await openConsole(browser, world.base, { window: PHONE });
		const { page, faults, stop } = open;
		try {
			await go(open, 'Events');
			await find(open, number);
			await page.getByRole('link', { name: 'Order Created' }).click();
			await page.getByText('The whole event').click();
			await page.locator('pre').waitFor();
			const more = page.getByRole('button', { name: 'Show all of it' });
			await more.click();
			await more.waitFor({ state: 'detached' });
			const text = await page.locator('pre').innerText();
			expect(text).toContain('<img src=x onerror=alert(1)>');
			expect(text).not.toMatch(/\u202e/);
			expect(await page.evaluate('[window.isHarmed, document.images.length]')).toEqual([
				undefined,
				0,
			]);
			expect(await overflow(open)).toBeLessThanOrEqual(0);
			await go(open, 'Today');
			expect(faults).toEqual([]);
		} finally {
			await stop();
		}
	}, 120_000);

	it('without a reachable engine it says that, and nothing else, until it is back', async () => {
		const open = await openConsole(browser, world.base);
		const { page, stop } = open;
		const end = join(folder, 'end');
		try {
			await go(open, 'Events');
			await writeFile(end, '');
			await page.getByText('The engine of the Commerce nodes cannot be reached').waitFor();
			const said = await page.locator('body').innerText();
			expect(said.split('\n').filter((line) => line.trim() !== '')).toEqual([
				'Commerce console',
				expect.stringContaining('cannot be reached'),
				'This page tries again by itself.',
			]);
			const fresh = await openConsole(browser, world.base, { token: null });
			await fresh.page.getByText('cannot be reached').waitFor();
			await fresh.stop();
			await rm(end);
			// The longest pause between two starts of the engine is a minute.
			await page.getByRole('heading', { name: 'Events' }).waitFor({ timeout: 90_000 });
		} finally {
			await rm(end, { force: true });
			await stop();
		}
	}, 180_000);
});
