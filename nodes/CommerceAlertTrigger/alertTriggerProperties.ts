import type { INodeProperties } from 'n8n-workflow';
import { ALERT_KINDS, DAILY_DIGEST } from '../../engine/alerts/alertKinds.ts';
import { USUAL_HOUR } from '../../engine/digest/digestCode.ts';

const KINDS = ALERT_KINDS.map(({ kind, name, description }) => ({
	value: kind,
	name,
	description,
}));

/** The form of the alert trigger. */
export const alertTriggerProperties: INodeProperties[] = [
	{
		displayName: 'Alerts',
		name: 'kinds',
		type: 'multiOptions',
		default: [],
		description:
			'What starts the workflow, once for each alert; leave it empty for all of them, also those that a later version brings',
		options: KINDS,
		displayOptions: { show: { '@version': [1] } },
	},
	{
		displayName: 'Alerts',
		name: 'kinds',
		type: 'multiOptions',
		default: [],
		description:
			'What starts the workflow, once for each alert; leave it empty for all alerts, also those that a later version brings. The daily digest comes only where it is chosen.',
		options: [
			...KINDS,
			{
				value: DAILY_DIGEST.kind,
				name: DAILY_DIGEST.name,
				description: DAILY_DIGEST.description,
			},
		],
		displayOptions: { show: { '@version': [2] } },
	},
	{
		displayName: 'Hour of the Digest',
		name: 'hour',
		type: 'number',
		default: USUAL_HOUR,
		typeOptions: { minValue: 0, maxValue: 23, numberPrecision: 0 },
		description:
			'When the digest of the day before comes: 0 is midnight, 23 is eleven in the evening, in the time zone of the workflow (Settings > Timezone)',
		displayOptions: { show: { '@version': [2], kinds: [DAILY_DIGEST.kind] } },
	},
	{
		displayName: 'Store Names or IDs',
		name: 'integrations',
		type: 'multiOptions',
		default: [],
		typeOptions: { loadOptionsMethod: 'getIntegrations' },
		description:
			'Whose alerts start the workflow; leave it empty for all stores. Alerts about no store in particular start it in any case. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Also When It Has Ended',
		name: 'whenEnded',
		type: 'boolean',
		default: false,
		description:
			'Whether the end of an alert starts the workflow as well; "state" then says "ended"',
	},
];
