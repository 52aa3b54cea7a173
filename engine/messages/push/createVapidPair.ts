/** A new VAPID pair, each in base64url as browsers and the credential take it. */
export async function createVapidPair(): Promise<{ publicKey: string; privateKey: string }> {
	const { default: webPush } = await import('web-push');
	return webPush.generateVAPIDKeys();
}
