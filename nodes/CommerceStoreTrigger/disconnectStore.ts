import type { IHookFunctions } from 'n8n-workflow';
import { disableIntegration, integrationGuid } from '../../core/inbox/integration.ts';
import { axiosStoreHttp } from '../../core/providers/axiosStoreHttp.ts';
import { commerce } from '../shared/commerce.ts';
import { storeOf } from './storeOf.ts';

/**
 * Takes this node's webhooks out of the store. A store that cannot be reached, or whose credential is
 * gone, does not keep a person from unpublishing: what stays behind there is put right when the workflow
 * is published again.
 */
export async function disconnectStore(context: IHookFunctions): Promise<boolean> {
	try {
		const { integration, provider, credentials } = await storeOf(context);
		const connection = { credentials, http: axiosStoreHttp() };
		await provider.removeWebhooks(connection, integration.webhookUrl);
	} catch (error) {
		context.logger.warn(
			`Commerce: the webhooks of a store could not be removed: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
	if (context.getMode() !== 'manual') {
		const guid = integrationGuid(context.getWorkflow().id ?? '', context.getNode().id);
		const { database, now } = await commerce(context.logger);
		await disableIntegration(database, guid, now());
	}
	return true;
}
