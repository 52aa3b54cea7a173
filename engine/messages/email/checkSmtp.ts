import { ActionError } from '../../actions/actionError.ts';
import { emailErrorOf } from './emailErrorOf.ts';
import { openTransport } from './openTransport.ts';
import { parseAddresses } from './parseAddresses.ts';
import { smtpSettings } from './smtpSettings.ts';

/** A person is waiting at the form. */
const CHECK_MS = 45_000;

/**
 * Connects and logs in with an SMTP credential, and sends nothing.
 *
 * @param given the credential's data
 * @throws ActionError in a merchant's words
 */
export async function checkSmtp(given: unknown): Promise<void> {
	const settings = smtpSettings(given);
	if (parseAddresses('From Email', settings.fromEmail).length === 0) {
		throw new ActionError(
			'setup',
			'From Email is empty. Enter the address that e-mails come from.',
		);
	}
	parseAddresses('Test Recipient', settings.testRecipient);
	const transport = await openTransport(settings, CHECK_MS);
	try {
		await transport.verify();
	} catch (error) {
		throw emailErrorOf(error);
	} finally {
		transport.close();
	}
}
