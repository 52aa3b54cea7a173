import { openAlerts } from '../../../engine/alerts/listAlerts.ts';
import { openBreakers } from '../../../engine/actions/receivers.ts';
import { ALERT_KIND_CODES } from '../../../engine/alerts/alertKinds.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { deliveryHealth } from '../../../engine/history/deliveryHealth.ts';
import { importedAt, recentCounts } from '../../../engine/history/recentCounts.ts';
import { listIntegrations } from '../../../engine/inbox/integration.ts';
import { defineEndpoint } from '../../http/endpoint.ts';
import { OPEN_METRICS, openMetrics, type Metric } from '../../http/openMetrics.ts';

export const metrics = defineEndpoint({
	methods: ['GET'],
	path: '/api/metrics',
	operationId: 'metrics',
	tag: 'Service',
	summary: 'Metrics',
	description: 'Numbers for Prometheus and the like, in OpenMetrics text.',
	answer: null,
	answerType: 'application/openmetrics-text',
	async run(context) {
		const { database, now } = await context.commerce();
		const { space } = context;
		const nowMs = now();
		const [deliveries, recent, stores, imports, breakers, alerts] = await Promise.all([
			deliveryHealth(database, space, nowMs),
			recentCounts(database, space, nowMs),
			listIntegrations(database, space),
			importedAt(database, space),
			openBreakers(database, nowMs),
			openAlerts(database, space),
		]);
		const active = stores.filter(({ status }) => status === 'active');
		const ages = (at: (store: (typeof active)[number]) => number | null | undefined) =>
			active.flatMap((store) => {
				const ms = at(store);
				const labels = { store: store.guid, name: store.name };
				return ms ? [{ labels, value: Math.max(0, nowMs - ms) / 1_000 }] : [];
			});
		const told: readonly Metric[] = [
			gauge(
				'commerce_events_last_hour',
				'Events that were stored in the last hour',
				ENTITY_TYPES.map((type) => ({
					labels: { entity_type: type },
					value: recent.events.get(type) ?? 0,
				})),
			),
			gauge(
				'commerce_deliveries_last_hour',
				'Deliveries to workflows that were settled in the last hour, by outcome; dead ones were given up',
				(['delivered', 'dropped', 'dead'] as const).map((outcome) => ({
					labels: { outcome },
					value: recent.settled.get(outcome) ?? 0,
				})),
			),
			gauge('commerce_delivery_attempts_last_hour', 'Runs that these deliveries took', [
				{ value: recent.attempts },
			]),
			gauge('commerce_deliveries_waiting', 'Deliveries that are due and not yet handed over', [
				{ value: deliveries.waiting },
			]),
			gauge('commerce_delivery_lag_seconds', 'For how long the oldest of them has been due', [
				{ value: deliveries.lagMs / 1_000 },
			]),
			gauge('commerce_dead_letters', 'Deliveries that were given up and are kept', [
				{ value: deliveries.dead },
			]),
			gauge(
				'commerce_messages_refused_last_hour',
				'Messages of stores of which nothing was made, in the last hour, by reason',
				recent.refused.map(({ integrationGuid, name, outcome, count }) => ({
					labels: { store: integrationGuid, name, outcome },
					value: count,
				})),
			),
			gauge(
				'commerce_store_message_age_seconds',
				'How long ago a message of the store was last accepted, to the minute',
				ages(({ lastMessageAt }) => lastMessageAt),
			),
			gauge(
				'commerce_import_age_seconds',
				'How long ago an import of the store was last read to its end',
				ages(({ guid }) => imports.get(guid)),
			),
			gauge(
				'commerce_receivers_left_alone',
				'Mail servers, shops and the like that fail again and again and are left alone for a while',
				[{ value: breakers.filter((each) => each.space === space).length }],
			),
			gauge(
				'commerce_alerts_open',
				'Open alerts, by kind',
				ALERT_KIND_CODES.map((kind) => ({
					labels: { kind },
					value: alerts.filter((alert) => alert.kind === kind).length,
				})),
			),
			{
				name: 'commerce_engine_restarts',
				type: 'counter',
				help: 'How often the engine has ended without being asked to, since n8n started',
				samples: [{ value: context.past.ends }],
			},
		];
		return { contentType: OPEN_METRICS, text: openMetrics(told), maxAgeSeconds: 0 };
	},
});

const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
	name,
	type: 'gauge',
	help,
	samples,
});
