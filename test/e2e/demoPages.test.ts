import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { composeEmail } from '../../engine/messages/email/composeEmail.ts';
import { openTransport } from '../../engine/messages/email/openTransport.ts';
import { sendEmail } from '../../engine/messages/email/sendEmail.ts';
import { smtpSettings } from '../../engine/messages/email/smtpSettings.ts';
import { withMessageId } from '../../engine/messages/email/withMessageId.ts';
import { createRenderer } from '../../engine/templates/createRenderer.ts';
import { startChromium } from '../support/chromium.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { SAMPLE_ITEMS } from '../support/emailItems.ts';
import { startInbox, type Inbox } from '../support/inbox.ts';
import { newSecret } from '../support/postSigned.ts';

const CUSTOMER = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };

describe('the pages of the demo show what is true by now, however late an answer comes', () => {
	let folder: string;
	let store: DemoStore;
	let inbox: Inbox;
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-pages-'));
		browser = await startChromium();
	}, 60_000);
	beforeEach(async () => {
		const file = (name: string) => join(folder, `${name}-${performance.now()}.json`);
		const keys = { apiKey: 'key', apiSecret: newSecret() };
		store = await startDemoStore({ port: 0, dataFile: file('store'), ...keys });
		inbox = await startInbox({ smtpPort: 0, webPort: 0, dataFile: file('inbox') });
		page = await browser.newPage();
	});
	afterEach(async () => {
		await page.close();
		await store.stop();
		await inbox.stop();
	});
	afterAll(async () => {
		await browser?.close();
		await rm(folder, { recursive: true, force: true });
	});

	const order = () =>
		store.placeOrder({
			...CUSTOMER,
			items: [{ productId: store.state.products[0]!.id, quantity: 1 }],
		});
	async function mail(): Promise<void> {
		const fromEmail = 'shop@example.com';
		const smtp = smtpSettings({ host: 'localhost', port: inbox.smtpPort, fromEmail });
		const transport = await openTransport(smtp);
		const settings = {
			template: 'order_confirmation',
			recipient: { kind: 'customer' },
			fromEmail,
		} as const;
		const composed = composeEmail(createRenderer(), SAMPLE_ITEMS.order, settings, new Date());
		await sendEmail(transport, withMessageId(composed, null));
		transport.close();
	}
	/** Holds the next answer back as it is when it is asked for. `asked` is fulfilled then. */
	const holdNext = async (path: string) => {
		const seen = Promise.withResolvers<void>();
		const { promise: until, resolve: release } = Promise.withResolvers<void>();
		await page.route(
			`**${path}`,
			async (route) => {
				const response = await route.fetch();
				seen.resolve();
				await until;
				await route.fulfill({ response });
			},
			{ times: 1 },
		);
		return { asked: seen.promise, release };
	};
	/** Holds the page back from being told of changes. */
	const holdLive = async (path: string) => {
		const seen = Promise.withResolvers<void>();
		const { promise: until, resolve: release } = Promise.withResolvers<void>();
		await page.route(`**${path}`, async (route) => {
			seen.resolve();
			await until;
			await route.continue();
		});
		return { asked: seen.promise, release };
	};
	/** Lets go of what is held back, until the page has read it. */
	const untilRead = async (path: string, release: () => void) => {
		const answered = page.waitForResponse(`**${path}`);
		release();
		await (await answered).finished();
		await page.evaluate('new Promise((resolve) => setTimeout(resolve))');
	};

	it('the shop: an order does not vanish again', async () => {
		await page.goto(`${store.url}/#orders`);
		await page.getByText('No orders yet').waitFor();
		const late = await holdNext('/shop/state');
		order();
		await late.asked;
		order();
		const orders = page.locator('.order');
		await orders.nth(1).waitFor();
		await untilRead('/shop/state', late.release);
		expect(await orders.count()).toBe(2);
	});

	it('the shop: the button is pressed twice, and one order is placed', async () => {
		await page.goto(`${store.url}/#shop`);
		await page.getByRole('button', { name: 'Add to basket' }).first().click();
		for (const [label, value] of [
			['First name', 'Ada'],
			['Last name', 'Lovelace'],
			['E-mail', CUSTOMER.email],
		] as const) {
			await page.getByLabel(label, { exact: true }).fill(value);
		}
		await page.getByRole('button', { name: 'Place order' }).dblclick();
		await page.getByText('Thank you! Your order').waitFor();
		expect(store.state.orders).toHaveLength(1);
	});

	it('the inbox: a mail does not vanish again', async () => {
		await page.goto(inbox.url);
		await page.getByText('No mails yet.').waitFor();
		const late = await holdNext('/mails');
		await mail();
		await late.asked;
		await mail();
		const mails = page.getByRole('navigation').getByRole('link');
		await mails.nth(1).waitFor();
		await untilRead('/mails', late.release);
		expect(await mails.count()).toBe(2);
	});

	it.each([
		[
			'shop',
			'/shop/live',
			(): string => `${store.url}/#orders`,
			async (): Promise<void> => void order(),
			'.order',
		],
		['inbox', '/live', (): string => inbox.url, mail, '#list a'],
	] as const)(
		'the %s: what comes before the page is told of changes is shown',
		async (_name, live, url, happen, shown) => {
			const late = await holdLive(live);
			await page.goto(url());
			await late.asked;
			await page.getByText(/^No (orders|mails) yet/).waitFor();
			await happen();
			late.release();
			await page.locator(shown).first().waitFor();
		},
	);
});
