import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A mail server, and who the e-mails come from. Tested by the Commerce Send Email node. */
export class CommerceSmtpApi implements ICredentialType {
	name = 'commerceSmtpApi';

	displayName = 'Commerce SMTP API';

	icon: Icon = {
		light: 'file:../icons/commerceSmtp.svg',
		dark: 'file:../icons/commerceSmtp.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. smtp.example.com',
			description: 'The name of your mail server',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			default: 587,
			description: 'Usually 587, or 465 with SSL/TLS',
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
			description: 'Often the e-mail address. Leave empty for a server without a login.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'From Email',
			name: 'fromEmail',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. orders@example.com',
			description: 'The address that e-mails come from',
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
				'Whether to send even if the server offers no encryption. Password and e-mails can then be read on the way: only for a server in your own network.',
			displayOptions: { show: { secure: [false] } },
		},
	];
}
