import { NodeApiError, NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { saveIntegration } from '../../core/inbox/integration.ts';
import { axiosStoreHttp } from '../../core/providers/axiosStoreHttp.ts';
import { StoreError } from '../../core/providers/storeError.ts';
import { commerce } from '../shared/commerce.ts';
import { storeOf } from './storeOf.ts';

/**
 * Makes the store post to this node. A test in the editor has an address of its own, and must leave no
 * trace: neither in the integration's state nor in what is known of its entities.
 *
 * @throws NodeApiError with the store's address and the cause when the store cannot be reached or refuses
 */
export async function connectStore(context: IHookFunctions): Promise<boolean> {
	const { integration, provider, credentials } = await storeOf(context);
	const connection = { credentials, http: axiosStoreHttp() };
	try {
		await provider.checkCredentials(connection);
		if (context.getMode() !== 'manual') {
			const { database, now } = await commerce(context.logger);
			// First, for the store may post while it is being connected.
			await saveIntegration(database, integration, now());
		}
		await provider.registerWebhooks(connection, integration.webhookUrl, integration.guid);
		return true;
	} catch (error) {
		const node = context.getNode();
		const message = error instanceof Error ? error.message : String(error);
		if (error instanceof StoreError) {
			throw new NodeApiError(
				node,
				{ message, httpCode: String(error.status ?? '') },
				{ message: `The store could not be connected: ${message}` },
			);
		}
		throw new NodeOperationError(node, `The store could not be connected: ${message}`);
	}
}
