import type { IHookFunctions } from 'n8n-workflow';
import {
	disableIntegration,
	integrationGuid,
	integrationOf,
	type Integration,
} from '../../engine/inbox/integration.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { commerce } from '../../n8n/commerce.ts';
import { isTest } from './isTest.ts';
import { storeOf } from './storeOf.ts';

/**
 * Takes this node's webhooks out of the store. A store that cannot be reached, or whose credential is
 * gone, does not keep a person from unpublishing: what stays behind there is put right when the workflow
 * is published again.
 */
export async function disconnectStore(context: IHookFunctions): Promise<boolean> {
	const isForTest = isTest(context);
	try {
		const { integration, provider, credentials } = await storeOf(context);
		const connection = { credentials, http: axiosStoreHttp() };
		const known = isForTest ? null : await knownAddress(context, integration);
		for (const url of new Set([integration.webhookUrl, known ?? integration.webhookUrl])) {
			await provider.removeWebhooks(connection, url);
		}
	} catch (error) {
		context.logger.warn(
			`Commerce: the webhooks of a store could not be removed: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
	if (!isForTest) {
		const guid = integrationGuid(context.getWorkflow().id ?? '', context.getNode().id);
		const { database, now } = await commerce(context.logger);
		await disableIntegration(database, guid, now());
	}
	return true;
}

/** Where the store posts to: another address than n8n has now, where n8n's has changed since. */
async function knownAddress(
	context: IHookFunctions,
	{ space, guid }: Integration,
): Promise<string | null> {
	const { database } = await commerce(context.logger);
	return (await integrationOf(database, space, guid))?.webhookUrl ?? null;
}
