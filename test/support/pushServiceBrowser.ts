import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import { CHROMIUM_OPTIONS } from './chromium.ts';
import type { PushService } from './pushService.ts';
import {
	clickInWorker,
	countShown,
	renewInWorker,
	replacePushManager,
	shownInPage,
	type ShownNotification,
} from './pushServiceInBrowser.ts';

/** A real Chromium with one page, which subscribes at our push service instead of Google's. */
export type PushBrowser = {
	readonly page: Page;
	/** Hands a decrypted message to the page's service worker, and waits until it has shown something. */
	deliver(text: string): Promise<void>;
	/** All that are shown for the page's site. */
	notifications(): Promise<ShownNotification[]>;
	/** Clicks the first one that is shown, or a button of it: gives what was opened or focused. */
	click(action?: string): Promise<{ opened: string[]; focused: string[] }>;
	/** Tells the service worker that the browser has a new subscription. */
	renew(subscription: unknown): Promise<void>;
	stop(): Promise<void>;
};

export async function startPushBrowser(
	service: PushService,
	pageUrl: string,
): Promise<PushBrowser> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-browser-'));
	const context = await chromium.launchPersistentContext(folder, {
		...CHROMIUM_OPTIONS,
	});
	const { origin } = new URL(pageUrl);
	await context.grantPermissions(['notifications'], { origin });
	await subscribeAt(context, service);
	const page = context.pages()[0] ?? (await context.newPage());
	const devtools = await context.newCDPSession(page);
	const registration = registrationIn(devtools, origin);
	await page.goto(pageUrl);

	const worker = async () =>
		context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));

	return {
		page,
		async deliver(text) {
			const before = await (await worker()).evaluate(countShown);
			await devtools.send('ServiceWorker.deliverPushMessage', {
				origin,
				registrationId: await registration,
				data: text,
			});
			await waitUntil(async () => (await (await worker()).evaluate(countShown)) > before, {
				what: 'the notification to be shown',
			});
		},
		async notifications() {
			return await page.evaluate(shownInPage);
		},
		async click(action = '') {
			return await (await worker()).evaluate(clickInWorker, action);
		},
		async renew(subscription) {
			await (await worker()).evaluate(renewInWorker, subscription);
		},
		async stop() {
			await context.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** The id that DevTools has for the service worker of a site, once it is registered. */
function registrationIn(devtools: CDPSession, origin: string): Promise<string> {
	const found = new Promise<string>((resolve) => {
		devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			const mine = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
			if (mine) resolve(mine.registrationId);
		});
	});
	void devtools.send('ServiceWorker.enable');
	return found;
}

/** Replaces the part of the Push API that needs Google's service. */
async function subscribeAt(context: BrowserContext, service: PushService): Promise<void> {
	await context.exposeFunction('subscribeAtService', (publicKey: string) =>
		service.subscribe(publicKey),
	);
	await context.exposeFunction('unsubscribeAtService', (endpoint: string) =>
		service.expire(endpoint),
	);
	await context.addInitScript(replacePushManager);
}
