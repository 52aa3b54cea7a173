/** Settings of whoever starts us that would change what n8n, or the package in it, does. */
const NOT_INHERITED =
	/^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_|GENERIC_TIMEZONE|CREDENTIALS_|COMMERCE_|NODE_ENV$|NODE_OPTIONS$|JEST_|npm_)/;

/** What n8n would do on its own that a demo or a test has no use for: calls to the internet, banners. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
} as const;

/**
 * The environment of an n8n that keeps everything in `userFolder` and is reached at `port` of this
 * machine only. `extra` outranks all of it.
 */
export function n8nSettings(
	where: { userFolder: string; port: number; brokerPort: number },
	extra: Readonly<Record<string, string>>,
): Record<string, string> {
	const inherited = Object.entries(process.env).filter(
		(entry): entry is [string, string] => entry[1] !== undefined && !NOT_INHERITED.test(entry[0]),
	);
	return {
		...Object.fromEntries(inherited),
		...QUIET,
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
		N8N_USER_FOLDER: where.userFolder,
		N8N_PORT: String(where.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_WEBHOOK_URL: `http://127.0.0.1:${where.port}/`,
		N8N_RUNNERS_BROKER_PORT: String(where.brokerPort),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(where.port),
		...extra,
	};
}
