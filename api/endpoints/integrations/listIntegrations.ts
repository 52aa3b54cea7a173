import { z } from 'zod/v4';
import { shopsIn } from '../../../engine/parcels/shops.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { importSettingsOf } from '../../canvas/importPart.ts';
import { readingOfNode } from '../../canvas/readingPart.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { notFound } from '../../http/apiError.ts';
import { countedPage, defineEndpoint, envelope } from '../../http/endpoint.ts';
import { addressToEnterOf, addressToEnterSchema } from '../../integrations/addressToEnter.ts';
import { pollingOfStore, pollingSchema } from '../../integrations/polling.ts';
import { isActive, listStores } from '../../integrations/connectedStore.ts';
import { trackingIn } from '../../integrations/tracking.ts';
import { byNameQuery, hasPart, pageByName } from '../byName.ts';
import { guidParam, isoOf, providerField } from '../fields.ts';

const statusField = z.enum(['active', 'disabled']);

const integration = z
	.object({
		guid: z.uuid(),
		name: z.string(),
		provider: z.string().describe('Its slug'),
		storeUrl: z.string().nullable(),
		status: statusField,
		connectedAt: z.iso.datetime().nullable().describe('When it was published first'),
		lastEventAt: z.iso.datetime().nullable(),
		lastError: z.string().nullable().describe('Why it could not be connected'),
		lastMessageAt: z.iso
			.datetime()
			.nullable()
			.describe('When it last reported something by itself, to the minute'),
		addressToEnter: addressToEnterSchema,
		polling: pollingSchema,
		settings: z.object({
			autoImportOrders: z.boolean(),
			syncProducts: z.boolean(),
			pushTracking: z.boolean(),
			statuses: z
				.record(z.string(), z.string())
				.optional()
				.describe("Of WooCommerce, BigCommerce and PrestaShop: what the shop's own statuses mean"),
			noiseKeys: z
				.array(z.string())
				.optional()
				.describe('Of WooCommerce: keys of meta data that are no change'),
			shops: z
				.array(z.string())
				.optional()
				.describe(
					'Of a carrier or tracker: guids of the shops whose orders its parcels may belong to; none is all',
				),
		}),
		workflowId: z.string().describe('Of the workflow in n8n'),
	})
	.meta({ id: 'Integration' });

export const listIntegrations = defineEndpoint({
	methods: ['GET'],
	path: '/api/integrations',
	operationId: 'listIntegrations',
	tag: 'Integrations',
	summary: 'List integrations',
	description:
		'All stores, also those that were connected in n8n by hand. Of one that has never been published, its address is not known. They are sorted by the names of their workflows.',
	query: z.strictObject({
		provider: providerField.optional(),
		status: statusField.optional(),
		...byNameQuery,
	}),
	answer: countedPage(integration),
	async run(context, { query: { provider, status, name, ...wanted } }) {
		const found = (await toldIntegrations(context))
			.filter(({ told }) => provider === undefined || told.provider === provider.slug)
			.filter(({ told }) => status === undefined || told.status === status)
			.filter(({ told }) => hasPart(told.name, name));
		const { data, ...page } = pageByName(found, ({ sortedBy }) => sortedBy, wanted);
		return { data: data.map(({ told }) => told), ...page };
	},
});

export const getIntegration = defineEndpoint({
	methods: ['GET'],
	path: '/api/integrations/{id}',
	operationId: 'getIntegration',
	tag: 'Integrations',
	summary: 'Get one integration',
	description: 'What the list tells of one store.',
	params: z.object({ id: guidParam('Integration') }),
	answer: envelope(integration),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const found = (await toldIntegrations(context)).find(({ told }) => told.guid === id);
		if (found === undefined) throw notFound('Integration');
		return { data: found.told };
	},
});

async function toldIntegrations(context: ApiContext) {
	const workflows = await context.ourWorkflows();
	const stores = await listStores(context, workflows);
	const hasTracking = await trackingIn(context, workflows);
	return stores.map((store) => {
		const { guid, workflow, node, row } = store;
		const provider = row?.provider ?? String(node.parameters.provider ?? 'shopify');
		const told = {
			guid,
			name: row?.name ?? (String(node.parameters.storeName ?? '') || workflow.name),
			provider,
			storeUrl: row?.storeUrl ?? null,
			status: isActive(store) ? 'active' : 'disabled',
			connectedAt: isoOf(row?.connectedAt),
			lastEventAt: isoOf(row?.lastEventAt),
			lastError: row?.lastError ?? null,
			lastMessageAt: isoOf(row?.lastMessageAt),
			addressToEnter: row && addressToEnterOf(row),
			polling: pollingOfStore(provider),
			settings: {
				...importSettingsOf(workflow.nodes),
				pushTracking: hasTracking(guid).length > 0,
				...(providerOf(provider)?.abilities.ownStatuses === true && readingOfNode(node)),
				...(row &&
					providerOf(provider)?.providerType === 'shipping' && {
						shops: [...(shopsIn(row.shopsJson) ?? [])],
					}),
			},
			workflowId: workflow.id,
		};
		return { told, sortedBy: { name: workflow.name, guid } };
	});
}
