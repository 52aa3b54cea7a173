import { NodeApiError, NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { integrationOf, recordRegistration } from '../../engine/inbox/integration.ts';
import { isListening } from '../../engine/inbox/isListening.ts';
import { recordFailure, takenBy, takeStore } from '../../engine/inbox/liveConnection.ts';
import { keepOrderStatuses } from '../../engine/inbox/orderStatuses.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { sameAddress } from '../../engine/providers/sameAddress.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import { commerce, type Commerce } from '../../n8n/commerce.ts';
import { slowWebhooks } from '../shared/slowWebhooks.ts';
import { isTest } from './isTest.ts';
import { storeOf } from './storeOf.ts';

/**
 * Makes the store post to this node. A test in the editor has an address of its own, and must leave no
 * trace: neither in the integration's state nor in what is known of its entities.
 *
 * @throws NodeOperationError with the name of the workflow that has the store already; NodeApiError with
 *   the store's address and the cause when the store cannot be reached or refuses
 */
export async function connectStore(context: IHookFunctions): Promise<boolean> {
	const { integration, provider, credentials } = await storeOf(context);
	const connection = { credentials, http: axiosStoreHttp() };
	const node = context.getNode();
	const isForTest = isTest(context);
	// Before the store is asked for anything, for it may post while it is being connected.
	const state = isForTest ? null : await openFor(context);
	// The log says why. Otherwise n8n would take the webhooks out of the store, and answer it 404 instead of 503.
	if (state === 'later') return true;
	const { space, guid, webhookUrl } = integration;
	const before = state ? await integrationOf(state.database, space, guid) : null;
	if (state) {
		const other = await takeStore(state.database, integration, state.now(), isListening);
		if (other) throw new NodeOperationError(node, takenBy(other));
	}
	try {
		await provider.checkCredentials(connection);
		await provider.registerWebhooks(connection, webhookUrl, guid);
		// n8n has had another address when this was published before.
		if (before && !sameAddress(before.webhookUrl, webhookUrl)) {
			await provider.removeWebhooks(connection, before.webhookUrl);
		}
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		const message = `The store could not be connected: ${said}`;
		if (state) await recordFailure(state.database, guid, message, state.now());
		if (!(error instanceof StoreError)) throw new NodeOperationError(node, message);
		throw new NodeApiError(
			node,
			{ message: said, httpCode: String(error.status ?? '') },
			{ message },
		);
	}
	if (state) {
		await recordRegistration(state.database, guid, state.now());
		// Only for lists to choose from: a store without it is connected all the same.
		await keepOrderStatuses(state.database, guid, provider, connection, state.now()).catch(
			(error: unknown) =>
				context.logger.warn(
					`Commerce: the order statuses of ${integration.name} could not be listed: ${error instanceof Error ? error.message : String(error)}`,
				),
		);
	}
	const warning = isForTest ? null : slowWebhooks(process.env);
	if (warning !== null) context.logger.warn(`Commerce: ${warning}`);
	return true;
}

/** @returns `later` where n8n starts: the store is connected, and is told to send again until the state can be used */
async function openFor(context: IHookFunctions): Promise<Commerce | 'later'> {
	try {
		return await commerce(context.logger);
	} catch (error) {
		if (['init', 'leadershipChange'].includes(context.getActivationMode())) return 'later';
		throw new NodeOperationError(
			context.getNode(),
			error instanceof Error ? error.message : String(error),
		);
	}
}
