import { ActionError } from '../../actions/actionError.ts';
import type { EmailMessage } from './emailMessage.ts';

const BEYOND_ASCII = /[^\0-\x7f]/;

/** The first address of an e-mail that not every server can take: with `ü` or `é` before the @. */
export function unicodeAddressOf({ from, to, cc, bcc, replyTo }: EmailMessage): string | null {
	const boxes = [from, ...to, ...cc, ...bcc, ...replyTo];
	return boxes.find(({ address }) => BEYOND_ASCII.test(address))?.address ?? null;
}

/**
 * Whether a mail server offers SMTPUTF8. Connects, greets and leaves, without a login.
 *
 * @param options nodemailer's
 * @see RFC 6531 section 3.1
 */
export async function takesUnicode(options: object): Promise<boolean> {
	const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
	const connection = new SMTPConnection(options);
	try {
		return await new Promise((resolve, reject) => {
			connection.once('error', reject);
			connection.once('end', () => reject(new Error('Connection closed unexpectedly')));
			// Called once the server has answered EHLO, after STARTTLS where that is used.
			connection.connect((error) => {
				if (error) return reject(error);
				resolve(/[ -]SMTPUTF8\b/im.test(String(connection.lastServerResponse)));
			});
		});
	} finally {
		connection.close();
	}
}

/** @throws ActionError always: sent all the same, the letters would arrive as others */
export function refuseUnwritable(address: string, { from }: EmailMessage): never {
	throw new ActionError(
		address === from.address ? 'sender_refused' : 'recipient_refused',
		`The mail server takes no address with letters beyond a to z before the @ (it does not offer ` +
			`SMTPUTF8), as ${address} has them. Use another address, or a mail server that takes such ones.`,
	);
}
