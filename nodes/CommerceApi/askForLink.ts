import axios from 'axios';
import type { IHookFunctions } from 'n8n-workflow';
import { CONSOLE_LINK } from './apiWebhooks.ts';
import { readCredential } from './readSettings.ts';

/** n8n goes on registering after it has called: a moment later all is there. */
const AFTER_MS = 300;
const TIMEOUT_MS = 10_000;

/**
 * Asks the node's own test address for a link to the console, as somebody who tries the node would: so that what the
 * test shows is the link.
 */
export async function askForLink(context: IHookFunctions): Promise<void> {
	const { apiToken, n8nUrl } = await readCredential(context);
	const { N8N_ENDPOINT_WEBHOOK_TEST = 'webhook-test' } = process.env;
	const { pathname } = new URL(context.getNodeWebhookUrl(CONSOLE_LINK) ?? '', n8nUrl);
	// What a proxy may have put before n8n's path is not there inside.
	const path = pathname.slice(Math.max(0, pathname.indexOf(`/${N8N_ENDPOINT_WEBHOOK_TEST}/`)));
	const ask = async () => {
		await axios.post(`${n8nUrl}${path}`, undefined, {
			headers: { Authorization: `Bearer ${apiToken}` },
			timeout: TIMEOUT_MS,
			maxRedirects: 0,
			proxy: false,
		});
	};
	setTimeout(() => {
		ask().catch((error: unknown) =>
			context.logger.warn(
				`Commerce API: no link to the console, since n8n cannot be reached at ${n8nUrl}: ${error instanceof Error ? error.message : String(error)}`,
			),
		);
	}, AFTER_MS);
}
