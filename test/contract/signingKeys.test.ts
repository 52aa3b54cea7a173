import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { signingKeyOf } from '../../engine/inbox/signingKeys.ts';
import type { StorePost } from '../../engine/providers/provider.ts';
import { startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { START_MS } from '../support/testInbox.ts';

const MINUTE_MS = 60_000;
const HALF_A_DAY_MS = 12 * 60 * MINUTE_MS;

/** A public key as RFC 7517 writes it. */
function jwk(kid: string, modulusLength = 2_048): Record<string, unknown> {
	const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
	return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
}
const FIRST = jwk('first');
const SECOND = jwk('second');

describe('a platform that publishes the keys it signs with', () => {
	let server: SimulatedServer;
	let url: string;
	let asked: number;
	let nowMs: number;
	let answer: { status: number; text: string };
	/** Answers wait for it. */
	let gate: Promise<void>;

	const publish = (...keys: unknown[]) => {
		answer = { status: 200, text: JSON.stringify({ keys }) };
	};
	const fail = (status: number) => {
		answer = { status, text: '{"message":"no"}' };
	};
	const keyOf = async (keyId: string | null, at = url) => {
		const signingKeys = { urlOf: () => at, keyIdOf: () => keyId };
		const post: StorePost = { headers: {}, body: Buffer.from(''), receivedAt: new Date(nowMs) };
		return await signingKeyOf({ name: 'A platform', signingKeys }, {}, post);
	};
	const modulusOf = async (keyId: string) =>
		(await keyOf(keyId))?.export({ format: 'jwk' }).n ?? null;
	const unknown = { name: 'StoreError' };

	beforeEach(async () => {
		asked = 0;
		nowMs = START_MS;
		gate = Promise.resolve();
		publish(FIRST);
		server = await startServer((_request, response) => {
			asked += 1;
			void gate.then(() => {
				response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text);
			});
		});
		url = `${server.url}/jwks`;
	});
	afterEach(async () => await server.close());

	it('is asked once for half a day, however many posts come', async () => {
		for (const minutes of [0, 1, 60, 11 * 60]) {
			nowMs = START_MS + minutes * MINUTE_MS;
			expect(await modulusOf('first')).toBe(FIRST.n);
		}
		expect(asked).toBe(1);
		nowMs = START_MS + HALF_A_DAY_MS;
		expect(await modulusOf('first')).toBe(FIRST.n);
		expect(asked).toBe(2);
	});

	it('is asked once by all posts of one moment', async () => {
		let open = () => {};
		gate = new Promise((resolve) => (open = resolve));
		const all = Promise.all(Array.from({ length: 20 }, async () => await modulusOf('first')));
		open();
		expect(new Set(await all)).toEqual(new Set([FIRST.n]));
		expect(asked).toBe(1);
	});

	it('is asked again at once where a post names a new key', async () => {
		await keyOf('first');
		publish(FIRST, SECOND);
		nowMs += MINUTE_MS;
		expect(await modulusOf('second')).toBe(SECOND.n);
		expect(asked).toBe(2);
	});

	it('is asked once a minute at most, whatever strangers post: meanwhile nobody can tell', async () => {
		await keyOf('first');
		nowMs += MINUTE_MS;
		expect(await keyOf(randomUUID())).toBeNull();
		for (let count = 0; count < 100; count += 1) {
			nowMs += 500;
			await expect(keyOf(randomUUID())).rejects.toMatchObject(unknown);
			expect(await modulusOf('first')).toBe(FIRST.n);
		}
		expect(asked).toBe(2);
		nowMs += MINUTE_MS;
		expect(await keyOf(randomUUID())).toBeNull();
		expect(asked).toBe(3);
	});

	it('that cannot be asked makes nobody a liar: what is known serves, of the rest nobody can tell', async () => {
		fail(503);
		await expect(keyOf('first')).rejects.toMatchObject(unknown);
		await expect(keyOf('first')).rejects.toMatchObject(unknown);
		expect(asked).toBe(1);
		publish(FIRST);
		nowMs += MINUTE_MS;
		expect(await modulusOf('first')).toBe(FIRST.n);
		fail(500);
		nowMs += HALF_A_DAY_MS;
		expect(await modulusOf('first')).toBe(FIRST.n);
		await expect(keyOf('second')).rejects.toMatchObject(unknown);
	});

	it('has withdrawn a key once it no longer publishes it', async () => {
		await keyOf('first');
		publish(SECOND);
		nowMs += HALF_A_DAY_MS;
		expect(await keyOf('first')).toBeNull();
	});

	it.each([
		['of another kind', { ...FIRST, kty: 'EC' }],
		['for another purpose', { ...FIRST, use: 'enc' }],
		['for another algorithm', { ...FIRST, alg: 'RS512' }],
		['for a shared secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'first', alg: 'HS256' }],
		['that can be broken', jwk('first', 1_024)],
		['without a name', { ...FIRST, kid: undefined }],
		['that is none', { ...FIRST, n: 'AQAB', e: '' }],
	])('has published no key with one %s, and the others are good', async (_what, key) => {
		publish(key, SECOND, null, 'text');
		expect(await modulusOf('second')).toBe(SECOND.n);
		nowMs += MINUTE_MS;
		expect(await keyOf('first')).toBeNull();
	});

	it.each([
		['something else', '{"keys":"none"}'],
		['too many', JSON.stringify({ keys: Array.from({ length: 101 }, () => FIRST) })],
		['more than 256 kB', JSON.stringify({ keys: [FIRST], more: 'x'.repeat(256 * 1_024) })],
		['half of it', JSON.stringify({ keys: [FIRST] }).slice(0, -9)],
	])('has told nothing where it answers with %s', async (_what, text) => {
		answer = { status: 200, text };
		await expect(keyOf('first')).rejects.toMatchObject(unknown);
	});

	it('is not followed to another address', async () => {
		answer = { status: 302, text: '' };
		await expect(keyOf('first')).rejects.toMatchObject(unknown);
	});

	it('is asked by https alone', async () => {
		const error: unknown = await keyOf('first', 'http://keys.example.com/jwks').catch((e) => e);
		expect(String(error)).toContain('anybody could read along');
	});

	it('is not asked for a post that names no key', async () => {
		expect(await keyOf(null)).toBeNull();
		expect(asked).toBe(0);
	});
});
