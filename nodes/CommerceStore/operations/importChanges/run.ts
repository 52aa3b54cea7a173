import { NodeOperationError, sleep, type IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../../../../engine/events/entityType.ts';
import { importStore, type StoreImport } from '../../../../engine/inbox/importStore.ts';
import { isLive } from '../../../../engine/inbox/integration.ts';
import { liveConnection, takenBy } from '../../../../engine/inbox/liveConnection.ts';
import { retryWaiting } from '../../../../engine/parcels/deliverWaiting.ts';
import type { Operation } from '../../operation.ts';
import { presentWebhookUrl } from './presentWebhookUrl.ts';

const optionsSchema = z.object({ firesForExisting: z.boolean().default(false) });

/** Once for a run, whatever the number of items: they would all import the same. */
export const runImportChanges: Operation = async (context, store, itemIndex) => {
	const { integration, provider, connection, shared } = store;
	const fail = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description });
	if (integration === null) {
		throw fail(
			'This store is not connected',
			'Add a Commerce Store Trigger with the same credential to this workflow, publish it, and run the import again.',
		);
	}
	// Of a store that is not connected nothing may start a workflow: neither now nor later as news.
	if (!isLive(integration)) {
		throw fail(
			'This store is not connected at present, so nothing was imported',
			integration.lastError ??
				'Publish the workflow with its Commerce Store Trigger, and run the import again.',
		);
	}
	const first = await liveConnection(shared.database, integration);
	if (first !== null && first.guid !== integration.guid) {
		throw fail('This store is connected twice, so nothing was imported here', takenBy(first));
	}
	const wanted = z
		.array(z.enum(ENTITY_TYPES))
		.parse(context.getNodeParameter('entityTypes', itemIndex, []));
	const { firesForExisting } = optionsSchema.parse(
		context.getNodeParameter('importOptions', itemIndex, {}),
	);
	const signal = context.getExecutionCancelSignal();
	const done = await importStore(
		shared.inbox,
		{ integration, provider, connection, webhookUrl: presentWebhookUrl(context, integration) },
		wanted,
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
	if (done === null) {
		return [{ skipped: 'Another run is importing from this store at present.' }];
	}
	const woken = await retryWaiting(shared.database, integration, shared.now());
	if (woken.length > 0) shared.inbox.wake(woken);
	for (const { id, reason } of refusedOf(done)) {
		context.logger.warn(
			`Commerce: import of ${integration.name}: the entry ${id} was left out: ${reason}`,
		);
	}
	const [failure] = done.failures;
	if (failure !== undefined) throw failure;
	const { webhooks, imported } = done;
	return [{ webhooks, imported } as unknown as IDataObject];
};

const refusedOf = ({ imported }: StoreImport) =>
	Object.values(imported).flatMap((each) => ('refused' in each ? (each.refused ?? []) : []));

async function aborted(signal: AbortSignal | undefined): Promise<void> {
	await new Promise<void>((resolve) => {
		if (signal?.aborted) resolve();
		signal?.addEventListener('abort', () => resolve(), { once: true });
	});
}
