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
import { seriousFaults } from '../support/consolePage.ts';
import { SAMPLE_ITEMS } from '../support/emailItems.ts';
import { startInbox, type Inbox } from '../support/inbox.ts';
import { waitUntil } from '../support/n8n.ts';

const PHONE = { width: 390, height: 844 };
const fromEmail = 'orders@a-shop-with-a-rather-long-name.example.com';
/** Of which each kind of the built-in mails has one. */
const MAILS = [
	['order', 'order_confirmation'],
	['shipment', 'shipping_confirmation'],
	['shipment', 'delivery_confirmation'],
] as const;

describe('the inbox of the demo on a phone, 390 pixels wide', () => {
	let folder: string;
	let inbox: Inbox;
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-inbox-'));
		inbox = await startInbox({ smtpPort: 0, webPort: 0, dataFile: join(folder, 'inbox.json') });
		browser = await startChromium();
		page = await browser.newPage({ viewport: PHONE, hasTouch: true, isMobile: true });
		await page.goto(inbox.url);
		for (const [item, template] of MAILS) await send(item, template);
		await page
			.getByRole('navigation')
			.getByRole('link')
			.nth(MAILS.length - 1)
			.waitFor();
	}, 60_000);
	afterAll(async () => {
		await browser?.close();
		await inbox?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	async function send(item: 'order' | 'shipment', template: (typeof MAILS)[number][1]) {
		const transport = await openTransport(
			smtpSettings({ host: 'localhost', port: inbox.smtpPort, fromEmail }),
		);
		const settings = { template, recipient: { kind: 'customer' }, fromEmail } as const;
		const mail = composeEmail(createRenderer(), SAMPLE_ITEMS[item], settings, new Date());
		await sendEmail(transport, withMessageId(mail, null));
		transport.close();
	}
	const list = () => page.getByRole('navigation', { name: 'Mails' });
	const mail = () => page.getByRole('article');
	/** By how many pixels the page, or the mail in it, is wider than the phone. */
	const tooWide = async () => {
		const inFrames = await Promise.all(
			page
				.frames()
				.map(
					async (frame) =>
						(await frame.evaluate(
							'document.documentElement.scrollWidth - document.documentElement.clientWidth',
						)) as number,
				),
		);
		return Math.max(...inFrames);
	};

	it('shows the list of mails alone, each mail easy to hit', async () => {
		expect(await mail().isVisible()).toBe(false);
		for (const entry of await list().getByRole('link').all()) {
			const box = (await entry.boundingBox())!;
			expect(box.width).toBe(PHONE.width);
			expect(box.height).toBeGreaterThanOrEqual(44);
		}
		expect(await tooWide()).toBe(0);
	});

	it('opens each mail over the whole width, readable without sideways scrolling, and goes back to the list', async () => {
		for (let index = 0; index < MAILS.length; index += 1) {
			await list().getByRole('link').nth(index).tap();
			await mail().waitFor();
			// All mails are about one order: by its subject it is this one, and not the one that was there before.
			const subject = await page.getByRole('heading', { level: 2 }).innerText();
			const frame = page.frameLocator('iframe');
			await waitUntil(async () => (await frame.locator('title').textContent()) === subject, {
				what: `the mail "${subject}" to be shown`,
			});
			await frame.getByText('#1001').first().waitFor();
			expect(await list().isVisible()).toBe(false);
			const box = (await page.locator('iframe').boundingBox())!;
			expect(box.width).toBe(PHONE.width);
			expect(box.height).toBeGreaterThan(PHONE.height / 2);
			const sizes = (await page
				.frames()
				.at(-1)!
				.evaluate(
					"[...document.querySelectorAll('p')].filter((each) => each.offsetHeight > 0).map((each) => parseFloat(getComputedStyle(each).fontSize))",
				)) as number[];
			expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
			expect(await tooWide()).toBe(0);
			await page.getByRole('button', { name: 'Plain text' }).tap();
			await page.locator('#text').waitFor();
			expect(await tooWide()).toBe(0);
			await page.getByRole('button', { name: 'Formatted' }).tap();
			await page.getByRole('link', { name: 'All mails' }).tap();
			await list().waitFor();
		}
	});

	it("the phone's own way back leads to the list, too", async () => {
		await list().getByRole('link').first().tap();
		await mail().waitFor();
		await page.goBack();
		await list().waitFor();
		expect(await mail().isVisible()).toBe(false);
	});

	it('a mail that comes while one is read does not take its place', async () => {
		await list().getByRole('link').last().tap();
		const subject = page.getByRole('heading', { name: 'Thank you for your order #1001' });
		await subject.waitFor();
		const before = inbox.mails.length;
		await send('shipment', 'delivery_confirmation');
		await waitUntil(async () => (await page.title()) === `Inbox (${before + 1})`, {
			what: 'the page to know of the new mail',
		});
		expect(await subject.isVisible()).toBe(true);
		await page.getByRole('link', { name: 'All mails' }).tap();
	});

	it('nothing keeps anybody from using it', async () => {
		expect(await seriousFaults(page)).toEqual([]);
		await list().getByRole('link').first().tap();
		await mail().waitFor();
		expect(await seriousFaults(page)).toEqual([]);
	});
});
