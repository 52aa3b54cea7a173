import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['getEntity'] };

export const getEntityFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'entityType',
		type: 'options',
		default: 'Order',
		description: 'What to read',
		displayOptions: { show },
		options: [
			{ name: 'Customer', value: 'Customer' },
			{ name: 'Order', value: 'Order' },
			{ name: 'Product', value: 'Product' },
			{ name: 'Shipment', value: 'Shipment' },
		],
	},
	{
		displayName: 'ID',
		name: 'entityId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1001',
		description: "The store's own ID, as the triggers give it",
		displayOptions: { show },
	},
];
