import type { INodeProperties } from 'n8n-workflow';
import { storeTypeOptions, type StoreType } from './storeTypes.ts';

/** Which kind of store a node works for. The credential that is asked for follows from it. */
export const storeTypeProperty = (types: readonly StoreType[]): INodeProperties => ({
	displayName: 'Store Type',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	default: 'shopify',
	description: 'What the store runs on',
	options: storeTypeOptions(types),
});

/**
 * The same for the trigger that connects a store. By this very name, n8n lists the kinds of stores where people look
 * for the node, so that the node is added with the right kind. Up to version 3, n8n does not show this field in the
 * form: it makes it the choice at the top right of the credential's window.
 */
export const connectedStoreTypeProperty = (types: readonly StoreType[]): INodeProperties => ({
	...storeTypeProperty(types),
	displayName: 'Trigger On',
});
