import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import {
	knownProvider,
	storeOf,
	type Store,
	type StoreKeys,
} from '../../engine/providers/storeOf.ts';
import { nodeErrorOf } from './nodeErrors.ts';

type StoreContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/** Reads which store a node works for: its kind and its keys. @throws ActionError */
export async function readStoreKeys(context: StoreContext): Promise<StoreKeys> {
	const provider = knownProvider(String(context.getNode().parameters.provider ?? 'shopify'));
	return {
		provider: provider.slug,
		credentials: await context.getCredentials(provider.credentialType),
	};
}

/**
 * Reads which store a node works for, and checks its keys.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function readStore(context: StoreContext): Promise<Store> {
	try {
		return storeOf(await readStoreKeys(context));
	} catch (error) {
		throw nodeErrorOf(context.getNode(), error);
	}
}
