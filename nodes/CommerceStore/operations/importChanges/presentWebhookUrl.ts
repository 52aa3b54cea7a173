import type { IExecuteFunctions } from 'n8n-workflow';
import type { Integration } from '../../../../engine/inbox/integration.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where the store has to post to since this start of n8n: its path as when the workflow was published,
 * below the address that n8n has now.
 *
 * @returns `null` where this process does not know: a worker that was started without the address, or an
 *   n8n that was started without one while it has had a public one before
 */
export function presentWebhookUrl(
	context: IExecuteFunctions,
	{ webhookUrl }: Pick<Integration, 'webhookUrl'>,
): string | null {
	const { WEBHOOK_URL, N8N_WEBHOOK_URL, N8N_ENDPOINT_WEBHOOK, N8N_ENDPOINT_WEBHOOK_WAIT } =
		process.env;
	const isWorker = process.env.EXECUTIONS_MODE === 'queue';
	if (isWorker && !WEBHOOK_URL && !N8N_WEBHOOK_URL) return null;
	const waiting = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	return movedTo(webhookUrl, waiting, {
		webhook: N8N_ENDPOINT_WEBHOOK || 'webhook',
		waiting: N8N_ENDPOINT_WEBHOOK_WAIT || 'webhook-waiting',
	});
}

/**
 * The webhook address below the address that another one of n8n's lies below.
 *
 * @param waitingUrl `<n8n>/webhook-waiting/<execution>`, as n8n gives it now
 * @returns `null` where that cannot be told for certain
 */
export function movedTo(
	webhookUrl: string,
	waitingUrl: string,
	endpoints: { readonly webhook: string; readonly waiting: string },
): string | null {
	if (!URL.canParse(webhookUrl) || !URL.canParse(waitingUrl)) return null;
	const before = new URL(webhookUrl);
	const now = new URL(waitingUrl);
	const pathBefore = before.pathname.lastIndexOf(`/${endpoints.webhook}/`);
	const pathNow = now.pathname.lastIndexOf(`/${endpoints.waiting}/`);
	if (pathBefore < 0 || pathNow < 0) return null;
	if (LOOPBACK.test(now.hostname) && !LOOPBACK.test(before.hostname)) return null;
	return `${now.origin}${now.pathname.slice(0, pathNow)}${before.pathname.slice(pathBefore)}`;
}
