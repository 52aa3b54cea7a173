import { z } from 'zod/v4';
import { ActionError } from '../../actions/actionError.ts';

/** A host name, or an address in brackets; RFC 5321 section 4.1.2. */
const HOST_NAME = /^(?:[a-z\d](?:[a-z\d.-]{0,253}[a-z\d])?|\[[a-f\d.:]{3,45}\])?$/i;

const NO_PORT = 'Port has to be a number between 1 and 65535, usually 587 or 465.';

const schema = z.object({
	host: z
		.string('Host is missing. Enter the name of your mail server.')
		.trim()
		.min(1, 'Host is empty. Enter the name of your mail server.'),
	port: z.coerce.number(NO_PORT).int(NO_PORT).min(1, NO_PORT).max(65_535, NO_PORT),
	secure: z.boolean().default(false),
	user: z.string().default(''),
	password: z.string().default(''),
	fromEmail: z.string().default(''),
	fromName: z.string().default(''),
	/** Who tries workflows: e-mails of manual runs go there. */
	testRecipient: z.string().default(''),
	/** How n8n greets the server; blank is the name of its machine. */
	clientHostName: z
		.string()
		.trim()
		.regex(
			HOST_NAME,
			'Client Host Name is no name that a computer has in DNS. Write it like n8n.example.com.',
		)
		.default(''),
	/** Whether e-mails and the login may go to a server that offers no encryption. */
	allowUnencrypted: z.boolean().default(false),
	ignoreTlsIssues: z.boolean().default(false),
});

/** As the form calls them. */
const FIELDS: Readonly<Record<string, string>> = {
	host: 'Host',
	port: 'Port',
	secure: 'SSL/TLS',
	user: 'User',
	password: 'Password',
	fromEmail: 'From Email',
	fromName: 'From Name',
	testRecipient: 'Test Recipient',
	clientHostName: 'Client Host Name',
	allowUnencrypted: 'Allow Unencrypted Connections',
	ignoreTlsIssues: 'Ignore TLS Issues',
};

/** The keys of the n8n credential type `commerceSmtpApi`. */
export type SmtpSettings = z.output<typeof schema>;

/** @throws ActionError naming the field of the credential */
export function smtpSettings(given: unknown): SmtpSettings {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const { path, message } = parsed.error.issues[0]!;
	const field = FIELDS[String(path[0])];
	const problem = message.startsWith(field ?? '') ? message : `${field}: ${message}`;
	throw new ActionError('setup', `SMTP credential: ${problem}`);
}
