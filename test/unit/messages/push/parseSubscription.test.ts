import { createECDH, randomBytes } from 'node:crypto';
import {
	parseSubscription,
	parseSubscriptions,
} from '../../../../engine/messages/push/parseSubscription.ts';

const pair = createECDH('prime256v1');
pair.generateKeys();
const p256dh = pair.getPublicKey('base64url');
const auth = randomBytes(16).toString('base64url');
const endpoint = 'https://fcm.googleapis.com/fcm/send/abc:APA91b-x_y';

describe('a push subscription', () => {
	it('is taken as a browser gives it, and flat', () => {
		const flat = { endpoint, p256dh, auth };
		const browser = { endpoint, expirationTime: null, keys: { p256dh, auth } };
		expect(parseSubscription(browser)).toEqual(flat);
		expect(parseSubscription(flat)).toEqual(flat);
	});

	it('is taken with keys in plain base64 with padding', () => {
		const plain = (text: string) => Buffer.from(text, 'base64url').toString('base64');
		const given = { endpoint, keys: { p256dh: plain(p256dh), auth: plain(auth) } };
		expect(parseSubscription(given)).toEqual({ endpoint, p256dh, auth });
	});

	it.each([
		'https://fcm.googleapis.com/fcm/send/x',
		'https://updates.push.services.mozilla.com/wpush/v2/x',
		'https://web.push.apple.com/x',
		'https://wns2-par02p.notify.windows.com/w/?token=x',
	])('of a browser is taken: %s', (known) => {
		expect(parseSubscription({ endpoint: known, p256dh, auth }).endpoint).toBe(known);
	});

	it.each([
		'http://fcm.googleapis.com/fcm/send/x',
		'https://fcm.googleapis.com:8443/x',
		'https://fcm.googleapis.com.evil.example/x',
		'https://evil.example/fcm.googleapis.com',
		'https://evilpush.apple.com/x',
		'https://push.apple.com/x',
		'https://user:password@fcm.googleapis.com/x',
		'https://fcm.googleapis.com@evil.example/x',
		'https://127.0.0.1/x',
		'https://[::1]/x',
		'https://169.254.169.254/latest/meta-data',
		'http://localhost:5678/rest/users',
		'javascript:alert(1)',
		'not an address',
		`https://fcm.googleapis.com/${'x'.repeat(2_000)}`,
	])('that leads elsewhere is refused: %.60s', (wrong) => {
		expect(() => parseSubscription({ endpoint: wrong, p256dh, auth })).toThrow(/endpoint|service/);
	});

	it('of a further push service is taken where the shop allows it', () => {
		const own = 'https://push.shop.example/x';
		expect(() => parseSubscription({ endpoint: own, p256dh, auth })).toThrow(
			'"push.shop.example" is not a known push service',
		);
		for (const further of ['push.shop.example', '*.shop.example', 'https://push.shop.example']) {
			expect(parseSubscription({ endpoint: own, p256dh, auth }, [further]).endpoint).toBe(own);
		}
	});

	it('at a private address is taken only where just this origin is allowed', () => {
		const given = { endpoint: 'http://127.0.0.1:8090/x', p256dh, auth };
		expect(parseSubscription(given, ['http://127.0.0.1:8090']).endpoint).toBe(given.endpoint);
		for (const further of ['127.0.0.1', 'https://127.0.0.1:8090', 'http://127.0.0.1:80']) {
			expect(() => parseSubscription(given, [further])).toThrow('https://');
		}
	});

	const offCurve = Buffer.from(p256dh, 'base64url');
	offCurve.writeUInt8(offCurve[64]! ^ 1, 64);
	it.each([
		['no point of the curve', { p256dh: offCurve.toString('base64url') }, 'keys.p256dh'],
		['a compressed point', { p256dh: pair.getPublicKey('base64url', 'compressed') }, 'keys.p256dh'],
		['half a key', { p256dh: p256dh.slice(0, 40) }, 'keys.p256dh'],
		['no base64', { p256dh: `${p256dh.slice(0, -1)}!` }, 'keys.p256dh'],
		['a short secret', { auth: 'AAAA' }, 'keys.auth'],
		['a long secret', { auth: randomBytes(17).toString('base64url') }, 'keys.auth'],
	])('with %s is refused by the name of the key', (_, wrong, name) => {
		expect(() => parseSubscription({ endpoint, p256dh, auth, ...wrong })).toThrow(name);
	});

	it.each([null, 'x', [], { endpoint }, { endpoint, keys: {} }, { endpoint, keys: { p256dh: 1 } }])(
		'that is %j is refused with what is missing',
		(given) => {
			expect(() => parseSubscription(given)).toThrow(
				'A push subscription needs endpoint, keys.p256dh and keys.auth',
			);
		},
	);
});

describe('subscriptions that somebody gives', () => {
	const one = { endpoint, keys: { p256dh, auth } };

	it('can be one or many, a value or JSON, and count once each', () => {
		const other = { ...one, endpoint: `${endpoint}2` };
		for (const given of [one, [one, one], JSON.stringify(one), JSON.stringify([one])]) {
			expect(parseSubscriptions(given)).toEqual([{ endpoint, p256dh, auth }]);
		}
		expect(parseSubscriptions([one, other])).toHaveLength(2);
		expect(parseSubscriptions('[]')).toEqual([]);
	});

	it('are refused by the number of the wrong one', () => {
		expect(() => parseSubscriptions([one, { endpoint: 'x' }])).toThrow(
			/^Subscriptions, number 2: /,
		);
		expect(() => parseSubscriptions('{"endpoint"')).toThrow('Subscriptions: this is not JSON');
	});
});
