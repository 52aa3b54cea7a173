import type { N8nClient } from '../../demo/n8n/n8nClient.ts';

/** The credential of a mail server on this machine. */
export async function smtpCredential(
	n8n: N8nClient,
	{ port }: { readonly port: number },
): Promise<{ id: string; name: string }> {
	return await n8n.createCredential('Mail', 'commerceSmtpApi', {
		host: '127.0.0.1',
		port,
		secure: false,
		allowUnencrypted: true,
		user: '',
		password: '',
		fromEmail: 'shop@example.com',
		fromName: 'Test Shop',
	});
}
