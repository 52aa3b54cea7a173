import { createHmac, randomUUID } from 'node:crypto';

/** A webhook that is signed anew for each try: the id stays, the time is that of the try. */
export type Signed = {
	readonly id: string;
	readonly body: Buffer;
	/** Of several keys the receiver needs to know one: that is how a secret is changed without a gap. */
	readonly keys: readonly Buffer[];
};

/**
 * The headers of Standard Webhooks 1.0.0. Without a key the webhook has no signature, but still its id, by
 * which the receiver knows one that comes twice.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders({ id, body, keys }: Signed, now: Date): Record<string, string> {
	const timestamp = String(Math.floor(now.getTime() / 1_000));
	const signatures = keys.map((key) => {
		const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body);
		return `v1,${mac.digest('base64')}`;
	});
	return {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
	};
}

/**
 * The `webhook-id`: the same whenever the same action is tried again, also after a crash, so that the
 * receiver can leave out what it already has.
 *
 * @param key of the action; `null` where it is not remembered, which makes up a new id
 */
export function webhookIdFor(key: string | null): string {
	return `msg_${(key ?? randomUUID().replaceAll('-', '')).slice(0, 32)}`;
}
