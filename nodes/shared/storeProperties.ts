import type { INodeProperties } from 'n8n-workflow';

/** Which kind of store a node works for. The credential that is asked for follows from it. */
export const storeTypeProperty: INodeProperties = {
	displayName: 'Store Type',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	default: 'shopify',
	description: 'What the store runs on',
	options: [
		{
			name: 'Other (Generic Store)',
			value: 'generic',
			description: 'Any shop that implements the documented contract',
		},
		{ name: 'Shopify', value: 'shopify' },
		{ name: 'WooCommerce', value: 'woocommerce' },
	],
};
