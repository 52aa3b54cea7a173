import { z } from 'zod/v4';
import { PROVIDER_TYPES } from '../../../engine/providers/provider.ts';
import { undoAbandoned } from '../../../n8n/provisions/withProvision.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { checkStore, type CheckedStore } from '../../integrations/checkStore.ts';
import {
	isActive,
	isConnected,
	listStores,
	type ConnectedStore,
} from '../../integrations/connectedStore.ts';
import { connectStore, subjectOf } from '../../integrations/connectStore.ts';
import { provisionerOf } from '../../integrations/provisionerOf.ts';
import { reconnectStore } from '../../integrations/reconnectStore.ts';
import { requireShops } from '../../integrations/requireShops.ts';
import { requireFreeStore } from '../../integrations/switchStore.ts';
import { storeSettingsSchema } from '../../integrations/storeSettings.ts';
import { integrationOf, listIntegrations } from '../../../engine/inbox/integration.ts';
import { removeTracking } from '../../integrations/tracking.ts';
import { removeMadeCredentials } from '../../removeMadeCredentials.ts';
import { providerField } from '../fields.ts';

export const configureProvider = defineEndpoint({
	methods: ['POST'],
	path: '/api/integrations/provider/configure',
	operationId: 'configureProvider',
	tag: 'Integrations',
	summary: 'Configure integration',
	description:
		'Connects a store: checks the keys, makes the credential and the workflow in n8n, and answers when its events come in. A store that is disabled is switched on again with these keys and settings. When anything fails, nothing of it is left.',
	body: z.strictObject({
		providerId: providerField,
		providerType: z
			.enum(PROVIDER_TYPES)
			.optional()
			.describe('Of the provider; left out: whichever it is.'),
		credentials: z
			.record(z.string(), z.unknown())
			.describe(
				'What the store needs: `GET /api/integrations/providers` says what. All understand `storeUrl`, `apiKey` and `apiSecret`.',
			),
		settings: storeSettingsSchema.prefault({}),
	}),
	answer: envelope(
		z.object({
			guid: z.uuid(),
			provider: z.string().describe('Its slug'),
			status: z.literal('active'),
			connectedAt: z.iso.datetime(),
		}),
	),
	errors: ['CONFLICT'],
	async run(context, { body: { providerId, providerType, credentials, settings } }) {
		if (providerType !== undefined && providerType !== providerId.providerType) {
			throw new ApiError(
				'CONFIGURATION_ERROR',
				`providerType: ${providerId.name} is of the type "${providerId.providerType}", and not "${providerType}". Give that, or leave it out.`,
			);
		}
		const { addsTracking } = providerId.abilities;
		if (settings.pushTracking === true && addsTracking !== true) {
			throw new ApiError('CONFIGURATION_ERROR', `settings.pushTracking: ${addsTracking}`);
		}
		await requireShops(context, providerId, settings);
		const store = await checkStore(context, providerId, credentials);
		const provisioner = await provisionerOf(context);
		if (!(await undoAbandoned(provisioner, context.space, subjectOf(store)))) throw busy();

		const existing = await existingStore(context, store);
		if (existing && isConnected(existing)) {
			throw new ApiError('CONFLICT', 'Integration already configured');
		}
		const { storeUrl } = store;
		const place = { space: context.space, provider: store.provider.slug, storeUrl };
		await requireFreeStore(context, place, existing?.guid ?? null);
		const connected = existing
			? await reconnectStore(context, existing, store, settings)
			: await connectStore(context, store, settings);
		if (connected === null) throw busy();
		const row = await integrationOf(provisioner.database, context.space, connected.guid);
		return {
			data: {
				guid: connected.guid,
				provider: providerId.slug,
				status: 'active',
				connectedAt: new Date(row?.connectedAt ?? provisioner.now()).toISOString(),
			},
		};
	},
});

const busy = () =>
	new ApiError(
		'CONFLICT',
		'Another request is connecting this store. Ask again when it has ended.',
	);

/** The store as n8n has it already; an active one before a disabled one. */
async function existingStore(
	context: ApiContext,
	{ provider: { slug }, storeUrl }: CheckedStore,
): Promise<ConnectedStore | null> {
	const workflows = await context.n8n.listWorkflows();
	await removeLeftovers(context, { slug, storeUrl }, new Set(workflows.map(({ id }) => id)));
	const stores = (await listStores(context, workflows)).filter(
		({ row }) => row?.provider === slug && row.storeUrl === storeUrl,
	);
	return stores.find(isConnected) ?? stores.find(isActive) ?? stores[0] ?? null;
}

/**
 * What a removal that was cut off, or a person who deleted the workflow in n8n, has left of the same store:
 * credentials that the API had made, and the workflow of `pushTracking`.
 */
async function removeLeftovers(
	context: ApiContext,
	{ slug, storeUrl }: { slug: string; storeUrl: string },
	inN8n: ReadonlySet<string>,
): Promise<void> {
	const { database } = await context.commerce();
	for (const row of await listIntegrations(database, context.space)) {
		if (row.provider !== slug || row.storeUrl !== storeUrl || inN8n.has(row.workflowId)) continue;
		await removeTracking(context, row.guid);
		await removeMadeCredentials(context, row.workflowId);
	}
}
