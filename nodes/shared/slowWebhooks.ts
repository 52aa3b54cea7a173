/** What n8n takes for true. */
const TRUE = ['true', '1'];

/**
 * What is to be said where n8n makes a sandbox for each request, whether it is needed or not. A node cannot
 * change that setting, and nobody is to find out by an outage. Other engines than n8n's usual one have no such sandbox.
 *
 * @param env what n8n runs with
 * @returns `null` where all is well
 */
export function slowWebhooks(env: Readonly<Record<string, string | undefined>>): string | null {
	const isUsualEngine = (env.N8N_EXPRESSION_ENGINE || 'vm') === 'vm';
	const isLazy = TRUE.includes((env.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE ?? '').toLowerCase());
	if (!isUsualEngine || isLazy) return null;
	return (
		'This n8n takes messages of stores slowly, for N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE is not set. ' +
		'When 300 came at once, they took up to 14.6 seconds each, and n8n 3.9 GB of memory; with it 1.7 seconds and 0.85 GB. Shopify waits 5 seconds. ' +
		'Set N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true for all processes of n8n, and start it again.'
	);
}
