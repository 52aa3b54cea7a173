import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A signing secret as Standard Webhooks writes one. */
export function newSecret(): string {
	return `whsec_${randomBytes(32).toString('base64')}`;
}

/** A message as a generic store sends it; sending it again is the very same message. */
export type SignedMessage = {
	readonly headers: Record<string, string>;
	readonly body: string;
};

/** Signs with the reference library of Standard Webhooks. */
export function sign(
	secret: string,
	type: string,
	data: Record<string, unknown>,
	at = new Date(),
): SignedMessage {
	const id = `msg_${randomUUID()}`;
	const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
	return {
		body,
		headers: {
			'content-type': 'application/json',
			'webhook-id': id,
			'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
			'webhook-signature': new Webhook(secret).sign(id, at, body),
		},
	};
}

/** Posts a message; the answer's status. */
export async function post(url: string, { headers, body }: SignedMessage): Promise<number> {
	const answer = await fetch(url, { method: 'POST', headers, body });
	await answer.arrayBuffer();
	return answer.status;
}
