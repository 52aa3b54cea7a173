import { NodeOperationError, sleep, type IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../../../../core/events/entityType.ts';
import { importChanges } from '../../../../core/inbox/importChanges.ts';
import { activeWebhookUrls } from '../../../../core/inbox/integration.ts';
import { repairWebhooks } from '../../../../core/inbox/repairWebhooks.ts';
import { retryWaiting } from '../../../../core/parcels/deliverWaiting.ts';
import type { Operation } from '../../operation.ts';

const optionsSchema = z.object({ firesForExisting: z.boolean().default(false) });

/** Once for a run, whatever the number of items: they would all import the same. */
export const runImportChanges: Operation = async (context, store, itemIndex) => {
	const { integration, provider, connection, shared } = store;
	if (integration === null) {
		throw new NodeOperationError(context.getNode(), 'This store is not connected', {
			itemIndex,
			description:
				'Add a Commerce Store Trigger with the same credential to this workflow, publish it, and run the import again.',
		});
	}
	const wanted = z
		.array(z.enum(ENTITY_TYPES))
		.parse(context.getNodeParameter('entityTypes', itemIndex, []));
	const { firesForExisting } = optionsSchema.parse(
		context.getNodeParameter('importOptions', itemIndex, {}),
	);
	const signal = context.getExecutionCancelSignal();
	const result: IDataObject = {};

	if (integration.status === 'active') {
		const liveUrls = await activeWebhookUrls(shared.database);
		const { webhooks, restored, removed } = await repairWebhooks(
			provider,
			connection,
			integration,
			liveUrls,
		);
		result.webhooks = { registered: webhooks.length, restored, removed };
	}

	const imported: IDataObject = {};
	for (const entityType of wanted) {
		const { lists, listsShipmentsWithOrders } = provider.abilities;
		const comesWithOrders =
			entityType === 'Shipment' && listsShipmentsWithOrders && wanted.includes('Order');
		const ability = comesWithOrders ? 'Shipments come with their orders.' : lists[entityType];
		if (ability !== true) {
			imported[entityType] = { skipped: ability };
			continue;
		}
		const { pages, entities, events, isCancelled } = await importChanges(
			shared.inbox,
			integration,
			provider,
			connection,
			entityType,
			{
				firesForExisting,
				...(signal && { signal }),
				wait: async (ms) => {
					context.logger.info(
						`Commerce: ${integration.name} asks to wait; the import goes on in ${Math.ceil(ms / 1_000)} s`,
					);
					await Promise.race([sleep(ms), aborted(signal)]);
				},
				onPage: (progress) =>
					context.logger.info(
						`Commerce: import of ${integration.name}: ${progress.entityType} page ${progress.pages}, ${progress.entities} read, ${progress.events} changes that were missed`,
					),
			},
		);
		imported[entityType] = { pages, entities, events };
		if (isCancelled) break;
	}
	const woken = await retryWaiting(shared.database, integration, shared.now());
	if (woken.length > 0) shared.inbox.wake(woken);
	return [{ ...result, imported }];
};

async function aborted(signal: AbortSignal | undefined): Promise<void> {
	await new Promise<void>((resolve) => {
		if (signal?.aborted) resolve();
		signal?.addEventListener('abort', () => resolve(), { once: true });
	});
}
