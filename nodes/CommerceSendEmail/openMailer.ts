import { setTimeout as wait } from 'node:timers/promises';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { EmailMessage } from '../../engine/messages/email/emailMessage.ts';
import { openTransport, type EmailTransport } from '../../engine/messages/email/openTransport.ts';
import type { SentEmail } from '../../engine/messages/email/sendEmail.ts';
import { LATER_DELAYS_MS, MAX_PATIENCE_MS } from '../../engine/messages/email/sendPatiently.ts';
import { sendToEach } from '../../engine/messages/email/sendToEach.ts';
import { smtpSettings, type SmtpSettings } from '../../engine/messages/email/smtpSettings.ts';

/** The mail server of one run. */
export type Mailer = {
	readonly settings: SmtpSettings;
	/** Tries again for some minutes where the server says "later", unless the run is cancelled. */
	send(message: EmailMessage): Promise<SentEmail>;
	close(): Promise<void>;
};

/**
 * The mail server of the node's credential. Connections are made with the first e-mail, shared by all
 * items, and closed at the end.
 */
export async function openMailer(context: IExecuteFunctions): Promise<Mailer> {
	const settings = smtpSettings(await context.getCredentials('commerceSmtpApi'));
	const signal = context.getExecutionCancelSignal();
	const untilMs = Date.now() + MAX_PATIENCE_MS;
	let transport: Promise<EmailTransport> | undefined;
	return {
		settings,
		async send(message) {
			transport ??= openTransport(settings, { cancel: signal });
			const opened = await transport;
			return await sendToEach(opened, message, {
				delaysMs: LATER_DELAYS_MS,
				untilMs,
				now: () => Date.now(),
				wait: async (milliseconds) => await wait(milliseconds, undefined, { signal }),
			});
		},
		async close() {
			(await transport)?.close();
		},
	};
}
