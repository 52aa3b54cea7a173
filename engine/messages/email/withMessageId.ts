import type { EmailMessage } from './emailMessage.ts';
import { messageIdFor } from './messageIdFor.ts';

/** The same e-mail with the Message-ID of an idempotency key; unchanged where there is no key. */
export function withMessageId(message: EmailMessage, key: string | null): EmailMessage {
	return key === null
		? message
		: { ...message, messageId: messageIdFor(key, message.from.address) };
}
