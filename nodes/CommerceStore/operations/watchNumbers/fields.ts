import type { INodeProperties } from 'n8n-workflow';
import { STORE_TYPES } from '../../../shared/storeTypes.ts';

const show = { operation: ['watchNumbers'] };
const ofOne = { ...show, numbers: ['given'] };
const AS_IN_THE_EVENT = 'Left empty: as the event says';

export const watchNumbersFields: INodeProperties[] = [
	...STORE_TYPES.flatMap(({ slug, costs }): INodeProperties[] =>
		costs === undefined
			? []
			: [
					{
						displayName: costs,
						name: `${slug}Costs`,
						type: 'notice',
						default: '',
						displayOptions: { show: { ...show, provider: [slug] } },
					},
				],
	),
	{
		displayName: 'Numbers',
		name: 'numbers',
		type: 'options',
		noDataExpression: true,
		default: 'shipment',
		description: 'Which tracking numbers the tracker is to follow',
		displayOptions: { show },
		options: [
			{
				name: "The Shipment's Numbers",
				value: 'shipment',
				description:
					'All tracking numbers of the shipment that has started the workflow, with its order, carrier and destination',
			},
			{ name: 'Given Here', value: 'given' },
		],
	},
	{
		displayName: 'Only What Shops Report',
		name: 'onlyOfShops',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out what another carrier or tracker reports: that tells where the parcel is by itself',
		displayOptions: { show: { ...show, numbers: ['shipment'] } },
	},
	{
		displayName: 'Stop for Cancelled Parcels',
		name: 'stopCancelled',
		type: 'boolean',
		default: true,
		description:
			'Whether the tracker no longer follows the numbers of a shipment that is cancelled, where it can be told so',
		displayOptions: { show: { ...show, numbers: ['shipment'] } },
	},
	{
		displayName: 'Tracking Number',
		name: 'trackingNumber',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: ofOne },
	},
	{
		displayName: 'Carrier',
		name: 'carrier',
		type: 'string',
		default: '',
		placeholder: 'e.g. DHL',
		description: `${AS_IN_THE_EVENT}; where that names none, the tracker finds out by the number`,
		displayOptions: { show: ofOne },
	},
	{
		displayName: 'Order Number',
		name: 'orderNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1001',
		description: `As the customer knows it: the parcel finds its order by it. ${AS_IN_THE_EVENT}.`,
		displayOptions: { show: ofOne },
	},
	{
		displayName: 'Destination Country',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. DE',
		description: `Two letters. Some carriers tell nothing without it. ${AS_IN_THE_EVENT}.`,
		displayOptions: { show: ofOne },
	},
	{
		displayName: 'Destination Postal Code',
		name: 'postalCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10115',
		description: `Some carriers tell nothing without it. ${AS_IN_THE_EVENT}.`,
		displayOptions: { show: ofOne },
	},
];
