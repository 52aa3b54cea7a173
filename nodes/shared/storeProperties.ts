import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Which kind of store a node works for. The credential that is asked for follows from it. */
export const storeTypeProperty: INodeProperties = {
	displayName: 'Store Type',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	default: 'shopify',
	description: 'What the store runs on',
	options: [
		{ name: 'Shopify', value: 'shopify', action: 'Connect a Shopify store' },
		{ name: 'WooCommerce', value: 'woocommerce', action: 'Connect a WooCommerce store' },
		{
			name: 'Other (Generic Store)',
			value: 'generic',
			action: 'Connect another store',
			description: 'Any shop that implements the documented contract',
		},
	],
};

/** Who brings the parcels of a shop, as a further kind for the trigger that connects one. */
export const carrierTypes: readonly INodePropertyOptions[] = [
	{
		name: 'Carrier or Tracker: Sendcloud',
		value: 'sendcloud',
		action: 'Connect a Sendcloud account',
		description: 'Tells where the parcels of a shop are',
	},
];

/**
 * The same for the trigger that connects a store. n8n never shows this field in a form: it makes it the choice
 * at the top right of the credential's window. By this very name, it lists the kinds of stores where people
 * look for the node, so that the node is added with the right kind.
 */
export const connectedStoreTypeProperty: INodeProperties = {
	...storeTypeProperty,
	displayName: 'Trigger On',
};
