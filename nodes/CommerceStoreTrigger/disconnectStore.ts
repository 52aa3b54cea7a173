import type { IHookFunctions } from 'n8n-workflow';
import { integrationGuid } from '../../engine/inbox/integration.ts';
import { commerce } from '../shared/commerce.ts';
import { isTest } from './isTest.ts';
import { storeOf } from './storeOf.ts';

/** Takes this node's webhooks out of the store, as far as that is possible. */
export async function disconnectStore(context: IHookFunctions): Promise<boolean> {
	const store = await storeOf(context).catch((error: unknown) => {
		context.logger.warn(
			`Commerce: the webhooks of a store could not be removed: ${error instanceof Error ? error.message : String(error)}`,
		);
		return null;
	});
	const { engine } = await commerce(context.logger);
	await engine.ask('disconnect', {
		guid: integrationGuid(context.getWorkflow().id ?? '', context.getNode().id),
		isTest: isTest(context),
		store: store && { integration: store.integration, credentials: store.credentials },
	});
	return true;
}
