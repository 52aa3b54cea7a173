import { createECDH } from 'node:crypto';
import { z } from 'zod/v4';
import { ActionError } from '../../actions/actionError.ts';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const MAKE_A_PAIR =
	'Make a pair in the console under People, with "npm run vapid" or with any VAPID key generator.';

const key = (name: string, bytes: number) =>
	z
		.string(`${name} is missing. ${MAKE_A_PAIR}`)
		.trim()
		.min(1, `${name} is empty. ${MAKE_A_PAIR}`)
		.transform((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
		.refine(
			(text) => BASE64URL.test(text) && Buffer.from(text, 'base64url').length === bytes,
			`${name} is not one: it has to be ${bytes} bytes in base64url. ${MAKE_A_PAIR}`,
		);

const schema = z.object({
	subject: z
		.string('Subject is missing. Enter an address such as mailto:you@example.com.')
		.trim()
		.refine(
			isSubject,
			'Subject has to be an address at which push services can reach you: mailto:you@example.com, or a page such as https://example.com/contact.',
		),
	publicKey: key('Public Key', 65),
	privateKey: key('Private Key', 32),
});

/** The keys of the n8n credential type `commerceWebPushApi`: a VAPID pair, and whom to write to about it. */
export type VapidKeys = z.output<typeof schema>;

/**
 * Reads a credential, and checks that its pair belongs together.
 *
 * @throws ActionError naming the field of the credential
 * @see RFC 8292
 */
export function vapidKeys(given: unknown): VapidKeys {
	const parsed = schema.safeParse(given);
	if (!parsed.success) {
		throw new ActionError('setup', `Web push credential: ${parsed.error.issues[0]!.message}`);
	}
	if (publicKeyOf(parsed.data.privateKey) !== parsed.data.publicKey) {
		throw new ActionError(
			'setup',
			'Web push credential: Public Key and Private Key do not belong together. Copy both from the same pair.',
		);
	}
	return parsed.data;
}

/** Apple refuses a subject with a space after `mailto:`, and one at localhost. */
function isSubject(subject: string): boolean {
	if (/\s/.test(subject)) return false;
	if (/^mailto:[^@]+@[^@]+\.[^@]+$/.test(subject)) return true;
	const url = URL.parse(subject);
	return url?.protocol === 'https:' && url.hostname !== 'localhost';
}

function publicKeyOf(privateKey: string): string | null {
	const pair = createECDH('prime256v1');
	try {
		pair.setPrivateKey(privateKey, 'base64url');
		return pair.getPublicKey('base64url');
	} catch {
		return null;
	}
}

/** A new VAPID pair, each in base64url as browsers and the credential take it. */
export async function createVapidPair(): Promise<{ publicKey: string; privateKey: string }> {
	const { default: webPush } = await import('web-push');
	return webPush.generateVAPIDKeys();
}
