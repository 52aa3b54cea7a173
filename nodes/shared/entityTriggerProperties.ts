import type { INodeProperties } from 'n8n-workflow';
import { CATALOG } from '../../engine/events/catalog.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { conditionProperties, FIRST_THAT_UNDERSTANDS } from './conditionProperties.ts';
import { testWithProperty } from './testWith.ts';

/** Of a dry run in a test. */
export const MOST_DRY_RUN_EVENTS = 500;

/** The form of an entity trigger; the same for all four but for their events and fields. */
export function entityTriggerProperties(entityType: EntityType): INodeProperties[] {
	return [
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			required: true,
			default: [],
			description:
				'What starts the workflow. A change that matches several of them starts it once.',
			options: CATALOG.filter((trigger) => trigger.entityType === entityType).map(
				({ code, name, description }) => ({ value: code, name, description }),
			),
		},
		{
			displayName: 'Store Names or IDs',
			name: 'integrations',
			type: 'multiOptions',
			default: [],
			typeOptions: { loadOptionsMethod: 'getIntegrations' },
			description:
				'Which connected stores to listen to; leave it empty for all of them. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		...conditionProperties(entityType, FIRST_THAT_UNDERSTANDS),
		testWithProperty(entityType),
		{
			displayName: 'If a Run Fails',
			name: 'onFailure',
			type: 'options',
			noDataExpression: true,
			default: 'automatic',
			description:
				'What becomes of an event whose run has failed. What is not tried again is kept for 30 days as a dead letter with its reason, and can be tried again by hand.',
			options: [
				{
					name: 'Try Again Automatically',
					value: 'automatic',
					description:
						'For up to a day, ever more seldom, while a mail server, a push service, a webhook or a shop is away. Not where a node of somebody else had run before, which would do its work twice.',
				},
				{
					name: 'Try Again After Times of My Own',
					value: 'ownTimes',
					description:
						'Whatever the run has failed by. Nodes of others do again what they had done.',
				},
				{
					name: 'Do Not Try Again',
					value: 'never',
					description: 'The event is kept as a dead letter at once',
				},
				{
					name: 'Do Not Wait for the End of the Run',
					value: 'ignore',
					description:
						'An event is done as soon as its run has been started, and nobody asks how it ended',
				},
			],
			displayOptions: { show: { '@version': [{ _cnd: { gte: 3 } }] } },
		},
		{
			displayName: 'Try Again After',
			name: 'retryAfter',
			type: 'string',
			default: '10s, 1m, 10m, 1h, 6h',
			placeholder: '10s, 1m, 10m, 1h, 6h',
			description:
				'How long to wait before each further try, with s, m, h or d. After the last one the event is kept as a dead letter.',
			displayOptions: { show: { onFailure: ['ownTimes'], '@version': [{ _cnd: { gte: 3 } }] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Concurrent Runs',
					name: 'concurrentRuns',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
					default: 5,
					description: 'How many runs of this workflow may be under way at the same time',
				},
				{
					displayName: 'Delivery Is Done When',
					name: 'acknowledge',
					type: 'options',
					default: 'executionFinishes',
					description: 'Until then the event is kept, and handed over again if n8n is stopped',
					displayOptions: { show: { '@version': [{ _cnd: { lt: 3 } }] } },
					options: [
						{
							name: 'Execution Finishes',
							value: 'executionFinishes',
							description: 'When the run has ended, whether it worked or not',
						},
						{
							name: 'Execution Finishes Successfully',
							value: 'executionFinishesSuccessfully',
							description: 'When a run has worked. A failed run is tried again.',
						},
						{
							name: 'Immediately',
							value: 'immediately',
							description: 'As soon as the run has been started',
						},
					],
				},
				{
					displayName: 'Dry Run in Tests',
					name: 'dryRunEvents',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: MOST_DRY_RUN_EVENTS, numberPrecision: 0 },
					default: 100,
					description:
						'How many of the most recent events a test in the editor checks. For each one it shows whether the workflow would have started and, if not, why. 0 turns this off. It has no effect on the published workflow.',
					hint: 'Use "Execute step" on this node: "Execute workflow" would pass the list on to the other nodes.',
					displayOptions: { show: { '@version': [3] } },
				},
				{
					displayName: 'Events per Run',
					name: 'eventsPerRun',
					type: 'number',
					typeOptions: { minValue: 1, maxValue: 500, numberPrecision: 0 },
					default: 1,
					description:
						'How many waiting events one run takes, each as an item. More than 1 is faster with many events; a run then waits up to a second to be filled.',
				},
				{
					displayName: 'Include Own Updates',
					name: 'includeOwnUpdates',
					type: 'boolean',
					default: false,
					description:
						'Whether to start also on what a workflow has changed in the store with these nodes. Take care: a workflow that changes what it starts on would run for ever.',
				},
				{
					displayName: 'Include Raw',
					name: 'includeRaw',
					type: 'boolean',
					default: false,
					description: "Whether to add the store's own message to the output, as it came",
				},
				{
					displayName: 'Keep Order',
					name: 'keepOrder',
					type: 'boolean',
					default: true,
					description: `Whether events of the same ${entityType.toLowerCase()} run one after the other, in the order in which they came`,
				},
				{
					displayName: 'Retry After',
					name: 'retryAfter',
					type: 'string',
					default: '10s, 1m, 10m, 1h, 6h',
					placeholder: '10s, 1m, 10m, 1h, 6h',
					description:
						'How long to wait before each further try of a failed run, with s, m, h or d. After the last one the event is kept as a dead letter with its error. Leave it empty for no further try.',
					displayOptions: {
						show: {
							acknowledge: ['executionFinishesSuccessfully'],
							'@version': [{ _cnd: { lt: 3 } }],
						},
					},
				},
			],
		},
	];
}
