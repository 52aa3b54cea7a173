import type { INodeProperties } from 'n8n-workflow';
import { sendForRealOption } from '../shared/manualRun.ts';
import { storeTypeProperty } from '../shared/storeProperties.ts';
import { STORE_TYPES } from '../shared/storeTypes.ts';
import {
	orderStatusOptions,
	OWN_STATUS,
	ownStatusProperty,
	shipmentStatusOptions,
} from '../shared/statusOptions.ts';

export const updateStatusProperties: INodeProperties[] = [
	{
		displayName: 'Update',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		default: 'order',
		description: 'What to give a status',
		options: [
			{
				name: "The Event's Order",
				value: 'order',
				description:
					'The order that the event is about; of a shipment, the order that it belongs to, in another store by the number of the order',
			},
			{
				name: "The Event's Shipment",
				value: 'shipment',
				description: 'The shipment that the event is about',
			},
			{ name: 'Another Order', value: 'orderById', description: 'An order by its ID' },
			{ name: 'Another Shipment', value: 'shipmentById', description: 'A shipment by its ID' },
		],
	},
	{
		displayName: 'ID',
		name: 'targetId',
		type: 'string',
		required: true,
		default: '',
		description: "The store's own ID, as the triggers give it",
		displayOptions: { show: { target: ['orderById', 'shipmentById'] } },
	},
	{
		displayName: 'Status',
		name: 'orderStatus',
		type: 'options',
		default: 'completed',
		description: 'What a kind of store cannot do is refused with the reason',
		displayOptions: { show: { target: ['order', 'orderById'] } },
		options: orderStatusOptions,
	},
	ownStatusProperty({ target: ['order', 'orderById'], orderStatus: [OWN_STATUS] }),
	{
		displayName: 'Status',
		name: 'shipmentStatus',
		type: 'options',
		default: 'delivered',
		description: 'What a kind of store cannot do is refused with the reason',
		displayOptions: { show: { target: ['shipment', 'shipmentById'] } },
		options: shipmentStatusOptions,
	},
	{
		displayName: 'Keys',
		name: 'keys',
		type: 'options',
		noDataExpression: true,
		default: 'connected',
		description: 'With which keys to write to the store',
		displayOptions: { show: { '@version': [3] } },
		options: [
			{
				name: 'Of the Connected Store',
				value: 'connected',
				description: 'The credential of the Commerce Store Trigger that connects it',
			},
			{
				name: 'Chosen Here',
				value: 'chosen',
				description: 'A credential of this node, whose store is written to',
			},
		],
	},
	{ ...storeTypeProperty(STORE_TYPES), displayOptions: { show: { keys: ['chosen'] } } },
	{
		displayName: 'Store',
		name: 'store',
		type: 'options',
		noDataExpression: true,
		default: 'event',
		description: 'Which store to write to',
		displayOptions: { hide: { keys: ['chosen'] } },
		options: [
			{ name: "The Event's Store", value: 'event' },
			{ name: 'Another Connected Store', value: 'chosen' },
		],
	},
	{
		displayName: 'Store Name or ID',
		name: 'integration',
		type: 'options',
		required: true,
		default: '',
		typeOptions: { loadOptionsMethod: 'getIntegrations' },
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show: { store: ['chosen'] }, hide: { keys: ['chosen'] } },
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		description: 'Is added in the store where it can keep one, for the people of the shop',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [sendForRealOption],
	},
];
