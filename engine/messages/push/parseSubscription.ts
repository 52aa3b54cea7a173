import { ECDH } from 'node:crypto';
import { z } from 'zod/v4';
import { endpointProblem } from './pushServices.ts';
import { ActionError } from '../../actions/actionError.ts';

/** Where a browser can be reached, and the keys that only it can read with; base64url without padding. */
export type PushSubscription = {
	readonly endpoint: string;
	/** A point on P-256, uncompressed: 65 bytes. */
	readonly p256dh: string;
	/** 16 bytes. */
	readonly auth: string;
};

const BASE64 = /^[A-Za-z0-9_+/-]*={0,2}$/;

const flat = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });
const schema = z.union([
	flat,
	z
		.object({ endpoint: z.string(), keys: flat.omit({ endpoint: true }) })
		.transform(({ endpoint, keys }) => ({ endpoint, ...keys })),
]);

/**
 * Checks a subscription as a browser's `JSON.stringify(subscription)` gives it, `{endpoint, keys: {p256dh,
 * auth}}`, or with the keys beside the endpoint.
 *
 * @param further see `endpointProblem`
 * @throws ActionError
 * @see RFC 8291 section 3.2 for what the keys are
 */
export function parseSubscription(
	given: unknown,
	further: readonly string[] = [],
): PushSubscription {
	const parsed = schema.safeParse(given);
	if (!parsed.success) {
		throw new ActionError(
			'setup',
			'A push subscription needs endpoint, keys.p256dh and keys.auth, each a text.',
		);
	}
	const { endpoint, p256dh, auth } = parsed.data;
	const problem = endpointProblem(endpoint, further);
	if (problem !== null) throw new ActionError('setup', problem);
	return {
		endpoint: new URL(endpoint).href,
		p256dh: bytesOf('p256dh', p256dh, isPoint, 'a P-256 public key of 65 bytes'),
		auth: bytesOf('auth', auth, ({ length }) => length === 16, 'a secret of 16 bytes'),
	};
}

function bytesOf(
	name: string,
	text: string,
	isRight: (bytes: Buffer) => boolean,
	what: string,
): string {
	const bytes = BASE64.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
	if (isRight(bytes)) return bytes.toString('base64url');
	throw new ActionError('setup', `keys.${name} has to be ${what} in base64url.`);
}

function isPoint(bytes: Buffer): boolean {
	if (bytes.length !== 65 || bytes[0] !== 4) return false;
	try {
		ECDH.convertKey(bytes, 'prime256v1');
		return true;
	} catch {
		return false;
	}
}

/**
 * Reads subscriptions that somebody gives by hand: one or a list, as values or as JSON. Doubles count once.
 *
 * @param further see `endpointProblem`
 * @throws ActionError naming the one that cannot be used, counted from 1
 */
export function parseSubscriptions(
	given: unknown,
	further: readonly string[] = [],
): PushSubscription[] {
	const value = typeof given === 'string' ? fromJson(given) : given;
	const list: unknown[] = Array.isArray(value) ? value : [value];
	const byEndpoint = new Map<string, PushSubscription>();
	for (const [index, each] of list.entries()) {
		try {
			const subscription = parseSubscription(each, further);
			byEndpoint.set(subscription.endpoint, subscription);
		} catch (error) {
			throw new ActionError(
				'setup',
				`Subscriptions, number ${index + 1}: ${(error as Error).message}`,
			);
		}
	}
	return [...byEndpoint.values()];
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ActionError(
			'setup',
			'Subscriptions: this is not JSON. Write {"endpoint": "https://…", "keys": {"p256dh": "…", "auth": "…"}}, or several in […].',
		);
	}
}
