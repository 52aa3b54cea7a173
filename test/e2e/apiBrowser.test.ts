import { join } from 'node:path';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { startApiWorld, withPush, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushBrowser, type PushBrowser } from '../support/pushServiceBrowser.ts';
import { startPushService, type PushService } from '../support/pushService.ts';

const PATH = '/api/integrations/save-vapid-subscription';

describe('save-vapid-subscription, from pages in Chromium', () => {
	let world: ApiWorld;
	let push: PushService;
	let database: OpenDatabase;
	let shop: DemoStore;
	let stranger: DemoStore;
	const apiSecret = newSecret();

	beforeAll(async () => {
		push = await startPushService();
		const pair = await createVapidPair();
		world = await startApiWorld({}, withPush({ pushService: push.url }, { ...pair }));
		database = await openSqlite(join(world.userFolder, '.n8n', 'commerce.sqlite'));
		const start = async (name: string) =>
			await startDemoStore({
				port: 0,
				dataFile: join(world.userFolder, `${name}.json`),
				apiKey: 'key',
				apiSecret,
				push: { publicKey: pair.publicKey, saveUrl: `${world.base}${PATH}` },
			});
		shop = await start('shop');
		stranger = await start('stranger');
		const { status } = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: shop.url, apiKey: 'key', apiSecret },
		});
		expect(status).toBe(200);
	}, 180_000);
	afterAll(async () => {
		await database?.close();
		await shop?.stop();
		await stranger?.stop();
		await world?.stop();
		await push?.stop();
	}, 60_000);

	const clickOn = async (url: string, answer: string): Promise<string | null> => {
		const browser: PushBrowser = await startPushBrowser(push, url);
		try {
			await browser.page.getByRole('button', { name: 'Notify me' }).click();
			await browser.page.getByText(answer).waitFor();
			return await browser.page
				.evaluate(`fetch('${world.base}/api/push/public-key').then((answer) =>
				answer.json().then(({ data }) => data.publicKey))`);
		} finally {
			await browser.stop();
		}
	};
	const saved = async () =>
		await database.db.selectFrom('pushSubscription').select('endpoint').execute();

	it("passes CORS from the demo store's page on another origin", async () => {
		expect(new URL(shop.url).origin).not.toBe(new URL(world.base).origin);
		expect(await clickOn(`${shop.url}/#shop`, 'You will be notified.')).toMatch(/^B[\w-]{86}$/);
		expect(await saved()).toEqual([{ endpoint: expect.stringContaining(push.url) }]);
	}, 60_000);

	it('another origin is refused, and nothing is saved', async () => {
		const before = await saved();
		await clickOn(`${stranger.url}/#shop`, 'could not be saved');
		expect(await saved()).toEqual(before);
		const { status, body, headers } = await world.api('POST', PATH, push.subscribe(), {
			authorization: '',
			origin: stranger.url,
		});
		expect([status, body.error?.code]).toEqual([403, 'FORBIDDEN']);
		expect(headers.get('access-control-allow-origin')).toBeNull();
	}, 60_000);

	it('what is no subscription, or at a host that is no push service, is refused', async () => {
		const good = push.subscribe();
		for (const [change, message] of [
			[{ endpoint: 'https://127.0.0.1/push' }, 'not a known push service'],
			[{ endpoint: 'http://fcm.googleapis.com/x' }, 'https://'],
			[{ keys: { ...good.keys, auth: 'short' } }, 'keys.auth'],
			[{ customerId: '42', integrationGuid: '00000000-0000-4000-8000-000000000000' }, 'signature'],
		] as const) {
			const reply = await world.api('POST', PATH, { ...good, ...change }, { authorization: '' });
			expect([reply.status, reply.body.error?.message]).toEqual([
				400,
				expect.stringContaining(message),
			]);
		}
	});

	it('the service worker and the script of the button are those of the package', async () => {
		for (const name of ['service-worker.js', 'subscribe.js']) {
			const response = await fetch(`${world.base}/api/push/${name}`);
			expect([response.status, response.headers.get('content-type')]).toEqual([
				200,
				'text/javascript; charset=utf-8',
			]);
			expect(await response.text()).toContain('/*');
		}
	});

	it('more than 60 a minute from one address are too many', async () => {
		const statuses: number[] = [];
		for (let i = 0; i < 70; i += 1) {
			statuses.push((await world.api('POST', PATH, {}, { authorization: '' })).status);
		}
		expect(new Set(statuses)).toEqual(new Set([400, 429]));
		expect(statuses.at(-1)).toBe(429);
	});
});
