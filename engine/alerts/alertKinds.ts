/** [kind, name, when an alert of it is open]: the only place where kinds of alerts are written. */
const KINDS = [
	['store_silent', 'Store Is Silent', 'A store has sent nothing for longer than is usual for it'],
	[
		'messages_refused',
		'Messages Are Refused',
		'Messages of a store are refused, most often for a wrong secret, and none was good since',
	],
	[
		'webhooks_missed',
		'Webhooks Are Missed',
		'The imports keep finding changes that no webhook of the store has brought',
	],
	['webhook_off', 'Webhook Is Off', "A store's webhooks are switched off, or cannot be registered"],
	['keys_refused', 'Keys Are Refused', 'A store no longer accepts the keys of its credential'],
	[
		'keys_expiring',
		'Keys Expire Soon',
		'A key that is in use expires within two weeks, or has expired',
	],
	[
		'keys_for_tests',
		'Keys Are for Tests',
		'The keys of a store are ones for tests, which tell nothing of real orders and parcels',
	],
	['dead_letters', 'Dead Letters', 'A workflow could not deal with events in all its tries'],
	[
		'receiver_down',
		'Receiver Is Down',
		'A mail server, webhook or store fails again and again, and what is for it waits',
	],
	[
		'workflow_not_running',
		'Workflow Is Not Running',
		'A published workflow was not started again by n8n, and gets no events',
	],
	[
		'engine_restarted',
		'Engine Restarted',
		'The engine of the Commerce nodes ended and was started again',
	],
	['database_full', 'Database Is Nearly Full', 'The disk of the database is nearly full'],
] as const;

export type AlertKind = (typeof KINDS)[number][0];

/** Every kind of alert, in the order in which a person would look for it. */
export const ALERT_KINDS: ReadonlyArray<{
	readonly kind: AlertKind;
	readonly name: string;
	readonly description: string;
}> = KINDS.map(([kind, name, description]) => ({ kind, name, description }));

/** What the Commerce Alert Trigger also starts on, though nothing is wrong. */
export const DAILY_DIGEST = {
	kind: 'daily_digest',
	name: 'Daily Digest',
	description: 'The hour of the day has come that is set: it tells how the day before was',
} as const;

export const ALERT_KIND_CODES = KINDS.map(([kind]) => kind) as [AlertKind, ...AlertKind[]];

const NAMES = new Map<string, string>(KINDS.map(([kind, name]) => [kind, name]));

/** "Store Is Silent" */
export const nameOfKind = (kind: string): string => NAMES.get(kind) ?? kind;
