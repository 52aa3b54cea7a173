import type { Method } from './http/endpoint.ts';

/** The console: its page, which begins at the first one, and what the page loads. */
export const CONSOLE_FILES = [
	'api/console',
	'api/console/console.js',
	'api/console/console.css',
] as const;

/**
 * The endpoints without parameters, for n8n's table of webhooks. Written out, since the node's description
 * is read when n8n starts: without the endpoints, and all that they load.
 */
export const FIXED_PATHS: ReadonlyArray<readonly [path: string, methods: readonly Method[]]> = [
	['api/integrations/provider/configure', ['POST']],
	['api/integrations', ['GET']],
	['api/integrations/providers', ['GET']],
	['api/workflows/configure', ['POST']],
	['api/workflows/dry-run', ['POST']],
	['api/workflows/catch-ups', ['POST']],
	['api/workflows/catch-ups', ['GET']],
	['api/workflows/resume-workflow', ['GET', 'POST']],
	['api/pauses', ['GET']],
	['api/pauses/resume', ['POST']],
	['api/recipes', ['GET']],
	['api/events', ['GET']],
	['api/destinations', ['POST']],
	['api/destinations', ['GET']],
	['api/dead-letters', ['GET']],
	['api/dead-letters/retry', ['POST']],
	['api/dead-letters/give-up', ['POST']],
	['api/shipments/waiting', ['GET']],
	['api/parcels', ['GET']],
	['api/messages/refused', ['GET']],
	['api/orders/timeline', ['GET']],
	['api/alerts', ['GET']],
	['api/activity', ['GET']],
	['api/track', ['GET', 'HEAD', 'POST']],
	['api/privacy/forget-customer', ['POST']],
	['api/integrations/save-vapid-subscription', ['POST']],
	['api/push/subscriptions', ['GET']],
	['api/push/public-key', ['GET']],
	['api/push/service-worker.js', ['GET']],
	['api/push/subscribe.js', ['GET']],
	['api/health', ['GET', 'HEAD']],
	['api/metrics', ['GET']],
	['api/openapi.json', ['GET']],
	['api/mcp', ['POST']],
	['api/tokens', ['POST']],
	['api/tokens', ['GET']],
	['api/console/session', ['POST']],
	...CONSOLE_FILES.map((path) => [path, ['GET']] as const),
];
