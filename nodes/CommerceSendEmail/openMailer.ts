import type { IExecuteFunctions } from 'n8n-workflow';
import type { EmailMessage } from '../../core/messages/email/emailMessage.ts';
import { openTransport, type EmailTransport } from '../../core/messages/email/openTransport.ts';
import { sendEmail, type SentEmail } from '../../core/messages/email/sendEmail.ts';
import { smtpSettings, type SmtpSettings } from '../../core/messages/email/smtpSettings.ts';

/** The mail server of one run. */
export type Mailer = {
	readonly settings: SmtpSettings;
	send(message: EmailMessage): Promise<SentEmail>;
	close(): Promise<void>;
};

/**
 * The mail server of the node's credential. Connections are made with the first e-mail, shared by all
 * items, and closed at the end.
 */
export async function openMailer(context: IExecuteFunctions): Promise<Mailer> {
	const settings = smtpSettings(await context.getCredentials('commerceSmtpApi'));
	let transport: Promise<EmailTransport> | undefined;
	return {
		settings,
		async send(message) {
			transport ??= openTransport(settings);
			return await sendEmail(await transport, message);
		},
		async close() {
			(await transport)?.close();
		},
	};
}
