import { z } from 'zod/v4';
import { openBreakers } from '../../../engine/actions/receivers.ts';
import { openAlerts } from '../../../engine/alerts/listAlerts.ts';
import { askedSeldom } from '../../../engine/askedSeldom.ts';
import { silentTriggers } from '../../../engine/deliveries/silentTriggers.ts';
import { deliveryHealth } from '../../../engine/history/deliveryHealth.ts';
import { refusingStores, type Refusing } from '../../../engine/history/refusedMessages.ts';
import { REFUSED_OUTCOMES } from '../../../engine/inbox/refusedOutcomes.ts';
import { listIntegrations } from '../../../engine/inbox/integration.ts';
import { countWaiting } from '../../../engine/parcels/waitingParcels.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { slowWebhooks } from '../../../nodes/shared/slowWebhooks.ts';
import type { N8nApi } from '../../../n8n/publicApi/n8nApi.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { addressToEnterOf, addressToEnterSchema } from '../../integrations/addressToEnter.ts';
import { pollingOfStore, pollingSchema } from '../../integrations/polling.ts';
import { isoOf } from '../fields.ts';
import { problemField, problemsOf } from './problems.ts';

const ASKED_AGAIN_MS = 2_000;

export const health = defineEndpoint({
	methods: ['GET', 'HEAD'],
	headStatus: ({ data }) => ((data as { status: string }).status === 'ok' ? 200 : 503),
	path: '/api/health',
	operationId: 'health',
	tag: 'Service',
	summary: 'Health',
	description:
		'For monitors: whether the state database and n8n answer, and whether events are handed over in time, whether all published workflows run, and whether messages of stores are refused. With the token, also the stores, orders whose amounts do not fit, and n8n settings that slow webhooks down. A database that cannot be used is answered with 503, and a HEAD with 503 whatever is degraded.',
	access: 'public',
	answer: envelope(
		z
			.object({
				status: z.enum(['ok', 'degraded']),
				problems: z
					.array(problemField)
					.optional()
					.describe('What is wrong, by stable codes. Only with the token'),
				database: z.object({ isOk: z.boolean(), kind: z.enum(['sqlite', 'postgres']) }),
				n8nApi: z.object({
					isOk: z.boolean(),
					problem: z.string().nullable().describe('Only told with the token'),
				}),
				deliveries: z.object({
					waiting: z.number().int().describe('Due, and not yet handed over'),
					lagSeconds: z.number().describe('How long the oldest of them has been due'),
					deadLetters: z.number().int(),
				}),
				silentWorkflows: z
					.array(
						z.object({
							workflow: z.string(),
							trigger: z.string(),
							since: z.iso.datetime(),
							collectsUntil: z.iso
								.datetime()
								.describe('Until when its events are kept for it, in case n8n can start it again'),
						}),
					)
					.optional()
					.describe('Published, and not started by n8n again. Only with the token'),
				parcels: z
					.object({
						waiting: z
							.number()
							.int()
							.describe('Tracking numbers whose order is not known, or not for certain'),
					})
					.optional()
					.describe('Only with the token'),
				integrations: z
					.array(
						z.object({
							guid: z.uuid(),
							name: z.string(),
							provider: z.string().describe('Slug of its kind'),
							providerName: z.string().describe('Its kind as people call it: "WooCommerce"'),
							providerType: z
								.enum(['ecommerce', 'shipping'])
								.nullable()
								.describe('Whether it is a shop, or a carrier or tracker'),
							status: z.enum(['active', 'disabled']),
							lastEventAt: z.iso.datetime().nullable(),
							lastError: z.string().nullable(),
							lastMessageAt: z.iso
								.datetime()
								.nullable()
								.describe('When a message of the store was last accepted, to the minute'),
							addressToEnter: addressToEnterSchema,
							polling: pollingSchema,
							refused: z
								.object({
									count: z.number().int().describe('In the last 24 hours'),
									lastAt: z.iso.datetime(),
									outcome: z.enum(REFUSED_OUTCOMES),
									reason: z.string(),
								})
								.nullable()
								.describe('That its messages are refused, and that none was accepted since'),
							oddOrders: z.object({
								count: z
									.number()
									.int()
									.describe('Orders whose amounts do not make their total, or cannot be read'),
								last: z.string().nullable().describe('Number of the last one'),
							}),
						}),
					)
					.optional()
					.describe('Only with the token'),
				engine: z
					.object({
						restarts: z
							.number()
							.int()
							.describe('How often the engine has ended without being asked to, since n8n started'),
						lastEnd: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
						refusedMessages: z
							.array(z.object({ store: z.string(), at: z.iso.datetime(), reason: z.string() }))
							.describe(
								'Messages of stores that the engine did not survive. It reads them no more',
							),
					})
					.optional()
					.describe('Only with the token'),
				receivers: z
					.array(
						z.object({
							receiver: z.string().describe('Which one: `mail server mail.example.com:587`'),
							since: z.iso.datetime().describe('Since when it fails'),
							until: z.iso.datetime().describe('When it is asked again'),
							reason: z.string().describe('What its last failure said'),
						}),
					)
					.optional()
					.describe(
						'Mail servers, webhook receivers, push services and shops that fail again and again, and are left alone for a while. Only with the token',
					),
				warnings: z
					.array(z.string())
					.optional()
					.describe('What will go wrong under load. Only with the token'),
				settings: z
					.object({
						lazyAcquire: z
							.boolean()
							.describe('N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: without it, webhooks are far slower'),
					})
					.optional()
					.describe('Only with the token'),
			})
			.meta({ id: 'Health' }),
	),
	async run(context) {
		const { database, now } = await context.commerce();
		const { isAuthorized } = context.request;
		const [deliveries, silent, waitingParcels, stores, refusing, breakers, alerts, problem] =
			await Promise.all([
				deliveryHealth(database, context.space, now()),
				silentTriggers(database, context.space, now()),
				countWaiting(database, context.space, now()),
				listIntegrations(database, context.space),
				refusingStores(database, context.space, now()),
				openBreakers(database, now()),
				openAlerts(database, context.space),
				isAuthorized ? problemOfN8n(context.n8n) : lastProblemOfN8n(context.n8n, '', now()),
			]);
		const slow = slowWebhooks(process.env);
		const problems = problemsOf(
			{ n8nApi: problem, deliveries, silent, refusing, alerts, slowWebhooks: slow },
			now(),
		);
		return {
			data: {
				status: problems.some(({ isDegrading }) => isDegrading) ? 'degraded' : 'ok',
				database: { isOk: true, kind: database.dialect.name },
				n8nApi: { isOk: problem === null, problem: isAuthorized ? problem : null },
				deliveries: {
					waiting: deliveries.waiting,
					lagSeconds: deliveries.lagMs / 1_000,
					deadLetters: deliveries.dead,
				},
				...(isAuthorized && {
					problems,
					parcels: { waiting: waitingParcels },
					silentWorkflows: silent.map(({ workflowName, nodeName, since, collectsUntil }) => ({
						workflow: workflowName,
						trigger: nodeName,
						since: new Date(since).toISOString(),
						collectsUntil: new Date(collectsUntil).toISOString(),
					})),
					integrations: stores.map(({ oddOrders, lastOddOrder, ...store }) => ({
						guid: store.guid,
						name: store.name,
						...kindOf(store),
						status: store.status,
						lastEventAt: isoOf(store.lastEventAt),
						lastError: store.lastError,
						lastMessageAt: isoOf(store.lastMessageAt),
						addressToEnter: addressToEnterOf(store),
						polling: pollingOfStore(store.provider),
						refused: refusedOf(refusing.get(store.guid)),
						oddOrders: { count: oddOrders, last: oddOrders === 0 ? null : lastOddOrder },
					})),
					engine: engineOf(context),
					receivers: breakers
						.filter(({ space }) => space === context.space)
						.map(({ key, since, until, reason }) => ({
							receiver: key,
							since: isoOf(since),
							until: isoOf(until),
							reason,
						})),
					warnings: [slow].filter((warning) => warning !== null),
					settings: { lazyAcquire: slow === null },
				}),
			},
		};
	},
});

function kindOf({ provider: slug }: { readonly provider: string }) {
	const provider = providerOf(slug);
	return {
		provider: slug,
		providerName: provider?.name ?? slug,
		providerType: provider?.providerType ?? null,
	};
}

function engineOf({ past: { ends, lastEnd, poisons } }: ApiContext) {
	const withTime = <T extends { readonly at: number }>(told: T) => ({
		...told,
		at: new Date(told.at).toISOString(),
	});
	return {
		restarts: ends,
		lastEnd: lastEnd && withTime(lastEnd),
		refusedMessages: poisons.map(withTime),
	};
}

/** For strangers n8n is asked once in some seconds, however often they ask. */
const lastProblemOfN8n = askedSeldom(ASKED_AGAIN_MS, problemOfN8n);

async function problemOfN8n(n8n: N8nApi): Promise<string | null> {
	try {
		await n8n.check();
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

const refusedOf = (refusing: Refusing | undefined) =>
	refusing === undefined ? null : { ...refusing, lastAt: isoOf(refusing.lastAt) };
