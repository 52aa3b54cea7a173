import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { customerSignature } from '../../engine/messages/push/customerSignature.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import type { WorkflowNode } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushBrowser, type PushBrowser } from '../support/pushServiceBrowser.ts';
import { startPushSaver, type PushSaver } from '../support/pushServiceSaver.ts';
import { startPushWorld, type PushWorld } from '../support/pushServiceWorld.ts';

const SIGNING_KEY = 'shop-and-n8n-know-this';

describe('a notification, on a real n8n', () => {
	let push: PushWorld;

	beforeAll(async () => {
		push = await startPushWorld();
	}, 180_000);
	afterAll(async () => await push?.stop(), 60_000);

	const failure: WorkflowNode = {
		name: 'Fail',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [440, 0],
		parameters: { errorMessage: 'On purpose' },
	};
	afterEach(async () => {
		push.service.answerWith(() => undefined);
		await push.state.db.deleteFrom('pushSubscription').execute();
	});

	it('goes to all browsers of the customer, and to nobody else', async () => {
		const phone = await push.save('42');
		const laptop = await push.save('42');
		const [stranger, guest] = [await push.save('43'), await push.save(null)];
		const [output] = await push.pushOn('1', {});
		expect(output).toMatchObject({ sent: 2, gone: 0, failed: 0, skipped: 0 });
		for (const endpoint of [phone, laptop]) {
			const [message] = push.service.messagesTo(endpoint);
			expect(JSON.parse(message!.text)).toEqual({
				title: 'Order #1',
				tag: output!.notification.tag,
			});
		}
		for (const endpoint of [stranger, guest]) expect(push.service.messagesTo(endpoint)).toEqual([]);
	});

	it('reaches everybody, and browsers that have unsubscribed are forgotten', async () => {
		const [here, gone] = [await push.save('42'), await push.save(null)];
		push.service.expire(gone);
		const [output] = await push.pushOn('2', { audience: 'everybody' });
		expect(output).toMatchObject({ sent: 1, gone: 1, failed: 0 });
		expect(await push.savedEndpoints()).toEqual([here]);
	});

	it('that nobody has subscribed to is a result and no error', async () => {
		const [output] = await push.pushOn('3', {});
		expect(output).toMatchObject({ sent: 0, failed: 0, reason: 'nobody has subscribed' });
	});

	it('is sent once to each browser when the run is repeated; only the one that it did not reach gets it then', async () => {
		const [one, other] = [await push.save('42'), await push.save('42')];
		let otherTries = 0;
		push.service.answerWith((endpoint) => {
			if (endpoint !== other) return undefined;
			otherTries += 1;
			return otherTries === 1 ? { status: 503, headers: { 'retry-after': '3600' } } : undefined;
		});
		const outputs = await push.pushOn(
			'4',
			{},
			{
				nodes: [failure],
				trigger: { acknowledge: 'executionFinishesSuccessfully', retryAfter: '1s, 1s' },
			},
		);
		expect(outputs.map(({ sent, failed, skipped }) => ({ sent, failed, skipped }))).toEqual([
			{ sent: 1, failed: 1, skipped: 0 },
			{ sent: 1, failed: 0, skipped: 1 },
			{ sent: 0, failed: 0, skipped: 2 },
		]);
		expect(outputs[2]).toMatchObject({ reason: 'already sent' });
		expect(push.service.messagesTo(one)).toHaveLength(1);
		expect(push.service.messagesTo(other)).toHaveLength(1);
	});

	it('goes to subscriptions that are given in the node, with n8n expressions in its texts', async () => {
		const { endpoint, keys } = push.service.subscribe(push.pair.publicKey);
		const [output] = await push.pushOn('5', {
			audience: 'endpoints',
			subscriptions: JSON.stringify([{ endpoint, keys }]),
			title: '={{ $json.shipment.orderNumber }} for {{ customer.firstName }}',
		});
		expect(output).toMatchObject({ sent: 1 });
		expect(JSON.parse(push.service.messagesTo(endpoint)[0]!.text)).toMatchObject({
			title: '#5 for Ada',
		});
	});

	it('can be looked at without being sent', async () => {
		const endpoint = await push.save('42');
		const [output] = await push.pushOn('6', { options: { previewOnly: true } });
		expect(output).toMatchObject({ sent: 0, preview: true, notification: { title: 'Order #6' } });
		expect(push.service.messagesTo(endpoint)).toEqual([]);
	});

	it('whose keys do not fit fails the run with what to check', async () => {
		const { publicKey } = await createVapidPair();
		await push.save('42', publicKey);
		const [run] = await push.runOn('7', { audience: 'everybody' });
		expect(run!.status).toBe('error');
		expect(run!.data!.resultData.error!.message).toContain('refused the VAPID keys (403)');
	});

	it('the test button of its credential says whether the keys belong together', async () => {
		const press = async (data: Record<string, string>) =>
			await push.world.n8n.rest<{ status: string; message: string }>('POST', '/credentials/test', {
				credentials: { ...push.credential, type: 'commerceWebPushApi', data },
			});
		const good = { subject: 'mailto:shop@example.com', ...push.pair };
		expect(await press(good)).toMatchObject({ status: 'OK' });
		const other = await createVapidPair();
		const bad = await press({ ...good, privateKey: other.privateKey });
		expect(bad).toMatchObject({ status: 'Error' });
		expect(bad.message).toContain('do not belong together');
		expect(bad.message).not.toContain(other.privateKey);
	});

	describe('and in a real browser', () => {
		let folder: string;
		let saver: PushSaver;
		let shop: DemoStore;
		let browser: PushBrowser;

		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), 'commerce-shop-'));
			saver = await startPushSaver(push.state, SIGNING_KEY, [push.service.url]);
			shop = await startDemoStore({
				port: 0,
				dataFile: join(folder, 'store.json'),
				apiKey: 'key',
				apiSecret: newSecret(),
				push: { publicKey: push.pair.publicKey, saveUrl: saver.saveUrl },
			});
			browser = await startPushBrowser(push.service, `${shop.url}/#shop`);
		}, 60_000);
		afterAll(async () => {
			await browser?.stop();
			await shop?.stop();
			await saver?.stop();
			await rm(folder, { recursive: true, force: true });
		}, 60_000);

		/** Clicks "Notify me" where it is offered, and gives the saved endpoint. */
		const subscribe = async (): Promise<string> => {
			const { page } = browser;
			await page.evaluate('localStorage.clear()');
			await page.reload();
			await page.getByRole('button', { name: 'Notify me' }).click();
			await page.getByText('You will be notified.').waitFor();
			const [endpoint] = await push.savedEndpoints();
			return endpoint!;
		};
		/** Opens subscribe.js in the page as a shop does, after a login. */
		const keepSubscribed = async (settings: Record<string, unknown>) =>
			await browser.page.evaluate(
				`import('/subscribe.js').then(({ keepSubscribed }) => keepSubscribed(${JSON.stringify({
					publicKey: push.pair.publicKey,
					saveUrl: saver.saveUrl,
					...settings,
				})}))`,
			);

		it('is shown as it was sent, and a click opens what it links to', async () => {
			const endpoint = await subscribe();
			const [output] = await push.pushOn('10', {
				audience: 'everybody',
				title: 'Your order {{ mail.orderNumber }} is here',
				body: 'Hello {{ customer.firstName }} & <b>all</b>,\nenjoy it 🎁',
				url: '{{ mail.trackingUrl }}',
				icon: '/pictures/cup.svg',
				actions: {
					action: [{ title: 'My orders', url: '/#orders' }, { title: 'Where is it?' }],
				},
				options: { tag: 'order-{{ mail.orderNumber }}' },
			});
			expect(output).toMatchObject({ sent: 1 });
			const [message] = push.service.messagesTo(endpoint);

			await browser.deliver(message!.text);
			expect(await browser.notifications()).toEqual([
				{
					title: 'Your order #10 is here',
					body: 'Hello Ada & <b>all</b>,\nenjoy it 🎁',
					icon: `${shop.url}/pictures/cup.svg`,
					tag: 'order-#10',
					actions: [
						{ action: '0', title: 'My orders' },
						{ action: '1', title: 'Where is it?' },
					],
				},
			]);
			expect(await browser.click()).toEqual({
				opened: ['https://tracking.example.com/TRACK-10'],
				focused: [],
			});
			expect(await browser.notifications()).toEqual([]);
		});

		it('whose button is clicked opens what the button links to, or brings it to the front', async () => {
			const show = async () => {
				const actions = [{ title: 'My orders', url: '/#orders' }, { title: 'Where is it?' }];
				await browser.deliver(JSON.stringify({ title: 'x', url: '/#shop', actions }));
			};
			await subscribe();
			await show();
			expect(await browser.click('0')).toEqual({ opened: [`${shop.url}/#orders`], focused: [] });
			await show();
			expect(await browser.click('1')).toEqual({ opened: [], focused: [`${shop.url}/#shop`] });
		});

		it('that is none of ours is shown as text, and its click opens the shop', async () => {
			await subscribe();
			await browser.deliver('Just a text');
			expect(await browser.notifications()).toMatchObject([
				{ title: '127.0.0.1', body: 'Just a text' },
			]);
			expect(await browser.click()).toEqual({ opened: [`${shop.url}/`], focused: [] });
			await browser.deliver(JSON.stringify({ title: 'x', url: 'javascript:alert(1)' }));
			expect(await browser.click()).toEqual({ opened: [`${shop.url}/`], focused: [] });
		});

		it('is offered once: who has subscribed is not asked again', async () => {
			await subscribe();
			const postsBefore = saver.posts();
			await browser.page.reload();
			await browser.page.getByText('Morning cup').waitFor();
			expect(await keepSubscribed({})).toBe(true);
			expect(await browser.page.getByRole('button', { name: 'Notify me' }).count()).toBe(0);
			expect(saver.posts()).toBe(postsBefore);
		});

		it("becomes the customer's after a login, by the shop's signature only", async () => {
			const endpoint = await subscribe();
			const customer = {
				integrationGuid: push.integrationGuid,
				customerId: '42',
				customerSignature: 'f'.repeat(64),
			};
			await expect(keepSubscribed({ customer })).rejects.toThrow('could not be saved');
			const signed = customerSignature(SIGNING_KEY, push.integrationGuid, '42');
			await keepSubscribed({ customer: { ...customer, customerSignature: signed } });
			const [output] = await push.pushOn('11', {});
			expect(output).toMatchObject({ sent: 1 });
			expect(push.service.messagesTo(endpoint)).toHaveLength(1);

			await keepSubscribed({
				customer: { integrationGuid: push.integrationGuid, customerId: null },
			});
			const [after] = await push.pushOn('12', {});
			expect(after).toMatchObject({ sent: 0, reason: 'nobody has subscribed' });
		});

		it('is subscribed to again when the public key has changed', async () => {
			const before = await subscribe();
			const { publicKey } = await createVapidPair();
			expect(await keepSubscribed({ publicKey })).toBe(true);
			const endpoints = await push.savedEndpoints();
			expect(endpoints).toHaveLength(2);
			expect(endpoints).toContain(before);
		});

		it('is subscribed to again when the browser renews its subscription by itself', async () => {
			const signed = customerSignature(SIGNING_KEY, push.integrationGuid, '42');
			await subscribe();
			await keepSubscribed({
				customer: {
					integrationGuid: push.integrationGuid,
					customerId: '42',
					customerSignature: signed,
				},
			});
			const renewed = push.service.subscribe(push.pair.publicKey);
			await browser.renew(renewed);
			const saved = await push.state.db
				.selectFrom('pushSubscription')
				.select(['integrationGuid', 'customerId'])
				.where('endpoint', '=', renewed.endpoint)
				.execute();
			expect(saved).toEqual([{ integrationGuid: push.integrationGuid, customerId: '42' }]);
		});

		it('is not offered by a shop that is not set up for it', async () => {
			await browser.page.goto(`${push.world.store.url}/#shop`);
			await browser.page.getByText('Morning cup').waitFor();
			expect(await browser.page.getByRole('button', { name: 'Notify me' }).count()).toBe(0);
			await browser.page.goto(`${shop.url}/#shop`);
		});
	});
});
