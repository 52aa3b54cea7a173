import { z } from 'zod/v4';
import { stopRefusalOf } from '../../../engine/inbox/writeToStore.ts';
import { pollingOf } from '../../../engine/providers/pollingOf.ts';
import { PROVIDERS } from '../../../engine/providers/providers.ts';
import { PROVIDER_TYPES, type Provider } from '../../../engine/providers/provider.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { credentialKeys } from '../../integrations/credentialKeys.ts';

/** `true`, or why not. */
const ability = z.union([z.literal(true), z.string()]);
const abilities = z.record(z.string(), ability);

export const listProviders = defineEndpoint({
	methods: ['GET'],
	path: '/api/integrations/providers',
	operationId: 'listProviders',
	tag: 'Integrations',
	summary: 'List providers',
	description:
		'The kinds of store that can be connected: which credentials each needs, and what each can do. Where it cannot, the reason stands instead of `true`.',
	answer: envelope(
		z.array(
			z
				.object({
					guid: z.uuid(),
					slug: z.string(),
					name: z.string(),
					providerType: z.enum(PROVIDER_TYPES).describe('A shop, or who brings its parcels'),
					credentials: z.array(
						z.object({
							name: z.string().describe('The key under `credentials`'),
							label: z.string(),
							description: z.string(),
							isRequired: z.boolean(),
							isSecret: z.boolean(),
							options: z.array(z.string()).optional(),
							onlyWhen: z
								.record(z.string(), z.array(z.unknown()))
								.optional()
								.describe('Values of other keys with which this one is needed'),
						}),
					),
					webhooks: abilities.describe('Which types of entity the store reports by itself'),
					imports: abilities.describe('Which types of entity can be read from the store'),
					orderStatuses: abilities.describe('Which statuses an order can be given'),
					shipmentStatuses: abilities.describe('Which statuses a shipment can be given'),
					addsTracking: ability.describe(
						'Whether it takes tracking numbers: a shop for its orders, a tracker to follow them',
					),
					stopsTracking: ability.describe(
						'Whether a tracker can be told to follow a number no longer',
					),
					trackingCosts: z
						.string()
						.nullable()
						.describe('What each number costs that a tracker follows; `null` is nothing'),
				})
				.meta({ id: 'Provider' }),
		),
	),
	async run() {
		const data = PROVIDERS.map((provider) => ({
			guid: provider.guid,
			slug: provider.slug,
			name: provider.name,
			providerType: provider.providerType,
			credentials: credentialKeys(provider.credentialType),
			webhooks: reportsOf(provider),
			imports: provider.abilities.lists,
			orderStatuses: provider.abilities.setsStatus.Order,
			shipmentStatuses: provider.abilities.setsStatus.Shipment,
			addsTracking: provider.abilities.addsTracking,
			stopsTracking: stopRefusalOf(provider) ?? (true as const),
			trackingCosts: provider.abilities.trackingCosts ?? null,
		}));
		return { data };
	},
});

/** What it can be asked for one by one, it reports; unless it posts nothing at all. */
function reportsOf(provider: Provider): Provider['abilities']['reads'] {
	const polling = pollingOf(provider);
	if (polling === null) return provider.abilities.reads;
	return { Order: polling, Shipment: polling, Customer: polling, Product: polling };
}
