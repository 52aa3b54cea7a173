import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod/v4';
import { axiosStoreHttp } from '../providers/axiosStoreHttp.ts';
import type { Provider, StorePost } from '../providers/provider.ts';
import { StoreError } from '../providers/storeError.ts';
import { isPrivateWay } from '../providers/webAddress.ts';

/** After so long, keys are asked for anew: a platform may have withdrawn one. */
const KEPT_MS = 12 * 3_600_000;
/** Platforms are not asked more often, whatever strangers post. */
const ASKED_EVERY_MS = 60_000;
/** Platforms wait ten seconds for an answer, and then take the message for lost. */
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256 * 1024;
const MOST_KEYS = 100;
/** So many platforms there are not; the one that was used longest ago goes. */
const MOST_SETS = 100;
/** Smaller ones can be broken; checking with larger ones takes long. */
const [SMALLEST_BITS, LARGEST_BITS] = [2_048, 8_192];

type Keys = ReadonlyMap<string, KeyObject>;
type KnownSet = {
	keys: Keys | null;
	/** When `keys` came, and when they were asked for last, in epoch milliseconds. */
	readAt: number;
	askedAt: number;
	asking: Promise<Keys> | null;
};

const sets = new Map<string, KnownSet>();
const http = axiosStoreHttp({ timeoutMs: TIMEOUT_MS, maxAnswerBytes: MOST_BYTES });

/**
 * The public key that a post names, of those that the platform publishes. What is known is kept; a key that is not
 * known leads to asking the platform, once a minute at most. While the platform cannot be asked, what is known serves.
 *
 * @returns `null` where the post names none, or none that the platform has
 * @throws StoreError where nobody can tell at present
 */
export async function signingKeyOf(
	{ signingKeys, name }: Pick<Provider, 'signingKeys' | 'name'>,
	credentials: unknown,
	post: StorePost,
): Promise<KeyObject | null> {
	const keyId = signingKeys?.keyIdOf(post) ?? null;
	if (signingKeys === undefined || keyId === null) return null;
	const url = signingKeys.urlOf(credentials);
	const nowMs = post.receivedAt.getTime();
	const set = setOf(url);
	const known = set.keys?.get(keyId);
	if (known !== undefined && Math.abs(nowMs - set.readAt) < KEPT_MS) return known;
	try {
		return (await askedFor(set, url, name, nowMs)).get(keyId) ?? null;
	} catch (error) {
		if (known !== undefined && error instanceof StoreError) return known;
		throw error;
	}
}

function setOf(url: string): KnownSet {
	const set = sets.get(url) ?? { keys: null, readAt: 0, askedAt: -Infinity, asking: null };
	sets.delete(url);
	sets.set(url, set);
	if (sets.size > MOST_SETS) sets.delete(sets.keys().next().value!);
	return set;
}

/** All who ask meanwhile get the same answer. */
async function askedFor(set: KnownSet, url: string, name: string, nowMs: number): Promise<Keys> {
	if (set.asking !== null) return await set.asking;
	if (Math.abs(nowMs - set.askedAt) < ASKED_EVERY_MS) {
		throw new StoreError('throttled', `${name} was asked for its keys a moment ago.`);
	}
	set.askedAt = nowMs;
	set.asking = readKeys(url);
	try {
		set.keys = await set.asking;
		set.readAt = nowMs;
		return set.keys;
	} finally {
		set.asking = null;
	}
}

const setSchema = z.object({ keys: z.array(z.unknown()).max(MOST_KEYS) });

/** An RSA key for signatures by RFC 7517 and 7518; where it says of itself what it is for, it is for this. */
const keySchema = z.object({
	kid: z.string().min(1).max(200),
	kty: z.literal('RSA'),
	n: z.base64url().max(2_000),
	e: z.base64url().max(20),
	use: z.literal('sig').optional(),
	alg: z.literal('RS256').optional(),
});

async function readKeys(url: string): Promise<Keys> {
	if (!isPrivateWay(url)) {
		throw new StoreError('rejected', `Keys are not taken from ${url}: anybody could read along.`);
	}
	const { body } = await http({ method: 'GET', url });
	const set = setSchema.safeParse(body);
	if (!set.success) {
		throw new StoreError('rejected', `${url} answered with something else than a set of keys.`);
	}
	const keys = set.data.keys.flatMap((one) => {
		const { data } = keySchema.safeParse(one);
		const key = data && publicKey(data);
		return key ? [[data.kid, key] as const] : [];
	});
	return new Map(keys);
}

/** `null` for what is no key, or none that is safe. */
function publicKey({ kty, n, e }: z.output<typeof keySchema>): KeyObject | null {
	try {
		const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
		const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
		return bits >= SMALLEST_BITS && bits <= LARGEST_BITS ? key : null;
	} catch {
		return null;
	}
}
