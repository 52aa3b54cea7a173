import { z } from 'zod/v4';
import { ALERT_KIND_CODES, type AlertKind } from '../../../engine/alerts/alertKinds.ts';
import type { SilentTrigger } from '../../../engine/deliveries/silentTriggers.ts';
import { tellSilence } from '../../../engine/deliveries/silentTriggers.ts';
import type { DeliveryHealth } from '../../../engine/history/deliveryHealth.ts';
import type { Refusing } from '../../../engine/history/refusedMessages.ts';
import type { Row } from '../../../engine/state/schema.ts';
import { isoOf } from '../fields.ts';

/** Stable: a code is never given another meaning. More may be added. */
export const PROBLEM_CODES = [
	'n8n_api_unavailable',
	'deliveries_late',
	'webhooks_slow',
	...ALERT_KIND_CODES,
] as const;
type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What somebody should know of, though everything works at present: the service is well with it. */
const HARMLESS: ReadonlySet<string> = new Set<ProblemCode>([
	'webhooks_slow',
	'dead_letters',
	'receiver_down',
	'keys_expiring',
	'keys_for_tests',
	'engine_restarted',
]);

export const problemField = z
	.object({
		code: z.enum(PROBLEM_CODES),
		isDegrading: z.boolean().describe('Whether `status` is `degraded` because of it'),
		message: z.string(),
		integration: z.uuid().nullable().describe('Guid of the store that it is about'),
		since: z.iso.datetime().nullable().describe('Since when it is known, where that is known'),
	})
	.meta({ id: 'Problem' });

type Problem = {
	readonly code: ProblemCode;
	readonly message: string;
	readonly integration?: string | null;
	readonly since?: number | null;
};

/** Deliveries are handed over within a second or two. */
const LONGEST_LAG_MS = 60_000;
/** What these tell is read at this moment instead of from the last look for alerts. */
const READ_NOW: ReadonlySet<AlertKind> = new Set(['messages_refused', 'workflow_not_running']);

/** What is wrong at this moment. */
export function problemsOf(
	found: {
		readonly n8nApi: string | null;
		readonly deliveries: DeliveryHealth;
		readonly silent: readonly SilentTrigger[];
		readonly refusing: ReadonlyMap<string, Refusing>;
		readonly alerts: ReadonlyArray<
			Pick<Row<'alert'>, 'kind' | 'cause' | 'integrationGuid' | 'openedAt'>
		>;
		readonly slowWebhooks: string | null;
	},
	nowMs: number,
) {
	const { n8nApi, deliveries, silent, refusing, alerts, slowWebhooks } = found;
	const problems: Problem[] = [];
	if (n8nApi !== null) problems.push({ code: 'n8n_api_unavailable', message: n8nApi });
	if (deliveries.lagMs > LONGEST_LAG_MS) {
		const seconds = Math.round(deliveries.lagMs / 1_000);
		const message = `Events wait for ${seconds} seconds to be handed over to their workflows.`;
		problems.push({ code: 'deliveries_late', message, since: nowMs - deliveries.lagMs });
	}
	for (const [integration, { reason }] of refusing) {
		problems.push({ code: 'messages_refused', message: reason, integration });
	}
	for (const trigger of silent) {
		const { cause } = tellSilence(trigger, nowMs);
		problems.push({ code: 'workflow_not_running', message: cause, since: trigger.since });
	}
	for (const { kind, cause, integrationGuid: integration, openedAt: since } of alerts) {
		if (!READ_NOW.has(kind)) problems.push({ code: kind, message: cause, integration, since });
	}
	if (slowWebhooks !== null) problems.push({ code: 'webhooks_slow', message: slowWebhooks });
	return problems.map(({ code, message, integration = null, since }) => ({
		code,
		isDegrading: !HARMLESS.has(code),
		message,
		integration,
		since: isoOf(since),
	}));
}
