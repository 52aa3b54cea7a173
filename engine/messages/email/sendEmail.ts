import { emailErrorOf } from './emailErrorOf.ts';
import type { EmailMessage } from './emailMessage.ts';
import { headerText } from './headerText.ts';
import type { EmailTransport } from './openTransport.ts';

/** An e-mail that the server has taken over for at least one recipient. */
export type SentEmail = {
	readonly messageId: string;
	/** Addresses that the server refused while it took others, with its reason. */
	readonly refused: ReadonlyArray<{ address: string; reason: string }>;
};

/**
 * Hands an e-mail to the mail server.
 *
 * @throws ActionError where the server took it for nobody
 */
export async function sendEmail(
	transport: EmailTransport,
	message: EmailMessage,
	cancel?: AbortSignal,
): Promise<SentEmail> {
	try {
		const info = await transport.sendMail(message, cancel);
		return {
			messageId: info.messageId,
			refused: (info.rejectedErrors ?? []).map(({ recipient, response }) => ({
				address: recipient ?? '',
				reason: headerText(response ?? ''),
			})),
		};
	} catch (error) {
		throw emailErrorOf(error);
	}
}
