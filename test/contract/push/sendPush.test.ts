import { createGate } from '../../../engine/actions/turns.ts';
import { createVapidPair } from '../../../engine/messages/push/vapidKeys.ts';
import { pushDelivery } from '../../../engine/messages/push/pushDelivery.ts';
import { pushToBrowser } from '../../../engine/messages/push/pushToBrowser.ts';
import { sendPush, type PushSender } from '../../../engine/messages/push/sendPush.ts';
import { sendPushes, type PushOutcome } from '../../../engine/messages/push/sendPushes.ts';
import { createVapidTokens } from '../../../engine/messages/push/vapidTokens.ts';
import { eachSubscription } from '../../../engine/messages/push/eachSubscription.ts';
import { parseSubscription } from '../../../engine/messages/push/parseSubscription.ts';
import { saveSubscription } from '../../../engine/messages/push/saveSubscription.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { startPushService, type PushService } from '../../support/pushService.ts';

const PAYLOAD = JSON.stringify({ title: 'Grüße 🎁', body: 'Your parcel is here.' });
const EVERYBODY = { kind: 'everybody', integrationGuid: null } as const;
const usual = pushDelivery({});

let service: PushService;
let keys: PushSender['keys'];

beforeAll(async () => {
	keys = { subject: 'mailto:shop@example.com', ...(await createVapidPair()) };
});
beforeEach(async () => {
	service = await startPushService();
});
afterEach(async () => await service.stop());

function sender(more: Partial<PushSender> = {}): PushSender {
	return {
		keys,
		tokens: createVapidTokens(),
		furtherServices: [service.url],
		now: () => Date.now(),
		...more,
	};
}

const newBrowser = (publicKey: string | null = keys.publicKey) =>
	parseSubscription(service.subscribe(publicKey), [service.url]);

describe('a notification', () => {
	it('arrives as it was, readable for its browser', async () => {
		const browser = newBrowser();
		expect(await sendPush(sender(), browser, PAYLOAD, usual)).toEqual({ status: 'sent' });
		expect(service.messages).toEqual([
			expect.objectContaining({ endpoint: browser.endpoint, text: PAYLOAD }),
		]);
	});

	it('tells the push service how long, how urgently and in place of what', async () => {
		const delivery = pushDelivery({ ttl: 60, urgency: 'high', topic: 'order-1' });
		await sendPush(sender(), newBrowser(), PAYLOAD, delivery);
		await sendPush(sender(), newBrowser(), PAYLOAD, usual);
		const [first, second] = service.messages.map(({ headers }) => headers);
		expect(first).toMatchObject({ ttl: '60', urgency: 'high', topic: 'order-1' });
		expect(second).toMatchObject({ ttl: '86400', urgency: 'normal' });
		expect(second).not.toHaveProperty('topic');
	});

	it('of the greatest length is taken', async () => {
		const attempt = await sendPush(sender(), newBrowser(), 'x'.repeat(3_993), usual);
		expect(attempt).toEqual({ status: 'sent' });
	});

	it('for a browser that subscribed with other keys says that the keys do not fit', async () => {
		const other = await createVapidPair();
		const attempt = await sendPush(sender(), newBrowser(other.publicKey), PAYLOAD, usual);
		expect(attempt).toMatchObject({
			status: 'failed',
			kind: 'keys_refused',
			retryable: false,
			httpStatus: 403,
		});
	});

	it('to an address that is no allowed push service is not sent', async () => {
		const browser = newBrowser();
		for (const furtherServices of [[], ['http://127.0.0.1:1'], ['127.0.0.1']]) {
			const attempt = await sendPush(sender({ furtherServices }), browser, PAYLOAD, usual);
			expect(attempt).toMatchObject({ status: 'failed', kind: 'setup', retryable: false });
		}
		expect(service.requests()).toBe(0);
	});

	it('to a push service that redirects is not carried on to where it points', async () => {
		const elsewhere = newBrowser();
		service.answerWith((endpoint) =>
			endpoint === elsewhere.endpoint
				? undefined
				: { status: 307, headers: { location: elsewhere.endpoint } },
		);
		const attempt = await sendPush(sender(), newBrowser(), PAYLOAD, usual);
		expect(attempt).toMatchObject({ status: 'failed', kind: 'rejected', httpStatus: 307 });
		expect(service.messages).toEqual([]);
	});

	it('to a push service that does not answer in time, or not at all, may go through later', async () => {
		const browser = newBrowser();
		service.setDelay(2_000);
		const slow = await sendPush(sender({ timeoutMs: 100 }), browser, PAYLOAD, usual);
		expect(slow).toMatchObject({ status: 'failed', kind: 'unreachable', retryable: true });
		expect(slow).toHaveProperty('reason', expect.stringContaining('no answer in time'));
		await service.stop();
		const dead = await sendPush(sender(), browser, PAYLOAD, usual);
		expect(dead).toMatchObject({ status: 'failed', kind: 'unreachable', retryable: true });
		expect(dead).toHaveProperty('reason', expect.stringContaining('ECONNREFUSED'));
	});
});

describe('a push service that asks to wait', () => {
	it('is left in peace for as long as it says, and then gets the notification', async () => {
		const browser = newBrowser();
		const askedAt: number[] = [];
		service.answerWith(() => {
			askedAt.push(performance.now());
			return askedAt.length === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined;
		});
		const outcomes: PushOutcome[] = [];
		const now = () => Date.now();
		await sendPushes(
			[browser],
			async (each) => await sendPush(sender(), each, PAYLOAD, usual),
			{
				gate: createGate(1),
				width: 1,
				retries: {
					delaysMs: [10, 10],
					untilMs: now() + 60_000,
					now,
					sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
				},
			},
			({ outcome }) => outcomes.push(outcome),
		);
		expect(outcomes).toEqual([{ status: 'sent' }]);
		expect(askedAt[1]! - askedAt[0]!).toBeGreaterThanOrEqual(995);
		expect(service.messagesTo(browser.endpoint)).toHaveLength(1);
	});
});

eachDialect('notifications to everybody', (database) => {
	it('reach 500 browsers in one run, 20 at a time, and forget those that are gone', async () => {
		const state = await database().open();
		const browsers = Array.from({ length: 500 }, () => service.subscribe(keys.publicKey));
		for (const { endpoint, keys: own } of browsers) {
			const given = { space: 'default', endpoint, ...own };
			await saveSubscription(state, given, Date.now(), [service.url]);
		}
		const gone = browsers.filter((_, index) => index % 50 === 0);
		for (const { endpoint } of gone) service.expire(endpoint);
		service.setDelay(5);

		const counts = { sent: 0, gone: 0, failed: 0, skipped: 0 };
		const shared = sender();
		const now = () => Date.now();
		await sendPushes(
			eachSubscription(state, { space: 'default', audience: EVERYBODY, pageSize: 100 }),
			async (each) =>
				await pushToBrowser({ database: state, space: 'default' }, shared, each, PAYLOAD, usual),
			{
				gate: createGate(20),
				width: 20,
				retries: { delaysMs: [], untilMs: now(), now, sleep: () => Promise.resolve() },
			},
			({ outcome }) => {
				counts[outcome.status] += 1;
			},
		);

		expect(counts).toEqual({ sent: 490, gone: 10, failed: 0, skipped: 0 });
		expect(service.messages).toHaveLength(490);
		expect(new Set(service.messages.map(({ endpoint }) => endpoint)).size).toBe(490);
		expect(service.mostAtOnce()).toBeGreaterThan(1);
		expect(service.mostAtOnce()).toBeLessThanOrEqual(20);
		const left: string[] = [];
		for await (const { endpoint } of eachSubscription(state, {
			space: 'default',
			audience: EVERYBODY,
		})) {
			left.push(endpoint);
		}
		expect(left).toHaveLength(490);
		expect(left).not.toContain(gone[0]!.endpoint);
	});
});
