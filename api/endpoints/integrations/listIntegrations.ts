import { z } from 'zod/v4';
import { importSettingsOf } from '../../canvas/importPart.ts';
import { readingOfNode } from '../../canvas/readingPart.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { isActive, listStores } from '../../integrations/connectedStore.ts';
import { trackingIn } from '../../integrations/tracking.ts';

const moment = (ms: number | null | undefined) => (ms ? new Date(ms).toISOString() : null);

export const listIntegrations = defineEndpoint({
	methods: ['GET'],
	path: '/api/integrations',
	operationId: 'listIntegrations',
	tag: 'Integrations',
	summary: 'List integrations',
	description:
		'All stores, also those that were connected in n8n by hand. Of one that has never been published, its address is not known.',
	answer: envelope(
		z.array(
			z.object({
				guid: z.uuid(),
				name: z.string(),
				provider: z.string().describe('Its slug'),
				storeUrl: z.string().nullable(),
				status: z.enum(['active', 'disabled']),
				connectedAt: z.iso.datetime().nullable().describe('When it was published first'),
				lastEventAt: z.iso.datetime().nullable(),
				lastError: z.string().nullable().describe('Why it could not be connected'),
				settings: z.object({
					autoImportOrders: z.boolean(),
					syncProducts: z.boolean(),
					pushTracking: z.boolean(),
					statuses: z
						.record(z.string(), z.string())
						.optional()
						.describe("Of WooCommerce: what the shop's own statuses mean"),
					noiseKeys: z
						.array(z.string())
						.optional()
						.describe('Of WooCommerce: keys of meta data that are no change'),
				}),
				workflowId: z.string().describe('Of the workflow in n8n'),
			}),
		),
	),
	async run(context) {
		const workflows = await context.n8n.listWorkflows();
		const stores = await listStores(context, workflows);
		const hasTracking = await trackingIn(context, workflows);
		const data = stores.map((store) => {
			const { guid, workflow, node, row } = store;
			return {
				guid,
				name: row?.name ?? (String(node.parameters.storeName ?? '') || workflow.name),
				provider: row?.provider ?? String(node.parameters.provider ?? 'shopify'),
				storeUrl: row?.storeUrl ?? null,
				status: isActive(store) ? 'active' : 'disabled',
				connectedAt: moment(row?.connectedAt),
				lastEventAt: moment(row?.lastEventAt),
				lastError: row?.lastError ?? null,
				settings: {
					...importSettingsOf(workflow.nodes),
					pushTracking: hasTracking(guid).length > 0,
					...(node.parameters.provider === 'woocommerce' && readingOfNode(node)),
				},
				workflowId: workflow.id,
			};
		});
		return { data };
	},
});
