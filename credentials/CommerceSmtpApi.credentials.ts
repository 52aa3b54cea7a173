import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A mail server, and who the e-mails come from. Tested by the Commerce Send Email node. */
export class CommerceSmtpApi implements ICredentialType {
	name = 'commerceSmtpApi';

	displayName = 'Commerce SMTP API';

	icon: Icon = {
		light: 'file:../icons/commerceSmtp.svg',
		dark: 'file:../icons/commerceSmtp.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#your-first-automation-in-five-minutes';

	properties: INodeProperties[] = [
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. smtp.example.com',
			description:
				'The name of the server that sends your mail. Your mail provider tells it on its help page, often under <a href="https://docs.n8n.io/integrations/builtin/credentials/send-email" target="_blank">SMTP or outgoing mail</a>: smtp.gmail.com for Gmail, smtp.office365.com for Microsoft 365.',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			default: 587,
			description: 'Usually 587, or 465 with SSL/TLS. It stands beside the name of the server.',
		},
		{
			displayName: 'SSL/TLS',
			name: 'secure',
			type: 'boolean',
			default: false,
			description:
				'Whether the connection is encrypted from the start, as on port 465. When off, it begins without and is encrypted (STARTTLS) before anything is sent.',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			description:
				'What you log in with at your mail provider, often the e-mail address. Leave empty for a server without a login.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The password of that user. Where you log in in two steps, make an app password for n8n, as <a href="https://support.google.com/accounts/answer/185833" target="_blank">Google calls it</a>.',
		},
		{
			displayName: 'From Email',
			name: 'fromEmail',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. orders@example.com',
			description:
				'The address that your e-mails come from. Your mail provider has to let this user send from it, with <a href="https://support.google.com/a/answer/33786" target="_blank">SPF and DKIM</a> set for its domain.',
		},
		{
			displayName: 'From Name',
			name: 'fromName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Fjord & Falke',
			description: 'Left empty, the name of the shop',
		},
		{
			displayName: 'Test Recipient',
			name: 'testRecipient',
			type: 'string',
			default: '',
			placeholder: 'e.g. me@example.com',
			description:
				'Your own address. While you try a workflow in the editor, its e-mails go there instead of to customers, marked as tests. Left empty, they are only shown.',
		},
		{
			displayName: 'Client Host Name',
			name: 'clientHostName',
			type: 'string',
			default: '',
			placeholder: 'e.g. n8n.example.com',
			description:
				'The name under which n8n greets the server, for servers that refuse that of a container (HELO, EHLO). Left empty, the name of the machine that n8n runs on.',
		},
		{
			displayName: 'Ignore TLS Issues (Insecure)',
			name: 'ignoreTlsIssues',
			type: 'boolean',
			default: false,
			description: "Whether to connect even if the server's certificate cannot be verified",
		},
		{
			displayName: 'Allow Unencrypted Connections (Insecure)',
			name: 'allowUnencrypted',
			type: 'boolean',
			default: false,
			description:
				'Whether to send even if the server offers no encryption. Password and e-mails can then be read on the way: only for a server in your own network. One on the machine of n8n (localhost) does not need it.',
			displayOptions: { show: { secure: [false] } },
		},
	];
}
