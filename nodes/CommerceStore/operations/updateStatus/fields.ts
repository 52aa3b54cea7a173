import type { INodeProperties } from 'n8n-workflow';
import {
	orderStatusOptions,
	OWN_STATUS,
	ownStatusProperty,
	shipmentStatusOptions,
} from '../../../shared/statusOptions.ts';

const show = { operation: ['updateStatus'] };

export const updateStatusFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'target',
		type: 'options',
		default: 'Order',
		description: 'What to give a status',
		displayOptions: { show },
		options: [
			{ name: 'Order', value: 'Order' },
			{ name: 'Shipment', value: 'Shipment' },
		],
	},
	{
		displayName: 'ID',
		name: 'targetId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1001',
		description: "The store's own ID, as the triggers give it",
		displayOptions: { show },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'completed',
		description: 'What a kind of store cannot do is refused with the reason',
		displayOptions: { show: { ...show, target: ['Order'] } },
		options: orderStatusOptions,
	},
	ownStatusProperty({ ...show, target: ['Order'], status: [OWN_STATUS] }),
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'delivered',
		description: 'What a kind of store cannot do is refused with the reason',
		displayOptions: { show: { ...show, target: ['Shipment'] } },
		options: shipmentStatusOptions,
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		description: 'Is added in the store where it can keep one, for the people of the shop',
		displayOptions: { show },
	},
];
