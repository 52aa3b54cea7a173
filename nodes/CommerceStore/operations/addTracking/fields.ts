import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['addTracking'] };

export const addTrackingFields: INodeProperties[] = [
	{
		displayName: 'Order',
		name: 'orderBy',
		type: 'options',
		noDataExpression: true,
		default: 'id',
		description: 'Which order the tracking number is added to',
		displayOptions: { show },
		options: [
			{ name: 'By ID', value: 'id' },
			{
				name: "The Shipment's Order",
				value: 'shipment',
				description:
					'The order of this store that has the number which the shipment names, whichever connected system has reported it',
			},
		],
	},
	{
		displayName: 'Order ID',
		name: 'orderId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1001',
		description: "The store's own ID of the order, as the triggers give it",
		displayOptions: { show: { ...show, orderBy: ['id'] } },
	},
	{
		displayName: 'Tracking Number',
		name: 'trackingNumber',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Carrier',
		name: 'carrier',
		type: 'string',
		default: '',
		placeholder: 'e.g. DHL',
		displayOptions: { show },
	},
	{
		displayName: 'Tracking URL',
		name: 'trackingUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://tracking.example.com/JD014600003SE',
		displayOptions: { show },
	},
	{
		displayName: 'Skip Unknown Orders',
		name: 'skipUnknownOrders',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out orders that n8n does not know in this store, instead of failing at them. What another system reports waits for its order for 14 days.',
		displayOptions: { show },
	},
	{
		displayName: 'Also Tell the Store',
		name: 'tells',
		type: 'multiOptions',
		default: [],
		description:
			'What else to tell the store of the shipment, each once. It is told nothing that it knows, and no status goes back.',
		displayOptions: { show: { ...show, orderBy: ['shipment'], '@version': [3] } },
		options: [
			{
				name: 'Order Is Fulfilled',
				value: 'fulfilled',
				description:
					'Of an order that is being processed, as soon as the carrier has the parcel. In WooCommerce, the order is completed.',
			},
			{
				name: 'Parcel Has Arrived',
				value: 'delivered',
				description: 'Where a store keeps no status of shipments, the order is completed',
			},
		],
	},
	{
		displayName: 'Store Notifies the Customer',
		name: 'notifyCustomer',
		type: 'boolean',
		default: false,
		description: 'Whether the store shall write to the customer itself, where it can',
		displayOptions: { show },
	},
];
