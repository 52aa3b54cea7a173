import { NodeApiError, NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import type { Connected } from '../../engine/inbox/connectStore.ts';
import { brandInForm } from '../shared/brandProperties.ts';
import { commerce } from '../shared/commerce.ts';
import { slowWebhooks } from '../shared/slowWebhooks.ts';
import { isTest } from './isTest.ts';
import { storeOf } from './storeOf.ts';
import { isN8nStarting } from '../shared/isN8nStarting.ts';

/**
 * Makes the store post to this node. A test in the editor has an address of its own, and must leave no
 * trace: neither in the integration's state nor in what is known of its entities.
 *
 * @throws NodeOperationError with the name of the workflow that has the store already; NodeApiError with
 *   the store's address and the cause when the store cannot be reached or refuses
 */
export async function connectStore(context: IHookFunctions): Promise<boolean> {
	const { integration, credentials } = await storeOf(context);
	const node = context.getNode();
	const isForTest = isTest(context);
	const isStarting = !isForTest && isN8nStarting(context);
	// From 4 on, n8n connects a store anew whenever it starts, for then it starts the node's imports.
	const isRestart = isStarting && node.typeVersion >= 4;
	let connected: Connected;
	try {
		// What was published once is not refused when n8n starts.
		const brand = isStarting ? undefined : brandInForm(context.getNodeParameter('brand', {}));
		const { engine } = await commerce(context.logger);
		const asked = { integration, credentials, brand, isTest: isForTest, isRestart };
		connected = await engine.ask('connect', asked);
	} catch (error) {
		// The log says why. Otherwise n8n would take the webhooks out of the store, and answer it 404
		// instead of 503.
		if (isStarting) return true;
		throw new NodeOperationError(node, error instanceof Error ? error.message : String(error));
	}
	if (connected.kind === 'refused') {
		const { said, message, status } = connected;
		throw new NodeApiError(node, { message: said, httpCode: String(status ?? '') }, { message });
	}
	if (connected.kind !== 'connected') throw new NodeOperationError(node, connected.message);
	const warning = isForTest ? null : slowWebhooks(process.env);
	if (warning !== null) context.logger.warn(`Commerce: ${warning}`);
	return true;
}
