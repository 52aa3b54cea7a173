import type { INodeProperties } from 'n8n-workflow';
import { ENTITY_TYPES } from '../../../../engine/events/entityType.ts';
import { conditionProperties } from '../../../shared/conditionProperties.ts';

const show = { operation: ['catchUp'] };

/** Nodes from this version on have groups of conditions, and understand countries and numbers as people write them. */
export const FIRST_WITH_GROUPS = 3;

export const catchUpFields: INodeProperties[] = [
	{
		displayName: 'Run It For',
		name: 'runFor',
		type: 'options',
		noDataExpression: true,
		default: 'Order',
		description: 'What of this store is known already',
		displayOptions: { show },
		options: [
			{ name: 'Customers', value: 'Customer' },
			{ name: 'Orders', value: 'Order' },
			{ name: 'Products', value: 'Product' },
			{ name: 'Shipments', value: 'Shipment' },
		],
	},
	{
		displayName: 'Workflow Name or ID',
		name: 'workflow',
		type: 'options',
		required: true,
		typeOptions: { loadOptionsMethod: 'getWorkflows', loadOptionsDependsOn: ['runFor'] },
		default: '',
		description:
			'A published workflow that starts with a trigger for these. What its trigger does not want is left out. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show },
	},
	{
		displayName: 'Created Within (Days)',
		name: 'createdWithinDays',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 30,
		description: 'Only what was made in the store in the last days; 0 is all that is known',
		displayOptions: { show },
	},
	...ENTITY_TYPES.flatMap((entityType) =>
		conditionProperties(entityType, FIRST_WITH_GROUPS).map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { ...property.displayOptions?.show, ...show, runFor: [entityType] },
			},
		})),
	),
	{
		displayName: 'Options',
		name: 'catchUpOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Runs per Minute',
				name: 'perMinute',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 600, numberPrecision: 0 },
				default: 60,
				description: 'How many runs begin in a minute',
			},
			{
				displayName: 'Include What It Was Run For',
				name: 'includeAlreadyRun',
				type: 'boolean',
				default: false,
				description:
					'Whether to run the workflow also for those for which it was run in the last two weeks. A customer may get a mail twice.',
			},
		],
	},
];
