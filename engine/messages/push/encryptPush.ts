import type { PushSubscription } from '../../push/parseSubscription.ts';

/** The body of a push message that only the subscribed browser can read. @see RFC 8291 */
export async function encryptPush(
	payload: string,
	{ p256dh, auth }: Pick<PushSubscription, 'p256dh' | 'auth'>,
): Promise<Buffer> {
	const { default: webPush } = await import('web-push');
	return webPush.encrypt(p256dh, auth, payload, 'aes128gcm').cipherText;
}
