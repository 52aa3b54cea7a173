import { generateKeyPairSync } from 'node:crypto';
import '@shopify/shopify-api/adapters/web-api';
import { shopifyApi } from '@shopify/shopify-api';
import { createSHA256HMAC } from '@shopify/shopify-api/runtime';
import { Webhook } from 'standardwebhooks';
import { verifySignature as verifyEasyPost } from '../../../engine/providers/easypost/verify.ts';
import type { StorePost, Verification } from '../../../engine/providers/provider.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import type { ShippoCredentials } from '../../../engine/providers/shippo/credentials.ts';
import { addressToken } from '../../../engine/providers/shippo/verify.ts';
import { verifySignature } from '../../../engine/providers/woocommerce/verify.ts';
import { RECORDED_WOOCOMMERCE, recordedWooCommerce } from '../../support/storePosts.ts';

const BODY = JSON.stringify({ id: 7, note: 'Üñïcode & "quotes" 日本' });
const SENT_AT = new Date('2026-11-23T20:31:07Z');
const WHSEC = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

type SignedCase = {
	readonly name: string;
	/** Where the signature is. */
	readonly header: string;
	/** What makes the signature another one by the case of its letters; left out: lower case. */
	otherCase?(signature: string): string;
	/** Before the signature in its header. */
	readonly prefix: string;
	/** Headers made by somebody else's library, or as a real shop sent them. */
	sign(body: string): Promise<StorePost>;
	verify(post: StorePost): Verification;
	/** The same post, checked with another secret. */
	verifyWithOtherKey(post: StorePost): Verification;
};

const shopify = providerOf('shopify')!;
const shopifySecret = 'shpss_of-the-app';
const shopifyKeys = (mode: 'clientCredentials' | 'adminToken', secret: string) =>
	shopify.credentialsSchema.parse({
		storeUrl: 'my-shop',
		authentication: mode,
		clientId: 'client-1',
		clientSecret: mode === 'clientCredentials' ? secret : 'not-this-one',
		adminToken: 'shpat_1',
		apiSecret: mode === 'adminToken' ? secret : 'not-this-one',
	});
const shopifyCase = (mode: 'clientCredentials' | 'adminToken'): SignedCase => ({
	name: `Shopify with ${mode}, signed by @shopify/shopify-api`,
	header: 'x-shopify-hmac-sha256',
	prefix: '',
	sign: async (body) => ({
		headers: {
			'x-shopify-topic': 'orders/create',
			'x-shopify-hmac-sha256': await createSHA256HMAC(shopifySecret, body),
		},
		body: Buffer.from(body),
		receivedAt: SENT_AT,
	}),
	verify: (post) => shopify.verify(post, shopifyKeys(mode, shopifySecret), 'guid'),
	verifyWithOtherKey: (post) => shopify.verify(post, shopifyKeys(mode, 'shpss_other'), 'guid'),
});

const generic = providerOf('generic')!;
const genericKeys = (apiSecret: string) =>
	generic.credentialsSchema.parse({ storeUrl: 'shop.example', apiKey: 'key', apiSecret });
const standardHeaders = (body: string, sentAt = SENT_AT, id = 'msg_1') => ({
	'webhook-id': id,
	'webhook-timestamp': String(sentAt.getTime() / 1_000),
	'webhook-signature': new Webhook(WHSEC).sign(id, sentAt, body),
});

/** In hex, by the library of Web Crypto. */
async function hmacOf(secret: string, signed: string): Promise<string> {
	const bytes = new TextEncoder();
	const algorithm = { name: 'HMAC', hash: 'SHA-256' };
	const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, [
		'sign',
	]);
	return Buffer.from(await crypto.subtle.sign('HMAC', key, bytes.encode(signed))).toString('hex');
}

/** EasyPost normalises the secret; its newer header also signs when and where to. */
const easyPostCase = (header: string, more: Readonly<Record<string, string>>): SignedCase => ({
	name: `EasyPost, signed in ${header} by the library of Web Crypto`,
	header,
	prefix: 'hmac-sha256-hex=',
	otherCase: (signature) => signature.toUpperCase(),
	sign: async (body) => {
		const { 'x-timestamp': at = '', 'x-path': path } = more;
		const signed = path === undefined ? body : `${at}POST${path}${body}`;
		return {
			headers: {
				...more,
				[header]: `hmac-sha256-hex=${await hmacOf('se\u0301cret', signed)}`,
			},
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		};
	},
	verify: (post) => verifyEasyPost(post, 's\u00e9cret'),
	verifyWithOtherKey: (post) => verifyEasyPost(post, 'secret'),
});

const shippo = providerOf('shippo')!;
const shippoKeys = (webhookSecret: string) =>
	shippo.credentialsSchema.parse({ apiKey: 'shippo_live_1', webhookSecret }) as ShippoCredentials;
const SHIPPO_AT = `t=${SENT_AT.getTime() / 1_000},v1=`;
const shippoCase: SignedCase = {
	name: 'Shippo for an account that has asked for signatures, signed by the library of Web Crypto',
	header: 'shippo-auth-signature',
	prefix: SHIPPO_AT,
	otherCase: (signature) => signature.toUpperCase(),
	sign: async (body) => {
		const signed = `${SENT_AT.getTime() / 1_000}.${body}`;
		return {
			headers: { 'shippo-auth-signature': `${SHIPPO_AT}${await hmacOf('hmac-secret', signed)}` },
			query: { token: addressToken(shippoKeys(''), 'guid') },
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		};
	},
	verify: (post) => shippo.verify(post, shippoKeys('hmac-secret'), 'guid'),
	verifyWithOtherKey: (post) => shippo.verify(post, shippoKeys('another'), 'guid'),
};

const sendcloud = providerOf('sendcloud')!;
const sendcloudKeys = (secretKey: string, webhookSecret = '') =>
	sendcloud.credentialsSchema.parse({ publicKey: 'public', secretKey, webhookSecret });
const sendcloudCase = (kind: string, keys: unknown, otherKeys: unknown): SignedCase => ({
	name: `Sendcloud, signed with ${kind} by the library of Web Crypto`,
	header: 'sendcloud-signature',
	prefix: '',
	otherCase: (signature) => signature.toUpperCase(),
	sign: async (body) => {
		return {
			headers: { 'sendcloud-signature': await hmacOf(kind, body) },
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		};
	},
	verify: (post) => sendcloud.verify(post, keys, 'guid'),
	verifyWithOtherKey: (post) => sendcloud.verify(post, otherKeys, 'guid'),
});

const aftership = providerOf('aftership')!;
const aftershipKeys = (webhookSecret: string) =>
	aftership.credentialsSchema.parse({ apiKey: 'asat_1', webhookSecret });

const bigcommerce = providerOf('bigcommerce')!;
const bigcommerceKeys = (clientSecret: string) =>
	bigcommerce.credentialsSchema.parse({ apiPath: 'abc123', accessToken: 'token', clientSecret });
/** As the code in BigCommerce's documents does: the library takes the secret in Base64. */
const bigcommerceHeaders = (body: string, secret: string) => ({
	...standardHeaders(body),
	'webhook-signature': new Webhook(Buffer.from(secret).toString('base64')).sign(
		...(['msg_1', SENT_AT, body] as const),
	),
});
const shipStation = providerOf('shipstation')!;
const shipStationKeys = shipStation.credentialsSchema.parse({ apiKey: 'key' });
const [signer, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2_048 }));
const shipStationCase: SignedCase = {
	name: 'ShipStation, signed by the library of Web Crypto',
	header: 'x-shipengine-rsa-sha256-signature',
	prefix: '',
	sign: async (body) => {
		const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
		const der = signer!.privateKey.export({ format: 'der', type: 'pkcs8' });
		const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
		const signed = new TextEncoder().encode(`${SENT_AT.toISOString()}.${body}`);
		const signature = Buffer.from(await crypto.subtle.sign(algorithm.name, key, signed));
		return {
			headers: {
				'x-shipengine-rsa-sha256-key-id': 'key-1',
				'x-shipengine-rsa-sha256-signature': signature.toString('base64'),
				'x-shipengine-timestamp': SENT_AT.toISOString(),
			},
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		};
	},
	verify: (post) => shipStation.verify(post, shipStationKeys, 'guid', signer!.publicKey),
	verifyWithOtherKey: (post) => shipStation.verify(post, shipStationKeys, 'guid', other!.publicKey),
};

const track17 = providerOf('17track')!;
const track17Keys = (apiKey: string) => track17.credentialsSchema.parse({ apiKey });

const CASES: readonly SignedCase[] = [
	{
		name: '17TRACK, hashed by the library of Web Crypto',
		header: 'sign',
		prefix: '',
		otherCase: (signature) => signature.toUpperCase(),
		sign: async (body) => {
			const bytes = new TextEncoder().encode(`${body}/security-key`);
			const hash = await crypto.subtle.digest('SHA-256', bytes);
			return {
				headers: { sign: Buffer.from(hash).toString('hex') },
				body: Buffer.from(body),
				receivedAt: SENT_AT,
			};
		},
		verify: (post) => track17.verify(post, track17Keys('security-key'), 'guid'),
		verifyWithOtherKey: (post) => track17.verify(post, track17Keys('another'), 'guid'),
	},
	shipStationCase,
	{
		name: 'AfterShip, signed by the library of Web Crypto',
		header: 'aftership-hmac-sha256',
		prefix: '',
		sign: async (body) => {
			const bytes = new TextEncoder();
			const algorithm = { name: 'HMAC', hash: 'SHA-256' };
			const secret = bytes.encode('webhook-secret');
			const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
			const signature = await crypto.subtle.sign('HMAC', key, bytes.encode(body));
			return {
				headers: { 'aftership-hmac-sha256': Buffer.from(signature).toString('base64') },
				body: Buffer.from(body),
				receivedAt: SENT_AT,
			};
		},
		verify: (post) => aftership.verify(post, aftershipKeys('webhook-secret'), 'guid'),
		verifyWithOtherKey: (post) => aftership.verify(post, aftershipKeys('another'), 'guid'),
	},
	sendcloudCase('secretkey', sendcloudKeys('secretkey'), sendcloudKeys('another')),
	sendcloudCase(
		'signaturekey',
		sendcloudKeys('another', 'signaturekey'),
		sendcloudKeys('another', 'a-third'),
	),
	shippoCase,
	easyPostCase('x-hmac-signature', {}),
	easyPostCase('x-hmac-signature-v2', {
		'x-timestamp': 'Sun, 01 Mar 2026 12:00:00 +0000',
		'x-path': '/webhook/x/store',
	}),
	shopifyCase('clientCredentials'),
	shopifyCase('adminToken'),
	{
		name: 'WooCommerce, as a real shop signed it',
		header: 'x-wc-webhook-signature',
		prefix: '',
		sign: async () => recordedWooCommerce('010-product.created').post,
		verify: (post) => verifySignature(post, recordedWooCommerce('010-product.created').secret),
		verifyWithOtherKey: (post) => verifySignature(post, 'another-secret'),
	},
	{
		name: 'BigCommerce, signed by standardwebhooks with the client secret',
		header: 'webhook-signature',
		prefix: 'v1,',
		sign: async (body) => ({
			headers: bigcommerceHeaders(body, 'secretoftheaccount'),
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		}),
		verify: (post) => bigcommerce.verify(post, bigcommerceKeys('secretoftheaccount'), 'guid'),
		verifyWithOtherKey: (post) => bigcommerce.verify(post, bigcommerceKeys('another'), 'guid'),
	},
	{
		name: 'a generic store, signed by standardwebhooks',
		header: 'webhook-signature',
		prefix: 'v1,',
		sign: async (body) => ({
			headers: standardHeaders(body),
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		}),
		verify: (post) => generic.verify(post, genericKeys(WHSEC), 'guid'),
		verifyWithOtherKey: (post) =>
			generic.verify(post, genericKeys(`whsec_${Buffer.alloc(32, 4).toString('base64')}`), 'guid'),
	},
	{
		name: 'a generic store, with the header names of Svix',
		header: 'svix-signature',
		prefix: 'v1,',
		sign: async (body) => ({
			headers: Object.fromEntries(
				Object.entries(standardHeaders(body)).map(([name, value]) => [
					name.replace('webhook-', 'svix-'),
					value,
				]),
			),
			body: Buffer.from(body),
			receivedAt: SENT_AT,
		}),
		verify: (post) => generic.verify(post, genericKeys(WHSEC), 'guid'),
		verifyWithOtherKey: (post) =>
			generic.verify(post, genericKeys(`whsec_${Buffer.alloc(32, 4).toString('base64')}`), 'guid'),
	},
];

describe.each(CASES)(
	'a delivery of $name',
	({
		header,
		prefix,
		otherCase = (right) => right.toLowerCase(),
		sign,
		verify,
		verifyWithOtherKey,
	}) => {
		const withSignature = async (change: (signature: string) => string | undefined) => {
			const post = await sign(BODY);
			return { ...post, headers: { ...post.headers, [header]: change(post.headers[header]!) } };
		};

		it('is accepted as it was signed', async () => {
			expect(verify(await sign(BODY))).toEqual({ valid: true });
		});

		it('is refused without a signature', async () => {
			const missing = { valid: false, reason: 'signature_missing' };
			expect(verify(await withSignature(() => undefined))).toMatchObject(missing);
			expect(verify(await withSignature(() => ''))).toMatchObject(missing);
		});

		it.each([
			[
				'that is wrong',
				(right: string) => right.replace(/[A-Za-z]/, (c) => (c === 'A' ? 'B' : 'A')),
			],
			['that is cut short', (right: string) => right.slice(0, -4)],
			['that is longer', (right: string) => `${right}=`],
			['in another case', (right: string) => prefix + otherCase(right.slice(prefix.length))],
			['that is not even ASCII', () => `${prefix}é`],
			['of nothing', () => `${prefix}47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`],
		])('is refused with a signature %s', async (_name, change) => {
			const post = await withSignature(change);
			expect(verify(post)).toMatchObject({ valid: false, reason: 'signature_wrong' });
		});

		it('is refused when it was signed with another key', async () => {
			expect(verifyWithOtherKey(await sign(BODY))).toMatchObject({
				valid: false,
				reason: 'signature_wrong',
			});
		});

		it('is refused when one byte of the body is another, wherever it is', async () => {
			const post = await sign(BODY);
			for (const index of [0, Math.floor(post.body.length / 2), post.body.length - 1]) {
				const body = Buffer.from(post.body);
				body[index] = body[index]! ^ 1;
				expect(verify({ ...post, body })).toMatchObject({
					valid: false,
					reason: 'signature_wrong',
				});
			}
			const longer = Buffer.concat([post.body, Buffer.from('\n')]);
			expect(verify({ ...post, body: longer })).toMatchObject({ reason: 'signature_wrong' });
		});

		it('is refused when its JSON says the same in other bytes', async () => {
			const post = await sign(BODY);
			const body = Buffer.from(JSON.stringify(JSON.parse(post.body.toString()), null, 1));
			expect(verify({ ...post, body })).toMatchObject({ valid: false, reason: 'signature_wrong' });
		});

		it('never shows the right signature in a refusal', async () => {
			const right = (await sign(BODY)).headers[header]!.slice(prefix.length);
			const refused = verify(await withSignature(() => `${prefix}wrong`));
			expect(JSON.stringify(refused)).not.toContain(right);
		});
	},
);

describe('the recorded deliveries of a real WooCommerce', () => {
	it.each(RECORDED_WOOCOMMERCE.filter((name) => name !== '001-ping'))('%s verifies', (name) => {
		const { post, secret } = recordedWooCommerce(name);
		expect(verifySignature(post, secret)).toEqual({ valid: true });
		expect(verifySignature(post, `${secret}x`).valid).toBe(false);
	});
});

describe('a message of Sendcloud', () => {
	it('is verified as in the example of its documents', () => {
		const post = {
			headers: {
				'sendcloud-signature': '1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a',
			},
			body: Buffer.from('{"key": "value"}'),
			receivedAt: SENT_AT,
		};
		expect(sendcloud.verify(post, sendcloudKeys('secretkey'), 'guid')).toEqual({ valid: true });
		expect(sendcloud.verify(post, sendcloudKeys('other', 'secretkey'), 'guid').valid).toBe(true);
		expect(sendcloud.verify(post, sendcloudKeys('other'), 'guid').valid).toBe(false);
	});
});

describe('a message of 17TRACK', () => {
	it('is verified as OpenSSL hashes it', () => {
		const post = {
			// printf '%s' '{"event":"TRACKING_UPDATED"}/security-key' | openssl dgst -sha256
			headers: { sign: '40ba591c3eedc1d813425439ff81f1bab5708f78155efb2da49fc620a0414a46' },
			body: Buffer.from('{"event":"TRACKING_UPDATED"}'),
			receivedAt: SENT_AT,
		};
		expect(track17.verify(post, track17Keys('security-key'), 'guid')).toEqual({ valid: true });
		expect(track17.verify(post, track17Keys('other'), 'guid').valid).toBe(false);
	});

	it('that is signed as version 1 does, in its body, is refused with what to do', () => {
		const body = Buffer.from('{"event":"TRACKING_UPDATED","data":{},"sign":"00"}');
		const post = { headers: {}, body, receivedAt: SENT_AT };
		expect(track17.verify(post, track17Keys('security-key'), 'guid')).toMatchObject({
			reason: 'signature_missing',
			detail: expect.stringContaining('choose version 2 or newer'),
		});
	});
});

describe('a message of AfterShip', () => {
	it('is verified as OpenSSL signs it', () => {
		const post = {
			// openssl dgst -sha256 -hmac webhook-secret -binary | base64
			headers: { 'aftership-hmac-sha256': 'arlW+Ts8KJJ9exRoWFDXxhRgoB4n3VibsgJF/l33sYI=' },
			body: Buffer.from('{"event":"tracking_update"}'),
			receivedAt: SENT_AT,
		};
		expect(aftership.verify(post, aftershipKeys('webhook-secret'), 'guid')).toEqual({
			valid: true,
		});
		expect(aftership.verify(post, aftershipKeys('other'), 'guid').valid).toBe(false);
	});
});

describe('a message of Shippo', () => {
	const { sign, verify } = shippoCase;

	it('is refused with a right signature and without the token of its address', async () => {
		const post = await sign(BODY);
		expect(verify({ ...post, query: {} })).toMatchObject({ reason: 'signature_missing' });
		expect(verify({ ...post, query: { token: 'another' } })).toMatchObject({
			reason: 'signature_wrong',
		});
	});

	it('is refused with another time than the signed one', async () => {
		const post = await sign(BODY);
		const given = post.headers['shippo-auth-signature']!;
		for (const other of [given.replace(/^t=\d/, 't=2'), given.replace(/^t=\d+,/, '')]) {
			const headers = { 'shippo-auth-signature': other };
			expect(verify({ ...post, headers })).toMatchObject({ reason: 'signature_wrong' });
		}
	});

	it('needs no signature where the account has none', async () => {
		const { query, body, receivedAt } = await sign(BODY);
		const post = { headers: {}, query: query!, body, receivedAt };
		expect(shippo.verify(post, shippoKeys(''), 'guid')).toEqual({ valid: true });
		expect(shippo.verify(post, shippoKeys(''), 'another guid').valid).toBe(false);
	});
});

describe('a message of EasyPost with the newer signature', () => {
	const { sign, verify } = easyPostCase('x-hmac-signature-v2', {
		'x-timestamp': '2026-03-01T12:00:00Z',
		'x-path': '/webhook/x/store',
	});

	it.each([
		['x-timestamp', undefined, 'signature_missing'],
		['x-path', undefined, 'signature_missing'],
		['x-timestamp', '2026-03-01T12:00:01Z', 'signature_wrong'],
		['x-path', '/webhook/y/store', 'signature_wrong'],
		['x-timestamp', '{"a":1,"at":"2026-03-01', 'signature_missing'],
		['x-path', '/{"a', 'signature_missing'],
	])('is refused with %s %j', async (header, value, reason) => {
		const post = await sign(BODY);
		const changed = { ...post, headers: { ...post.headers, [header]: value } };
		expect(verify(changed)).toMatchObject({ valid: false, reason });
	});

	it('is read by the older signature where both came', async () => {
		const older = await easyPostCase('x-hmac-signature', {}).sign(BODY);
		const headers = { ...(await sign(BODY)).headers, ...older.headers };
		expect(verify({ ...older, headers })).toEqual({ valid: true });
	});
});

describe("Shopify's own library and ours", () => {
	const library = shopifyApi({
		apiKey: 'client-1',
		apiSecretKey: shopifySecret,
		apiVersion: '2026-04' as never,
		isEmbeddedApp: false,
		hostName: 'n8n.example',
		logger: { level: 0 },
	});
	const says = async ({ headers, body }: StorePost) => {
		const given = { ...headers, 'x-shopify-shop-domain': 'a', 'x-shopify-api-version': 'b' };
		const { valid } = await library.webhooks.validate({
			rawBody: body.toString(),
			rawRequest: new Request('https://n8n.example/', {
				method: 'POST',
				headers: { ...given, 'x-shopify-webhook-id': 'c' } as Record<string, string>,
			}),
		});
		return valid;
	};

	it('agree on what is genuine', async () => {
		const { sign, verify } = shopifyCase('clientCredentials');
		const genuine = await sign(BODY);
		const forged = { ...genuine, body: Buffer.from(BODY.replace('7', '8')) };
		for (const post of [genuine, forged]) expect(verify(post).valid).toBe(await says(post));
		expect(verify(genuine).valid).toBe(true);
	});

	it('read the signature of Events, which has no "X-" in its name', async () => {
		const hmac = await createSHA256HMAC(shopifySecret, BODY);
		const post = {
			headers: { 'shopify-hmac-sha256': hmac },
			body: Buffer.from(BODY),
			receivedAt: SENT_AT,
		};
		expect(shopifyCase('clientCredentials').verify(post)).toEqual({ valid: true });
	});
});

describe('a message of a generic store', () => {
	const { verify } = CASES.at(-1)!;
	const post = (headers: Record<string, string | undefined>, receivedAt = SENT_AT): StorePost => ({
		headers: { ...standardHeaders(BODY), ...headers },
		body: Buffer.from(BODY),
		receivedAt,
	});
	const right = standardHeaders(BODY)['webhook-signature'];

	it('may come with several signatures, as while a secret is being changed', () => {
		const list = `v1,${Buffer.alloc(32).toString('base64')} v1a,abc ${right}`;
		expect(verify(post({ 'webhook-signature': list }))).toEqual({ valid: true });
	});

	it.each([
		['v2', right.replace('v1,', 'v2,')],
		['v1a', right.replace('v1,', 'v1a,')],
		['none', right.replace('v1,', '')],
	])('is refused with a signature of version %s', (_version, signature) => {
		expect(verify(post({ 'webhook-signature': signature }))).toMatchObject({
			reason: 'signature_wrong',
		});
	});

	it('is verified with the secret without its prefix too', () => {
		const keys = genericKeys(WHSEC.replace('whsec_', ''));
		expect(generic.verify(post({}), keys, 'guid')).toEqual({ valid: true });
	});

	it.each([
		['webhook-id', 'malformed'],
		['webhook-timestamp', 'timestamp_missing'],
		['webhook-signature', 'signature_missing'],
	])('is refused without %s, for a reason of its own', (header, reason) => {
		expect(verify(post({ [header]: undefined }))).toMatchObject({
			valid: false,
			reason,
			detail: expect.stringContaining(header),
		});
	});

	it.each(['tomorrow', '12.5', '-1', '1e9', ''])(
		'is refused with the timestamp %j',
		(timestamp) => {
			expect(verify(post({ 'webhook-timestamp': timestamp })).valid).toBe(false);
		},
	);

	it('is refused with another id or time than the signed one', () => {
		const later = String(SENT_AT.getTime() / 1_000 + 1);
		expect(verify(post({ 'webhook-id': 'msg_2' }))).toMatchObject({ reason: 'signature_wrong' });
		expect(verify(post({ 'webhook-timestamp': later }))).toMatchObject({
			reason: 'signature_wrong',
		});
	});

	it.each([
		[300, true],
		[-300, true],
		[301, false],
		[-301, false],
	])('received %i seconds after it was sent: accepted %s', (seconds, valid) => {
		const receivedAt = new Date(SENT_AT.getTime() + seconds * 1_000);
		const verified = verify(post({}, receivedAt));
		expect(verified.valid).toBe(valid);
		if (!valid) expect(verified).toMatchObject({ reason: 'timestamp_stale' });
	});
});
