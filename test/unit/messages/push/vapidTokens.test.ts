import { createVapidPair, type VapidKeys } from '../../../../engine/messages/push/vapidKeys.ts';
import { createVapidTokens } from '../../../../engine/messages/push/vapidTokens.ts';
import { authorizationProblem } from '../../../support/pushServiceAuthorization.ts';

const GOOGLE = 'https://fcm.googleapis.com';
const MOZILLA = 'https://updates.push.services.mozilla.com';
const HOUR_MS = 60 * 60_000;
const NOW_MS = Date.parse('2026-11-23T20:31:07.000Z');

describe('the token for a push service', () => {
	let keys: VapidKeys;
	beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
	afterEach(() => jest.useRealTimers());
	beforeAll(async () => {
		keys = { subject: 'mailto:shop@example.com', ...(await createVapidPair()) };
	});

	it('is one that the service takes, now and for as long as it is used', async () => {
		const header = await createVapidTokens()(GOOGLE, keys, NOW_MS);
		for (const laterMs of [0, HOUR_MS, 2 * HOUR_MS]) {
			const now = new Date(NOW_MS + laterMs);
			expect(authorizationProblem(header, GOOGLE, keys.publicKey, now)).toBeNull();
		}
	});

	it('is signed once an hour', async () => {
		const tokens = createVapidTokens();
		const first = await tokens(GOOGLE, keys, NOW_MS);
		expect(await tokens(GOOGLE, keys, NOW_MS + HOUR_MS - 1)).toBe(first);
		const second = await tokens(GOOGLE, keys, NOW_MS + HOUR_MS);
		expect(second).not.toBe(first);
		expect(await tokens(GOOGLE, keys, NOW_MS + HOUR_MS + 1)).toBe(second);
	});

	it('is another for each service, subject and key', async () => {
		const tokens = createVapidTokens();
		const others = { subject: keys.subject, ...(await createVapidPair()) };
		const headers = [
			await tokens(GOOGLE, keys, NOW_MS),
			await tokens(MOZILLA, keys, NOW_MS),
			await tokens(GOOGLE, { ...keys, subject: 'mailto:other@example.com' }, NOW_MS),
			await tokens(GOOGLE, others, NOW_MS),
		];
		expect(new Set(headers).size).toBe(4);
		expect(authorizationProblem(headers[1], MOZILLA, keys.publicKey, new Date(NOW_MS))).toBeNull();
	});

	it('is signed anew when the clock was set back', async () => {
		const tokens = createVapidTokens();
		jest.setSystemTime(NOW_MS + 24 * HOUR_MS);
		const ahead = await tokens(GOOGLE, keys, NOW_MS + 24 * HOUR_MS);
		jest.setSystemTime(NOW_MS);
		const right = await tokens(GOOGLE, keys, NOW_MS);
		expect(right).not.toBe(ahead);
		const now = new Date(NOW_MS);
		expect(authorizationProblem(ahead, GOOGLE, keys.publicKey, now)).toMatch(/more than a day/);
		expect(authorizationProblem(right, GOOGLE, keys.publicKey, now)).toBeNull();
	});
});
