import { z } from 'zod/v4';
import { ActionError } from '../../actions/actionError.ts';

/** A host name, or an address in brackets; RFC 5321 section 4.1.2. */
const HOST_NAME = /^(?:[a-z\d](?:[a-z\d.-]{0,253}[a-z\d])?|\[[a-f\d.:]{3,45}\])?$/i;

const schema = z.object({
	host: z.string().trim().min(1, 'Host is empty. Enter the name of your mail server.'),
	port: z.coerce.number().int().min(1).max(65_535, 'Port has to be between 1 and 65535.'),
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

/** The keys of the n8n credential type `commerceSmtpApi`. */
export type SmtpSettings = z.output<typeof schema>;

/** @throws ActionError naming the field of the credential */
export function smtpSettings(given: unknown): SmtpSettings {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new ActionError(
		'setup',
		`SMTP credential, ${issue?.path.join('.') || 'all of it'}: ${issue?.message ?? 'is not complete'}`,
	);
}
