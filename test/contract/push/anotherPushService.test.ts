import { createVapidPair } from '../../../engine/messages/push/vapidKeys.ts';
import { pushDelivery } from '../../../engine/messages/push/pushDelivery.ts';
import { sendPush } from '../../../engine/messages/push/sendPush.ts';
import { createVapidTokens } from '../../../engine/messages/push/vapidTokens.ts';
import { parseSubscription } from '../../../engine/messages/push/parseSubscription.ts';
import {
	startPushServiceOfOthers,
	type PushServiceOfOthers,
} from '../../support/pushServiceOfOthers.ts';

describe('a push service that others have written, in a process of its own', () => {
	const payload = JSON.stringify({ title: 'Grüße 🎁' });
	let service: PushServiceOfOthers;
	let keys: { subject: string; publicKey: string; privateKey: string };
	beforeAll(async () => {
		service = await startPushServiceOfOthers();
		keys = { subject: 'mailto:shop@example.com', ...(await createVapidPair()) };
	});
	afterAll(async () => await service?.stop());

	const send = async (subscription: unknown) => {
		const { url } = service;
		const sender = {
			keys,
			tokens: createVapidTokens(),
			furtherServices: [url],
			now: () => Date.now(),
		};
		const browser = parseSubscription(subscription, [url]);
		return await sendPush(sender, browser, payload, pushDelivery({}));
	};

	it('takes our notification and reads it as it was', async () => {
		const subscription = await service.subscribe(keys.publicKey);
		expect(await send(subscription)).toEqual({ status: 'sent' });
		expect(await service.messagesTo(subscription)).toEqual([payload]);
	});

	it('says that a browser has unsubscribed, and we understand', async () => {
		const subscription = await service.subscribe(keys.publicKey);
		await service.expire(subscription);
		expect(await send(subscription)).toEqual({ status: 'gone' });
	});

	it('does not take it for a browser that subscribed with other keys', async () => {
		const { publicKey } = await createVapidPair();
		const subscription = await service.subscribe(publicKey);
		expect(await send(subscription)).toMatchObject({ status: 'failed', retryable: false });
		expect(await service.messagesTo(subscription)).toEqual([]);
	});
});
