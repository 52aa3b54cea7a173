import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['stopWatching'] };

export const stopWatchingFields: INodeProperties[] = [
	{
		displayName: 'Numbers',
		name: 'numbers',
		type: 'options',
		noDataExpression: true,
		default: 'shipment',
		description: 'Which tracking numbers the tracker is to follow no longer',
		displayOptions: { show },
		options: [
			{
				name: "The Shipment's Numbers",
				value: 'shipment',
				description: 'All tracking numbers of the shipment that has started the workflow',
			},
			{ name: 'Given Here', value: 'given' },
		],
	},
	{
		displayName: 'Tracking Number',
		name: 'trackingNumber',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: { ...show, numbers: ['given'] } },
	},
];
