import { integrationGuid } from '../../engine/inbox/integration.ts';
import { provisionedWorkflow, undoProvision } from '../../n8n/provisions/undoProvision.ts';
import type { Provisioner } from '../../n8n/provisions/provisions.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { removeTracking } from './tracking.ts';

/** Makes things in n8n so that nothing is left of them when it fails. */
export async function provisionerOf(context: ApiContext): Promise<Provisioner> {
	const { database, inbox, now } = await context.commerce();
	return {
		database,
		holder: inbox.holder,
		now,
		warn: context.warn,
		async undo(provision) {
			// First, while the store's guid can still be told.
			const workflow = await provisionedWorkflow(context.n8n, provision);
			for (const { id, type } of workflow?.nodes ?? []) {
				if (!type.endsWith('.commerceStoreTrigger')) continue;
				await removeTracking(context, integrationGuid(workflow!.id, id));
			}
			await undoProvision({ database, now }, context.n8n, provision);
		},
	};
}
