import type { INodeProperties } from 'n8n-workflow';
import { ALERT_KINDS } from '../../engine/alerts/alertKinds.ts';

/** The form of the alert trigger. */
export const alertTriggerProperties: INodeProperties[] = [
	{
		displayName: 'Alerts',
		name: 'kinds',
		type: 'multiOptions',
		default: [],
		description:
			'What starts the workflow, once for each alert; leave it empty for all of them, also those that a later version brings',
		options: ALERT_KINDS.map(({ kind, name, description }) => ({ value: kind, name, description })),
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
