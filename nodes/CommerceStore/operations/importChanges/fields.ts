import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['importChanges'] };

export const importChangesFields: INodeProperties[] = [
	{
		displayName: 'Import',
		name: 'entityTypes',
		type: 'multiOptions',
		required: true,
		default: ['Order', 'Shipment', 'Customer', 'Product'],
		description:
			'What to bring in. What a kind of store cannot list is left out; shipments mostly come with their orders.',
		displayOptions: { show },
		options: [
			{ name: 'Customers', value: 'Customer' },
			{ name: 'Orders', value: 'Order' },
			{ name: 'Products', value: 'Product' },
			{ name: 'Shipments', value: 'Shipment' },
		],
	},
	{
		displayName: 'Options',
		name: 'importOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Existing Ones Count as Created',
				name: 'firesForExisting',
				type: 'boolean',
				default: false,
				description:
					'Whether the first import starts workflows on "created" for what was in the store before it was connected. Take care: it may write to every customer that you ever had.',
			},
		],
	},
];
