import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { StorePost } from '../../../../engine/providers/provider.ts';
import { providerOf } from '../../../../engine/providers/providers.ts';

const shipStation = providerOf('shipstation')!;
const credentials = shipStation.credentialsSchema.parse({ apiKey: 'key' });
const SENT_AT = new Date('2026-09-03T16:20:00.000Z');
const BODY = '{"resource_type":"TRACK_EVENT_V2","note":"Üñïcode 日本"}';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const key = createPublicKey({ key: publicKey.export({ format: 'jwk' }), format: 'jwk' });

/** By the library of Web Crypto: RSASSA-PKCS1-v1_5 with SHA-256 over `timestamp.body`, as the documents say. */
async function signed(more: Record<string, string | undefined> = {}): Promise<StorePost> {
	const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
	const der = privateKey.export({ format: 'der', type: 'pkcs8' });
	const signer = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
	const text = new TextEncoder().encode(`${SENT_AT.toISOString()}.${BODY}`);
	const signature = Buffer.from(await crypto.subtle.sign(algorithm.name, signer, text));
	return {
		headers: {
			'x-shipengine-rsa-sha256-key-id': 'key-1',
			'x-shipengine-rsa-sha256-signature': signature.toString('base64'),
			'x-shipengine-timestamp': SENT_AT.toISOString(),
			...more,
		},
		body: Buffer.from(BODY),
		receivedAt: SENT_AT,
	};
}
const check = (post: StorePost, by = key) => shipStation.verify(post, credentials, 'guid', by);
const MINUTE_MS = 60_000;

describe('a message of ShipStation', () => {
	it.each([-5, 0, 30, 60, 120])('is accepted %i minutes after it was signed', async (minutes) => {
		const receivedAt = new Date(SENT_AT.getTime() + minutes * MINUTE_MS);
		expect(check({ ...(await signed()), receivedAt })).toEqual({ valid: true });
	});

	it.each([-6, 121, 60 * 24 * 365])('is refused %i minutes after', async (minutes) => {
		const receivedAt = new Date(SENT_AT.getTime() + minutes * MINUTE_MS);
		const answer = check({ ...(await signed()), receivedAt });
		expect(answer).toMatchObject({ valid: false, reason: 'timestamp_stale' });
	});

	it('is refused with another time than was signed', async () => {
		const post = await signed({ 'x-shipengine-timestamp': '2026-09-03T16:20:01.000Z' });
		expect(check(post)).toMatchObject({ valid: false, reason: 'signature_wrong' });
	});

	it.each([
		['x-shipengine-rsa-sha256-signature', 'signature_missing'],
		['x-shipengine-rsa-sha256-key-id', 'signature_missing'],
		['x-shipengine-timestamp', 'timestamp_missing'],
	])('is refused without %s', async (header, reason) => {
		expect(check(await signed({ [header]: undefined }))).toMatchObject({ valid: false, reason });
	});

	it.each(['yesterday', '', 'x'.repeat(10_000), '2026-13-45T00:00:00Z'])(
		'is refused with a time that is none: %.20s',
		async (time) => {
			const { valid } = check(await signed({ 'x-shipengine-timestamp': time }));
			expect(valid).toBe(false);
		},
	);

	it('is refused where ShipStation has no such key', async () => {
		expect(shipStation.verify(await signed(), credentials, 'guid', null)).toMatchObject({
			valid: false,
			reason: 'signature_wrong',
		});
	});

	it.each([
		['with blanks in it', (right: string) => ` ${right}`],
		['with what base64 does not have', (right: string) => `${right.slice(0, 9)}!${right.slice(9)}`],
		['of a megabyte', () => 'A'.repeat(1_000_000)],
	])('is refused with a signature %s', async (_how, change) => {
		const post = await signed();
		const header = 'x-shipengine-rsa-sha256-signature';
		const signature = change(post.headers[header]!);
		const answer = check({ ...post, headers: { ...post.headers, [header]: signature } });
		expect(answer).toMatchObject({ valid: false, reason: 'signature_wrong' });
	});

	it('is checked by the keys of ShipStation, and by nobody else’s', () => {
		expect(shipStation.signingKeys!.urlOf(credentials)).toBe('https://api.shipengine.com/jwks');
	});
});
