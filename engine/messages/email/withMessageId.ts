import { createHash } from 'node:crypto';
import type { EmailMessage } from './emailMessage.ts';

/** The same e-mail with the Message-ID of an idempotency key; unchanged where there is no key. */
export function withMessageId(message: EmailMessage, key: string | null): EmailMessage {
	return key === null
		? message
		: { ...message, messageId: messageIdFor(key, message.from.address) };
}

/**
 * The Message-ID of an e-mail: the same key and sender always give the same, so that an e-mail which had
 * to be sent twice after a crash shows as one in clients and logs that recognise doubles.
 *
 * @see RFC 5322 section 3.6.4
 */
export function messageIdFor(key: string, fromAddress: string): string {
	const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1);
	const left = createHash('sha256').update(key).digest('base64url').slice(0, 32);
	return `<${left}@${domain}>`;
}
