import type { IHookFunctions } from 'n8n-workflow';

/** What n8n calls the part of a test's address, unless N8N_ENDPOINT_WEBHOOK_TEST says otherwise. */
const TEST_ENDPOINT = 'webhook-test';

/**
 * Whether the store is connected or disconnected for a test in the editor. n8n begins a test in the mode
 * `manual` and ends it in `internal`, as it unpublishes: only the address tells the two apart.
 */
export function isTest(context: IHookFunctions): boolean {
	if (context.getMode() === 'manual') return true;
	const endpoint = process.env.N8N_ENDPOINT_WEBHOOK_TEST || TEST_ENDPOINT;
	const address = URL.parse(context.getNodeWebhookUrl('default') ?? '');
	return address?.pathname.includes(`/${endpoint}/`) ?? false;
}
